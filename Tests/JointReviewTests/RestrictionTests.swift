import JointReview
import Testing

@Suite struct RestrictionRuleTests {
    @Test(arguments: Discipline.allCases)
    func aCivilDefenceSheetIsCivilDefencesAloneUnlessOthersAreNamed(_ discipline: Discipline) throws {
        let relevance = try ShippedRules.relevanceMatrix()
        let alone = Restriction.disciplines(named: nil, kind: .civilDefencePlan, relevance: relevance)
        #expect(Restriction.allows(parts: [.reviewBody], reviewing: [discipline], entitled: alone) == (discipline == .civilDefence))
        let named = Restriction.disciplines(named: [.fire], kind: .civilDefencePlan, relevance: relevance)
        #expect(Restriction.allows(parts: [.reviewBody], reviewing: [discipline], entitled: named) == (discipline == .fire))
        let lightning = Restriction.disciplines(named: nil, kind: .lightning, relevance: relevance)
        #expect(
            Restriction.allows(parts: [.reviewBody], reviewing: [discipline], entitled: lightning)
                == [.meteorology, .structural].contains(discipline))
    }

    @Test(arguments: OrganisationFunction.allCases)
    func whoseDrawingsTheyAreAndWhoSupervisesSeesThemAll(_ part: OrganisationFunction) {
        let expected: Set<OrganisationFunction> = [.owner, .designInstitute, .surveyFirm, .leadBody, .authority, .regulator]
        #expect(Restriction.allows(parts: [part], reviewing: [], entitled: []) == expected.contains(part))
    }
}
