import Crypto

extension SampleCase {
    /// A package that was drawn.
    public struct Drawn: Sendable {
        /// Its round.
        public let round: Int
        /// The ZIP.
        public let bytes: [UInt8]
        /// SHA-256 of the ZIP, lower-case hex.
        public let sha256: String
    }

    /// The packages of rounds 1 to `last`, each but the first naming the digest of the one before as what it replaces.
    ///
    /// The digests of a round are the same on every run of one machine. They are not frozen across machines: the letters of a drawing are cut out of
    /// the fonts that are installed, by the versions of Pango and Cairo that are installed.
    public static func packages(through last: Int) throws -> [Drawn] {
        guard rounds.contains(last) else { throw SampleRefusal.noSuchRound(last) }
        var drawn: [Drawn] = []
        for round in rounds.lowerBound...last {
            let bytes = try package(round: round, replaces: drawn.last?.sha256)
            let digest = SHA256.hash(data: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            drawn.append(Drawn(round: round, bytes: bytes, sha256: digest))
        }
        return drawn
    }
}
