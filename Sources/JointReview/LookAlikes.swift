/// Letters of other alphabets that look like Latin ones on a drawing: what a keyboard in another layout puts into a mark.
enum LookAlikes {
    /// The Latin letter, in lower case, that a letter in lower case looks like by its capital or small form; the letter itself where there is none.
    static func folded(_ scalar: UInt32) -> UInt32 { latin[scalar] ?? scalar }

    private static let latin: [UInt32: UInt32] = {
        var table: [UInt32: UInt32] = [:]
        // Cyrillic, Greek, and what stands for a diameter.
        for (others, plain) in [
            ("авекмнорстухіјѕѵԛԝзһ", "abekmhopctyxijsvqw3h"), ("αβεζηικμνορτυχ", "abezhikmnoptyx"), ("øɑɡı", "φagi"),
        ] {
            for (other, letter) in zip(others.unicodeScalars, plain.unicodeScalars) { table[other.value] = letter.value }
        }
        return table
    }()
}
