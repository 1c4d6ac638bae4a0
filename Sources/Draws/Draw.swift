import Crypto
public import Foundation

/// A draw by lot (随机抽取) that anybody can repeat.
///
/// `lianshen-draw/1`. The candidates are different texts without line ends, in the order of their UTF-8 bytes. Before anything is drawn a secret seed
/// of 32 random bytes is chosen and committed to:
///
///     list       = SHA-256(candidate ‖ LF, for each candidate)
///     commitment = SHA-256("lianshen-draw/1" LF draw LF hex(SHA-256(seed)) LF hex(list) LF count LF)
///
/// The commitment stands in the public log before the seed is used, so whoever draws cannot look for a seed whose result he likes, nor change the
/// list afterwards. Then:
///
///     block i = HMAC-SHA-256(key: seed, "lianshen-draw/1" ‖ i as 8 bytes, most significant first), i = 0, 1, 2, …
///     numbers = the 64-bit words of block 0, block 1, …, most significant byte first
///
/// and the result is the first `count` places of a Fisher–Yates shuffle of the list: place p takes the candidate at p + k, where k is the next number
/// modulo the n = length − p candidates left. Numbers of the last, incomplete stretch of n below 2⁶⁴ are passed over (rejection), so that no
/// candidate is likelier than another.
public enum Draw {
    /// Name of the algorithm and of the form of an exported draw.
    public static let format = "lianshen-draw/1"

    /// Bytes of a seed.
    public static let seedLength = 32

    /// A seed that nobody knows.
    public static func newSeed() -> [UInt8] {
        SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
    }

    /// Candidates in the order in which they are drawn from, each once.
    public static func ordered(_ candidates: some Sequence<String>) -> [String] {
        Set(candidates).sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    }

    /// SHA-256 of the list.
    public static func listDigest(of candidates: [String]) -> [UInt8] {
        Array(SHA256.hash(data: Data(candidates.map { $0 + "\n" }.joined().utf8)))
    }

    /// SHA-256 of the seed.
    public static func seedDigest(of seed: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: Data(seed))) }

    /// What is written into the log before the draw.
    public static func commitment(draw: UUID, seedDigest: [UInt8], listDigest: [UInt8], count: Int) -> [UInt8] {
        let text = [format, draw.uuidString.lowercased(), seedDigest.hex, listDigest.hex, String(count)].map { $0 + "\n" }.joined()
        return Array(SHA256.hash(data: Data(text.utf8)))
    }

    /// The result, in the order drawn. `count` is at most the number of candidates.
    public static func pick(_ count: Int, of candidates: [String], seed: [UInt8]) -> [String] {
        var left = candidates
        var numbers = Numbers(seed: seed)
        for place in 0..<min(count, left.count) {
            left.swapAt(place, place + numbers.next(below: left.count - place))
        }
        return Array(left.prefix(count))
    }

    /// The stream of numbers of a seed.
    struct Numbers {
        private let key: SymmetricKey
        private var block: UInt64 = 0
        private var words: [UInt64] = []

        init(seed: [UInt8]) { key = SymmetricKey(data: Data(seed)) }

        /// A number below `bound`, each as likely as any other.
        mutating func next(below bound: Int) -> Int {
            let bound = UInt64(bound)
            // 2⁶⁴ mod bound numbers at the end would make the first remainders likelier.
            let surplus = (UInt64.max % bound + 1) % bound
            while true {
                let number = next()
                if surplus == 0 || number <= UInt64.max - surplus { return Int(number % bound) }
            }
        }

        private mutating func next() -> UInt64 {
            if words.isEmpty {
                let message = Data(format.utf8) + withUnsafeBytes(of: block.bigEndian) { Data($0) }
                let code = Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
                words = stride(from: 0, to: code.count, by: 8).map { start in code[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) } }
                block += 1
            }
            return words.removeFirst()
        }
    }
}

extension Sequence where Element == UInt8 {
    /// Lower-case hexadecimal.
    var hex: String { map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined() }
}
