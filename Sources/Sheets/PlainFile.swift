import Foundation

/// Whether a PDF is written plainly: so that every reader finds the same objects in it, whichever way it looks for them.
///
/// Two viewers that disagree about a file do so where it leaves this form. The list is what is allowed; anything else is not plain:
/// 1. One header, `%PDF-` and a version, at byte 0; one `%%EOF` behind each revision, nothing but blanks behind the last.
/// 2. Between header and end stand objects, cross-reference tables, their `startxref` and comments without words of structure: nothing else.
/// 3. Each revision has one cross-reference, a table or a stream. Each is the one before `startxref`, and `/Prev` leads from each to the one before;
///    only the two halves of a file made for slow lines stand the other way round, and share no number.
/// 4. Each entry leads to the object of its number, each object has an entry, each reference its generation. No number comes twice in a revision, none is freed
///    after it was used, and the last definition in the tables is the last one in the file. Streams of objects hold each number once, all listed.
/// 5. A stream is as long as it says and holds no `endstream`. Packed data are whole; what is not kept packed is Flate alone, by whole rows.
/// 6. Dictionaries have each key once, names are escaped only where they have to be, numbers are those of 32 bits or plain decimals.
struct PlainFile {
    typealias Departure = PlainDeparture

    /// What one cross-reference says of a number.
    enum Entry: Hashable {
        case free
        case at(Int)
        case inside(container: Int, index: Int)
    }

    /// One cross-reference.
    struct Section {
        var start: Int
        var end: Int
        var entries: [Int: Entry]
        var trailer: [String: PlainValue]
        /// The number of the stream that it is; nil for a table.
        var number: Int?

        /// By number: of several faults the same one is told every time.
        var inOrder: [(key: Int, value: Entry)] { entries.sorted { $0.key < $1.key } }
    }

    /// What a sweep over the file meets.
    struct Sweep {
        /// The number of the object that begins at a byte.
        var objects: [Int: Int] = [:]
        /// The numbers in each stream of objects, by the byte where that begins.
        var containers: [Int: [Int]] = [:]
        /// What references lead to.
        var references: Set<PlainReference> = []
        /// Where each `startxref` stands, and where it leads.
        var leads: [(place: Int, target: Int)] = []
        var isForSlowLines = false
        /// Bytes that streams were unpacked to.
        var unpacked = 0
    }

    let bytes: Data
    var tables: [Section] = []
    /// What the newest cross-reference that knows a number says of it.
    var newest: [Int: Entry] = [:]
    var sweep = Sweep()
    /// Generations other than 0, by the byte where the object begins: some CAD programs count on. Readers differ in whether they look at them, so all
    /// that say one for a number say the same.
    var generations: [Int: Int] = [:]
    /// Bytes that the streams may unpack to.
    let mostUnpacked: Int
    let isCancelled: () -> Bool

    /// How the file departs from the plain form first; nil when it does not.
    static func departure(path: String, mostUnpacked: Int, isCancelled: @escaping () -> Bool = { false }) -> Departure? {
        guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe) else { return Departure(.ending, 0) }
        return departure(bytes, mostUnpacked: mostUnpacked, isCancelled: isCancelled)
    }

    static func departure(_ bytes: Data, mostUnpacked: Int, isCancelled: @escaping () -> Bool = { false }) -> Departure? {
        do {
            var file = PlainFile(bytes: bytes, mostUnpacked: mostUnpacked, isCancelled: isCancelled)
            let start = try file.header()
            try file.readTables(from: try file.ending())
            try file.sweepObjects(from: start)
            try file.compare()
            return nil
        } catch {
            return error
        }
    }

    private init(bytes: Data, mostUnpacked: Int, isCancelled: @escaping () -> Bool) {
        (self.bytes, self.mostUnpacked, self.isCancelled) = (bytes, mostUnpacked, isCancelled)
    }

    /// Where the objects begin.
    private func header() throws(Departure) -> Int {
        var tokens = PlainTokens(bytes, at: 0)
        guard tokens.take("%PDF-1.") || tokens.take("%PDF-2."), let digit = tokens.next, PlainTokens.isDigit(digit) else {
            throw Departure(.header, 0)
        }
        tokens.at += 1
        while tokens.next == 0x20 { tokens.at += 1 }
        guard tokens.next == 0x0A || tokens.next == 0x0D else { throw Departure(.header, tokens.at) }
        return tokens.at
    }

    private static let longestEnding = 64

    /// Where the last `startxref` leads.
    private func ending() throws(Departure) -> Int {
        var tail = bytes.count
        while tail > 0, bytes.count - tail <= Self.longestEnding, PlainTokens.isSpace(bytes[tail - 1]) { tail -= 1 }
        let window = max(0, tail - Self.longestEnding)
        guard let mark = bytes.range(of: Data("startxref".utf8), options: .backwards, in: window..<tail) else { throw Departure(.ending, tail) }
        var tokens = PlainTokens(bytes, at: mark.upperBound, end: tail)
        tokens.skipSpace()
        guard let target = tokens.digits() else { throw Departure(.ending, tail) }
        tokens.skipSpace()
        guard tokens.take("%%EOF"), tokens.isAtEnd else { throw Departure(.ending, tail) }
        return target
    }
}
