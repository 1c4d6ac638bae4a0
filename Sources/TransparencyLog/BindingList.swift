public import struct Foundation.UUID

/// Which bytes stand behind which name and which sheet of a package: the text whose digests stand in the leaf of `package.sheets`
/// (Schemas/log/1/sheets.md).
///
/// One line a member and one a sheet. Names and titles are there by digest: what lies in a package may be named after somebody.
public enum BindingList {
    /// First line of the text.
    public static let form = "lianshen-sheets/1"

    /// The line of a member of the archive; one that could not be unpacked has no digest, and a directory has none.
    public static func line(file ordinal: Int, sha256: TreeHash?, name: TreeHash) -> String {
        "file \(ordinal) \(sha256?.hex ?? "-") \(name.hex)"
    }

    /// The line of a sheet: page of which file it is, and the digest of the words that say which drawing that is.
    public static func line(sheet id: UUID, ordinal: Int, page: Int, sha256: TreeHash, words: TreeHash) -> String {
        "sheet \(ordinal) \(id.uuidString.lowercased()) \(page) \(sha256.hex) \(words.hex)"
    }

    /// The text of some lines, in their order.
    public static func bytes(of lines: [String]) -> [UInt8] { Array((([form] + lines).joined(separator: "\n") + "\n").utf8) }

    /// The lines of a text; nil when it is none of this form.
    public static func lines(of text: [UInt8]) -> [String]? {
        guard let text = String(validating: text, as: UTF8.self), text.hasSuffix("\n") else { return nil }
        let lines = text.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
        return lines.first == form[...] ? lines.dropFirst().map(String.init) : nil
    }

    /// SHA-256 of a name, or of words, in UTF-8.
    public static func digest(_ words: String) -> TreeHash { Array(words.utf8).withUnsafeBytes { TreeHash.digest($0) } }
}
