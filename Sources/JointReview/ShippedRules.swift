import Foundation

/// The rules that come with the product: version 1 of `Schemas/rules`, embedded, because the binary must know them without the
/// repository beside it. A test holds the embedded texts equal to the files.
public enum ShippedRules {
    /// Version of the rules, the folder under `Schemas/rules`.
    public static let version = 1

    /// A file of the rules: its path under `Schemas/rules/<version>` and its bytes.
    public struct File: Hashable, Sendable {
        /// Path under `Schemas/rules/<version>`.
        public let path: String
        /// Text of the file.
        public let text: String
    }

    /// All files.
    public static var files: [File] {
        [
            File(path: "profiles/national-current.json", text: nationalCurrent + "\n"),
            File(path: "profiles/huaian-2016.json", text: huaian2016 + "\n"),
            File(path: "profiles/national-by-specialty.json", text: nationalBySpecialty + "\n"),
            File(path: "limits.json", text: limits + "\n"),
            File(path: "relevance.json", text: relevance + "\n"),
            File(path: "auto_accept.json", text: autoAccept + "\n"),
            File(path: "check.json", text: check + "\n"),
        ]
    }

    /// The shipped rule profiles.
    public static func profiles() throws -> RuleProfiles {
        try RuleProfiles(profiles: [nationalCurrent, huaian2016, nationalBySpecialty].map { try CanonicalJSON.decode(from: Data($0.utf8)) })
    }

    /// The shipped limits.
    public static func limitRules() throws -> LimitRules {
        try CanonicalJSON.decode(from: Data(limits.utf8))
    }

    /// The shipped relevance matrix.
    public static func relevanceMatrix() throws -> Relevance {
        try CanonicalJSON.decode(from: Data(relevance.utf8))
    }

    /// The shipped rules of acceptance by the system; none is on before somebody turns it on.
    public static func autoAcceptRules() throws -> AutoAcceptRules {
        try CanonicalJSON.decode(from: Data(autoAccept.utf8))
    }

    /// The shipped rules of the check.
    public static func checkRules() throws -> CheckRules {
        try CanonicalJSON.decode(from: Data(check.utf8))
    }
}
