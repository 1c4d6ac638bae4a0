import Foundation
import JointReview
import Store
import Testing
import Wire
import WorkingTime

/// What the walk does that is not due, and how it says and settles what contradicts.
extension ServerWalker {
    // MARK: what is not due

    /// Tasks that nobody but those named may do.
    static let exclusive: Set<Turn.Task> = [
        .confirm, .submit, .accept, .claimReview, .startReview, .decideReview, .pass, .releaseAnswers, .certify, .openChange, .escalate,
        .settleDispute, .settleDebt, .settleConflicts,
    ]

    /// Exactly the persons in /turn can act: somebody else is refused.
    func tryAsSomebodyElse(_ turns: [TurnBody], _ record: CaseBody) async throws {
        guard let turn = turns.filter({ Self.exclusive.contains($0.task) }).randomElement(using: &random) else { return }
        let named = Set(turns.filter { $0.task == turn.task && $0.objectId == turn.objectId }.compactMap(\.personId))
        let others = names.filter { !named.contains($0.key) && house.tokens[$0.value] != nil && !$0.value.hasPrefix("outside") }.values.sorted()
        guard let name = others.randomElement(using: &random) else { return }
        if turn.task == .claimReview, name.hasSuffix("_dispatcher") { return }
        let answer: Answer?
        if turn.task == .decideReview {
            answer = try await house.call(.post, "/v1/reviews/\(turn.objectId.text)/decide", as: name, json: #"{"attempt":1,"decision":"pass"}"#)
        } else {
            answer = try await act(turn, as: name, record)
        }
        #expect(
            answer.map { (400..<500).contains($0.status) } ?? true,
            "\(place): \(name) was not named and could \(turn.task.rawValue): \(answer?.text ?? "")")
    }

    /// Any act by anybody: done or refused with words, never an error of ours.
    func tryAnything() async throws {
        let acts = [
            "confirm", "submit", "accept", "pass", "revise", "certify", "open-change", "send-back", "refuse", "return", "drop-change", "escalate",
            "dispute", "changes", "suspend", "resume", "accept-with-debts", "fail", "revoke", "archive", "close", "supersede", "withdraw",
        ]
        guard let act = acts.randomElement(using: &random),
            let name = ["owner", "agent", "designer", "clerk", "coordinator", "fire", "structural_issuer", "regulator", "fire_issuer"].randomElement(
                using: &random)
        else { return }
        // The acts that end a case are rare: else no walk would get far.
        if ["refuse", "fail", "revoke", "archive", "close", "supersede", "withdraw"].contains(act), Int.random(in: 0..<8, using: &random) > 0 {
            return
        }
        let bare = ["confirm", "submit", "accept", "pass", "revise", "certify", "open-change", "resume", "archive"].contains(act)
        let body =
            switch act {
            case "return": #"{"reason":"随机","items":["补图"]}"#
            case "suspend": #"{"cause":"force_majeure","reason":"随机"}"#
            case "accept-with-debts": #"{"debts":[{"item":"随机","dueOn":"\#(CalendarDay(Date()) + 200)"}]}"#
            default: #"{"reason":"随机"}"#
            }
        let answer = try await house.call(.post, "\(path)/\(act)", as: name, json: bare ? nil : body)
        #expect(answer.status < 500, "\(place): \(name) \(act): \(answer.text)")
        if answer.status >= 400, answer.status != 404 {
            let problem = try answer.problem
            #expect(!problem.remedy.zh.isEmpty || problem.findings != nil, "\(place): \(act) without a remedy: \(answer.text)")
        }
    }

    // MARK: conflicts

    /// A demand on one door, now and then; planning, civil defence and structure want it wide, the others narrow.
    func demand(of discipline: Discipline, as name: String) async throws -> String {
        guard Int.random(in: 0..<4, using: &random) > 0 else { return "" }
        let entered = try await house.call(.post, path + "/elements", as: name, json: #"{"mark":"M-1","kind":"door"}"#)
        #expect([201, 409].contains(entered.status), "\(place): \(entered.text)")
        let isWide = [Discipline.planning, .civilDefence, .structural].contains(discipline)
        let (relation, value) = isWide ? ("≥", "1400") : ("≤", "1000")
        return #","demands":[{"element":"M-1","property":"clear_width","relation":"\#(relation)","value":"\#(value)","unit":"mm"}]"#
    }

    /// Settles the first open conflict: nobody's demand stays.
    func settle(as name: String) async throws -> Answer? {
        let page: PageBody<ConflictBody> = try await house.call(.get, path + "/conflicts", as: "coordinator").json()
        guard let open = page.items.first(where: { $0.state == .open }) else {
            Issue.record("\(place): nothing to settle")
            return nil
        }
        settled += 1
        let meeting = MeetingBody(
            heldOn: CalendarDay(Date()).description, minutes: "随机",
            participants: [.init(organisationId: house.cast.lead.id), .init(organisationId: house.cast.institute.id)])
        let decisions = open.members.map { side in
            SettlementDecisionBody(commentId: side.commentId, demandId: side.demand?.id, outcome: .withdrawn, reason: "随机")
        }
        let body = try WireJSON.encode(SettleConflictBody(meeting: meeting, decisions: decisions))
        return try await house.call(.post, "/v1/conflicts/\(open.id.text)/settle", as: name, json: String(decoding: body, as: UTF8.self))
    }
}
