extension CheckRules.Pattern {
    /// The files whose names have none of the forms, each with the form that is expected and a name that has it.
    func findings(in package: CheckedPackage, weighed severities: [String: Finding.Severity]) -> [Finding] {
        // Rules that are in force have no faulty form; one that is tried may have.
        let forms = forms.compactMap { try? NameForm($0) }
        guard !forms.isEmpty else { return [] }
        let sheets = Dictionary(package.sheets.map { ($0.file, $0) }, uniquingKeysWith: { first, _ in first })
        let documents = Dictionary((package.documents ?? []).map { ($0.file, $0) }, uniquingKeysWith: { first, _ in first })
        let wanted = Set(roles.map(\.rawValue))
        return package.entries.filter { entry in wanted.contains(entry.role) && !forms.contains { $0.fits(entry) } }.map { entry in
            let sheet = sheets[entry.name]
            let words = sheet?.words ?? documents[entry.name].map { [.title: $0.title] } ?? [:]
            let expected = forms.map(\.label)
            let example = forms[0].example(words)
            return RuleCode.fileNameForm.finding(
                file: entry.name, sheet: sheet?.number,
                detail: Bilingual(
                    zh: "应为\(expected.map { "“\($0.zh)”" }.joined(separator: "或"))，例如“\(example)”",
                    en: "expected \(expected.map { "“\($0.en)”" }.joined(separator: " or ")), for example “\(example)”"),
                severity: severity ?? severities[RuleCode.fileNameForm.rawValue], basis: basis.map(\.line).joined(separator: ";"))
        }
    }

    /// What is wrong with the row itself.
    func faults(at place: String) -> [Finding] {
        var faults: [Finding] = []
        if basis.isEmpty || basis.contains(where: \.text.isBlank) { faults.append(.noBasis(place + "/basis")) }
        if roles.isEmpty {
            faults.append(
                .fault(
                    "rule.name_form", place + "/roles", "没有写明是哪些文件的名称", "it does not say whose names", "写明 sheet、document 或 reference",
                    "Name sheet, document or reference."))
        }
        if forms.isEmpty || forms.count > Self.mostForms {
            faults.append(.badForm(place + "/forms", "应有 1 至 \(Self.mostForms) 个形式", "there must be 1 to \(Self.mostForms) forms"))
        }
        for (index, form) in forms.enumerated() {
            do { _ = try NameForm(form) } catch { faults.append(.badForm("\(place)/forms/\(index)", error.label.zh, error.label.en)) }
        }
        return faults
    }

    private static let mostForms = 16
}

extension NameForm {
    fileprivate func fits(_ entry: CheckedPackage.Entry) -> Bool {
        fits(text.contains("/") ? entry.name : entry.name.split(separator: "/").last.map(String.init) ?? entry.name)
    }
}

extension CheckedPackage.Sheet {
    fileprivate var words: [NameForm.Token: String] {
        [
            .specialty: specialty, .number: number, .title: title, .revision: revision,
            .serial: String(number.reversed().prefix { $0.isNumber }.reversed()),
        ]
    }
}

extension NameForm.Fault {
    fileprivate var label: Bilingual {
        let known = NameForm.Token.allCases.map { "{\($0.rawValue)}" }.joined(separator: " ")
        return switch self {
        case .empty: Bilingual(zh: "形式为空", en: "the form is empty")
        case .tooLong: Bilingual(zh: "形式超过 \(NameForm.longest) 个字符", en: "the form has more than \(NameForm.longest) characters")
        case .unbalanced: Bilingual(zh: "花括号不成对", en: "its braces do not match")
        case .noToken: Bilingual(zh: "形式中没有记号;可用:\(known)", en: "the form has no token; there are \(known)")
        case .tooManyTokens: Bilingual(zh: "记号超过 \(NameForm.mostTokens) 个", en: "the form has more than \(NameForm.mostTokens) tokens")
        case .unknownToken(let name):
            Bilingual(zh: "没有记号 {\(name.prefix(40))};可用:\(known)", en: "there is no token {\(name.prefix(40))}; there are \(known)")
        }
    }
}

extension Finding {
    fileprivate static func badForm(_ place: String, _ zh: String, _ en: String) -> Finding {
        fault(
            "rule.name_form", place, zh, en, "写成文字与记号,例如 {number} {title}.pdf", "Write text and tokens, for example {number} {title}.pdf.")
    }
}
