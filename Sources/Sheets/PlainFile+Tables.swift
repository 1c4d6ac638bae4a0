import Foundation

extension PlainFile {
    /// A drawing that is signed again and again has some ten revisions.
    private static let mostTables = 1000
    /// No sheet has millions of objects.
    static let mostEntries = 4_000_000

    /// Reads the cross-references, newest first.
    mutating func readTables(from start: Int) throws(Departure) {
        var place: Int? = start
        var seen: Set<Int> = []
        var entries = 0
        while let here = place {
            guard seen.insert(here).inserted, seen.count <= Self.mostTables, here < bytes.count else { throw Departure(.tables, here) }
            let section = try table(at: here)
            entries += section.entries.count
            guard entries <= Self.mostEntries, !isCancelled() else { throw Departure(.tables, here) }
            guard section.trailer["XRefStm"] == nil else { throw Departure(.hybrid, here) }
            guard section.trailer["Encrypt"] == nil else { throw Departure(.table, here) }
            for (number, entry) in section.entries {
                if newest[number] == nil { newest[number] = entry }
            }
            tables.append(section)
            let before = section.trailer["Prev"]
            place = before?.integer
            guard before == nil || place != nil else { throw Departure(.tables, here) }
        }
    }

    private mutating func table(at start: Int) throws(Departure) -> Section {
        var tokens = PlainTokens(bytes, at: start)
        let table = tokens.takeWord("xref") ? try classic(&tokens, start) : try stream(&tokens, start)
        sweep.references.formUnion(tokens.references)
        return table
    }

    private mutating func classic(_ tokens: inout PlainTokens, _ start: Int) throws(Departure) -> Section {
        var entries: [Int: Entry] = [:]
        tokens.skipSpace()
        while !tokens.takeWord("trailer") {
            guard let first = tokens.digits(), tokens.next == 0x20 else { throw tokens.fault(.table) }
            tokens.at += 1
            guard let count = tokens.digits(), count > 0, count <= bytes.count / 20, first <= Self.mostEntries else { throw tokens.fault(.table) }
            tokens.skipSpace()
            for number in first..<(first + count) {
                let entry = try line(&tokens)
                guard entries.updateValue(entry, forKey: number) == nil else { throw tokens.fault(.twice) }
            }
            tokens.skipSpace()
        }
        guard let trailer = try tokens.value().entries else { throw tokens.fault(.table) }
        return Section(start: start, end: tokens.at, entries: entries, trailer: trailer)
    }

    /// Twenty bytes: ten digits, five digits, `n` or `f`, and a line end of two.
    private mutating func line(_ tokens: inout PlainTokens) throws(Departure) -> Entry {
        let start = tokens.at
        guard start + 20 <= bytes.count else { throw tokens.fault(.table) }
        let line = Array(bytes[start..<(start + 20)])
        guard line[..<10].allSatisfy(PlainTokens.isDigit), line[10] == 0x20, line[11..<16].allSatisfy(PlainTokens.isDigit), line[16] == 0x20,
            line[18] == 0x20 || line[18] == 0x0D, line[19] == 0x0A || line[19] == 0x0D
        else { throw tokens.fault(.table) }
        tokens.at += 20
        if line[17] == UInt8(ascii: "f") { return .free }
        guard line[17] == UInt8(ascii: "n") else { throw tokens.fault(.table) }
        func number(_ digits: ArraySlice<UInt8>) -> Int { digits.reduce(0) { $0 * 10 + Int($1 - 0x30) } }
        return placed(number(line[..<10]), number(line[11..<16]))
    }

    private mutating func stream(_ tokens: inout PlainTokens, _ start: Int) throws(Departure) -> Section {
        guard let object = try? object(&tokens, unpacking: true), object.entries["Type"]?.name == "XRef", let data = object.data else {
            throw Departure(.table, start)
        }
        let widths = (object.entries["W"]?.items ?? []).compactMap(\.integer)
        guard widths.count == 3, widths.allSatisfy({ (0...4).contains($0) }), let size = object.entries["Size"]?.integer, size > 0 else {
            throw Departure(.table, start)
        }
        let index = object.entries["Index"].map { ($0.items ?? []).compactMap(\.integer) } ?? [0, size]
        var entries: [Int: Entry] = [:]
        var rows = PlainRows(data: data, widths: widths)
        guard index.count.isMultiple(of: 2), index.allSatisfy({ (0...Self.mostEntries).contains($0) }) else { throw Departure(.table, start) }
        for pair in stride(from: 0, to: index.count, by: 2) {
            for number in index[pair]..<(index[pair] + index[pair + 1]) {
                guard let row = rows.next() else { throw Departure(.table, start) }
                guard let entry = entry(row) else { throw Departure(.table, start) }
                guard entries.updateValue(entry, forKey: number) == nil else { throw Departure(.twice, start) }
            }
        }
        guard rows.isAtEnd else { throw Departure(.table, start) }
        return Section(start: start, end: object.end, entries: entries, trailer: object.entries, number: object.number)
    }

    private mutating func entry(_ row: [Int]) -> Entry? {
        switch row[0] {
        case 0: .free
        case 1: placed(row[1], row[2])
        case 2: .inside(container: row[1], index: row[2])
        default: nil
        }
    }

    private mutating func placed(_ place: Int, _ generation: Int) -> Entry {
        if generation != 0 { generations[place] = generation }
        return .at(place)
    }
}

/// The rows of a cross-reference stream: numbers of fixed widths.
struct PlainRows {
    let data: [UInt8]
    let widths: [Int]
    private var at = 0

    init(data: [UInt8], widths: [Int]) { (self.data, self.widths) = (data, widths) }

    var isAtEnd: Bool { at == data.count }

    /// The next row; nil when it is not all there. A kind of width 0 is 1.
    mutating func next() -> [Int]? {
        let width = widths.reduce(0, +)
        guard width > 0, at + width <= data.count else { return nil }
        var row: [Int] = []
        for (place, width) in widths.enumerated() {
            row.append(width == 0 && place == 0 ? 1 : data[at..<(at + width)].reduce(0) { $0 << 8 | Int($1) })
            at += width
        }
        return row
    }
}
