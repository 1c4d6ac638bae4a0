/// Into how few foreseeable pieces a password falls apart.
///
/// Instead of a list of the most frequent ones: of those long enough to be chosen here, nearly all are put together from the same few things.
enum PasswordPieces {
    /// Fewest pieces; a character that belongs to none is one of its own.
    static func count(in password: String) -> Int {
        // More than that is too long anyway, and the work grows with it.
        let characters = Array(password.lowercased().prefix(PasswordRule.longest))
        guard !characters.isEmpty else { return 0 }
        let plain = characters.map { Self.written[$0] ?? $0 }
        var fewest = [Int](repeating: 0, count: characters.count + 1)
        for end in 1...characters.count {
            fewest[end] = fewest[end - 1] + 1
            for start in stride(from: end - 2, through: max(0, end - 20), by: -1) where fewest[start] < fewest[end] {
                // What stands before once more costs nothing.
                let length = end - start
                if start >= length, characters[start - length..<start] == characters[start..<end] {
                    fewest[end] = min(fewest[end], fewest[start])
                } else if isPiece(characters[start..<end]) || isPiece(plain[start..<end]) {
                    fewest[end] = min(fewest[end], fewest[start] + 1)
                }
            }
        }
        return fewest[characters.count]
    }

    private static func isPiece(_ part: ArraySlice<Character>) -> Bool {
        let text = String(part)
        return PasswordWords.pieces.contains(text) || part.count >= 3 && (Set(part).count == 1 || isDate(text))
    }

    /// A year, a day of a year, a whole date.
    private static func isDate(_ text: String) -> Bool {
        guard text.allSatisfy(\.isASCII), text.allSatisfy(\.isNumber), let number = Int(text) else { return false }
        return switch text.count {
        case 4: (1900...2099).contains(number) || isDay(number)
        case 6: isDay(number % 10_000)
        case 8: (1900...2099).contains(number / 10_000) && isDay(number % 10_000)
        default: false
        }
    }

    private static func isDay(_ number: Int) -> Bool {
        (1...12).contains(number / 100) && (1...31).contains(number % 100)
    }

    /// Letters that are written as digits and signs.
    private static let written: [Character: Character] = [
        "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s", "!": "i", "|": "l", "+": "t",
    ]
}
