import Foundation
import JointReview
import Testing
import WorkingTime

@Suite struct FanOutTests {
    // The sample case: a high-rise with a shelter, and a store of class-A dangerous goods beside it.
    static let sample = ProjectFacts(class: .building, funding: .filed, size: .large, height: 58.2, hasHazardousStore: true)

    private func answers(_ facts: ProjectFacts, _ profile: String) throws -> [Discipline: Applicability] {
        let reviews = try FanOut.reviews(for: facts, profile: ShippedRules.profiles().profile(profile))
        #expect(reviews.map(\.discipline) == Discipline.allCases)
        #expect(reviews.allSatisfy { !$0.basis.isEmpty && !$0.reason.zh.isEmpty && !$0.basisLine.isEmpty })
        return Dictionary(uniqueKeysWithValues: reviews.map { ($0.discipline, $0.applicability) })
    }

    @Test(arguments: ["national-current", "huaian-2016"])
    func allFiveReviewTheSampleCase(_ profile: String) throws {
        #expect(try answers(Self.sample, profile) == Dictionary(uniqueKeysWithValues: Discipline.allCases.map { ($0, .applies) }))
    }

    @Test func meteorologyReviewsTheSampleForItsDangerousGoodsStore() throws {
        let reviews = try FanOut.reviews(for: Self.sample, profile: ShippedRules.profiles().profile("national-current"))
        let meteorology = try #require(reviews.first { $0.discipline == .meteorology })
        #expect(meteorology.basisLine.contains("第37号") && meteorology.basisLine.contains("第四条"))
    }

    @Test func withoutTheStoreLightningProtectionIsMergedSince2016ButNotInHuaian() throws {
        var facts = Self.sample
        facts.hasHazardousStore = false
        #expect(try answers(facts, "national-current")[.meteorology] == .mergedInto(.structural))
        #expect(try answers(facts, "huaian-2016")[.meteorology] == .applies)
    }

    @Test(arguments: [\ProjectFacts.isLightningSpecialSite, \.isSpecialLarge, \.hasHazardousStore])
    func specialSitesStayWithMeteorology(_ flag: any WritableKeyPath<ProjectFacts, Bool> & Sendable) throws {
        var facts = ProjectFacts()
        facts[keyPath: flag] = true
        #expect(try answers(facts, "national-current")[.meteorology] == .applies)
    }

    @Test(arguments: ["national-current", "huaian-2016"])
    func aShelterBuiltElsewhereIsNotReviewedAndNamesItsApproval(_ profile: String) throws {
        var facts = Self.sample
        facts.civilDefenceOffSite = "人防易〔2026〕样例1号"
        let reviews = try FanOut.reviews(for: facts, profile: ShippedRules.profiles().profile(profile))
        let civilDefence = try #require(reviews.first { $0.discipline == .civilDefence })
        #expect(civilDefence.applicability == .notApplicable)
        #expect(civilDefence.basisLine.contains("人防易〔2026〕样例1号"))
        facts.civilDefenceOffSite = " "
        #expect(throws: FanOut.Refusal.approvalDocumentMissing) { try answers(facts, profile) }
    }

    @Test func aClassifiedProjectIsRefusedWhateverElseItIs() {
        var facts = Self.sample
        facts.isClassified = true
        #expect(throws: FanOut.Refusal.classified) { try answers(facts, "national-current") }
    }

    @Test(arguments: Discipline.allCases)
    func aSpecialReviewHasOneDiscipline(_ discipline: Discipline) throws {
        let facts = ProjectFacts(class: .special, specialDiscipline: discipline)
        for (other, applicability) in try answers(facts, "national-current") {
            #expect(applicability == (other == discipline ? .applies : .notApplicable))
        }
        #expect(throws: FanOut.Refusal.specialDisciplineMissing) { try answers(ProjectFacts(class: .special), "national-current") }
    }

    @Test func aMunicipalProjectHasNoShelter() throws {
        #expect(try answers(ProjectFacts(class: .municipal), "national-current")[.civilDefence] == .notApplicable)
    }

    @Test func everyCombinationOfFactsHasAnAnswer() throws {
        for bits in 0..<128 {
            let facts = ProjectFacts(
                class: bits & 1 == 0 ? .building : .municipal, funding: ProjectFacts.Funding.allCases[bits % 3],
                size: ProjectFacts.Size.allCases[bits / 3 % 3], hasHazardousStore: bits & 2 != 0, isLightningSpecialSite: bits & 4 != 0,
                isSpecialLarge: bits & 8 != 0, civilDefenceOffSite: bits & 16 != 0 ? "号" : nil)
            for profile in ["national-current", "huaian-2016"] {
                let found = try answers(facts, profile)
                #expect(found[.structural] == .applies && found[.planning] == .applies && found[.fire] == .applies)
            }
        }
    }

    @Test func aProfileThatMergesIntoNothingIsRefused() throws {
        let text = try #require(ShippedRules.files.first { $0.path == "profiles/national-current.json" }).text
        let broken = text.replacingOccurrences(of: #""into": "structural""#, with: #""into": "civil_defence""#)
        let profile = try CanonicalJSON.decode(RuleProfile.self, from: Data(broken.utf8))
        let facts = ProjectFacts(civilDefenceOffSite: "号")
        #expect(throws: FanOut.Refusal.mergedIntoNothing(.meteorology, into: .civilDefence)) { try FanOut.reviews(for: facts, profile: profile) }
    }

    @Test func factsReadFromTheWireWithTheirDefaults() throws {
        let json = #"{"class":"building","funding":"filed","size":"large","hazardous_store":true,"height":58.2}"#
        #expect(try CanonicalJSON.decode(ProjectFacts.self, from: Data(json.utf8)) == Self.sample)
        #expect(try CanonicalJSON.decode(ProjectFacts.self, from: CanonicalJSON.encode(Self.sample)) == Self.sample)
    }

    @Test(arguments: [Applicability.applies, .notApplicable, .mergedInto(.structural)])
    func applicabilityKeepsItsFormOnTheWire(_ applicability: Applicability) throws {
        #expect(try CanonicalJSON.decode(Applicability.self, from: CanonicalJSON.encode(applicability)) == applicability)
        #expect(Applicability(applicability.kind, into: applicability.target) == applicability)
        #expect(applicability.openingState == (applicability == .applies ? .pending : .notApplicable))
    }

    @Test(arguments: [#"{"kind":"merged_into"}"#, #"{"kind":"applies","into":"fire"}"#, #"{"kind":"perhaps"}"#])
    func halfAnApplicabilityIsRefused(_ json: String) {
        #expect(throws: DecodingError.self) { try CanonicalJSON.decode(Applicability.self, from: Data(json.utf8)) }
    }
}
