/// What a package holds, by digest and size: the text whose digests stand in the leaf of `package.contents` (Schemas/log/1/contents.md).
///
/// One line a different member, in the order of the lines. It has no names: what lies in a package may be named after somebody.
public struct ContentsList: Hashable, Sendable {
    /// A file of the package.
    public struct Member: Hashable, Sendable {
        /// SHA-256 of its bytes.
        public let sha256: TreeHash
        /// SM3 of its bytes; nil where none was made.
        public let sm3: TreeHash?
        /// Bytes.
        public let size: Int

        /// A member.
        public init(sha256: TreeHash, sm3: TreeHash?, size: Int) {
            (self.sha256, self.sm3, self.size) = (sha256, sm3, size)
        }

        fileprivate var line: String { "\(sha256.hex) \(sm3?.hex ?? "-") \(size)" }
    }

    /// First line of the text.
    public static let form = "lianshen-contents/1"

    /// The members in the order of their lines, each once.
    public let members: [Member]

    /// The list of some files, in any order.
    public init(_ members: some Sequence<Member>) {
        self.members = Set(members).map { (line: $0.line, member: $0) }.sorted { $0.line < $1.line }.map(\.member)
    }

    /// Reads the text; nil unless it is exactly the one that such a list has.
    public init?(_ bytes: some Collection<UInt8>) {
        guard let text = String(validating: bytes, as: UTF8.self), text.hasSuffix("\n") else { return nil }
        let lines = text.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.first == Self.form[...] else { return nil }
        var members: [Member] = []
        for line in lines.dropFirst() {
            let words = line.split(separator: " ", omittingEmptySubsequences: false)
            guard words.count == 3, let sha256 = Self.hash(words[0]), let size = Decimal.decode(words[2].utf8) else { return nil }
            let sm3 = Self.hash(words[1])
            guard sm3 != nil || words[1] == "-" else { return nil }
            members.append(Member(sha256: sha256, sm3: sm3, size: size))
        }
        self.init(members)
        // There is one way to write a list: other digits, another order or a line that comes twice are another text.
        guard self.bytes.elementsEqual(bytes) else { return nil }
    }

    /// The text.
    public var bytes: [UInt8] {
        Array((([Self.form] + members.map(\.line)).joined(separator: "\n") + "\n").utf8)
    }

    /// SHA-256 of a text, as the leaf has it.
    public static func sha256(of text: [UInt8]) -> TreeHash { text.withUnsafeBytes { TreeHash.digest($0) } }

    private static func hash(_ text: Substring) -> TreeHash? { Hex.decode(text.utf8).flatMap { TreeHash($0) } }
}
