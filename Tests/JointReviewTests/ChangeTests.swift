import Foundation
import JointReview
import Testing

/// Changes of an approved set: what they weigh, what a revision is worth meanwhile, and who may certify.
@Suite struct ChangeTests {
    private static func sheet(_ number: String, _ kind: SheetKind, _ byte: String) -> SheetSet.Sheet {
        SheetSet.Sheet(
            PackageManifest.Sheet(number: number, title: "图", revision: "A", specialty: "建筑", kind: kind, file: "\(number).pdf"),
            fileSHA256: byte, pageDigest: nil, look: nil)
    }

    private static func change(_ before: [SheetSet.Sheet], _ after: [SheetSet.Sheet], documents: [SheetSet.Document] = []) throws -> Change {
        let base = SheetSet(name: "a", sha256: "1", sheets: before, documents: [])
        let set = SheetSet(name: "b", sha256: "2", sheets: after, documents: documents)
        return Change(from: base, to: ComposedSet(set, after: base), by: try ShippedRules.relevanceMatrix())
    }

    @Test func aChangeIsMajorWhenItTouchesWhatTheLawHasReviewed() throws {
        let (detail, plan) = (Self.sheet("建施-21", .detail, "a"), Self.sheet("建施-06", .floorPlan, "b"))
        #expect(try Self.change([detail, plan], [detail, plan]).grounds.isEmpty)
        let ordinary = try Self.change([detail, plan], [Self.sheet("建施-21", .detail, "c"), plan])
        #expect(ordinary.kind == .ordinary && ordinary.grounds.map(\.standing) == [.changed])
        #expect(try Self.change([detail, plan], [detail, Self.sheet("建施-06", .floorPlan, "c")]).kind == .major)
        #expect(try Self.change([detail, plan], [detail]).kind == .major, "a plan that is taken away")
        // What was a plan does not become ordinary by being called a detail.
        #expect(try Self.change([plan], [Self.sheet("建施-06", .detail, "c")]).kind == .major)
        #expect(try Self.change([], [Self.sheet("X", .other, "c")]).kind == .major, "an unknown kind is a major one")
    }

    @Test func aDocumentThatDesignsSomethingMakesAMajorChangeAndAReplyDoesNot() throws {
        let reply = SheetSet.Document(title: "回复", kind: "回复单", file: "r.pdf", sha256: "9")
        let book = SheetSet.Document(title: "结构计算书", kind: "计算书", file: "b.pdf", sha256: "8")
        #expect(try Self.change([], [], documents: [reply]).grounds.isEmpty)
        #expect(try Self.change([], [], documents: [reply, book]).kind == .major)
    }

    @Test func withoutARuleEveryChangeIsMajor() throws {
        let base = SheetSet(name: "a", sha256: "1", sheets: [Self.sheet("建施-21", .detail, "a")], documents: [])
        let set = SheetSet(name: "b", sha256: "2", sheets: [Self.sheet("建施-21", .detail, "b")], documents: [])
        #expect(Change(from: base, to: ComposedSet(set, after: base), by: Relevance(version: 1, kinds: [:])).kind == .major)
    }

    @Test(arguments: CaseState.allCases, [true, false])
    func aRevisionHasOneStatusInEveryState(_ state: CaseState, _ isPresent: Bool) {
        func status(_ approved: Int?, _ superseded: Int? = nil) -> SheetStatus {
            SheetStatus(.init(approvedRound: approved, supersededRound: superseded, state: state, isInPresentSet: isPresent))
        }
        #expect(status(nil) == .neverApproved)
        #expect(status(1, 2) == .superseded)
        switch state {
        case .revoked: #expect(status(1) == .revoked)
        case .superseded: #expect(status(1) == .superseded)
        case .changeRequested, .changeInReview: #expect(status(1) == (isPresent ? .current : .changeUnderReview))
        default: #expect(status(1) == .current)
        }
        // A change never takes the force of what is approved.
        if [.certified, .changeRequested, .changeInReview, .archived].contains(state) { #expect(status(1).isInForce) }
    }

    @Test func theStructuralBodyIssuesAndThereNobodyWhoReviewed() throws {
        let (structural, fire, reviewer) = (UUID(), UUID(), UUID())
        let certification = Certification(bodies: [.fire: fire, .structural: structural], hands: [reviewer])
        func issuer(_ body: UUID, _ person: UUID = UUID()) -> ActingPerson { ActingPerson(person: person, organisation: body, role: .issuer) }
        try certification.require(issuer(structural))
        #expect(throws: CaseRefusal.otherIssuer) { try certification.require(issuer(fire)) }
        #expect(throws: CaseRefusal.issuerReviewed) { try certification.require(issuer(structural, reviewer)) }
        #expect(Certification(bodies: [.fire: fire]).body == fire, "where structure does not apply the first discipline's body issues")
        #expect(throws: CaseRefusal.issuerReviewed) { try certification.requireUninvolved(issuer(fire, reviewer)) }
        let drawer = issuer(structural)
        let drawn = Certification(bodies: [.structural: structural], interests: Interests(designers: [drawer.person]))
        #expect(throws: CaseRefusal.issuerHasInterest) { try drawn.require(drawer) }
    }

    @Test func beyondTheLimitOfRoundsTheLeadEscalatesFirst() throws {
        let standing = Case.Standing(packageIsAcceptable: true, roundLimit: 2)
        let full = Case(id: UUID(), state: .revising, round: 2, isConfirmed: true, standing: standing)
        #expect(throws: CaseRefusal.roundLimit(2)) { try full.applying(.resubmit, by: .owner) }
        #expect(throws: CaseRefusal.reasonMissing(.escalate)) { try full.applying(.escalate(reason: " "), by: .lead) }
        #expect(throws: CaseRefusal.roleMayNot(.escalate, .deskClerk)) { try full.applying(.escalate(reason: "r"), by: .deskClerk) }
        let escalated = try full.applying(.escalate(reason: "专家论证后再审"), by: .lead)
        #expect(escalated.state == .revising && escalated.escalatedRound == 3)
        #expect(throws: CaseRefusal.nothingToEscalate) { try escalated.applying(.escalate(reason: "r"), by: .lead) }
        #expect(try escalated.applying(.resubmit, by: .owner).round == 3)
        // Each round beyond the limit wants its own escalation.
        let third = Case(id: UUID(), state: .revising, round: 3, isConfirmed: true, escalatedRound: 3, standing: standing)
        #expect(throws: CaseRefusal.roundLimit(2)) { try third.applying(.resubmit, by: .owner) }
        let early = Case(id: UUID(), state: .revising, round: 1, isConfirmed: true, standing: standing)
        #expect(throws: CaseRefusal.nothingToEscalate) { try early.applying(.escalate(reason: "r"), by: .lead) }
        #expect(try early.applying(.resubmit, by: .owner).round == 2)
    }
}
