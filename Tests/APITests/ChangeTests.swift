import Foundation
import JointReview
import Store
import Testing
import Wire

/// From the certificate to a certified change, over HTTP.
@Suite(.timeLimit(.minutes(10))) struct ChangeTests {
    /// The sample case, passed by everybody and certified.
    private func certified(_ house: House) async throws -> (journey: RoundJourney, first: DrawingPackageBody) {
        let journey = try await RoundJourney.begin(house)
        let first = try await journey.handIn(1)
        for discipline in Discipline.allCases {
            try await journey.take(discipline)
            #expect(try await journey.decide(discipline, .pass).status == 200)
        }
        #expect(try await house.call(.post, journey.path + "/certify", as: "structural_issuer").problem.refusal == "case.not_allowed")
        try await journey.done(.post, journey.path + "/pass", as: "coordinator")
        #expect(try await who(journey) == ["structural_issuer certify"])
        #expect(try await house.call(.post, journey.path + "/certify", as: "fire_issuer").problem.refusal == "case.other_issuer")
        #expect(try await house.call(.post, journey.path + "/certify", as: "structural").status == 403)
        let body: CaseBody = try await journey.done(.post, journey.path + "/certify", as: "structural_issuer").json()
        #expect(body.state == .certified && body.approvedRound == 1)
        return (journey, first)
    }

    private func who(_ journey: RoundJourney) async throws -> Set<String> {
        let names = Dictionary(uniqueKeysWithValues: journey.house.cast.people.map { ($1.id, $0) })
        let turns = try await journey.house.call(.get, journey.path + "/turn", as: "owner").json(TurnsBody.self).items
        return Set(turns.map { "\($0.personId.flatMap { names[$0] } ?? "nobody") \($0.task.rawValue)" })
    }

    private func changes(_ journey: RoundJourney, as person: String = "owner") async throws -> [ChangeBody] {
        try await journey.house.call(.get, journey.path + "/changes", as: person).json(ChangesBody.self).items
    }

    private func sheets(of package: DrawingPackageBody, _ journey: RoundJourney) async throws -> [SheetBody] {
        try await journey.house.call(.get, "/v1/packages/\(package.id.text)/set/sheets?limit=200", as: "owner").json(PageBody<SetSheetBody>.self)
            .items
            .filter { $0.standing != .removed }.map(\.sheet)
    }

    /// Uploads the sample's second package as the change, and confirms its set on both sides.
    private func draw(_ journey: RoundJourney, _ first: DrawingPackageBody) async throws -> DrawingPackageBody {
        let package = try await journey.send(2, replaces: first.sha256)
        let place = "/v1/packages/\(package.id.text)"
        let set: PackageSetBody = try await journey.house.call(.get, place + "/set", as: "designer").json()
        for person in ["designer", "owner"] { try await journey.done(.post, place + "/set/confirm", as: person, #"{"sha256":"\#(set.sha256)"}"#) }
        try await journey.done(.post, place + "/seal", as: "designer")
        return package
    }

    @Test func aMajorChangeIsAskedForDrawnTakenUpReviewedAndCertified() async throws {
        try await House.with { house in
            try await house.working {
                let (journey, first) = try await certified(house)
                let old = try await journey.sheet("建施-06", of: first)
                #expect(old.status == .current)
                let reason = #"{"reason":"业主调整户型"}"#
                #expect(try await house.call(.post, journey.path + "/changes", as: "designer", json: reason).status == 403)
                #expect(try await house.call(.post, journey.path + "/changes", as: "owner", json: #"{"reason":" "}"#).status == 422)
                let asked = try await house.call(.post, journey.path + "/changes", as: "owner", json: reason)
                #expect(asked.status == 201)
                #expect(try await house.call(.post, journey.path + "/changes", as: "owner", json: reason).problem.refusal == "case.not_allowed")
                #expect(try await who(journey) == ["designer seal_part"])
                #expect(try await house.call(.post, journey.path + "/open-change", as: "clerk").problem.refusal == "case.not_confirmed")
                let second = try await draw(journey, first)
                // What the change brings again byte for byte is as approved as it was.
                for sheet in try await sheets(of: second, journey) where sheet.packageId == second.id {
                    let before = try await sheets(of: first, journey).first {
                        $0.number == sheet.number && $0.fileSha256 == sheet.fileSha256 && $0.page == sheet.page
                    }
                    #expect(sheet.status == before.map(\.status) ?? .neverApproved, "\(sheet.number)")
                }
                #expect(try await changes(journey).first?.kind == .major)
                #expect(try await changes(journey, as: "fire").first?.grounds.isEmpty == true, "a draft is the applicant's own")
                #expect(try await who(journey) == ["owner confirm", "agent confirm"])
                try await journey.done(.post, journey.path + "/confirm", as: "owner")
                #expect(try await journey.record().state == .changeRequested, "a major change waits for the desk")
                #expect(try await who(journey) == ["clerk open_change", "coordinator open_change"])
                try await journey.done(.post, journey.path + "/open-change", as: "clerk")
                // The old file is in force while the new one is reviewed, whoever asks by its digest.
                #expect(try await house.verification(old.fileSha256, as: "fire").status == .changeUnderReview)
                try await reviewed(journey, second)
                let after: CaseBody = try await journey.done(.post, journey.path + "/certify", as: "structural_issuer").json()
                #expect(after.state == .certified && after.approvedRound == after.round)
                let again: SheetBody = try await house.call(.get, "/v1/sheets/\(old.id.text)", as: "owner").json()
                #expect(again.status == .superseded)
                let told = try await house.verification(old.fileSha256, as: "fire")
                let match = try #require(told.matches.first { $0.number == old.number })
                #expect(told.status == .superseded && match.replacedBy?.number == old.number && match.replacedBy?.sha256 != old.fileSha256)
                let newer = try #require(match.replacedBy)
                #expect(try await house.verification(newer.sha256, as: "fire").status == .current)
                #expect(try await changes(journey).map(\.outcome) == [.certified])
            }
        }
    }

    /// Fire finds something, the change is revised, and then everybody passes it.
    private func reviewed(_ journey: RoundJourney, _ second: DrawingPackageBody) async throws {
        let house = journey.house
        let plan = try await journey.sheet("建施-06", of: second)
        #expect(plan.status == .neverApproved)
        for discipline in Discipline.allCases { try await journey.take(discipline) }
        let comment = try await journey.comment(.fire, on: plan.id, .mandatoryClause, "疏散宽度不足").json(CommentBody.self).id
        for discipline in Discipline.allCases {
            #expect(try await journey.decide(discipline, discipline == .fire ? .fail : .pass).status == 200)
        }
        #expect(try await journey.record().state == .changeInReview, "the opinion leaves the approved set in force")
        #expect(try await house.call(.post, journey.path + "/certify", as: "structural_issuer").problem.refusal == "case.reviews_failed")
        #expect(try await who(journey) == ["owner revise", "agent revise", "designer revise"])
        try await journey.done(.post, journey.path + "/revise", as: "owner")
        #expect(try await who(journey) == ["designer seal_part", "designer write_answer"])
        #expect(try await journey.answer(comment, .accepted, "已加宽", sheet: "结施-08").status == 200)
        try await journey.done(.post, journey.path + "/answers/release", as: "designer", "{}")
        let third = try await journey.send(3, replaces: second.sha256)
        let place = "/v1/packages/\(third.id.text)"
        let set: PackageSetBody = try await house.call(.get, place + "/set", as: "designer").json()
        for person in ["designer", "owner"] { try await journey.done(.post, place + "/set/confirm", as: person, #"{"sha256":"\#(set.sha256)"}"#) }
        try await journey.done(.post, place + "/seal", as: "designer")
        try await journey.done(.post, journey.path + "/confirm", as: "owner")
        try await journey.done(.post, journey.path + "/open-change", as: "clerk")
        #expect(try await journey.backcheck(comment, as: .fire, .closed).status == 200)
        for discipline in Discipline.allCases where try await journey.review(discipline).decision == nil {
            try await journey.take(discipline)
            #expect(try await journey.decide(discipline, .pass).status == 200)
        }
        #expect(try await who(journey) == ["structural_issuer certify"])
    }

    @Test func anApprovedCaseIsSupersededByOneThatIsNamedAndItsSheetsStayInForceUntilThatOneIsCertified() async throws {
        try await House.with { house in
            try await house.working {
                let (journey, first) = try await certified(house)
                let refused = try await house.call(.post, journey.path + "/supersede", as: "owner", json: #"{"reason":"另行报审"}"#)
                #expect(try refused.problem.refusal == "case.successor_missing")
                let elsewhere = try await house.draft()
                for unfit in [elsewhere.id, journey.id, UUID()] {
                    let answer = try await house.call(
                        .post, journey.path + "/supersede", as: "owner", json: #"{"reason":"另行报审","successorId":"\#(unfit.text)"}"#)
                    #expect(try answer.problem.findings?.map(\.code) == ["case.successor_unfit"], "\(answer.text)")
                }
                let record = try await journey.record()
                let json =
                    #"{"projectId":"\#(record.projectId.text)","title":"重报","leadId":"\#(house.cast.lead.id.text)","nonClassified":true}"#
                let next: CaseBody = try await house.call(.post, "/v1/cases", as: "owner", json: json).json()
                let superseded: CaseBody = try await journey.done(
                    .post, journey.path + "/supersede", as: "owner", #"{"reason":"另行报审","successorId":"\#(next.id.text)"}"#
                ).json()
                #expect(superseded.state == .superseded && superseded.successorId == next.id)
                #expect(try await journey.sheet("建施-06", of: first).status == .current, "nothing has taken its place yet")
                // The successor is certified: its own way there is tested above.
                try await house.sql("UPDATE lianshen.joint_case SET state = 'certified', approved_round = 1 WHERE case_id = '\(next.id)'")
                #expect(try await journey.sheet("建施-06", of: first).status == .superseded)
            }
        }
    }

    @Test func theHistoryShowsTheSetOfAChangeInForceOnlyUntilItIsDropped() async throws {
        try await House.with { house in
            try await house.working {
                let (journey, first) = try await certified(house)
                try await journey.done(.post, journey.path + "/changes", as: "owner", #"{"reason":"调整"}"#)
                let second = try await draw(journey, first)
                try await journey.done(.post, journey.path + "/confirm", as: "owner")
                try await journey.done(.post, journey.path + "/open-change", as: "clerk")
                #expect(try await journey.record().state == .changeInReview)
                let before = WireJSON.text(Date()).replacing("+", with: "%2B")
                try await journey.done(.post, journey.path + "/drop-change", as: "owner", #"{"reason":"不再变更"}"#)
                func inForce(_ query: String) async throws -> (packages: [UUID], sheets: Set<UUID>) {
                    let past: CaseHistoryBody = try await house.call(.get, journey.path + "/history" + query, as: "owner").json()
                    return (past.packages.filter(\.isInForce).map(\.id), Set(past.sheets.map(\.id)))
                }
                let (then, now) = (try await inForce("?at=\(before)"), try await inForce(""))
                #expect(then.packages == [second.id] && now.packages == [first.id])
                #expect(try await now.sheets == Set(sheets(of: first, journey).map(\.id)) && now.sheets != then.sheets)
            }
        }
    }

    @Test func aChangeIsRefusedOrGivenUpAndTheApprovedSheetsStayCurrent() async throws {
        try await House.with { house in
            try await house.working {
                let (journey, first) = try await certified(house)
                let why = #"{"reason":"不再变更"}"#
                #expect(try await house.call(.post, journey.path + "/drop-change", as: "owner", json: why).problem.refusal == "case.not_allowed")
                try await journey.done(.post, journey.path + "/changes", as: "owner", #"{"reason":"调整"}"#)
                try await journey.done(.post, journey.path + "/drop-change", as: "owner", why)
                #expect(try await journey.record().state == .certified)
                try await journey.done(.post, journey.path + "/changes", as: "owner", #"{"reason":"调整"}"#)
                _ = try await draw(journey, first)
                try await journey.done(.post, journey.path + "/confirm", as: "owner")
                try await journey.done(.post, journey.path + "/open-change", as: "clerk")
                let old = try await journey.sheet("建施-06", of: first)
                #expect(old.status == .changeUnderReview)
                #expect(try await house.call(.post, journey.path + "/drop-change", as: "fire", json: why).status == 403)
                let dropped: CaseBody = try await journey.done(.post, journey.path + "/drop-change", as: "clerk", why).json()
                #expect(dropped.state == .certified && dropped.approvedRound == 1 && dropped.remaining == 0)
                #expect(try await journey.sheet("建施-06", of: first).status == .current)
                #expect(try await changes(journey).map(\.outcome) == [.dropped, .dropped])
                #expect(try await who(journey) == [])
            }
        }
    }
}
