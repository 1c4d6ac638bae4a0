/// A code of the check as the rules must know it.
public struct CheckCode: Hashable, Sendable {
    /// The code.
    public let code: String
    /// How it is weighed where no rule says otherwise.
    public let severity: Finding.Severity
    /// Whether no rule may make a warning of it: without it a sheet cannot be read, told apart or trusted.
    public let isFixed: Bool

    /// A code.
    public init(code: String, severity: Finding.Severity, isFixed: Bool) {
        (self.code, self.severity, self.isFixed) = (code, severity, isFixed)
    }
}

extension CheckRules {
    /// What is wrong with the set itself, each with its place in it; empty when it can be put in force.
    ///
    /// A demand without a legal basis is refused here, and so are catch-alls: 一律取消“法律规定的其他材料”等模糊兜底条款.
    public func faults(knowing codes: [CheckCode]) -> [Finding] {
        let known = Dictionary(codes.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        var faults: [Finding] = []
        for (code, severity) in severities.sorted(by: { $0.key < $1.key }) {
            let place = "/severities/\(code)"
            guard let row = known[code] else {
                faults.append(
                    .fault(
                        "rule.unknown_code", place, "检查没有这个代码", "the check has no such code", "见 lianshen check --codes",
                        "See lianshen check --codes."))
                continue
            }
            if row.isFixed, severity == .warn {
                faults.append(
                    .fault(
                        "rule.fixed_severity", place, "该代码不得降为警告", "this code cannot be made a warning", "删去此行;读不清或认不准的图纸不能受理",
                        "Remove the row: what cannot be read or told apart cannot be accepted."))
            }
        }
        for (index, material) in materials.enumerated() { faults += material.faults(at: "/materials/\(index)") }
        for (index, point) in checklist.enumerated() where point.basis.isEmpty || point.basis.contains(where: \.text.isBlank) {
            faults.append(.noBasis("/checklist/\(index)/basis"))
        }
        let patterns = names.patterns ?? []
        for (index, pattern) in patterns.enumerated() { faults += pattern.faults(at: "/names/patterns/\(index)") }
        faults +=
            Self.repeated(materials.map(\.id), "/materials") + Self.repeated(checklist.map(\.id), "/checklist")
            + Self.repeated(patterns.map(\.id), "/names/patterns")
        if let sheets = limits.sheets, sheets < 1 { faults.append(.notPositive("/limits/sheets")) }
        if let bytes = limits.bytes, bytes < 1 { faults.append(.notPositive("/limits/bytes")) }
        if let pages = limits.pages, pages < 1 { faults.append(.notPositive("/limits/pages")) }
        if let bytes = limits.fileBytes, bytes < 1 { faults.append(.notPositive("/limits/file_bytes")) }
        if names.longest < 1 { faults.append(.notPositive("/names/longest")) }
        if let last = effectiveTo, last <= effectiveFrom {
            faults.append(.fault("rule.days", "/effective_to", "失效日不晚于生效日", "it ends before it begins", "改正日期", "Correct the days."))
        }
        return faults
    }

    private static func repeated(_ ids: [String], _ place: String) -> [Finding] {
        var seen: Set<String> = []
        return ids.enumerated().filter { !seen.insert($0.element).inserted }.map { index, id in
            .fault("rule.repeated", "\(place)/\(index)/id", "“\(id)”出现两次", "“\(id)” occurs twice", "改名或删去一行", "Rename or remove one.")
        }
    }
}

extension CheckRules.Material {
    /// Words of demands that name nothing.
    private static let catchAlls = ["其他材料", "其它材料", "相关材料", "有关材料", "等材料"]

    fileprivate func faults(at place: String) -> [Finding] {
        var faults: [Finding] = []
        if basis.isEmpty || basis.contains(where: \.text.isBlank) { faults.append(.noBasis(place + "/basis")) }
        if Self.catchAlls.contains(where: title.zh.contains) {
            faults.append(
                .fault(
                    "rule.catch_all", place + "/title", "“\(title.zh)”没有指明是什么材料", "“\(title.en)” does not say which material", "逐项写明",
                    "Name each material."))
        }
        let isNamed = { (evidence: CheckRules.Evidence) in evidence.sheet != nil || evidence.specialty != nil || evidence.document?.isEmpty == false }
        if anyOf.isEmpty || !anyOf.allSatisfy(isNamed) {
            faults.append(
                .fault(
                    "rule.no_evidence", place + "/any_of", "没有写明怎样算已提交", "it does not say what shows that it is there", "写明图纸种类、专业或文件用词",
                    "Name a kind of sheet, a specialty or words of a document."))
        }
        return faults
    }
}

extension Finding {
    static func fault(_ code: String, _ place: String, _ zh: String, _ en: String, _ remedyZh: String, _ remedyEn: String) -> Finding {
        Finding(
            code: code, severity: .reject, file: place, message: Bilingual(zh: zh, en: en), remedy: Bilingual(zh: remedyZh, en: remedyEn))
    }

    static func noBasis(_ place: String) -> Finding {
        fault("rule.no_basis", place, "没有法律依据", "there is no legal basis", "写明依据;无依据的要求一律不提", "Name the basis; what has none is not demanded.")
    }

    fileprivate static func notPositive(_ place: String) -> Finding {
        fault("rule.not_positive", place, "须为正数", "it must be positive", "改为正数,或删去此限", "Make it positive, or leave the limit out.")
    }
}
