import Foundation
import JointReview
import Postgres
import Store
import TestStore
import Testing

/// What is approved stays in force while it is changed, and gives way in the transaction that certifies the change.
@Suite(.timeLimit(.minutes(10))) struct ChangeTests {
    @Test func onlyTheDisciplinesThatAChangeConcernsReviewIt() async throws {
        try await Cast.with { kit, cast in
            let store = kit.store
            let certified = try await cast.certifiedCase(store)
            #expect(certified.state == .certified && certified.approvedRound == 1)
            #expect(try await cast.statuses(certified.id, store) == ["建施-00/1": [.current], "建施-01/1": [.current]])
            _ = try await cast.confirmedChange(certified.id, store)
            // Not taken up yet: nothing is under review.
            #expect(
                try await cast.statuses(certified.id, store)
                    == ["建施-00/1": [.current], "建施-01/1": [.current], "建施-01/2": [.neverApproved], "建施-09/2": [.neverApproved]])
            let opened = try await cast.openChange(certified.id, store)
            #expect(opened.state == .changeInReview && opened.round == 2 && opened.approvedRound == 1)
            // A floor plan concerns everybody but meteorology.
            let open = try await cast.open(certified.id, store)
            #expect(Set(open.map(\.discipline)) == Set(Discipline.allCases).subtracting([.meteorology]))
            let underReview: [String: Set<SheetStatus>] = [
                "建施-00/1": [.current], "建施-01/1": [.changeUnderReview], "建施-01/2": [.neverApproved], "建施-09/2": [.neverApproved],
            ]
            #expect(try await cast.statuses(certified.id, store) == underReview)
            await #expect(throws: CaseRefusal.reviewsUndecided(4)) { _ = try await cast.certify(certified.id, store) }
            for review in open { try await cast.pass(review, store) }
            // The opinion is out; what was approved is still what one builds by.
            #expect(try await cast.statuses(certified.id, store) == underReview)
            let changed = try await cast.certify(certified.id, store)
            #expect(changed.state == .certified && changed.approvedRound == 2)
            #expect(
                try await cast.statuses(certified.id, store)
                    == ["建施-00/1": [.current], "建施-01/1": [.superseded], "建施-01/2": [.current], "建施-09/2": [.current]])
            #expect(
                try await kit.number("SELECT round FROM lianshen.sheet_approval a JOIN lianshen.sheet s USING (sheet_id) WHERE s.number = '建施-00'")
                    == 1, "unchanged sheets keep their first approval")
            let change = try #require(try await store.transaction(as: cast.actor("owner")) { try await $0.changes(of: certified.id) }.first)
            #expect(change.kind == .major && change.outcome == .certified && change.grounds.count == 2)
        }
    }

    @Test func aDroppedChangeLeavesWhatIsApprovedAndIsNobodysBase() async throws {
        try await Cast.with { kit, cast in
            let store = kit.store
            let certified = try await cast.certifiedCase(store)
            _ = try await cast.confirmedChange(certified.id, store)
            _ = try await cast.openChange(certified.id, store)
            // The fire reviewer says something that blocks; with the change it is history.
            let fire = try #require(try await cast.open(certified.id, store).first { $0.discipline == .fire })
            let sheet = try #require(
                try await store.transaction(as: cast.actor("owner")) { try await $0.sheets(ofCase: certified.id, round: 2) }
                    .first { $0.entry.number == "建施-09" })
            try await store.transaction(as: cast.actor("fire")) { tx in
                let held = try await cast.take(fire, as: try cast.acting("fire"), tx)
                let draft = CommentDraft(
                    sheet: sheet.id, region: Region(page: 1, x: 10, y: 10, width: 50, height: 50), severity: .mandatoryClause, text: "疏散",
                    basis: .clause(code: "GB 50016", edition: "2014(2018)", clause: "7.2.2"))
                _ = try await tx.publish(draft, id: UUID(), in: fire.id, attempt: held.attempt)
            }
            let dropped = try await cast.dropChange(certified.id, store, by: "clerk")
            #expect(dropped.state == .certified && dropped.approvedRound == 1 && dropped.remaining == 0)
            #expect(
                try await cast.statuses(certified.id, store)
                    == ["建施-00/1": [.current], "建施-01/1": [.current], "建施-01/2": [.neverApproved], "建施-09/2": [.neverApproved]])
            // The next change begins with the approved set, and with the decisions that approved it.
            _ = try await cast.confirmedChange(certified.id, store)
            let again = try await cast.openChange(certified.id, store)
            #expect(again.round == 3)
            for review in try await cast.open(certified.id, store) { try await cast.pass(review, store) }
            #expect(try await cast.certify(certified.id, store).approvedRound == 3)
            let statuses = try await cast.statuses(certified.id, store)
            // The dropped package brought the very bytes that are approved now.
            #expect(statuses["建施-01/1"] == [.superseded] && statuses["建施-01/2"] == [.current] && statuses["建施-01/3"] == [.current])
            #expect(
                try await kit.number(
                    "SELECT count(*) FROM lianshen.set_sheet t JOIN lianshen.package k USING (package_id) WHERE k.round = 3 AND t.standing = 'added'")
                    == 1)
        }
    }

    @Test func nobodyChangesWhoReviewsAChangeThatHasItsOpinion() async throws {
        try await Cast.with { kit, cast in
            let store = kit.store
            let certified = try await cast.certifiedCase(store)
            _ = try await cast.confirmedChange(certified.id, store)
            _ = try await cast.openChange(certified.id, store)
            let clerk = try cast.acting("clerk")
            let lead = ActingPerson(person: clerk.person, organisation: clerk.organisation, role: .lead)
            let desk = Actor(
                person: clerk.person, organisation: clerk.organisation, role: .lead, requestID: "t", commitment: Array(repeating: 7, count: 32))
            let basis = LegalBasis(text: "样例", status: .toBeChecked)
            let open = try await cast.open(certified.id, store)
            let (planning, fire) = (try #require(open.first { $0.discipline == .planning }), try #require(open.first { $0.discipline == .fire }))
            _ = try await store.transaction(as: desk) { try await $0.setAside(planning.id, reason: "不涉及规划条件", basis: basis, as: lead) }
            for review in open where review.id != planning.id { try await cast.pass(review, store) }
            #expect(try await kit.number("SELECT count(*) FROM lianshen.opinion WHERE case_id = \(certified.id) AND round = 2") == 1)
            // A review that began now would have no opinion to end with, and the change no certificate.
            await #expect(throws: LateDisciplineRefusal.opinionIssued) {
                _ = try await store.transaction(as: desk) { try await $0.addDiscipline(planning.id, reason: "补审", basis: basis, as: lead) }
            }
            await #expect(throws: LateDisciplineRefusal.opinionIssued) {
                _ = try await store.transaction(as: desk) { try await $0.setAside(fire.id, reason: "不涉及", basis: basis, as: lead) }
            }
            await #expect(throws: LateDisciplineRefusal.opinionIssued) {
                _ = try await store.transaction(as: desk) { try await $0.replaceBody(of: fire.id, reason: "回避", as: lead) }
            }
            #expect(try await cast.certify(certified.id, store).approvedRound == 2)
        }
    }

    @Test func whatWasHandedInForAChangeThatIsDroppedBeforeItsReviewIsSupersededFromThenOn() async throws {
        try await Cast.with { kit, cast in
            let certified = try await cast.certifiedCase(kit.store)
            _ = try await cast.confirmedChange(certified.id, kit.store)
            func states() async throws -> [Int: String] {
                try await kit.store.transaction(as: cast.actor("owner")) { tx in
                    let moment = try #require(try await tx.moment(of: certified.id, at: Date()))
                    let packages = try await tx.packages(of: certified.id)
                    return Dictionary(uniqueKeysWithValues: packages.map { ($0.round, moment.packages[$0.id] ?? "") })
                }
            }
            #expect(try await states() == [1: "sealed", 2: "sealed"])
            #expect(try await cast.dropChange(certified.id, kit.store).state == .certified)
            #expect(try await states() == [1: "sealed", 2: "superseded"])
        }
    }

    @Test func whoReviewedDoesNotIssueAndAnotherBodyIssuesNothing() async throws {
        try await Cast.with { kit, cast in
            let certified = try await cast.certifiedCase(kit.store)
            _ = try await cast.confirmedChange(certified.id, kit.store)
            _ = try await cast.openChange(certified.id, kit.store)
            for review in try await cast.open(certified.id, kit.store) { try await cast.pass(review, kit.store) }
            for (name, refusal) in [("structural", CaseRefusal.issuerReviewed), ("fire", .otherIssuer)] {
                let person = try cast.acting(name)
                let issuer = ActingPerson(person: person.person, organisation: person.organisation, role: .issuer)
                let actor = Actor(
                    person: person.person, organisation: person.organisation, role: .issuer, requestID: "t",
                    commitment: Array(repeating: 7, count: 32))
                await #expect(throws: refusal) { _ = try await kit.store.transaction(as: actor) { try await $0.certify(certified.id, as: issuer) } }
            }
            #expect(try await cast.certify(certified.id, kit.store).approvedRound == 2)
        }
    }
}
