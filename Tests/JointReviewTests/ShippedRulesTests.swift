import Foundation
import JointReview
import Testing
import WorkingTime

@Suite struct ShippedRulesTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Schemas/rules/1")

    @Test(arguments: ShippedRules.files)
    func theEmbeddedTextsAreTheFiles(_ file: ShippedRules.File) throws {
        #expect(try String(contentsOf: Self.folder.appending(path: file.path), encoding: .utf8) == file.text)
    }

    @Test func everyFileIsEmbedded() throws {
        let walker = try #require(FileManager.default.enumerator(at: Self.folder, includingPropertiesForKeys: nil))
        let found = walker.compactMap { $0 as? URL }.filter { $0.pathExtension == "json" && !$0.lastPathComponent.hasSuffix(".schema.json") }.map(
            \.lastPathComponent)
        #expect(Set(found) == Set(ShippedRules.files.map { URL(filePath: $0.path).lastPathComponent }))
    }

    @Test func profilesAreWhole() throws {
        let profiles = try ShippedRules.profiles()
        #expect(profiles.profiles.map(\.id) == ["national-current", "huaian-2016", "national-by-specialty"])
        for profile in profiles.profiles { #expect(profile.faults == []) }
        #expect(throws: RuleProfiles.Refusal.unknown("x")) { try profiles.profile("x") }
    }

    @Test(arguments: [
        ("320800", "2016-11-01", "huaian-2016"), ("320800", "2026-11-21", "national-current"), ("320100", "2026-11-21", "national-current"),
    ])
    func aRegionsOwnProfileWinsWhileItHolds(_ region: String, _ day: String, _ id: String) throws {
        #expect(try ShippedRules.profiles().profile(region: region, on: #require(CalendarDay(day))).id == id)
    }

    @Test func noneOrTwoProfilesAreRefused() throws {
        let shipped = try ShippedRules.profiles()
        let early = try #require(CalendarDay("2010-01-01"))
        #expect(throws: RuleProfiles.Refusal.noneInForce(region: "320800", on: early)) { try shipped.profile(region: "320800", on: early) }
        let twice = RuleProfiles(profiles: shipped.profiles + shipped.profiles)
        let today = try #require(CalendarDay("2026-11-21"))
        #expect(throws: RuleProfiles.Refusal.severalInForce(["national-current", "national-current"], on: today)) {
            try twice.profile(region: "320800", on: today)
        }
    }

    @Test func everyShippedLimitHasASource() throws {
        for rule in try ShippedRules.limitRules().rules { #expect(!rule.basis.text.isEmpty && rule.workingDays > 0) }
    }

    @Test(arguments: ProjectFacts.Size.allCases)
    func theFirstReviewIsPromisedInSevenWorkingDays(_ size: ProjectFacts.Size) throws {
        let today = try #require(CalendarDay("2026-11-21"))
        let limits = try ShippedRules.limitRules()
        #expect(try limits.rule(for: .firstReview, size: size, on: today).workingDays == 7)
        #expect(try limits.rule(for: .firstReview, nature: .legal, size: size, on: today).workingDays == (size == .large ? 15 : 10))
        // No source names a limit for settling conflicts: whoever has one adds the rule.
        for stage in LimitRule.Stage.allCases where stage != .reconciliation {
            #expect(try limits.rule(for: stage, size: size, on: today).workingDays > 0)
        }
    }

    @Test func acceptanceByTheSystemNeedsACleanPackage() throws {
        let rule = try #require(ShippedRules.autoAcceptRules().rule("auto-accept-complete"))
        let today = try #require(CalendarDay("2026-11-21"))
        let words = Bilingual(zh: "字", en: "word")
        let warning = Finding(code: "manifest.missing", severity: .warn, file: "p.zip", message: words, remedy: words)
        let rejection = Finding(code: "pdf.encrypted", severity: .reject, file: "p.zip", message: words, remedy: words)
        #expect(rule.accepts([], on: today) && rule.accepts([warning], on: today))
        #expect(!rule.accepts([warning, rejection], on: today))
        #expect(!rule.accepts([], on: try #require(CalendarDay("2010-01-01"))))
    }
}

@Suite struct LimitRuleTests {
    private let source = LegalBasis(text: "t", status: .checked)

    private func rule(_ id: String, from: String, to: String? = nil, days: Int = 7, sizes: Set<ProjectFacts.Size>? = nil) throws -> LimitRule {
        LimitRule(
            id: id, stage: .firstReview, sizes: sizes, workingDays: days, effectiveFrom: try #require(CalendarDay(from)),
            effectiveTo: try to.map { try #require(CalendarDay($0)) }, basis: source)
    }

    @Test func twoRulesInForceAtOnceAreRefusedAndBothNamed() throws {
        let day = try #require(CalendarDay("2026-11-21"))
        let rules = LimitRules(rules: [
            try rule("b", from: "2020-01-01"), try rule("a", from: "2026-11-21"), try rule("old", from: "2015-01-01", to: "2020-01-01"),
        ])
        #expect(throws: LimitRules.Refusal.severalInForce(["a", "b"], on: day)) { try rules.rule(for: .firstReview, size: .small, on: day) }
        let text = LimitRules.Refusal.severalInForce(["a", "b"], on: day).description
        #expect(text.contains("a and b") && text.contains("2026-11-21"))
    }

    @Test func oneRuleEndsWhereTheNextBegins() throws {
        let rules = LimitRules(rules: [try rule("old", from: "2015-01-01", to: "2026-01-01", days: 10), try rule("new", from: "2026-01-01")])
        #expect(try rules.rule(for: .firstReview, size: .large, on: #require(CalendarDay("2025-12-31"))).id == "old")
        #expect(try rules.rule(for: .firstReview, size: .large, on: #require(CalendarDay("2026-01-01"))).id == "new")
    }

    @Test func rulesForDifferentSizesDoNotMeet() throws {
        let rules = LimitRules(rules: [
            try rule("l", from: "2015-01-01", days: 15, sizes: [.large]), try rule("o", from: "2015-01-01", days: 10, sizes: [.medium, .small]),
        ])
        let day = try #require(CalendarDay("2026-11-21"))
        #expect(try rules.rule(for: .firstReview, size: .large, on: day).id == "l")
        #expect(try rules.rule(for: .firstReview, size: .small, on: day).id == "o")
        #expect(throws: LimitRules.Refusal.noneInForce(.reReview, .promised, .small, on: day)) {
            try rules.rule(for: .reReview, size: .small, on: day)
        }
    }

    @Test func aDeadlineCountsFromTheDayOfTheActInShanghai() throws {
        let seven = try rule("first", from: "2015-01-01")
        // 2026-02-13 23:59 in Shanghai is still Friday; one minute later it is the worked Saturday.
        let friday = try Date("2026-02-13T15:59:00Z", strategy: .iso8601)
        let deadline = try seven.deadline(from: friday, in: .china)
        #expect(deadline.startDay.description == "2026-02-13" && deadline.lastDay.description == "2026-03-02")
        #expect(deadline.due == (try Date("2026-03-02T16:00:00Z", strategy: .iso8601)))
        #expect(deadline.isInTime(deadline.due.addingTimeInterval(-1)) && !deadline.isInTime(deadline.due))
        #expect(try seven.deadline(from: friday.addingTimeInterval(60), in: .china).lastDay.description == "2026-03-03")
        #expect(try CanonicalJSON.decode(Deadline.self, from: CanonicalJSON.encode(deadline)) == deadline)
    }

    @Test func aDeadlineBeyondTheCalendarIsRefused() throws {
        let december = try Date("2026-12-28T02:00:00Z", strategy: .iso8601)
        #expect(throws: CalendarFault.yearNotCovered(2027)) { try rule("first", from: "2015-01-01").deadline(from: december, in: .china) }
    }
}

@Suite struct RelevanceTests {
    @Test func aChangedPlanConcernsFirePlanningCivilDefenceAndStructure() throws {
        #expect(try ShippedRules.relevanceMatrix().disciplines(for: .floorPlan) == [.planning, .fire, .civilDefence, .structural])
    }

    @Test func whatWeDoNotKnowConcernsEverybody() throws {
        #expect(try ShippedRules.relevanceMatrix().disciplines(for: .other) == Discipline.allCases)
        #expect(Relevance(version: 1, kinds: [:]).disciplines(for: .foundation) == Discipline.allCases)
    }

    @Test func theMatrixNamesOnlyKindsThatExistAndLeavesNobodyOut() throws {
        let matrix = try ShippedRules.relevanceMatrix()
        #expect(matrix.unknownKinds == [])
        for discipline in Discipline.allCases { #expect(SheetKind.allCases.contains { $0 != .other && matrix.concerns(discipline, $0) }) }
        for kind in SheetKind.allCases { #expect(matrix.concerns(.structural, kind), "the fifth discipline covers every specialty: \(kind)") }
        #expect(matrix.disciplines(for: .lightning) == [.meteorology, .structural])
    }
}
