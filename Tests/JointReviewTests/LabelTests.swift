import Foundation
import JointReview
import Testing
import WorkingTime

@Suite struct LabelTests {
    /// Words that a person reads: none is empty, no two of one kind are the same, and the word on the wire is snake_case.
    private func check<Word: CaseIterable & Labelled & RawRepresentable<String>>(_ type: Word.Type) {
        let labels = Word.allCases.map(\.label)
        #expect(labels.allSatisfy { !$0.zh.isEmpty && !$0.en.isEmpty }, "\(type)")
        #expect(Set(labels.map(\.zh)).count == labels.count && Set(labels.map(\.en)).count == labels.count, "\(type)")
        for word in Word.allCases {
            #expect(word.rawValue.wholeMatch(of: /[a-z]+(_[a-z]+)*/) != nil, "\(word.rawValue)")
        }
    }

    @Test func wordsOfTheTradeAreReadable() {
        check(CaseState.self)
        check(ReviewState.self)
        check(Discipline.self)
        check(Decision.self)
        check(Severity.self)
        check(SheetKind.self)
        check(Role.self)
        check(Basis.Kind.self)
        check(Applicability.Kind.self)
        check(LegalBasis.Status.self)
        check(LimitRule.Stage.self)
        check(ProjectFacts.Class.self)
        check(ProjectFacts.Funding.self)
        check(ProjectFacts.Size.self)
        check(CaseAction.Kind.self)
        check(ReviewAction.Kind.self)
    }

    @Test func reviewersWorkOnACaseExactlyWhileItIsInReview() {
        #expect(Set(CaseState.allCases.filter(\.isInReview)) == [.inFirstReview, .inReReview, .changeInReview, .reconciling])
        #expect(Set(CaseState.allCases.filter(\.takesPackages)) == [.draft, .deficient, .revising, .changeRequested])
        #expect(Set(CaseState.allCases.filter(\.isTerminal)) == [.refused, .withdrawn, .superseded, .revoked, .archived, .closed])
    }

    @Test func aBasisPrintsAsOneLine() {
        #expect(Basis.clause(code: "GB 50016", edition: "2014(2018)", clause: "7.2.2").text == "GB 50016-2014(2018) 7.2.2")
        #expect(Basis.approvalDocument(number: "规划条件1号", article: "三").text == "规划条件1号 三")
        #expect(LegalBasis(text: "国发〔2016〕39号", status: .toBeChecked).line == "国发〔2016〕39号(待核)")
        #expect(LegalBasis(text: "令第37号", article: "第四条", status: .checked).line == "令第37号 第四条")
    }
}

@Suite struct RuleRefusalTests {
    private static let day = CalendarDay(number: 20_000)

    private static let refusals: [any Explained] = [
        FanOut.Refusal.classified, FanOut.Refusal.specialDisciplineMissing, FanOut.Refusal.profileIncomplete("p"),
        FanOut.Refusal.mergedIntoNothing(.fire, into: .structural), FanOut.Refusal.approvalDocumentMissing,
        LimitRules.Refusal.noneInForce(.firstReview, .promised, .large, on: day), LimitRules.Refusal.severalInForce(["a", "b"], on: day),
        RuleProfiles.Refusal.unknown("x"), RuleProfiles.Refusal.noneInForce(region: "CN", on: day),
        RuleProfiles.Refusal.severalInForce(["a", "b"], on: day), Merge.Refusal.noReview, Merge.Refusal.undecided(.fire),
        Merge.Refusal.disciplineTwice(.fire), Merge.Refusal.foreignComment(UUID()), Merge.Refusal.unknownSheet(comment: UUID()),
        CreditCode.Fault.length(3), CreditCode.Fault.character("I", place: 3), CreditCode.Fault.checkCharacter(found: "1", expected: "2"),
        CalendarFault.yearNotCovered(2027), CalendarFault.dayTwice(day), CalendarFault.kindContradicts(day),
        CalendarFault.unreadable(line: 2, "x"), CalendarFault.countNotPositive(0),
    ]

    @Test func everyRefusalSpeaksBothLanguagesAndNamesARemedy() {
        for refusal in Self.refusals {
            let text = refusal.explanation
            #expect(![text.message.zh, text.message.en, text.remedy.zh, text.remedy.en].contains(""), "\(refusal.code)")
            #expect(text.message.en.unicodeScalars.first?.isASCII == true, "\(text.message.en)")
        }
    }

    @Test func codesAreDistinct() {
        #expect(Set(Self.refusals.map(\.code)).count == Self.refusals.count)
    }

    @Test func twoRulesInForceAreBothNamedToThePersonToo() {
        let text = LimitRules.Refusal.severalInForce(["first-a", "first-b"], on: Self.day).explanation
        for sentence in [text.message.zh, text.message.en] { #expect(sentence.contains("first-a") && sentence.contains("first-b")) }
    }

    @Test func aProfileWithoutAnswersOrBasesIsRefused() throws {
        let text = try #require(ShippedRules.files.first { $0.path == "profiles/huaian-2016.json" }).text
        let profile = try CanonicalJSON.decode(RuleProfile.self, from: Data(text.utf8))
        #expect(profile.faults == [])
        // Every line needs its basis, and the last line of a discipline must hold always.
        let conditional = text.replacingOccurrences(of: #""when": []"#, with: #""when": ["special_large"]"#)
        let broken = try CanonicalJSON.decode(RuleProfile.self, from: Data(conditional.utf8))
        #expect(broken.faults.count == Discipline.allCases.count)
        #expect {
            try FanOut.reviews(for: ProjectFacts(), profile: broken)
        } throws: { error in
            guard case FanOut.Refusal.profileIncomplete = error else { return false }
            return true
        }
        #expect(throws: DecodingError.self) {
            let misspelt = text.replacingOccurrences(of: "civil_defence_off_site", with: "civil_defense_off_site")
            return try CanonicalJSON.decode(RuleProfile.self, from: Data(misspelt.utf8))
        }
    }
}
