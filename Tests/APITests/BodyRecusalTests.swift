import Foundation
import JointReview
import Store
import Testing
import Wire

/// A review body that steps aside as a whole is replaced by the rule that allocates, over HTTP; and what an owner sees who is to choose one.
@Suite(.timeLimit(.minutes(10))) struct BodyRecusalTests {
    private let why = #"{"reason":"与建设单位存在隶属关系"}"#

    private func rule(_ way: String) -> String {
        #"{"registered":["fire"],"declaration":false,"bodies":[{"discipline":"fire","by":"\#(way)"}],"basis":[{"text":"样例","status":"to_be_checked"}]}"#
    }

    /// A second fire body with a reviewer, both registered; and a third whose registration is over.
    private func second(_ house: House) async throws -> Organisation {
        let second = Cast.organisation("【样例】另一消防审查机构", 77, [.init(function: .reviewBody, discipline: .fire)])
        let expired = Cast.organisation("【样例】过期消防审查机构", 78, [.init(function: .reviewBody, discipline: .fire)])
        try await house.store.transaction(as: .system("test")) { tx in
            try await tx.insert(second)
            try await tx.insert(expired)
        }
        let lines =
            house.firmLines() + [
                "\(second.creditCode),\(second.name),一类,fire,CN,2020-01-01,",
                "\(expired.creditCode),\(expired.name),一类,fire,CN,2020-01-01,2021-01-01",
            ]
        #expect(try await house.importing("firms", lines).status == 201)
        return second
    }

    private func opened(_ house: House, _ profile: String, choosing body: UUID? = nil) async throws -> (id: UUID, review: ReviewBody) {
        let draft = try await house.draft(profile: profile)
        if let body {
            let chosen = try await house.call(
                .put, "/v1/cases/\(draft.id.text)/bodies/fire", as: "owner", json: #"{"organisationId":"\#(body.text)"}"#)
            #expect(chosen.status == 200)
        }
        let opened = try await house.handedIn(draft)
        #expect(try await house.call(.post, "/v1/cases/\(opened.id.text)/accept", as: "clerk").status == 200)
        let page: PageBody<ReviewBody> = try await house.call(.get, "/v1/cases/\(opened.id.text)/reviews", as: "owner").json()
        return (opened.id, try #require(page.items.first { $0.discipline == .fire }))
    }

    private func allocations(_ house: House, _ id: UUID) async throws -> [AllocationBody] {
        let all: AllocationsBody = try await house.call(.get, "/v1/cases/\(id.text)/allocations", as: "owner").json()
        return all.items.filter { $0.discipline == .fire }
    }

    private func replace(_ house: House, _ review: UUID, as person: String = "fire_dispatcher") async throws -> Answer {
        try await house.call(.post, "/v1/reviews/\(review.text)/replace-body", as: person, json: why)
    }

    @Test func theOwnersChoiceIsMadeAgainAndTheBodyThatStepsAsideLosesTheCase() async throws {
        try await House.with { house in
            try await house.assigning("choosing", rule("owner_choice"))
            let first = try house.cast.person("fire").organisation
            let second = try await second(house)
            let (id, review) = try await opened(house, "choosing", choosing: first)
            for person in ["fire", "owner", "structural_dispatcher"] { #expect(try await replace(house, review.id, as: person).status == 403) }
            let early = try await replace(house, review.id)
            #expect(try house.refusal(early) == "acceptance.body_choice", "the owner has chosen nobody else yet")
            #expect(try await house.call(.get, "/v1/reviews/\(review.id.text)", as: "fire").json(ReviewBody.self).state == .pending)
            let chosen = #"{"organisationId":"\#(second.id.text)"}"#
            #expect(try await house.call(.put, "/v1/cases/\(id.text)/bodies/fire", as: "owner", json: chosen).status == 200)
            let moved: ReviewBody = try await replace(house, review.id).json()
            #expect(moved.state == .pending && moved.bodyId == second.id && moved.reviewerId == nil && moved.dueAt == review.dueAt)
            let both = try await allocations(house, id)
            #expect(both.map(\.bodyId) == [first, second.id] && both[1].reason == "与建设单位存在隶属关系" && both[0].reason == nil)
            #expect(both[1].candidates.first { $0.organisationId == first }?.bar == .recused)
            #expect(try await house.call(.get, "/v1/cases/\(id.text)", as: "fire").brief == "404 missing", "it sees nothing of the case any more")
            let owner: PageBody<NoticeBody> = try await house.call(.get, "/v1/notices", as: "owner").json()
            #expect(owner.items.contains { $0.kind == .bodyReplaced })
            let record: CaseBody = try await house.call(.get, "/v1/cases/\(id.text)", as: "owner").json()
            #expect(record.parties?.contains { $0.organisationId == second.id } == true && record.remaining == 5)
            let entries =
                "SELECT count(*) FROM lianshen.audit_entry WHERE act IN ('review.replace_body', 'review.allocate') AND object_id = '\(review.id)'"
            #expect(try await house.count(entries) == 3)
        }
    }

    @Test func theReportNamesTheBodyThatSteppedAsideAndWhy() async throws {
        try await House.with { house in
            try await house.working {
                try await house.assigning("told", rule("rotation"))
                _ = try await second(house)
                let (id, review) = try await opened(house, "told")
                let was = try #require(try await allocations(house, id).first?.bodyId)
                #expect(try await replace(house, review.id, as: "coordinator").status == 200)
                let path = "/v1/cases/\(id.text)"
                #expect(try await house.call(.post, path + "/withdraw", as: "owner", json: #"{"reason":"项目取消"}"#).status == 200)
                let record = try await eventually("a written report") { () -> ReportRecord? in
                    let answer = try await house.call(.get, path + "/report?format=json", as: "owner")
                    return answer.status == 200 ? try CanonicalJSON.decode(ReportRecord.self, from: answer.body) : nil
                }
                let told = try #require(record.replacedBodies?.first)
                #expect(record.replacedBodies?.count == 1 && told.body.id == was && told.discipline == .fire && told.reason == "与建设单位存在隶属关系")
                let entry = try #require(record.entries.first { $0.id == told.audit })
                #expect(entry.act == "review.replace_body" && entry.object == review.id && record.danglingEntries.isEmpty)
                let page = try await house.call(.get, path + "/report", as: "owner").text
                #expect(page.contains(told.body.name) && page.contains(told.reason))
            }
        }
    }

    @Test(arguments: ["rotation", "draw"])
    func theRuleTakesAnotherAndNeverTheOneThatSteppedAside(_ way: String) async throws {
        try await House.with { house in
            try await house.assigning("ruled", rule(way))
            let second = try await second(house)
            let first = try house.cast.person("fire").organisation
            let (id, review) = try await opened(house, "ruled")
            let was = try #require(try await allocations(house, id).first?.bodyId)
            let moved: ReviewBody = try await replace(house, review.id, as: "coordinator").json()
            #expect(moved.bodyId == (was == first ? second.id : first))
            // Nobody is left then.
            let last = try await replace(house, review.id, as: "coordinator")
            #expect(try house.refusal(last) == "acceptance.bodies_barred")
            let all = try await allocations(house, id)
            #expect(all.count == 2 && all.map(\.way?.rawValue) == [way, way] && (way == "draw") == (all[1].drawId != nil))
        }
    }

    @Test(arguments: ["rotation", "draw", "owner_choice"])
    func aReviewThatIsSetAsideAndAddedAgainGoesToTheBodyThatHadItLast(_ way: String) async throws {
        try await House.with { house in
            try await house.assigning("again", rule(way))
            let second = try await second(house)
            let first = try house.cast.person("fire").organisation
            let (id, review) = try await opened(house, "again", choosing: way == "owner_choice" ? first : nil)
            let was = try #require(try await allocations(house, id).first?.bodyId)
            if way == "owner_choice" {
                let chosen = #"{"organisationId":"\#(second.id.text)"}"#
                #expect(try await house.call(.put, "/v1/cases/\(id.text)/bodies/fire", as: "owner", json: chosen).status == 200)
            }
            #expect(try await replace(house, review.id, as: "coordinator").status == 200)
            let now = was == first ? second.id : first
            let grounds = #"{"reason":"补充甲类库","basis":"雷电防护装置设计审核和竣工验收规定","article":"第四条"}"#
            for act in ["set-aside", "reopen"] {
                let answer = try await house.call(.post, "/v1/reviews/\(review.id.text)/\(act)", as: "coordinator", json: grounds)
                #expect(answer.status == 200, "\(act): \(answer.text)")
            }
            let added: ReviewBody = try await house.call(.get, "/v1/reviews/\(review.id.text)", as: "owner").json()
            #expect(added.bodyId == now && added.state == .pending)
            #expect(try await allocations(house, id).map(\.bodyId) == [was, now])
            // Who stepped aside is a party no more.
            if was == first { #expect(try await house.call(.get, "/v1/cases/\(id.text)", as: "fire").brief == "404 missing") }
        }
    }

    @Test func anOwnerSeesWhomHeMayChooseAndOfTheOthersWhyNot() async throws {
        try await House.with { house in
            try await house.assigning("choosing", rule("owner_choice"))
            let second = try await second(house)
            let draft = try await house.draft(profile: "choosing")
            let path = "/v1/cases/\(draft.id.text)/bodies/fire"
            #expect(try await house.call(.get, path, as: "fire").brief == "404 missing", "who is no party learns nothing")
            let all: PageBody<ReviewBodyBody> = try await house.call(.get, path, as: "owner").json()
            #expect(all.items.count == 3 && all.items.filter { $0.bar == nil }.count == 2)
            let chosen = try #require(all.items.first { $0.organisationId == second.id })
            #expect(chosen.grade == "一类" && chosen.disciplines == [.fire] && chosen.validFrom == "2020-01-01" && chosen.bar == nil)
            let expired = try #require(all.items.first { $0.validThrough == "2021-01-01" })
            #expect(expired.bar == .notValid && expired.why?.zh.isEmpty == false)
            var (seen, after): ([UUID], String?) = ([], nil)
            repeat {
                let page: PageBody<ReviewBodyBody> = try await house.call(
                    .get, path + "?limit=1" + (after.map { "&after=\($0)" } ?? ""), as: "owner"
                ).json()
                seen += page.items.map(\.organisationId)
                after = page.next
            } while after != nil
            #expect(seen == all.items.map(\.organisationId))
        }
    }

    /// Enters another fire body with one reviewer, and has the first one step aside: the other gets its review.
    private func replaced(_ house: House, _ review: UUID) async throws -> (body: UUID, token: String) {
        let body = Cast.organisation("【样例】另一消防审查机构", 77, [.init(function: .reviewBody, discipline: .fire)])
        let person = Person(
            id: UUID(), organisation: body.id, signInName: "fire-elsewhere", name: "样例人员", roles: [.init(role: .reviewer, discipline: .fire)])
        let token = BearerToken()
        try await house.store.transaction(as: .system("test")) { tx in
            try await tx.insert(body)
            try await tx.insert(person)
            _ = try await tx.issue(token, id: UUID(), to: person.id, label: "test", days: 1)
        }
        let moved = try await replace(house, review)
        #expect(try moved.json(ReviewBody.self).bodyId == body.id, "\(moved.text)")
        return (body.id, token.text)
    }

    @Test func whatABodySaidWithinItselfIsNotToldToTheBodyThatReplacesIt() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let review = try opened.review(.fire).id
            let attempt = try await house.claim(.fire, opened)
            let comment: CommentBody = try await house.call(
                .post, "/v1/reviews/\(review.text)/comments", as: "fire", json: house.comment(opened, attempt: attempt)
            ).json()
            let thread = "/v1/comments/\(comment.id.text)/thread"
            var said: [String: UUID] = [:]
            for visibility in ["body", "bodies", "applicant"] {
                let json = #"{"visibility":"\#(visibility)","text":"\#(visibility)"}"#
                said[visibility] = try await house.call(.post, thread, as: "fire", json: json).json(MessageBody.self).id
            }
            // The body keeps another review of the case, and so its seat.
            let first = try house.cast.person("fire").organisation
            try await house.sql("UPDATE lianshen.review SET body_id = '\(first)' WHERE discipline = 'structural'")
            let (second, token) = try await replaced(house, review)
            func texts(_ answer: Answer) throws -> [String] { try answer.json(PageBody<MessageBody>.self).items.map(\.text) }
            #expect(try texts(try await house.call(.get, thread, token: token)) == ["bodies", "applicant"])
            #expect(try texts(try await house.call(.get, thread, as: "fire")) == ["body", "bodies", "applicant"], "whoever wrote it reads it")
            let inside = try #require(said["body"])
            let hidden = try await house.store.transaction(as: .system("test")) {
                try await $0.unshown(to: [first, second], comments: [], messages: [inside])
            }
            #expect(hidden == [second: [inside]], "it is no event for the other either")
            let history: CaseHistoryBody = try await house.call(.get, "/v1/cases/\(opened.id.text)/history", as: "fire").json()
            let told = try #require(history.comments.first?.thread.first { $0.message.id == inside })
            #expect(told.readers == [first])
        }
    }

    @Test func whatABodyTickedIsOpenForTheBodyThatReplacesIt() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            try await house.sql("UPDATE lianshen.sheet SET kind = 'fire_site_plan' WHERE number = '建施-00'")
            let review = try opened.review(.fire).id
            let path = "/v1/reviews/\(review.text)"
            let held: ReviewBody = try await house.call(.post, path + "/claim", as: "fire").json()
            try await house.tickOpen(held, on: opened.sheets[0].id)
            let (_, token) = try await replaced(house, review)
            let next: ReviewBody = try await house.call(.post, path + "/claim", token: token).json()
            let list: CheckpointsBody = try await house.call(.get, path + "/checkpoints", token: token).json()
            #expect(list.items.map(\.checkpoint) == ["fire-design"] && list.items.allSatisfy { $0.tick == nil })
            let refused = try await house.call(.post, path + "/decide", token: token, json: #"{"attempt":\#(next.attempt),"decision":"pass"}"#)
            #expect(try house.refusal(refused) == "review.checkpoints_open", "\(refused.text)")
            #expect(try await house.count("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'checkpoint.untick'") == 1)
        }
    }
}
