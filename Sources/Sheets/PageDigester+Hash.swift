import Crypto

extension PageDigester {
    enum Fault: Error { case budget, tooDeep, unreadable }

    /// Real pages nest less than 40 deep; more would endanger the stack of our own thread.
    private static let deepest = 600
    /// Texts and names as long as this stand as they are.
    private static let longestScalar = 200

    /// How a value stands in its parent.
    mutating func token(of value: PDFValue, as part: Part, depth: Int) throws(Fault) -> String {
        guard depth < Self.deepest else { throw .tooDeep }
        switch value {
        case .scalar(let raw): return raw.utf8.count <= Self.longestScalar ? raw : "#\(Hex.text(SHA256.hash(data: Array(raw.utf8))))"
        case .reference(let reference): return try token(behind: reference, as: part, depth: depth)
        case .unreadable: throw .unreadable
        case .array(let items):
            var tokens = Tokens(["["])
            for item in items {
                if isLayer(item) { usage.hasUnlistedLayer = true }
                tokens.add(try token(of: item, as: part, depth: depth + 1))
            }
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

    private mutating func token(behind reference: String, as part: Part, depth: Int) throws(Fault) -> String {
        if isElsewhere(reference, part) { return "page" }
        let step = Step(reference: reference, part: part)
        if let token = known[step] { return token }
        var open: Set<Step> = []
        let leadsBack = try loops(step, &open, depth: depth)
        if leadsBack {
            if let number = numbers[step] { return "again \(number)" }
            numbers[step] = numbers.count
        }
        let object = objects.object(reference)
        var token = try token(of: object, as: part, depth: depth + 1)
        if let state = layers.state(of: reference) {
            token += " \(state)"
            usage.layers.insert(reference)
        } else if isLayer(object) {
            usage.hasUnlistedLayer = true
        }
        if !leadsBack { known[step] = token }
        return token
    }

    private func isLayer(_ value: PDFValue) -> Bool {
        guard case .dictionary(let entries) = value, let type = entries["/Type"] else { return false }
        return objects.resolve(type).name == "/OCG"
    }

    /// Where a link leads is not drawn on this page.
    private func isElsewhere(_ reference: String, _ part: Part) -> Bool { part == .destination && pages.references.contains(reference) }

    private mutating func add(_ entries: [String: PDFValue], of part: Part, to tokens: inout Tokens, depth: Int) throws(Fault) {
        for (key, value) in drawing(entries, of: part).sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            if part.isFontName(key), let name = objects.resolve(value).name {
                tokens.add(key)
                tokens.add("\"\(Self.withoutSubsetLetters(name))\"")
                continue
            }
            if part == .resources, key == "/Font", let fonts = objects.resolve(value).entries { usage.take(fonts: fonts, objects) }
            // Only what has a reference can be listed.
            if isLayer(value) { usage.hasUnlistedLayer = true }
            let token = try token(of: value, as: part.part(at: key), depth: depth + 1)
            guard token != "null" else { continue }
            tokens.add(key)
            tokens.add(token)
        }
    }

    /// The entries of a dictionary that count.
    private func drawing(_ entries: [String: PDFValue], of part: Part) -> [String: PDFValue] {
        let leftOut = part.leftOut
        let isWidget = part == .annotation && objects.resolve(entries["/Subtype"]).name == "/Widget"
        let entries = isWidget ? PDFForm.whole(entries, objects) : entries
        return leftOut.isEmpty ? entries : entries.filter { !leftOut.contains($0.key) }
    }

    private mutating func close(_ tokens: inout Tokens, with last: String) throws(Fault) -> String {
        tokens.add(last)
        try spend(tokens.count)
        return "#\(Hex.text(SHA256.hash(data: tokens.bytes)))"
    }

    /// The lines of one container.
    private struct Tokens {
        var bytes: [UInt8] = []
        var count = 0

        init(_ first: [String]) {
            for token in first { add(token) }
        }

        mutating func add(_ token: String) {
            count += 1
            bytes.append(contentsOf: token.utf8)
            bytes.append(UInt8(ascii: "\n"))
        }
    }
}

// MARK: Ways back
extension PageDigester {
    /// Whether an object leads back to itself, or to one that does. Each object is looked at once.
    ///
    /// What is done without having met an open object leads to none, for all that it leads to is done as well.
    private mutating func loops(_ step: Step, _ open: inout Set<Step>, depth: Int) throws(Fault) -> Bool {
        if let answer = loops[step] { return answer }
        if open.contains(step) { return true }
        guard depth < Self.deepest else { throw .tooDeep }
        open.insert(step)
        var steps: [Step] = []
        try collect(from: objects.object(step.reference), as: step.part, into: &steps)
        try spend(steps.count + 1)
        var answer = false
        for next in steps where try loops(next, &open, depth: depth + 1) { answer = true }
        open.remove(step)
        loops[step] = answer
        return answer
    }

    /// The objects that a value leads to without leading through another.
    private func collect(from value: PDFValue, as part: Part, into steps: inout [Step]) throws(Fault) {
        switch value {
        case .scalar: break
        case .unreadable: throw .unreadable
        case .reference(let reference): if !isElsewhere(reference, part) { steps.append(Step(reference: reference, part: part)) }
        case .array(let items): for item in items { try collect(from: item, as: part, into: &steps) }
        case .dictionary(let entries), .stream(let entries, _):
            let part = if case .stream = value { Part.stream } else { part }
            for (key, value) in drawing(entries, of: part) { try collect(from: value, as: part.part(at: key), into: &steps) }
        }
    }
}

// MARK: Names of fonts
extension PageDigester {
    /// `/ABCDEF+SimSun` → `/+SimSun`: the letters are drawn by lot at every plot. That there are some counts: a reader may take a font with its
    /// plain name for one that it has itself.
    static func withoutSubsetLetters(_ name: String) -> String { tagged(name).map { "/+" + $0 } ?? name }

    /// `/ABCDEF+SimSun` → `/SimSun`, for people.
    static func withoutSubsetTag(_ name: String) -> String { tagged(name).map { "/" + $0 } ?? name }

    /// What follows the tag of a subset; nil where there is none.
    private static func tagged(_ name: String) -> Substring? {
        let letters = Array(name.utf8.prefix(8))
        guard letters.count == 8, letters[7] == UInt8(ascii: "+") else { return nil }
        guard letters[1..<7].allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }) else { return nil }
        return name.dropFirst(8)
    }
}
