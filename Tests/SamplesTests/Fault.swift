import JointReview
import Testing

/// One way in which a package can be wrong: the sound package, the one change that spoils it, and what a check must say.
struct Fault: Sendable, CustomTestStringConvertible {
    /// Name of its folder below `Samples/broken`.
    let name: String
    /// What is wrong, and why exactly these codes follow from it.
    let why: Bilingual
    /// The codes of the findings, sorted, each as often as it is found.
    let codes: [String]
    /// Whether the package is accepted all the same: every code is a warning.
    let acceptable: Bool
    /// The last complete set, for a fault that lies in what is done to it.
    let base: [UInt8]?
    private let sound: @Sendable (inout Parcel) -> Void
    private let spoil: @Sendable (inout Parcel) -> Void

    init(
        _ name: String, _ codes: [String], zh: String, en: String, acceptable: Bool = false, base: Parcel? = nil,
        sound: @escaping @Sendable (inout Parcel) -> Void = { _ in },
        spoil: @escaping @Sendable (inout Parcel) -> Void
    ) {
        self.name = name
        self.codes = codes.sorted()
        self.why = Bilingual(zh: zh, en: en)
        self.acceptable = acceptable
        self.base = base?.bytes
        self.sound = sound
        self.spoil = spoil
    }

    var testDescription: String { name }

    /// The twin that is accepted.
    var repaired: [UInt8] {
        var parcel = Parcel()
        sound(&parcel)
        return parcel.bytes
    }

    /// The twin with one thing changed.
    var broken: [UInt8] {
        var parcel = Parcel()
        sound(&parcel)
        spoil(&parcel)
        return parcel.bytes
    }

    /// The files of its folder.
    var files: [(name: String, bytes: [UInt8])] {
        (base.map { [("base.zip", $0)] } ?? [])
            + [("package.zip", broken), ("repaired.zip", repaired), ("expected.json", Array(Expected(self).text.utf8))]
    }

    /// Every fault that lies in the folder.
    static let all =
        container + layout + content + names + list + reconciliation + sheets + guises + floods + masks + appearance + rules + sets + together
}

/// What `expected.json` says, written by hand so that no encoder of another version changes its bytes.
struct Expected: Codable {
    var acceptable: Bool
    var codes: [String]
    var why: Bilingual

    init(_ fault: Fault) {
        acceptable = fault.acceptable
        codes = fault.codes
        why = fault.why
    }

    var text: String {
        """
        {
          "acceptable": \(acceptable),
          "codes": [\(codes.map(Self.quoted).joined(separator: ", "))],
          "why": {
            "zh": \(Self.quoted(why.zh)),
            "en": \(Self.quoted(why.en))
          }
        }

        """
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
