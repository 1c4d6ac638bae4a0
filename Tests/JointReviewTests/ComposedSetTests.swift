import JointReview
import Testing

/// What a package makes of the last complete set.
@Suite struct ComposedSetTests {
    @Test(arguments: [
        (SetFixture.sheet("建施-01"), SheetStanding.sameBytes), (SetFixture.sheet("建施-01", file: "again"), .samePage),
        (SetFixture.sheet("建施-01", file: "again", page: "other"), .sameLook),
        (SetFixture.sheet("建施-01", file: "again", page: "other", look: "other"), .changed), (SetFixture.sheet("建施-01", "other"), .changed),
    ])
    func aSheetIsToldApartByItsThreeDigests(_ sheet: SheetSet.Sheet, _ standing: SheetStanding) {
        #expect(SheetStanding(from: SetFixture.sheet("建施-01"), to: sheet) == standing)
    }

    @Test func theSameFileOnAnotherPageIsNotTheSameSheet() {
        var other = SetFixture.sheet("建施-01", page: "p2", look: "p2")
        other.page = 2
        #expect(SheetStanding(from: SetFixture.sheet("建施-01"), to: other) == .changed)
    }

    @Test func digestsThatAreMissingOrOfAnotherAlgorithmAreNeverEqual() {
        var (before, after) = (SetFixture.sheet("建施-01"), SetFixture.sheet("建施-01", file: "again"))
        after.pageDigest = before.pageDigest.map { "pd9" + $0.dropFirst(3) }
        #expect(SheetStanding(from: before, to: after) == .sameLook)
        (before.pageDigest, after.pageDigest, before.look, after.look) = (nil, nil, nil, nil)
        #expect(SheetStanding(from: before, to: after) == .changed)
    }

    @Test func aPartialPackageIsAppliedToTheLastSetAndTheRestStays() throws {
        let found = SetFixture.apply(
            [SetFixture.sheet("建施-02", revision: "B", "moved"), SetFixture.sheet("建施-03")], removed: ["结施-01"],
            changes: [.init(number: "建施-02", text: "移门"), .init(number: "建施-03", kind: .added, text: "新增详图")])
        let set = try #require(found.set)
        #expect(set.sheets.map(\.number) == ["建施-01", "建施-02", "结施-01", "建施-03"])
        #expect(set.sheets.map(\.standing) == [.sameBytes, .changed, .removed, .added])
        #expect(set.sheets.map(\.carried) == [true, false, false, false])
        #expect(set.inForce.map(\.number) == ["建施-01", "建施-02", "建施-03"])
        #expect(set.sheets[1].declared?.text == "移门" && set.sheets[1].before?.revision == "A" && set.sheets[1].sheet?.revision == "B")
        #expect(set.documents.map(\.document.title) == ["勘察报告", "结构计算书", "修改说明"])
        #expect(set.documents.map(\.carried) == [true, true, false])
        #expect(found.findings == [])
    }

    @Test func numbersAreComparedAsPeopleReadThem() throws {
        let found = SetFixture.apply(
            [SetFixture.sheet("建施－02", revision: "B", "moved")], removed: ["结施—01"], changes: [.init(number: "建 施-02", text: "移门")])
        #expect(found.set?.sheets.map(\.standing) == [.sameBytes, .changed, .removed])
        #expect(found.findings == [])
    }

    @Test func aDocumentOfTheSameTitleTakesThePlaceOfTheOther() throws {
        let set = try #require(SetFixture.apply([], documents: [SetFixture.document("结构计算书", "new"), SetFixture.document("修改说明")]).set)
        #expect(set.documents.map(\.document.title) == ["勘察报告", "结构计算书", "修改说明"])
        #expect(set.documents[1].document.sha256 == SetFixture.digest("结构计算书new"))
    }

    @Test func aCompletePackageBringsEverythingAndWhatItDoesNotBringIsGone() throws {
        let found = SetFixture.apply(
            [SetFixture.sheet("建施-01"), SetFixture.sheet("建施-02", revision: "B", "moved")], removed: ["结施-01"],
            changes: [.init(number: "建施-02", text: "移门")], documents: SetFixture.base.documents.dropLast(), scope: .complete)
        let set = try #require(found.set)
        #expect(set.sheets.map(\.standing) == [.sameBytes, .changed, .removed] && set.sheets.allSatisfy { !$0.carried })
        #expect(set.documents.map(\.document.title) == ["勘察报告"])
        #expect(SetFixture.codes(found) == ["set.document_removed"])
    }

    @Test func theFirstSetIsAllNewAndNothingIsSaidOfIt() throws {
        let found = SetFixture.apply([SetFixture.sheet("建施-01")], documents: SetFixture.base.documents, scope: .complete, to: .missing)
        #expect(found.set?.sheets.map(\.standing) == [.added] && found.set?.base == nil)
        #expect(found.findings == [])
    }

    /// Composing twice is composing on what the first made.
    @Test func aPartialPackageIsAppliedToTheSetThatTheOneBeforeMade() throws {
        let first = try #require(
            SetFixture.apply([SetFixture.sheet("建施-02", revision: "B", "moved")], changes: [.init(number: "建施-02", text: "移门")]).set)
        let second = SetFixture.apply(
            [SetFixture.sheet("建施-01", revision: "B", "x")], changes: [.init(number: "建施-01", text: "x")],
            to: .set(first.set(name: "r2.zip", sha256: SetFixture.digest("r2"))))
        #expect(second.set?.inForce.map(\.revision) == ["B", "B", "A"])
        #expect(second.set?.base?.name == "r2.zip")
    }

    @Test func theTextThatIsConfirmedNamesEveryFileInForce() throws {
        let set = try #require(SetFixture.apply([SetFixture.sheet("建施-02", "moved")], removed: ["结施-01"], documents: []).set)
        #expect(
            set.text == """
                sheet\t建施-01\t1\t\(SetFixture.digest("建施-01"))
                sheet\t建施-02\t1\t\(SetFixture.digest("建施-02moved"))
                document\t勘察报告\t\(SetFixture.digest("勘察报告"))
                document\t结构计算书\t\(SetFixture.digest("结构计算书"))

                """)
    }

    @Test(arguments: [(PackageManifest.Scope?.none, 1, false), (nil, 2, true), (.partial, 1, true), (.complete, 3, false)])
    func aPackageIsPartialWhenItSaysSoOrInALaterRound(_ scope: PackageManifest.Scope?, _ round: Int, _ partial: Bool) {
        #expect(PackageManifest(project: "p", round: round, scope: scope, sheets: []).isPartial == partial)
    }

    /// Random packages on random bases: nothing is lost, nothing is invented, and applying is repeatable.
    @Test(arguments: 1...200)
    func nothingIsLostAndNothingIsInvented(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let numbers = (1...8).map { "建施-0\($0)" }
        func some() -> [String] { numbers.filter { _ in Bool.random(using: &random) } }
        let old = some().map { SetFixture.sheet($0) }
        let new = some().map { SetFixture.sheet($0, ["", "x"].randomElement(using: &random) ?? "") }
        let removed = some()
        let base = SheetSet(name: "b", sha256: SetFixture.digest("b"), sheets: old, documents: [])
        for scope in PackageManifest.Scope.allCases {
            let found = SetFixture.apply(new, removed: removed, scope: scope, to: .set(base))
            let set = try #require(found.set)
            let (known, brought) = (Set(old.map(\.number)), Set(new.map(\.number)))
            let kept = scope == .partial ? known.subtracting(removed).union(brought) : brought
            #expect(Set(set.inForce.map(\.number)) == kept)
            #expect(Set(set.sheets.map(\.number)) == known.union(brought) && set.sheets.count == known.union(brought).count)
            for line in set.sheets {
                #expect((line.standing == .added) == !known.contains(line.number))
                #expect((line.standing == .removed) == (line.sheet == nil))
                #expect(!line.carried || !brought.contains(line.number))
                if brought.contains(line.number) { #expect(line.sheet == new.first { $0.number == line.number }) }
            }
            #expect(SetFixture.apply(new, removed: removed, scope: scope, to: .set(base)).set == set)
        }
    }
}
