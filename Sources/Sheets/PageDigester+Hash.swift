import Crypto

extension PageDigester {
    enum Fault: Error { case budget, tooDeep, unreadable }

    /// How a value stands in its parent, and the outermost open object that it leads back to: with one of those it is true only here.
    struct Hashed {
        var token: String
        var outermost: Int

        static let free = Int.max
    }

    /// Real pages nest less than 40 deep; more would endanger the stack of our own thread.
    private static let deepest = 600

    mutating func hash(_ value: PDFValue, as part: Part, depth: Int) throws(Fault) -> Hashed {
        guard depth < Self.deepest else { throw .tooDeep }
        switch value {
        case .scalar(let raw): return Hashed(token: raw, outermost: Hashed.free)
        case .reference(let reference): return try hash(reference: reference, as: part, depth: depth)
        case .unreadable: throw .unreadable
        case .array(let items):
            var tokens = Tokens(["["])
            for item in items { tokens.add(try hash(item, as: part, depth: depth + 1)) }
            return try close(&tokens, with: "]")
        case .dictionary(let entries):
            var tokens = Tokens(["<<"])
            try add(entries, of: part, to: &tokens, depth: depth)
            return try close(&tokens, with: ">>")
        case .stream(let entries, let sha256):
            if objects.resolve(entries["/Subtype"]).name == "/Image" { usage.take(image: entries, objects) }
            var tokens = Tokens(["stream", sha256, "<<"])
            try add(entries, of: .stream, to: &tokens, depth: depth)
            return try close(&tokens, with: ">>")
        }
    }

    private mutating func hash(reference: String, as part: Part, depth: Int) throws(Fault) -> Hashed {
        // Where a link leads is not drawn on this page.
        if part == .destination, pages.references.contains(reference) { return Hashed(token: "page", outermost: Hashed.free) }
        let step = Step(reference: reference, part: part)
        if let token = known[step] { return Hashed(token: token, outermost: Hashed.free) }
        if let place = open[step] { return Hashed(token: "cycle", outermost: place) }
        let place = open.count
        open[step] = place
        var hashed = try hash(objects.object(reference), as: part, depth: depth + 1)
        open[step] = nil
        if let state = layers.state(of: reference) {
            hashed.token += " \(state)"
            usage.layers.insert(reference)
        }
        if hashed.outermost >= place {
            hashed.outermost = Hashed.free
            known[step] = hashed.token
        }
        return hashed
    }

    private mutating func add(_ entries: [String: PDFValue], of part: Part, to tokens: inout Tokens, depth: Int) throws(Fault) {
        let leftOut = part.leftOut
        let isWidget = part == .annotation && objects.resolve(entries["/Subtype"]).name == "/Widget"
        let entries = isWidget ? PDFForm.whole(entries, objects) : entries
        for (key, value) in entries.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) where !leftOut.contains(key) {
            if part.isFontName(key), let name = objects.resolve(value).name {
                tokens.add(key)
                tokens.add("\"\(Self.withoutSubsetTag(name))\"")
                continue
            }
            if part == .resources, key == "/Font", let fonts = objects.resolve(value).entries { usage.take(fonts: fonts, objects) }
            let hashed = try hash(value, as: part.part(at: key), depth: depth + 1)
            guard hashed.token != "null" else { continue }
            tokens.add(key)
            tokens.add(hashed)
        }
    }

    /// `/ABCDEF+SimSun` → `/SimSun`: the tag is drawn by lot at every plot.
    static func withoutSubsetTag(_ name: String) -> String {
        let letters = Array(name.utf8.prefix(8))
        guard letters.count == 8, letters[7] == UInt8(ascii: "+") else { return name }
        guard letters[1..<7].allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }) else { return name }
        return "/" + String(decoding: name.utf8.dropFirst(8), as: UTF8.self)
    }

    private mutating func close(_ tokens: inout Tokens, with last: String) throws(Fault) -> Hashed {
        tokens.add(last)
        budget -= tokens.count
        guard budget >= 0 else { throw .budget }
        return Hashed(token: "#\(Hex.text(SHA256.hash(data: tokens.bytes)))", outermost: tokens.outermost)
    }

    /// The lines of one container.
    private struct Tokens {
        var bytes: [UInt8] = []
        var count = 0
        var outermost = Hashed.free

        init(_ first: [String]) {
            for token in first { add(token) }
        }

        mutating func add(_ token: String) {
            count += 1
            bytes.append(contentsOf: token.utf8)
            bytes.append(UInt8(ascii: "\n"))
        }

        mutating func add(_ hashed: Hashed) {
            outermost = min(outermost, hashed.outermost)
            add(hashed.token)
        }
    }
}
