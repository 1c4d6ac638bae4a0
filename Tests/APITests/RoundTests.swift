import Foundation
import JointReview
import Store
import Testing
import Wire

/// From the opinion of one round to that of the next: answers, revised sets, decisions that stand, comments that are verified.
@Suite(.timeLimit(.minutes(10))) struct RoundTests {
    /// The sample case after its first opinion: fire and structure demand something, three disciplines pass.
    private func afterFirstOpinion(_ house: House) async throws -> (journey: RoundJourney, first: DrawingPackageBody, fire: UUID, structural: UUID) {
        let journey = try await RoundJourney.begin(house)
        let first = try await journey.handIn(1)
        for discipline in Discipline.allCases { try await journey.take(discipline) }
        let plan = try await journey.sheet("建施-06", of: first).id
        let beams = try await journey.sheet("结施-08", of: first).id
        let fire = try await journey.comment(.fire, on: plan, .mandatoryClause, "疏散宽度不足").json(CommentBody.self).id
        let structural = try await journey.comment(.structural, on: beams, .mandatoryClause, "梁配筋不足").json(CommentBody.self).id
        for discipline in Discipline.allCases {
            let decision: Decision = [.fire, .structural].contains(discipline) ? .fail : .pass
            #expect(try await journey.decide(discipline, decision).status == 200)
        }
        #expect(try await journey.record().state == .opinionsIssued)
        return (journey, first, fire, structural)
    }

    @Test func aCaseGoesThroughThreeRoundsUntilNothingBlocks() async throws {
        try await House.with { house in
            try await house.working {
                let (journey, first, fire, structural) = try await afterFirstOpinion(house)
                try await answerTheFirst(journey, fire, structural)
                try await draftsAreTheApplicants(journey, first)
                let second = try await journey.handIn(2, replaces: first.sha256)
                try await secondRound(journey, second, fire, structural)
                let advice = try #require(try await journey.items().first { $0.sheetNumber == "建施-15" }?.sources.first?.comment.id)
                try await journey.done(.post, journey.path + "/revise", as: "owner")
                #expect(try await journey.answer(structural, .accepted, "已加大", sheet: "结施-08").status == 200)
                #expect(try await journey.answer(advice, .notAccepted, "按原设计").status == 200)
                try await journey.done(.post, journey.path + "/answers/release", as: "designer", "{}")
                _ = try await journey.handIn(3, replaces: second.sha256)
                try await thirdRound(journey, structural)
            }
        }
    }

    private func answerTheFirst(_ journey: RoundJourney, _ fire: UUID, _ structural: UUID) async throws {
        let house = journey.house
        #expect(try await journey.answer(fire, .accepted, "早了", sheet: "建施-06").problem.refusal == "case.answers_not_due")
        try await journey.done(.post, journey.path + "/revise", as: "designer")
        #expect(try await journey.record().state == .revising)
        #expect(try await journey.items().map(\.sheetNumber) == ["建施-06", "结施-08"])
        // An accepted item says where it can be seen, on a sheet that there is.
        #expect(try await journey.answer(fire, .accepted, "已加宽").problem.findings?.map(\.code) == ["answer.place_missing"])
        #expect(try await journey.answer(fire, .accepted, "已加宽", sheet: "建施-99").problem.findings?.map(\.code) == ["answer.sheet_unknown"])
        try await journey.done(
            .post, "/v1/comments/\(fire.text)/answer/assign", as: "designer", #"{"personId":"\#(try house.cast.person("drafter").id.text)"}"#)
        #expect(try await journey.answer(fire, as: "drafter", .accepted, "已加宽", sheet: "建施-06").status == 200)
        // A draft is the institute's own, and a drafter releases nothing.
        #expect(try await journey.items().first?.sources.first?.answers.isEmpty == true)
        #expect(try await journey.items(as: "drafter").first?.sources.first?.answers.count == 1)
        #expect(try await house.call(.post, journey.path + "/answers/release", as: "drafter", json: "{}").status == 403)
        #expect(try await journey.answer(fire, as: "fire", .accepted, "替写", sheet: "建施-06").status == 403)
        let released: ReleasedAnswersBody = try await journey.done(.post, journey.path + "/answers/release", as: "designer", "{}").json()
        #expect(released.items.map(\.commentId) == [fire])
        #expect(try await journey.items().first?.sources.first?.answers.map(\.text) == ["已加宽"])
        // What has gone out a designer does not take back.
        #expect(try await journey.answer(fire, as: "drafter", .accepted, "再改", sheet: "建施-06").status == 403)
        #expect(try await journey.answer(structural, .notAccepted, "   ").problem.findings?.map(\.code) == ["field.blank"])
        // Every item is answered, or nothing is handed in.
        #expect(try await house.call(.post, journey.path + "/confirm", as: "owner").problem.refusal == "case.items_unanswered")
        #expect(try await journey.answer(structural, .notAccepted, "计算满足,见计算书").status == 200)
        try await journey.done(.post, journey.path + "/answers/release", as: "designer", #"{"commentIds":["\#(structural.text)"]}"#)
    }

    /// Until it is handed in, a package of the next round is owner's and institutes' alone.
    private func draftsAreTheApplicants(_ journey: RoundJourney, _ first: DrawingPackageBody) async throws {
        let draft = try await journey.send(2, replaces: first.sha256)
        let place = "/v1/packages/\(draft.id.text)"
        for path in [place, place + "/check", place + "/content", place + "/set"] {
            #expect(try await journey.house.call(.get, path, as: "fire").status == 404, "\(path)")
            #expect(try await journey.house.call(.get, path, as: "owner").status == 200, "\(path)")
        }
        // A sheet of it, its bytes, its facts and its picture are as closed as the package.
        let sheet = "/v1/sheets/\(try await journey.sheet("建施-06", of: draft).id.text)"
        for path in ["", "/content", "/facts", "/thumbnail"] {
            for person in ["fire", "planning", "clerk", "coordinator", "regulator"] {
                #expect(try await journey.house.call(.get, sheet + path, as: person).status == 404, "\(path) \(person)")
            }
            #expect(try await (200...202).contains(journey.house.call(.get, sheet + path, as: "owner").status), "\(path)")
        }
        let seen: PageBody<DrawingPackageBody> = try await journey.house.call(.get, journey.path + "/packages", as: "fire").json()
        #expect(seen.items.map(\.id) == [first.id])
    }

    private func secondRound(_ journey: RoundJourney, _ second: DrawingPackageBody, _ fire: UUID, _ structural: UUID) async throws {
        let record = try await journey.record()
        #expect(record.state == .inReReview && record.round == 2 && record.remaining == 5 && second.round == 2)
        let rounds = try await journey.rounds()
        #expect(rounds.map(\.packageIds.count) == [1, 1] && rounds[0].packageIds != rounds[1].packageIds, "the first set stays what it was")
        #expect(rounds[1].carryOver.count == 5 && rounds[1].carryOver.allSatisfy { $0.effect == "drops" })
        #expect(rounds[1].carryOver.first { $0.discipline == .fire }?.reasons.contains { $0.ground == .failed } == true)
        #expect(rounds[1].carryOver.first { $0.discipline == .planning }?.reasons.contains { $0.name == "总施-01" && $0.ground == .changed } == true)
        // Where the comment's place is now was looked for on the revised sheet: a hint for whoever verifies.
        let followed = try await eventually("followed") {
            try await journey.items().flatMap(\.sources).first { $0.comment.id == fire }?.followed.first
        }
        #expect(followed.round == 2 && (0...1).contains(followed.certainty) && followed.sheetId != nil)
        // Who demanded verifies; who passed looks again. Both are the reviewers of the first round.
        #expect(try await journey.review(.fire).state == .verifying)
        let planning = try await journey.review(.planning)
        #expect(try planning.state == .assigned && planning.reviewerId == journey.house.cast.person("planning").id)
        #expect(try await journey.decide(.fire, .pass).problem.refusal == "review.comments_unchecked")
        #expect(try await journey.backcheck(fire, as: .structural, .closed).status == 403, "only the body that raised it closes it")
        #expect(try await journey.backcheck(structural, as: .structural, .open).problem.findings?.map(\.code) == ["backcheck.reason_missing"])
        #expect(try await journey.backcheck(fire, as: .fire, .closed).status == 200)
        #expect(try await journey.backcheck(structural, as: .structural, .open, "计算书未附").status == 200)
        // A sheet that did not change could have been commented on before: allowed with a reason, and counted.
        let same = try await journey.sheet("建施-15", of: second).id
        #expect(
            try await journey.comment(.fire, on: same, .advice, "栏杆").problem.findings?.map(\.code) == ["comment.late_reason_missing"])
        #expect(try await journey.comment(.fire, on: same, .advice, "栏杆", late: "上轮遗漏").json(CommentBody.self).lateReason == "上轮遗漏")
        let changed = try await journey.sheet("建施-06", of: second).id
        try await lateStaysLate(journey, from: changed, to: same)
        let inTime = try await journey.comment(.fire, on: changed, .information, "请复核", late: "不需要").json(CommentBody.self)
        #expect(inTime.lateReason == nil)
        #expect(try await journey.decide(.structural, .pass).problem.refusal == "review.blocking_comments")
        #expect(try await journey.decide(.structural, .fail).status == 200)
        #expect(try await journey.decide(.fire, .passWithAdvice).status == 200)
        for discipline in [Discipline.planning, .civilDefence, .meteorology] {
            try await journey.take(discipline)
            #expect(try await journey.decide(discipline, .pass).status == 200)
        }
        #expect(try await journey.record().state == .opinionsIssued)
        // Advice, and what was corrected: all entries are late.
        #expect(try await journey.rounds()[1].lateFindings.map(\.count) == [5])
        let items = try await journey.items()
        #expect(Set(items.map(\.sheetNumber)) == ["建施-06", "建施-15", "结施-08"])
        #expect(!items.contains { $0.sources.contains { $0.comment.id == fire } }, "what its body closed is demanded no more")
    }

    /// A correction is as late as what it corrects, and one that moves to an unchanged sheet is refused.
    private func lateStaysLate(_ journey: RoundJourney, from changed: UUID, to same: UUID) async throws {
        let review = try await journey.review(.fire)
        let inTime = try await journey.comment(.fire, on: changed, .information, "说明").json(CommentBody.self)
        func correction(_ sheet: UUID) -> String {
            #"{"attempt":\#(review.attempt),"sheetId":"\#(sheet.text)","region":{"page":1,"x":100,"y":100,"width":50,"height":40},"#
                + #""severity":"information","text":"改正","reason":"更正"}"#
        }
        let place = "/v1/comments/\(inTime.id.text)/supersede"
        let moved = try await journey.house.call(.post, place, as: "fire", json: correction(same))
        #expect(try moved.problem.findings?.map(\.code) == ["comment.late_reason_missing"])
        try await heavierIsJudgedAnew(journey, review, on: changed)
        let late = try await journey.comment(.fire, on: same, .information, "迟提说明", late: "遗漏").json(CommentBody.self)
        let again = try await journey.house.call(.post, "/v1/comments/\(late.id.text)/supersede", as: "fire", json: correction(same))
        #expect(try again.json(CommentBody.self).lateReason == "遗漏")
    }

    /// A remark that is corrected into a demand is as late as the demand would have been.
    private func heavierIsJudgedAnew(_ journey: RoundJourney, _ review: ReviewBody, on changed: UUID) async throws {
        try await journey.house.sql("UPDATE lianshen.sheet SET look = '\(String(repeating: "0", count: 16))' WHERE number = '建施-06'")
        #expect(
            try await journey.comment(.fire, on: changed, .mandatoryClause, "直接提").problem.findings?.map(\.code) == ["comment.late_reason_missing"])
        let light = try await journey.comment(.fire, on: changed, .information, "先轻").json(CommentBody.self)
        func correct(_ old: UUID, _ severity: Severity, late: String? = nil) async throws -> Answer {
            let late = late.map { #","lateReason":"\#($0)""# } ?? ""
            return try await journey.house.call(
                .post, "/v1/comments/\(old.text)/supersede", as: "fire",
                json: #"{"attempt":\#(review.attempt),"sheetId":"\#(changed.text)","region":{"page":1,"x":100,"y":100,"width":50,"height":40},"#
                    + #""severity":"\#(severity.rawValue)","text":"后重","reason":"更正","#
                    + #""basis":{"kind":"clause","code":"GB 50016","edition":"2014","clause":"5.5.21"}\#(late)}"#)
        }
        #expect(try await correct(light.id, .mandatoryClause).problem.findings?.map(\.code) == ["comment.late_reason_missing"])
        let heavy = try await correct(light.id, .mandatoryClause, late: "上轮遗漏").json(CommentBody.self)
        #expect(heavy.lateReason == "上轮遗漏")
        #expect(try await correct(heavy.id, .information).json(CommentBody.self).lateReason == "上轮遗漏")
    }

    private func thirdRound(_ journey: RoundJourney, _ structural: UUID) async throws {
        let record = try await journey.record()
        #expect(record.round == 3 && record.state == .inReReview && record.remaining == 2)
        let third = try await journey.rounds()[2]
        // A reinforcement drawing concerns the civil defence too, by the matrix; what was drawn otherwise there ends its decision.
        #expect(Set(third.carryOver.filter { $0.effect == "keeps" }.map(\.discipline)) == [.planning, .fire, .meteorology])
        let kept = third.reviews.filter { $0.carriedFrom != nil }
        #expect(kept.count == 3 && kept.allSatisfy { $0.state == .issuedPass && $0.decision != nil })
        #expect(third.carryOver.first { $0.discipline == .structural }?.reasons.contains { $0.name == "结施-08" && $0.ground == .changed } == true)
        #expect(try await journey.backcheck(structural, as: .structural, .closed).status == 200)
        #expect(try await journey.decide(.structural, .pass).status == 200)
        try await journey.take(.civilDefence)
        #expect(try await journey.decide(.civilDefence, .pass).status == 200)
        #expect(try await journey.record().state == .opinionsIssued)
        #expect(try await journey.rounds()[2].verdict == .passWithAdvice)
        // Every round's report is kept, and served by its number.
        for round in 1...3 {
            let report = try await eventually("report of round \(round)") {
                let answer = try await journey.house.call(.get, journey.path + "/report?round=\(round)", as: "owner")
                return answer.status == 200 ? answer : nil
            }
            #expect(report.text.contains(#""round":\#(round)"#), "\(report.text.prefix(300))")
        }
        #expect(try await journey.house.call(.get, journey.path + "/report?round=4", as: "owner").status == 404)
    }
}
