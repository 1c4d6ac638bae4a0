/// The header of a DWG: version, code page, and the picture that the file carries of itself. Contents stay closed: DWG is a reference.
enum DWGHeader {
    /// Versions R13 to 2018 by their first six bytes.
    private static let versions: Set<String> = ["AC1012", "AC1014", "AC1015", "AC1018", "AC1021", "AC1024", "AC1027", "AC1032"]
    private static let sentinel: [UInt8] = [
        0x1F, 0x25, 0x6D, 0x07, 0xD4, 0x36, 0x28, 0x28, 0x9D, 0x57, 0xCA, 0x3F, 0x9D, 0x44, 0x10, 0x2B,
    ]
    /// Numbers of the table of code pages whose meaning is sure; any other is given as a number.
    private static let codePages = [30: "ANSI_1252", 39: "ANSI_936"]

    static func version(_ head: [UInt8]) -> String? {
        let version = String(decoding: head.prefix(6), as: UTF8.self)
        return versions.contains(version) ? version : nil
    }

    static func drawing(_ file: PrefixedFile) -> SheetFacts.Drawing {
        var drawing = SheetFacts.Drawing()
        if let page = file.number(0x13, 2) { drawing.codePage = codePages[page] ?? "\(page)" }
        drawing.preview = preview(file)
        return drawing
    }

    /// The image seeker at 0x0D leads to a sentinel, the length of the section, and a list of (code, start, size). A header alone is no picture.
    private static func preview(_ file: PrefixedFile) -> SheetFacts.Preview? {
        guard let seeker = file.number(0x0D, 4), seeker > 0, file.bytes(seeker, 16) == sentinel, let count = file.bytes(seeker + 20, 1)?.first else {
            return nil
        }
        for index in 0..<min(Int(count), 8) {
            let entry = seeker + 21 + 9 * index
            guard let code = file.bytes(entry, 1)?.first, let start = file.number(entry + 1, 4), let size = file.number(entry + 5, 4) else {
                return nil
            }
            guard let format = [2: "bmp", 3: "wmf", 6: "png"][Int(code)], size > 0, start > 0, start <= file.size - size else { continue }
            var preview = SheetFacts.Preview(format: format, offset: start, size: size)
            if code == 6, file.bytes(start, 4) == [0x89, 0x50, 0x4E, 0x47] {
                preview.width = file.number(start + 16, 4, bigEndian: true)
                preview.height = file.number(start + 20, 4, bigEndian: true)
            } else if code == 2, file.number(start, 4) == 40 {
                preview.width = file.number(start + 4, 4)
                preview.height = file.number(start + 8, 4)
            }
            return preview
        }
        return nil
    }
}
