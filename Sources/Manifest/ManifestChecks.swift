import JointReview

/// What a schema cannot say.
enum ManifestChecks {
    static func findings(in root: XMLElement, file: String) -> [Finding] {
        creditCodes(in: root, file) + ["sheets", "removed", "changes"].flatMap { duplicates(in: root.child($0), file) }
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
