import JointReview

/// A set of three sheets, and packages that change it.
enum SetFixture {
    static let base = SheetSet(
        name: "r1.zip", sha256: digest("r1"), sheets: [sheet("建施-01"), sheet("建施-02"), sheet("结施-01")],
        documents: [document("勘察报告"), document("结构计算书")])

    /// A sheet whose content is `mark`; the same mark gives the same bytes, page and look.
    static func sheet(_ number: String, revision: String = "A", _ mark: String = "", file: String? = nil, page: String? = nil, look: String? = nil)
        -> SheetSet.Sheet
    {
        let own = number + mark
        return SheetSet.Sheet(
            entry(number, revision: revision), fileSHA256: digest(file ?? own), pageDigest: "pd3:" + digest(page ?? own), look: "lk1:" + (look ?? own)
        )
    }

    static func entry(_ number: String, revision: String = "A") -> PackageManifest.Sheet {
        PackageManifest.Sheet(number: number, title: "平面", revision: revision, specialty: "建筑", kind: .floorPlan, file: "图/\(number).pdf")
    }

    static func document(_ title: String, _ mark: String = "") -> SheetSet.Document {
        SheetSet.Document(title: title, kind: title, file: "文件/\(title).pdf", sha256: digest(title + mark))
    }

    /// Sixty-four digits that stand for some bytes.
    static func digest(_ text: String) -> String {
        let sum = text.unicodeScalars.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1.value)) &* 1_099_511_628_211 }
        let digits = String(sum, radix: 16)
        return String(repeating: "0", count: 64 - digits.count) + digits
    }

    /// What a package does to a base, with the papers that go with it unless said otherwise.
    static func apply(
        _ sheets: [SheetSet.Sheet], removed: [String] = [], changes: [PackageManifest.Change] = [], replaces: String? = nil,
        documents: [SheetSet.Document] = [document("修改说明")], scope: PackageManifest.Scope = .partial, round: Int = 1, to base: BaseSet = .set(base)
    ) -> (set: ComposedSet?, findings: [Finding]) {
        let manifest = PackageManifest(
            project: "p", round: round, replaces: replaces, scope: scope,
            sheets: sheets.map { entry($0.number, revision: $0.revision) }, removed: removed, changes: changes)
        return base.applying(manifest, sheets: sheets, documents: documents, package: "r2.zip", list: "manifest.xml")
    }

    static func codes(_ found: (set: ComposedSet?, findings: [Finding])) -> [String] { found.findings.map(\.code).sorted() }
}
