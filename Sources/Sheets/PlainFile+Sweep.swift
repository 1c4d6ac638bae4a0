import Foundation

extension PlainFile {
    /// Goes over the whole file from byte to byte.
    mutating func sweepObjects(from start: Int) throws(Departure) {
        let known = Dictionary(tables.map { ($0.start, $0) }, uniquingKeysWith: { first, _ in first })
        var tokens = PlainTokens(bytes, at: start)
        tokens.skipSpace()
        while let byte = tokens.next {
            let here = tokens.at
            guard !isCancelled() else { throw Departure(.object, here) }
            if let table = known[here] {
                tokens.at = table.end
                if let number = table.number { sweep.objects[here] = number }
            } else if byte == UInt8(ascii: "%") {
                try comment(&tokens)
            } else if byte == UInt8(ascii: "s") {
                try lead(&tokens)
            } else if PlainTokens.isDigit(byte) {
                let object = try object(&tokens, unpacking: false)
                if sweep.objects.isEmpty { sweep.isForSlowLines = object.entries["Linearized"] != nil }
                // A cross-reference that no other leads to is read by those who look for one.
                if object.isStream, object.entries["Type"]?.name == "XRef" { throw Departure(.tables, here) }
                sweep.objects[here] = object.number
                sweep.unpacked += object.unpacked
                if let numbers = object.numbers { sweep.containers[here] = numbers }
            } else {
                throw Departure(.stray, here)
            }
            tokens.skipSpace()
        }
        sweep.references.formUnion(tokens.references)
    }

    private static let words = (["%PDF", "%EOF", "endobj", "xref", "trailer", "stream"] + (0...9).map { "\($0) obj" }).map { Data($0.utf8) }

    private func comment(_ tokens: inout PlainTokens) throws(Departure) {
        let start = tokens.at
        while let byte = tokens.next, byte != 0x0A, byte != 0x0D { tokens.at += 1 }
        let line = bytes[start..<tokens.at]
        guard line.count <= 4096, !Self.words.contains(where: { line.firstRange(of: $0) != nil }) else { throw Departure(.comment, start) }
    }

    private mutating func lead(_ tokens: inout PlainTokens) throws(Departure) {
        let start = tokens.at
        guard tokens.takeWord("startxref") else { throw Departure(.stray, start) }
        tokens.skipSpace()
        guard let target = tokens.digits() else { throw Departure(.ending, start) }
        tokens.skipSpace()
        guard tokens.take("%%EOF"), tokens.next.map(PlainTokens.isSpace) ?? true else { throw Departure(.ending, start) }
        sweep.leads.append((start, target))
    }
}

// MARK: What the sweep met, and what the cross-references say
extension PlainFile {
    func compare() throws(Departure) {
        try compareLeads()
        try compareOrder()
        var listed: Set<Int> = Set(tables.filter { $0.number != nil }.map(\.start))
        var inside: [Int: Set<Int>] = [:]
        for table in tables {
            for (number, entry) in table.inOrder {
                switch entry {
                case .free: break
                case .at(let place):
                    guard sweep.objects[place] == number else { throw Departure(.table, place) }
                    listed.insert(place)
                case .inside(let container, let index):
                    guard case .at(let place)? = newest[container], let numbers = sweep.containers[place], index < numbers.count,
                        numbers[index] == number
                    else { throw Departure(.container, table.start) }
                    inside[place, default: []].insert(index)
                }
            }
        }
        if let place = sweep.objects.keys.filter({ !listed.contains($0) }).min() { throw Departure(.unlisted, place) }
        if let place = sweep.containers.filter({ inside[$0, default: []].count != $1.count }).keys.min() { throw Departure(.unlisted, place) }
        try compareDefinitions()
        try compareGenerations()
    }

    /// Every `startxref` leads to a cross-reference before it; that of the first half of a file for slow lines leads nowhere.
    private func compareLeads() throws(Departure) {
        let starts = Set(tables.map(\.start))
        for (index, lead) in sweep.leads.enumerated() {
            if lead.target == 0, index == 0, sweep.isForSlowLines { continue }
            guard starts.contains(lead.target), lead.target < lead.place else { throw Departure(.tables, lead.place) }
        }
    }

    private func compareOrder() throws(Departure) {
        var isHalved = false
        for (newer, older) in zip(tables.indices, tables.indices.dropFirst()) where tables[newer].start < tables[older].start {
            guard sweep.isForSlowLines, older == tables.count - 1, Set(tables[newer].entries.keys).isDisjoint(with: tables[older].entries.keys) else {
                throw Departure(.tables, tables[newer].start)
            }
            isHalved = true
        }
        // Each revision has its own end; a stream that is the first half of one needs none.
        guard sweep.leads.count == tables.count || (isHalved && sweep.leads.count == tables.count - 1) else { throw Departure(.ending, 0) }
        let roots = Set(tables.compactMap { table -> Int? in if case .reference(let root)? = table.trailer["Root"] { root } else { nil } })
        guard case .reference? = tables[0].trailer["Root"], roots.count == 1 else { throw Departure(.tables, tables[0].start) }
        guard let size = tables[0].trailer["Size"]?.integer, let most = newest.keys.max(), most < size else {
            throw Departure(.size, tables[0].start)
        }
    }

    /// A number that is defined in several revisions: the newest definition is the last one in the file.
    private func compareDefinitions() throws(Departure) {
        var last: [Int: Int] = [:]
        for table in tables {
            for (number, entry) in table.entries {
                if let place = place(of: entry) { last[number] = max(last[number] ?? 0, place) }
            }
        }
        if let place = last.filter({ number, place in newest[number].flatMap { self.place(of: $0) } != place }).values.min() {
            throw Departure(.twice, place)
        }
    }

    private func compareGenerations() throws(Departure) {
        var usual: [Int: Int] = [:]
        for table in tables {
            for (number, entry) in table.inOrder where entry != .free {
                let place = place(of: entry) ?? 0
                let generation = if case .at = entry { generations[place, default: 0] } else { 0 }
                guard usual.updateValue(generation, forKey: number) ?? generation == generation else { throw Departure(.generation, place) }
            }
        }
        guard let wrong = sweep.references.filter({ usual[$0.number, default: 0] != $0.generation }).map(\.number).min() else { return }
        throw Departure(.generation, newest[wrong].flatMap { place(of: $0) } ?? 0)
    }

    private func place(of entry: Entry) -> Int? {
        switch entry {
        case .free: nil
        case .at(let place): place
        case .inside(let container, _): if case .at(let place)? = newest[container] { place } else { nil }
        }
    }
}
