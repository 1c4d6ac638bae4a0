import JointReview

/// What a schema cannot say.
enum ManifestChecks {
    static func findings(in root: XMLElement, file: String) -> [Finding] {
        hidden(in: root, file) + creditCodes(in: root, file)
            + ["sheets", "removed", "changes"].flatMap { lookAlikes(in: root.child($0), file) + duplicates(in: root.child($0), file) }
    }

    /// What is written is what is read: no value holds a character that nobody sees, or one that turns the direction of those that follow.
    private static func hidden(in element: XMLElement, _ file: String) -> [Finding] {
        let own = element.attributes.sorted { $0.key < $1.key }.compactMap { name, value -> Finding? in
            guard let scalar = value.unicodeScalars.first(where: \.isHidden) else { return nil }
            let facts = ["name": name, "code": scalar.codePoint]
            return ManifestCode.hiddenCharacter.finding(file, line: element.line, sheet: element.attributes["number"], facts: facts)
        }
        return own + element.children.flatMap { hidden(in: $0, file) }
    }

    /// A Greek or Cyrillic letter that looks like a Latin one makes two numbers of what people take for one.
    private static func lookAlikes(in list: XMLElement?, _ file: String) -> [Finding] {
        (list?.children ?? []).compactMap { element -> Finding? in
            guard let text = element.attributes["number"], let scalar = text.unicodeScalars.first(where: \.looksLatin) else { return nil }
            let facts = ["number": text, "letter": String(scalar), "code": scalar.codePoint]
            return ManifestCode.foreignLetter.finding(file, line: element.line, sheet: text, facts: facts)
        }
    }

    private static func creditCodes(in root: XMLElement, _ file: String) -> [Finding] {
        let parties: [XMLElement] = ["owner", "institute"].compactMap { root.child($0) }
        return parties.compactMap { element -> Finding? in
            guard let text = element.attributes["code"] else { return nil }
            do throws(CreditCode.Fault) {
                _ = try CreditCode(reading: text)
                return nil
            } catch .checkCharacter {
                return ManifestCode.creditCode.finding(file, line: element.line, facts: ["found": text])
            } catch {
                // Length and characters are the schema's to say.
                return nil
            }
        }
    }

    /// Numbers are compared as people read them: 建施-06 with a full-width digit or another dash is the same sheet.
    private static func duplicates(in list: XMLElement?, _ file: String) -> [Finding] {
        var first: [SheetNumber: Int] = [:]
        return (list?.children ?? []).compactMap { element -> Finding? in
            guard let text = element.attributes["number"], let number = SheetNumber(text) else { return nil }
            guard let line = first[number] else {
                first[number] = element.line
                return nil
            }
            return ManifestCode.duplicateSheet.finding(
                file, line: element.line, sheet: text, facts: ["number": text, "other": "\(line)"])
        }
    }
}

extension Unicode.Scalar {
    /// Written, but not seen: turns the direction of a text, or has no picture of its own. What chooses among the pictures of a Han character is allowed.
    fileprivate var isHidden: Bool {
        if properties.isVariationSelector { return false }
        return properties.isBidiControl || properties.isDefaultIgnorableCodePoint || properties.generalCategory == .control
    }

    /// The letters of Greek and Cyrillic; those that no sheet number can be mistaken with are not worth telling apart.
    fileprivate var looksLatin: Bool {
        (0x0370...0x03FF).contains(value) || (0x0400...0x052F).contains(value)
    }

    /// `U+202E`
    fileprivate var codePoint: String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
