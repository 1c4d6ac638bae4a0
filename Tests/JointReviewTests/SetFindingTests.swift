import JointReview
import Testing

/// What was found against what the designer declared.
@Suite struct SetFindingTests {
    private typealias Change = PackageManifest.Change

    @Test func aChangeThatIsNotDeclaredStopsThePackage() throws {
        let found = SetFixture.apply([SetFixture.sheet("建施-02", revision: "B", "moved")])
        let finding = try #require(found.findings.first)
        #expect(SetFixture.codes(found) == ["set.change_undeclared"])
        #expect(finding.severity == .reject && finding.sheet == "建施-02" && finding.file == "图/建施-02.pdf")
        #expect(finding.message.zh.contains("A → B"))
    }

    @Test func otherContentUnderTheSameLookIsAWarning() {
        let found = SetFixture.apply([SetFixture.sheet("建施-02", file: "again", page: "other")])
        #expect(SetFixture.codes(found) == ["set.content_undeclared"] && found.findings[0].severity == .reject)
        let declared = SetFixture.apply([SetFixture.sheet("建施-02", file: "again", page: "other")], changes: [.init(number: "建施-02", text: "改字")])
        #expect(declared.findings == [])
    }

    /// A page without a digest could be built on purpose: a coarse picture alone does not let it pass.
    @Test func contentThatCannotBeComparedIsHeldToBeAnother() {
        var after = SetFixture.sheet("建施-02", file: "again")
        after.pageDigest = nil
        let found = SetFixture.apply([after])
        #expect(SetFixture.codes(found) == ["set.change_undeclared"] && found.findings[0].severity == .reject)
        #expect(SetFixture.apply([after], changes: [.init(number: "建施-02", text: "重新出图")]).findings == [])
    }

    @Test(arguments: [SetFixture.sheet("建施-02"), SetFixture.sheet("建施-02", file: "again")])
    func aSheetThatIsNotChangedNeedsNoWordAndGetsOneWhenItIsDeclared(_ sheet: SheetSet.Sheet) {
        #expect(SetFixture.apply([sheet]).findings == [])
        let declared = SetFixture.apply([sheet], changes: [.init(number: "建施-02", text: "移门")])
        #expect(SetFixture.codes(declared) == ["set.declared_unchanged"])
    }

    @Test func everythingThatIsWrongIsToldAtOnce() {
        let found = SetFixture.apply(
            [SetFixture.sheet("建施-01", "x"), SetFixture.sheet("建施-02", "y"), SetFixture.sheet("建施-04")], removed: ["水施-09"],
            changes: [
                .init(number: "建施-02", kind: .added, text: "新增"), .init(number: "建施-04", text: "修改"), .init(number: "结施-01", text: "改筋"),
            ],
            replaces: SetFixture.digest("another"), documents: [], round: 2)
        #expect(
            SetFixture.codes(found) == [
                "set.added_exists", "set.base_differs", "set.change_undeclared", "set.declared_missing", "set.notice_missing", "set.removed_unknown",
                "set.reply_missing", "set.revised_unknown", "set.revision_unchanged",
            ])
        for finding in found.findings {
            #expect(!finding.message.zh.isEmpty && !finding.message.en.isEmpty && !finding.remedy.zh.isEmpty && !finding.remedy.en.isEmpty)
        }
    }

    @Test func aDocumentThatIsReplacedOrDroppedIsNamed() throws {
        var book = SetFixture.document("结构计算书")
        book.sha256 = SetFixture.digest("another book")
        let replaced = SetFixture.apply([], documents: [SetFixture.document("修改说明"), book])
        let finding = try #require(replaced.findings.first { $0.code == "set.document_changed" })
        #expect(finding.severity == .warn && finding.message.zh.contains("结构计算书"))
        let dropped = SetFixture.apply(
            [SetFixture.sheet("建施-01"), SetFixture.sheet("建施-02"), SetFixture.sheet("结施-01")], documents: [SetFixture.document("勘察报告")],
            scope: .complete)
        #expect(dropped.findings.filter { $0.code == "set.document_removed" }.map(\.message.zh.description).joined().contains("结构计算书"))
        #expect(SetFixture.apply([], documents: [SetFixture.document("修改说明")]).findings == [], "what is not handed in again stays")
    }

    @Test func aPartialPackageNeedsASetToBeAppliedTo() {
        let found = SetFixture.apply([SetFixture.sheet("建施-02")], to: .missing)
        #expect(found.set == nil && SetFixture.codes(found) == ["set.no_base"])
    }

    @Test func whereTheLastSetIsNotKnownOnlyThePackageItselfIsLookedAt() {
        let found = SetFixture.apply(
            [SetFixture.sheet("建施-02", "moved")], removed: ["水施-09"], changes: [.init(number: "结施-01", text: "改筋")], to: .unknown)
        #expect(found.set == nil && SetFixture.codes(found) == ["set.declared_missing"])
    }

    @Test func aChangedSheetOfTheSameRevisionIsAWarning() {
        let found = SetFixture.apply([SetFixture.sheet("建施-02", "moved")], changes: [.init(number: "建施-02", text: "移门")])
        #expect(SetFixture.codes(found) == ["set.revision_unchanged"])
    }

    @Test func aNewSheetIsDeclaredToo() {
        #expect(SetFixture.codes(SetFixture.apply([SetFixture.sheet("建施-03")])) == ["set.added_undeclared"])
    }

    @Test func aCompleteSetWithoutAListOfChangesGetsOneSentence() throws {
        let found = SetFixture.apply(
            [SetFixture.sheet("建施-01", "x"), SetFixture.sheet("建施-02", "y"), SetFixture.sheet("建施-03")], documents: SetFixture.base.documents,
            scope: .complete)
        #expect(SetFixture.codes(found) == ["set.no_change_list"])
        let said = try #require(found.findings.first).message
        #expect(said.zh.contains("已修改 2 张（建施-01、建施-02）；新增 1 张（建施-03）；取消 1 张（结施-01）"))
        #expect(said.en.contains("2 changed (建施-01, 建施-02); 1 added (建施-03); 1 removed (结施-01)"))
        let same = SetFixture.base.sheets
        #expect(SetFixture.apply(same, documents: SetFixture.base.documents, scope: .complete).findings == [])
    }

    @Test func aSheetThatDropsOutOfACompleteSetUnsaidStopsIt() {
        let found = SetFixture.apply(
            [SetFixture.sheet("建施-01"), SetFixture.sheet("建施-02", revision: "B", "y")], changes: [.init(number: "建施-02", text: "移门")],
            documents: SetFixture.base.documents, scope: .complete)
        #expect(SetFixture.codes(found) == ["set.removed_undeclared"] && found.findings[0].sheet == "结施-01")
    }

    @Test func aListedSheetWhoseFileIsBrokenIsNotCalledRemoved() {
        let manifest = PackageManifest(
            project: "p", scope: .complete, sheets: SetFixture.base.sheets.map { SetFixture.entry($0.number) },
            changes: [.init(number: "建施-02", text: "x")])
        let found = BaseSet.set(SetFixture.base).applying(
            manifest, sheets: [SetFixture.sheet("建施-01"), SetFixture.sheet("建施-02", revision: "B", "y")],
            documents: SetFixture.base.documents, package: "p", list: "m")
        #expect(SetFixture.codes(found) == [])
    }

    @Test func theRulesWeighTheseFindingsLikeAnyOther() throws {
        var rules = try ShippedRules.checkRules()
        rules.severities["set.change_undeclared"] = .warn
        let found = SetFixture.apply([SetFixture.sheet("建施-02", revision: "B", "moved")])
        #expect(rules.weighed(found.findings).map(\.severity) == [.warn])
    }

    @Test(arguments: SetCode.allCases)
    func everyCodeSaysWhatIsWrongAndWhatToDo(_ code: SetCode) {
        #expect(code.rawValue.hasPrefix("set."))
        #expect(!code.message.zh.hasSuffix("。") && !code.message.en.hasSuffix("."))
        #expect(code.remedy.zh.hasSuffix("。") && code.remedy.en.hasSuffix("."))
    }

    /// What a package must bring is asked of the whole set: changes need not bring it again, and may bring what was missing.
    @Test func requiredMaterialIsLookedForInTheWholeSet() throws {
        let rules = try ShippedRules.checkRules()
        let facts = ProjectFacts(class: .building, size: .large)
        func missing(_ set: ComposedSet?, partial: Bool) -> Int {
            let package = CheckedPackage(
                acceptable: true, package: .init(name: "p", sha256: "", size: 1), manifest: "given", round: 1, partial: partial, set: set,
                entries: [],
                sheets: [], documents: [], findings: [])
            return rules.findings(in: package, of: facts).count { $0.code == RuleCode.materialMissing.rawValue }
        }
        let nothing = missing(nil, partial: false)
        #expect(nothing > 1 && missing(nil, partial: true) == 0)
        let set = SetFixture.apply([], documents: [SetFixture.document("修改说明")]).set
        #expect(missing(set, partial: true) < nothing && missing(set, partial: true) > 0)
    }
}
