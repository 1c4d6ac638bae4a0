import Foundation
import JointReview
import Testing

@Suite struct MandateTests {
    private static let now = Date(timeIntervalSince1970: 1_800_000_000)
    private let giver = UUID()
    private let holder = UUID()
    private let one = UUID()
    private let two = UUID()

    private func mandate(
        _ kind: Mandate.Kind = .delegation, _ roles: Set<Role> = [.reviewer], cases: Set<UUID>? = nil, from: Double = 0, until: Double = 86_400,
        revoked: Double? = nil, holder: UUID? = nil
    ) -> Mandate {
        Mandate(
            id: UUID(), kind: kind, giver: giver, holder: holder ?? self.holder, roles: roles, cases: cases,
            from: Self.now.addingTimeInterval(from), until: Self.now.addingTimeInterval(until), revokedAt: revoked.map(Self.now.addingTimeInterval))
    }

    private func codes(
        _ mandate: Mandate, giver: Set<Role> = [.reviewer], same: Bool = true, holder: Set<Role> = [.reviewer]
    ) -> [String] {
        mandate.findings(giverHolds: giver, sameOrganisation: same, holderHolds: holder, at: Self.now).map(\.code)
    }

    /// Every role, held by the giver or not, in both kinds: nobody gives what he has not, nobody gives an office, an agent gets what agents have.
    @Test(arguments: Role.allCases, Mandate.Kind.allCases)
    func whatCanBeGiven(_ role: Role, _ kind: Mandate.Kind) {
        #expect(Mandate.giveable(kind, by: []).isEmpty)
        let given = Mandate.giveable(kind, by: [role])
        switch (kind, role) {
        case (_, .systemAdministrator), (_, .securityAdministrator), (_, .auditAdministrator), (_, .system): #expect(given.isEmpty)
        case (.delegation, _): #expect(given == [role])
        case (.agency, .owner): #expect(given == [.ownerAgent])
        case (.agency, .projectLeader), (.agency, .specialtyDesigner), (.agency, .surveyFirm): #expect(given == [role])
        case (.agency, _): #expect(given.isEmpty)
        }
    }

    /// Every pair of a given role and a role that the holder has: making and reviewing never meet in one person.
    @Test(arguments: Role.allCases, Role.allCases)
    func nobodyStandsOnBothSides(_ given: Role, _ own: Role) {
        let makers: Set<Role> = [.owner, .ownerAgent, .projectLeader, .specialtyDesigner, .surveyFirm]
        let reviewers: Set<Role> = [.dispatcher, .reviewer, .checker, .technicalHead, .issuer, .authorityDecider]
        let clash = (makers.contains(given) && reviewers.contains(own)) || (reviewers.contains(given) && makers.contains(own))
        #expect(codes(mandate(.delegation, [given]), giver: [given], holder: [own]).contains("mandate.two_sides") == clash)
    }

    @Test func everythingIsFoundAtOnce() {
        let wrong = mandate(.delegation, [.issuer], cases: [], from: 10, until: 5, holder: giver)
        #expect(
            codes(wrong, holder: [.auditAdministrator]) == [
                "mandate.self", "mandate.administrator", "mandate.roles", "mandate.cases", "mandate.ends",
            ])
        #expect(codes(mandate()) == [])
        #expect(codes(mandate(), same: false) == ["mandate.other_organisation"])
        #expect(codes(mandate(.agency, [.ownerAgent]), giver: [.owner], same: true, holder: []) == ["mandate.same_organisation"])
        #expect(codes(mandate(.agency, [.ownerAgent]), giver: [.owner], same: false, holder: []) == [])
        #expect(codes(mandate(.agency, [.owner]), giver: [.owner], same: false, holder: []) == ["mandate.roles"])
        #expect(codes(mandate(until: 93 * 86_400)) == ["mandate.too_long"])
        #expect(codes(mandate(from: -200, until: -100)) == ["mandate.ends"])
    }

    @Test func itHoldsFromTheFirstInstantToTheLastUnlessItIsTakenBack() {
        let plain = mandate()
        for (instant, inForce) in [(-1.0, false), (0, true), (86_399, true), (86_400, false)] {
            #expect(plain.isInForce(at: Self.now.addingTimeInterval(instant)) == inForce)
        }
        let revoked = mandate(revoked: 100)
        #expect(revoked.isInForce(at: Self.now.addingTimeInterval(99)) && !revoked.isInForce(at: Self.now.addingTimeInterval(100)))
    }

    @Test func whatTheGiverLosesTheHolderLoses() {
        let both = mandate(.delegation, [.reviewer, .checker])
        #expect(both.roles(at: Self.now, giverHolds: [.reviewer, .checker, .issuer]) == [.reviewer, .checker])
        #expect(both.roles(at: Self.now, giverHolds: [.checker]) == [.checker])
        #expect(both.roles(at: Self.now, giverHolds: []).isEmpty)
        #expect(both.roles(at: Self.now.addingTimeInterval(-1), giverHolds: [.reviewer]).isEmpty)
    }

    @Test(arguments: Mandate.Kind.allCases, [true, false])
    func itReachesItsCasesAndAnAgentStandsOnOneSideOnly(_ kind: Mandate.Kind, _ isParty: Bool) {
        let barred = kind == .agency && isParty
        let (all, some) = (mandate(kind), mandate(kind, cases: [one]))
        #expect(all.reaches(one, holderIsParty: isParty) == !barred && all.reaches(nil, holderIsParty: isParty) == !barred)
        #expect(some.reaches(one, holderIsParty: isParty) == !barred)
        #expect(!some.reaches(two, holderIsParty: isParty) && !some.reaches(nil, holderIsParty: isParty))
    }
}
