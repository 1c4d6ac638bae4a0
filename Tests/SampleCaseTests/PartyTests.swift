import JointReview
import SampleCase
import Testing

@Suite struct PartyTests {
    @Test(arguments: SampleCase.organisations)
    func anOrganisationSaysThatItIsASampleAndHasAValidCode(_ organisation: SampleOrganisation) throws {
        let code = try CreditCode(reading: organisation.creditCode)
        #expect(code.description.dropFirst(2).hasPrefix("000000"))
        #expect(organisation.name.contains("样例"))
        #expect(OrganisationFunction(rawValue: organisation.function) != nil)
    }

    @Test func codesAndSignInNamesAreUnique() {
        #expect(Set(SampleCase.organisations.map(\.creditCode)).count == SampleCase.organisations.count)
        #expect(Set(SampleCase.people.map(\.signIn)).count == SampleCase.people.count)
    }

    @Test(arguments: SampleCase.people)
    func aPersonIsAPlaceholderInAKnownOrganisation(_ person: SamplePerson) {
        #expect(person.name.hasPrefix("样例"))
        #expect(SampleCase.organisations.contains { $0.key == person.organisation })
        #expect(person.signIn.wholeMatch(of: #/[a-z0-9._\-]{2,64}/#) != nil)
    }

    @Test func everyDisciplineHasABodyWithReviewerAndChecker() {
        #expect(SampleCase.reviewBodies.compactMap(\.discipline) == Discipline.allCases)
        for discipline in Discipline.allCases {
            let roles = SampleCase.people.filter { $0.discipline == discipline }.flatMap(\.roles)
            #expect(Set(roles).isSuperset(of: [.dispatcher, .reviewer, .checker, .technicalHead, .issuer]))
        }
        #expect(SampleCase.people.contains { $0.signIn == SampleCase.recusal.signIn })
    }

    @Test func theProjectBringsInMeteorology() {
        #expect(SampleCase.project.hasHazardousStore)
        #expect(ProjectCode(SampleCase.projectCode) != nil)
    }
}
