import Foundation
import JointReview
import Store
import Testing
import Wire
import WorkingTime

/// A case whose five reviews are in hand, with the sample's elements in its register.
struct Scene: Sendable {
    static let door = "1#/3F/轴5,C–D/M-0312"
    static let second = "1#/3F/轴6/M-0313"
    static let gap = "2#南外墙—人防单元1北外墙"
    static let outline = "人防单元1地下室轮廓"

    /// What is decided about one side.
    struct Choice: Sendable {
        let outcome: DemandOutcome
        let replacement: Demand?
        let agreedBy: String?

        init(_ outcome: DemandOutcome, _ replacement: Demand? = nil, agreedBy: String? = nil) {
            (self.outcome, self.replacement, self.agreedBy) = (outcome, replacement, agreedBy)
        }
    }

    let house: House
    let opened: Opened
    let attempts: [Discipline: Int]

    var path: String { "/v1/cases/\(opened.id.text)" }

    init(_ house: House) async throws {
        self.house = house
        opened = try await house.inReview()
        var attempts: [Discipline: Int] = [:]
        for discipline in Discipline.allCases { attempts[discipline] = try await house.claim(discipline, opened) }
        self.attempts = attempts
        for json in [
            #"{"building":"1#","storey":"3F","mark":"轴5,C–D/M-0312","kind":"door"}"#,
            #"{"building":"1#","storey":"3F","mark":"轴6/M-0313","kind":"door"}"#,
            #"{"mark":"2#南外墙—人防单元1北外墙","kind":"distance"}"#, #"{"mark":"人防单元1地下室轮廓","kind":"boundary"}"#,
        ] {
            let answer = try await house.call(.post, path + "/elements", as: "fire", json: json)
            #expect(answer.status == 201, "\(answer.text)")
        }
    }

    /// Publishes a comment with more members; every discipline has a place of its own on the sheet.
    func publish(_ discipline: Discipline, text: String = "示例意见", more: String) async throws -> Answer {
        let place = Discipline.allCases.firstIndex(of: discipline) ?? 0
        let plain = house.comment(opened, attempt: try #require(attempts[discipline]), severity: "general_clause", text: text)
        let basis = #","basis":{"kind":"clause","code":"GB 50016","edition":"2014(2018)","clause":"5.5.2\#(place)"}"#
        let moved = plain.replacing(#""x":10,"#, with: #""x":\#(10 + 200 * place),"#)
        return try await house.call(
            .post, "/v1/reviews/\(try opened.review(discipline).id.text)/comments", as: discipline.rawValue,
            json: String(moved.dropLast()) + basis + more + "}")
    }

    @discardableResult
    func say(
        _ discipline: Discipline, _ relation: String, _ value: String, _ unit: String, on element: String, _ property: String, _ text: String
    ) async throws -> CommentBody {
        let demand = #"{"element":"\#(element)","property":"\#(property)","relation":"\#(relation)","value":"\#(value)","unit":"\#(unit)"}"#
        let answer = try await publish(discipline, text: text, more: #","demands":[\#(demand)]"#)
        #expect(answer.status == 201, "\(answer.text)")
        return try answer.json()
    }

    /// Every discipline decides: fail where it said something.
    func decide() async throws {
        let comments: PageBody<CommentBody> = try await house.call(.get, path + "/comments", as: "owner").json()
        for discipline in Discipline.allCases {
            let word = comments.items.contains { $0.discipline == discipline } ? "fail" : "pass"
            let answer = try await house.call(
                .post, "/v1/reviews/\(try opened.review(discipline).id.text)/decide", as: discipline.rawValue,
                json: #"{"attempt":\#(try #require(attempts[discipline])),"decision":"\#(word)"}"#)
            #expect(answer.status == 200, "\(answer.text)")
        }
    }

    func state() async throws -> CaseState {
        try await house.call(.get, path, as: "owner").json(CaseBody.self).state
    }

    func settle(
        _ conflict: ConflictBody, _ choices: [Discipline: Choice], as name: String = "coordinator", heldOn: String = CalendarDay(Date()).description
    )
        async throws
        -> Answer
    {
        let meeting = MeetingBody(
            heldOn: heldOn, minutes: "业务协调会:各方到场,逐项议定。",
            participants: [
                .init(organisationId: house.cast.lead.id, personIds: [try house.cast.person("coordinator").id]),
                .init(organisationId: house.cast.institute.id),
            ])
        let decisions = try conflict.members.map { side -> SettlementDecisionBody in
            let choice = try #require(choices[side.discipline])
            return SettlementDecisionBody(
                commentId: side.commentId, demandId: side.demand?.id, outcome: choice.outcome, replacement: choice.replacement, reason: "协调会议定",
                agreedBy: try choice.agreedBy.map { try house.cast.person($0).id })
        }
        let json = String(decoding: try WireJSON.encode(SettleConflictBody(meeting: meeting, decisions: decisions)), as: UTF8.self)
        return try await house.call(.post, "/v1/conflicts/\(conflict.id.text)/settle", as: name, json: json)
    }
}
