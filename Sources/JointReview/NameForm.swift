/// The form of a file's name: literal text and tokens in braces, such as `{number} {title}.pdf`.
///
/// A form, and no regular expression: whoever writes rules reads it at once, an example can be made of it, and every name is compared in a time that
/// grows with its length and nothing else; an expression that backtracks would let one name hold up a package.
public struct NameForm: Hashable, Sendable {
    /// What may stand in a name instead of itself.
    public enum Token: String, CaseIterable, Sendable {
        case specialty, number, title, revision, serial, date, any

        /// What it takes, for people.
        public var label: Bilingual {
            switch self {
            case .specialty: Bilingual(zh: "专业", en: "specialty")
            case .number: Bilingual(zh: "图号", en: "sheet number")
            case .title: Bilingual(zh: "图名", en: "title")
            case .revision: Bilingual(zh: "版次", en: "revision")
            case .serial: Bilingual(zh: "序号", en: "serial number")
            case .date: Bilingual(zh: "日期", en: "date")
            case .any: Bilingual(zh: "任意文字", en: "any text")
            }
        }

        /// What stands there in an example where nothing is known of the sheet.
        var sample: String {
            switch self {
            case .specialty: "建筑"
            case .number: "建施-06"
            case .title: "三层平面图"
            case .revision: "A"
            case .serial: "06"
            case .date: "20260131"
            case .any: "说明"
            }
        }

        fileprivate var lengths: ClosedRange<Int> {
            switch self {
            case .specialty: 1...12
            case .number: 1...40
            case .title, .any: 1...200
            case .revision: 1...8
            case .serial: 1...9
            case .date: 8...8
            }
        }

        fileprivate func takes(_ character: Character) -> Bool {
            switch self {
            case .specialty: character.isLetter
            case .number: character.isLetter || character.isNumber || "-._—–".contains(character)
            case .title, .any: character != "/"
            case .revision: character.isLetter || character.isNumber
            case .serial, .date: character.isASCII && character.isNumber
            }
        }

        /// Whether a text that it takes says what it is for: a number without a digit is none.
        fileprivate var needsDigit: Bool { self == .number }
    }

    /// Why a text is no form.
    public enum Fault: Error, Hashable, Sendable {
        case empty, tooLong, unbalanced, noToken, tooManyTokens
        case unknownToken(String)
    }

    /// Longest form, in characters.
    public static let longest = 200
    /// Most tokens of a form.
    public static let mostTokens = 12

    fileprivate enum Part: Hashable, Sendable {
        case literal(Character)
        case token(Token)
    }

    /// The form as it was written.
    public let text: String
    private let parts: [Part]

    /// Reads a form.
    public init(_ text: String) throws(Fault) {
        guard !text.isEmpty else { throw .empty }
        guard text.count <= Self.longest else { throw .tooLong }
        var parts: [Part] = []
        var rest = text[...]
        while let character = rest.popFirst() {
            switch character {
            case "{":
                guard let end = rest.firstIndex(of: "}") else { throw .unbalanced }
                let name = String(rest[..<end])
                guard let token = Token(rawValue: name) else { throw .unknownToken(name) }
                parts.append(.token(token))
                rest = rest[rest.index(after: end)...]
            case "}": throw .unbalanced
            default: parts.append(.literal(Self.folded(character)))
            }
        }
        let tokens = parts.count { if case .token = $0 { true } else { false } }
        guard tokens > 0 else { throw .noToken }
        guard tokens <= Self.mostTokens else { throw .tooManyTokens }
        self.text = text
        self.parts = parts
    }

    /// Whether a name has this form. Letters count the same in both cases, because file systems do not agree about them.
    ///
    /// Goes through the name once for each part with all places that are possible at a time, so nothing is tried twice.
    public func fits(_ name: String) -> Bool {
        let name = name.map(Self.folded)
        var places = [Bool](repeating: false, count: name.count + 1)
        places[0] = true
        for part in parts {
            var next = [Bool](repeating: false, count: name.count + 1)
            for place in places.indices where places[place] { Self.reach(part, in: name, from: place, &next) }
            places = next
        }
        return places[name.count]
    }

    /// Marks all places where a part that begins at `start` may end.
    private static func reach(_ part: Part, in name: [Character], from start: Int, _ ends: inout [Bool]) {
        switch part {
        case .literal(let character):
            if start < name.count, name[start] == character { ends[start + 1] = true }
        case .token(let token):
            var hasDigit = !token.needsDigit
            for place in start..<min(name.count, start + token.lengths.upperBound) {
                guard token.takes(name[place]) else { return }
                hasDigit = hasDigit || name[place].isNumber
                if hasDigit, place + 1 - start >= token.lengths.lowerBound { ends[place + 1] = true }
            }
        }
    }

    /// A name of this form: with the words of a sheet where they make one, else with invented ones.
    public func example(_ words: [Token: String] = [:]) -> String {
        let known = made { words[$0].map { $0.replacing("/", with: "-") }.flatMap { $0.isBlank ? nil : $0 } ?? $0.sample }
        return fits(known) ? known : made(\.sample)
    }

    private func made(_ word: (Token) -> String) -> String {
        var rest = text[...]
        var name = ""
        while let character = rest.popFirst() {
            guard character == "{", let end = rest.firstIndex(of: "}"), let token = Token(rawValue: String(rest[..<end])) else {
                name.append(character)
                continue
            }
            name += word(token)
            rest = rest[rest.index(after: end)...]
        }
        return name
    }

    /// The form in each language's own words: `{图号} {图名}.pdf`.
    public var label: Bilingual {
        let words = { (label: KeyPath<Bilingual, String>) in
            Token.allCases.reduce(text) { $0.replacing("{\($1.rawValue)}", with: "{\($1.label[keyPath: label])}") }
        }
        return Bilingual(zh: words(\.zh), en: words(\.en))
    }

    private static func folded(_ character: Character) -> Character {
        character.isASCII ? Character(character.lowercased()) : character
    }
}
