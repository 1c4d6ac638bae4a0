import Foundation

extension PlainFile {
    /// One object as it stands in the file.
    struct Object {
        var number: Int
        var end: Int
        var entries: [String: PlainValue]
        var isStream = false
        /// The unpacked data, where they were asked for.
        var data: [UInt8]?
        /// The numbers of the objects that it holds.
        var numbers: [Int]?
        var unpacked = 0
    }

    /// Reads the object that begins here, and steps over it.
    /// - Parameter unpacking: for a cross-reference, whose data are wanted.
    func object(_ tokens: inout PlainTokens, unpacking: Bool) throws(Departure) -> Object {
        let start = tokens.at
        guard let number = tokens.digits(), tokens.next.map(PlainTokens.isSpace) == true else { throw Departure(.object, start) }
        tokens.skipSpace()
        guard let generation = tokens.digits(), tokens.next.map(PlainTokens.isSpace) == true else { throw Departure(.object, start) }
        tokens.skipSpace()
        guard tokens.takeWord("obj") else { throw Departure(.object, start) }
        let value = try tokens.value()
        var object = Object(number: number, end: 0, entries: value.entries ?? [:])
        tokens.skipSpace()
        if value.entries != nil, tokens.take("stream") { try stream(&tokens, &object, start, unpacking: unpacking) }
        if !unpacking, generation != generations[start, default: 0] { throw Departure(.generation, start) }
        tokens.skipSpace()
        guard tokens.takeWord("endobj") else { throw Departure(object.isStream ? .streamLength : .object, tokens.at) }
        object.end = tokens.at
        return object
    }

    private static let endMark = Data("endstream".utf8)

    private func stream(_ tokens: inout PlainTokens, _ object: inout Object, _ start: Int, unpacking: Bool) throws(Departure) {
        object.isStream = true
        if tokens.next == 0x0D { tokens.at += 1 }
        guard tokens.next == 0x0A else { throw Departure(.streamLength, tokens.at) }
        tokens.at += 1
        let first = tokens.at
        guard let length = length(object.entries["Length"]), length >= 0, length <= bytes.count - first else { throw Departure(.streamLength, start) }
        let data = first..<(first + length)
        tokens.at = data.upperBound
        if tokens.next == 0x0D { tokens.at += 1 }
        if tokens.next == 0x0A { tokens.at += 1 }
        guard tokens.takeWord("endstream") else { throw Departure(.streamLength, tokens.at) }
        guard bytes.range(of: Self.endMark, in: data) == nil else { throw Departure(.streamLength, start) }
        let isContainer = object.entries["Type"]?.name == "ObjStm"
        let left = mostUnpacked - sweep.unpacked
        let packing = try PlainPacking(object.entries, start)
        let keeping = unpacking || isContainer
        let unpacked = try packing.check(bytes, data, most: left, keeping: keeping, start)
        object.unpacked = unpacked.count
        if unpacking { object.data = unpacked.kept }
        if isContainer { object.numbers = try Self.contained(unpacked.kept ?? [], object.entries, start, &tokens.references) }
    }

    /// The number itself, or that of an object that is nothing else.
    private func length(_ value: PlainValue?) -> Int? {
        if let length = value?.integer { return length }
        guard case .reference(let reference)? = value, case .at(let place)? = newest[reference], place < bytes.count else { return nil }
        var tokens = PlainTokens(bytes, at: place)
        guard tokens.digits() == reference, tokens.next == 0x20 else { return nil }
        tokens.at += 1
        guard tokens.digits() != nil, tokens.take(" obj") else { return nil }
        return (try? tokens.value())?.integer
    }

    /// The numbers of the objects in a stream of objects, which stand one behind the other and fill it.
    private static func contained(_ data: [UInt8], _ entries: [String: PlainValue], _ start: Int, _ references: inout Set<PlainReference>)
        throws(Departure) -> [Int]
    {
        func fault() -> Departure { Departure(.container, start) }
        guard entries["Extends"] == nil, let count = entries["N"]?.integer, let first = entries["First"]?.integer, (0...data.count).contains(first),
            (0...data.count).contains(count)
        else { throw fault() }
        var head = PlainTokens(Data(data), at: 0, end: first)
        var pairs: [(number: Int, place: Int)] = []
        for _ in 0..<count {
            head.skipSpace()
            guard let number = head.digits() else { throw fault() }
            head.skipSpace()
            guard let place = head.digits() else { throw fault() }
            pairs.append((number, place))
        }
        head.skipSpace()
        guard head.isAtEnd, Set(pairs.map(\.number)).count == pairs.count else { throw fault() }
        var body = PlainTokens(Data(data), at: first)
        for pair in pairs {
            body.skipSpace()
            guard body.at == first + pair.place else { throw fault() }
            do throws(Departure) { _ = try body.value() } catch { throw Departure(error.kind, start) }
        }
        body.skipSpace()
        guard body.isAtEnd else { throw fault() }
        references.formUnion(body.references)
        return pairs.map(\.number)
    }
}
