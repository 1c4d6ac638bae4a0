import Foundation
import JointReview
import Store
import Testing
import Wire

/// A case whose comments the applicant sees with the opinion: until then no read of his tells anything of them.
@Suite(.timeLimit(.minutes(10))) struct OpennessTests {
    private static let secret = "尚未公开"

    private func close(_ path: String, _ house: House) async throws {
        let json = #"{"openness":"with_opinion","reason":"样例"}"#
        // Who is no party of a draft yet learns not even that it is there.
        for person in ["owner", "fire", "regulator"] {
            let refused = try await house.call(.put, path + "/openness", as: person, json: json)
            #expect([403, 404].contains(refused.status), "\(person): \(refused.text)")
        }
        let changed = try await house.call(.put, path + "/openness", as: "coordinator", json: json)
        #expect(try changed.json(CaseBody.self).openness == .withOpinion, "\(changed.text)")
    }

    /// Everything that a party can ask about a case, asked; the answers that tell one of the secrets.
    private func leaks(_ house: House, as person: String, _ names: [String: String], _ secrets: [String]) async throws -> [String] {
        var found: [String] = []
        for operation in Operation.all where operation.method == .get && !operation.isPublic && operation.id != "events" {
            let path = operation.path(names).replacing(/\{[A-Za-z]+\}/) { _ in UUID().text }
            let answer = try await house.call(.get, path, as: person)
            for secret in secrets where answer.text.contains(secret) { found.append("\(person) \(operation.id): \(secret)") }
        }
        let list = try await house.call(.get, "/v1/audit?case=\(names["caseId"] ?? "")", as: person)
        #expect(list.brief == "403 forbidden")
        let frames = try await house.watch(as: person, case: names["caseId"].flatMap(UUID.init(uuidString:)), until: { !$0.isEmpty })
        for secret in secrets where frames.contains(where: { $0.data.contains(secret) }) { found.append("\(person) events: \(secret)") }
        return found
    }

    @Test func noReadTellsTheApplicantAnythingBeforeTheOpinion() async throws {
        try await House.with { house in
            let scene = try await Scene(house)
            try await close(scene.path, house)
            let fire = try await scene.say(.fire, "≥", "1.30", "m", on: Scene.door, "structural_opening_width", Self.secret + "一")
            let structural = try await scene.say(.structural, "≤", "1000", "mm", on: Scene.door, "structural_opening_width", Self.secret + "二")
            for (visibility, text) in [("applicant", "三"), ("bodies", "四")] {
                let json = #"{"visibility":"\#(visibility)","text":"\#(Self.secret)\#(text)"}"#
                #expect(try await house.call(.post, "/v1/comments/\(fire.id.text)/thread", as: "fire", json: json).status == 201)
            }
            let group = #"{"act":"split","comments":["\#(fire.id.text)"],"reason":"\#(Self.secret)五"}"#
            #expect(try await house.call(.post, scene.path + "/groupings", as: "fire", json: group).status == 201)
            let sum =
                #"{"total":{"element":"\#(Scene.gap)","property":"p"},"parts":[{"element":"\#(Scene.outline)","property":"p"}],"unit":"mm","sheetId":"\#(scene.opened.sheets[0].id.text)"}"#
            #expect(try await house.call(.post, scene.path + "/sums", as: "fire", json: sum).status == 201)
            var names = try house.names(scene.opened, comment: fire.id, token: UUID())
            var secrets = [fire.id.text, structural.id.text, Self.secret, "M-0312", "structural_opening_width", "人防单元1"]
            func quiet(_ when: Testing.Comment) async throws {
                for person in ["owner", "agent", "designer", "drafter"] {
                    #expect(try await leaks(house, as: person, names, secrets) == [], when)
                }
            }
            try await quiet("while they are written")
            // The bodies see each other's, and who must watch sees them.
            for person in ["planning", "coordinator", "regulator", "structural"] {
                #expect(
                    try await house.call(.get, scene.path + "/comments", as: person).json(PageBody<CommentBody>.self).items.count == 2, "\(person)")
            }
            for discipline in Discipline.allCases {
                let word = [.fire, .structural].contains(discipline) ? "fail" : "pass"
                let json = #"{"attempt":\#(try #require(scene.attempts[discipline])),"decision":"\#(word)","summary":"\#(Self.secret)小结"}"#
                let answer = try await house.call(
                    .post, "/v1/reviews/\(try scene.opened.review(discipline).id.text)/decide", as: discipline.rawValue, json: json)
                #expect(answer.status == 200, "\(answer.text)")
            }
            #expect(try await scene.state() == .reconciling)
            let conflicts: PageBody<ConflictBody> = try await house.call(.get, scene.path + "/conflicts", as: "coordinator").json()
            let conflict = try #require(conflicts.items.first)
            names["conflictId"] = conflict.id.text
            secrets.append(conflict.id.text)
            try await quiet("while they are reconciled")
            // Neither what a body decided, nor that it did.
            for person in ["owner", "designer"] {
                let reviews: PageBody<ReviewBody> = try await house.call(.get, scene.path + "/reviews", as: person).json()
                let rounds = try await house.call(.get, scene.path + "/rounds", as: person).json(RoundsBody.self).items.flatMap(\.reviews)
                let past: CaseHistoryBody = try await house.call(.get, scene.path + "/history", as: person).json()
                for review in reviews.items + rounds {
                    #expect(review.decision == nil && review.decidedAt == nil && review.state == .inReview, "\(person) \(review.discipline)")
                }
                #expect(past.reviews.allSatisfy { $0.decision == nil && $0.state == .inReview }, "\(person)")
            }
            #expect(try await house.call(.get, "/v1/conflicts/\(conflict.id.text)", as: "owner").status == 404)
            for person in ["owner", "designer"] {
                let notices = try await house.call(.get, "/v1/notices", as: person).json(PageBody<NoticeBody>.self).items.map(\.kind)
                #expect(!notices.contains(.conflict), "\(person)")
            }
            #expect(try await house.call(.get, "/v1/comments/\(fire.id.text)/thread", as: "designer").status == 404)
            #expect(try await house.call(.get, scene.path + "/merge", as: "owner").problem.refusal == "access.not_out_yet")
            let settled = try await scene.settle(conflict, [.fire: .init(.stands), .structural: .init(.withdrawn)])
            #expect(settled.status == 200, "\(settled.text)")
            #expect(try await scene.state() == .opinionsIssued)
            // With the opinion everything is open, but for what was never for the applicant.
            for person in ["owner", "designer"] {
                #expect(try await house.call(.get, scene.path + "/comments", as: person).json(PageBody<CommentBody>.self).items.count == 2)
                #expect(try await house.call(.get, scene.path + "/elements", as: person).json(PageBody<ElementBody>.self).items.count == 4)
                #expect(try await house.call(.get, scene.path + "/conflicts", as: person).json(PageBody<ConflictBody>.self).items.count == 1)
                let thread: PageBody<MessageBody> = try await house.call(.get, "/v1/comments/\(fire.id.text)/thread", as: person).json()
                #expect(thread.items.map(\.text) == [Self.secret + "三"])
            }
        }
    }

    @Test func eachRoundOpensWithItsOwnOpinion() async throws {
        try await House.with { house in
            try await house.working {
                let journey = try await RoundJourney.begin(house)
                try await close(journey.path, house)
                let first = try await journey.handIn(1)
                #expect(try await journey.record().openness == .withOpinion, "acceptance keeps what the lead said")
                for discipline in Discipline.allCases { try await journey.take(discipline) }
                let plan = try await journey.sheet("建施-06", of: first).id
                let comment = try await journey.comment(.fire, on: plan, .mandatoryClause, "疏散宽度不足").json(CommentBody.self).id
                #expect(try await house.call(.get, "/v1/comments/\(comment.text)", as: "designer").status == 404)
                for discipline in Discipline.allCases {
                    #expect(try await journey.decide(discipline, discipline == .fire ? .fail : .pass).status == 200)
                }
                #expect(try await house.call(.get, "/v1/comments/\(comment.text)", as: "designer").status == 200)
                try await journey.done(.post, journey.path + "/revise", as: "designer")
                #expect(try await journey.answer(comment, .accepted, "已加宽", sheet: "建施-06").status == 200)
                try await journey.done(.post, journey.path + "/answers/release", as: "designer", "{}")
                let second = try await journey.handIn(2, replaces: first.sha256)
                try await journey.take(.fire)
                #expect(try await journey.backcheck(comment, as: .fire, .open, Self.secret).status == 200)
                let changed = try await journey.sheet("建施-06", of: second).id
                let late = try await journey.comment(.fire, on: changed, .advice, Self.secret + "二").json(CommentBody.self).id
                let names = ["caseId": journey.id.text, "commentId": late.text, "packageId": second.id.text, "sheetId": changed.text]
                for person in ["owner", "designer"] { #expect(try await leaks(house, as: person, names, [Self.secret, late.text]) == []) }
                // What the first opinion opened stays open.
                let seen: PageBody<CommentBody> = try await house.call(.get, journey.path + "/comments", as: "owner").json()
                #expect(seen.items.map(\.id) == [comment])
                #expect(
                    try await house.call(.get, journey.path + "/comments", as: "planning").json(PageBody<CommentBody>.self).items.map(\.id) == [
                        comment, late,
                    ])
            }
        }
    }
}
