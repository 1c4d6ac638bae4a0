/// Holds drawing list, title blocks, file names and the package's list against each other. Pure: what was read goes in, all findings come out.
public struct LabelComparison: Sendable {
    private let sheets: [LabelledSheet]
    private let lists: [ReadDrawingList]
    private let isComplete: Bool
    private let carried: Set<String>
    private let isProposed: Bool

    /// - Parameters:
    ///   - isComplete: whether the whole set is known; only then is a listed sheet missing that is not in it.
    ///   - carried: numbers, in their comparable form, that stay in force without being in the package.
    ///   - isProposed: whether the package's list was made up from file names: then they are what is compared, and titles, which they cut and
    ///     abbreviate at will, are not.
    public init(_ sheets: [LabelledSheet], lists: [ReadDrawingList], isComplete: Bool, carried: Set<String> = [], isProposed: Bool = false) {
        (self.sheets, self.lists, self.isComplete, self.carried, self.isProposed) = (sheets, lists, isComplete, carried, isProposed)
    }

    /// Everything that does not agree.
    public var findings: [Finding] {
        sheets.flatMap(differences) + lists.flatMap(listFindings)
    }

    /// What the labels of one sheet say otherwise than its entry.
    private func differences(_ sheet: LabelledSheet) -> [Finding] {
        let entry = sheet.entry
        let rows = lists.flatMap(\.rows).filter { $0.number.map(SheetNumber.plain) == SheetNumber.plain(entry.number) }
        return (sheet.labels + rows.prefix(1)).flatMap { label -> [Finding] in
            var findings: [Finding] = []
            func differ(_ code: LabelCode, _ found: String?, _ listed: String, _ agree: (String, String) -> Bool) {
                guard let found, !agree(found, listed) else { return }
                let list = isProposed ? SheetLabel.Source.fileName : .manifest
                let words = { (source: String, list: String) in "\(source) \(found) ≠ \(list) \(listed)" }
                let detail = Bilingual(
                    zh: words(label.source.label.zh, list.label.zh),
                    en: words(label.source.label.en, list.label.en))
                findings.append(code.finding(file: entry.file, sheet: entry.number, detail: detail))
            }
            differ(.numberDiffers, label.number, entry.number) { Self.bare($0) == Self.bare($1) }
            differ(.titleDiffers, isProposed ? nil : label.title, entry.title, Self.sameWords)
            // A list that does not say which revision it means contradicts none.
            differ(.revisionDiffers, entry.revision.isBlank ? nil : label.revision, entry.revision) { Self.revision($0) == Self.revision($1) }
            differ(.specialtyDiffers, isProposed ? nil : label.specialty, entry.specialty, Self.sameSpecialty)
            return findings
        }
    }

    /// A list against the sheets: its rows both ways, for the specialties whose letters it uses.
    private func listFindings(_ list: ReadDrawingList) -> [Finding] {
        let numbered = list.rows.compactMap { row in row.number.map { (plain: SheetNumber.plain($0), row: row) } }
        let handedIn = carried.union(sheets.map { SheetNumber.plain($0.entry.number) })
        var seen: Set<String> = []
        var findings: [Finding] = []
        for (plain, row) in numbered {
            let shown = [row.number, row.title].compactMap { $0 }.joined(separator: " ")
            let detail = Bilingual(zh: shown, en: shown)
            if !seen.insert(plain).inserted {
                findings.append(LabelCode.listedTwice.finding(file: list.sheet.file, sheet: list.sheet.number, detail: detail))
            } else if isComplete, !handedIn.contains(plain) {
                findings.append(LabelCode.listedMissing.finding(file: list.sheet.file, sheet: list.sheet.number, detail: detail))
            }
        }
        let letters = Set(numbered.compactMap { Self.letters($0.plain) })
        for sheet in sheets {
            let plain = SheetNumber.plain(sheet.entry.number)
            guard plain != SheetNumber.plain(list.sheet.number), !seen.contains(plain), Self.letters(plain).map(letters.contains) ?? false else {
                continue
            }
            let detail = Bilingual(zh: "\(list.sheet.number) \(list.sheet.title)", en: "\(list.sheet.number) \(list.sheet.title)")
            findings.append(LabelCode.notListed.finding(file: sheet.entry.file, sheet: sheet.entry.number, detail: detail))
        }
        return findings
    }

    /// The letters that a number begins with: which list speaks of it.
    private static func letters(_ plain: String) -> String? {
        let letters = plain.prefix { !$0.isASCII || $0.isLetter }
        return letters.isEmpty ? nil : String(letters)
    }

    /// A number without its hyphens: 建施06 in a file's name is 建施-06.
    private static func bare(_ number: String) -> String { SheetNumber.plain(number).replacing("-", with: "").uppercased() }

    /// Titles agree when one holds the other: a title block breaks lines and leaves out what stands beside it.
    private static func sameWords(_ one: String, _ other: String) -> Bool {
        let (one, other) = (words(one), words(other))
        return one.isEmpty || other.isEmpty || one.contains(other) || other.contains(one)
    }

    private static func words(_ text: String) -> String {
        String(SheetNumber.plain(text).lowercased().filter { $0.isLetter || $0.isNumber || $0 == "#" })
    }

    /// `A版`, `Rev. A` and `a` are one revision; so are `0` and `00`.
    private static func revision(_ text: String) -> String {
        let plain = SheetNumber.plain(text).uppercased()
        let bare = plain.replacing("版次", with: "").replacing("版本", with: "").replacing("版", with: "").replacing("REV", with: "").filter {
            $0.isLetter || $0.isNumber
        }
        return Int(bare).map(String.init) ?? bare
    }

    /// 建筑 and 建筑专业, 水 and 给排水: one holds the other.
    private static func sameSpecialty(_ one: String, _ other: String) -> Bool {
        let (one, other) = (SheetNumber.plain(one), SheetNumber.plain(other))
        return one.isEmpty || other.isEmpty || one.contains(other) || other.contains(one)
    }
}
