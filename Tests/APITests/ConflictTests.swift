import Foundation
import JointReview
import Store
import Testing
import Wire
import WorkingTime

/// Contradictory demands through the interface: entered, found, held against each other in a meeting, settled, and told in the opinion.
@Suite(.timeLimit(.minutes(10))) struct ConflictTests {
    /// The sample's two contradictions, settled as the sample says: a second door; and a basement wall that moves.
    @Test func theTwoContradictionsOfTheSampleAreSettledAndToldInTheOpinion() async throws {
        try await House.with { house in
            let scene = try await Scene(house)
            try await scene.say(.fire, "≥", "1.30", "m", on: Scene.door, "structural_opening_width", "三层会议厅 M-0312 疏散宽度不足")
            try await scene.say(.structural, "≤", "1000", "mm", on: Scene.door, "structural_opening_width", "M-0312 开洞削弱约束边缘构件")
            try await scene.say(.civilDefence, "≥", "50", "m", on: Scene.gap, "clear_distance", "距甲类库 47.5 m,应不小于 50 m")
            try await scene.say(.planning, "≤", "46.0", "m", on: Scene.gap, "clear_distance", "2#退北用地红线应不小于 12 m")
            let view: MergeViewBody = try await house.call(.get, scene.path + "/merge", as: "owner").json()
            #expect(view.provisional && view.merge.items.count == 4 && view.merge.conflicts.map(\.kind) == [.bounds, .bounds])
            try await scene.decide()
            #expect(try await scene.state() == .reconciling)
            #expect(try await house.call(.get, scene.path + "/opinion", as: "owner").brief == "404 missing")
            for name in ["owner", "designer", "fire", "planning", "coordinator"] {
                let notices: PageBody<NoticeBody> = try await house.call(.get, "/v1/notices", as: name).json()
                #expect(notices.items.contains { $0.kind == .conflict && $0.caseId == scene.opened.id }, "\(name)")
            }

            let list: PageBody<ConflictBody> = try await house.call(.get, scene.path + "/conflicts", as: "designer").json()
            #expect(list.items.map(\.number) == [1, 2] && list.items.allSatisfy { $0.state == .open && $0.members.count == 2 })
            let door = try #require(list.items.first { $0.members.contains { $0.demand?.demand.element == Scene.door } })
            let wall = try #require(list.items.first { $0.id != door.id })

            // 洞口 1.00 m,轴6 另设 M-0313:消防以“增设”取代自己的要求。
            let second = Demand(element: Scene.second, relation: .add)
            let first: SettledBody = try await scene.settle(
                door,
                [
                    .fire: .init(.replaced, second, agreedBy: "fire"),
                    .structural: .init(.stands),
                ]
            ).json()
            #expect(first.opinionId == nil && first.case.state == .reconciling && first.conflict.state == .settled)
            // 人防单元1北墙南移 4 m,净距 50.0 m;规划改为对轮廓提出要求。
            let outline = Demand(element: Scene.outline, property: "setback", relation: .atLeast, value: "12", unit: "m")
            let last: SettledBody = try await scene.settle(
                wall,
                [
                    .civilDefence: .init(.stands),
                    .planning: .init(.replaced, outline, agreedBy: "planning"),
                ]
            ).json()
            #expect(last.case.state == .opinionsIssued && last.opinionId != nil)

            let issued: OpinionBody = try await house.call(.get, scene.path + "/opinion", as: "designer").json()
            let opinion = try CanonicalJSON.decode(Opinion.self, from: WireJSON.encode(issued.body))
            #expect(issued.id == last.opinionId && opinion.format == "lianshen-opinion/2" && opinion.items.count == 4)
            let told = try #require(opinion.conflicts)
            #expect(
                told.map(\.conflict.state) == [.settled, .settled]
                    && told.allSatisfy { $0.conflict.settlement?.meeting.day == CalendarDay(Date()).description })
            let demands = opinion.items.flatMap { $0.statements ?? [] }.flatMap(\.demands)
            #expect(
                demands.filter { $0.outcome == .replaced }.count == 2 && demands.contains { $0.demand == second }
                    && demands.contains { $0.demand == outline })
            // The texts stay, each with what became of its demand.
            let comments: PageBody<CommentBody> = try await house.call(.get, scene.path + "/comments", as: "fire").json()
            let fire = try #require(comments.items.first { $0.discipline == .fire })
            #expect(fire.text == "三层会议厅 M-0312 疏散宽度不足" && fire.demands.map(\.outcome) == [.replaced, nil])
            #expect(fire.demands.last?.demand == second && fire.demands.last?.replaces == fire.demands.first?.id)
            let acts = try await house.sql(
                "SELECT string_agg(act, ' ' ORDER BY audit_id) FROM lianshen.audit_entry WHERE act LIKE 'conflict.%' OR act IN ('case.reconcile', 'opinion.issue')"
            )
            #expect(acts.contains("conflict.open conflict.open case.reconcile conflict.settle conflict.settle opinion.issue"))
        }
    }

    @Test func everythingThatIsWrongWithADemandIsToldAtOnceAndNothingIsPublished() async throws {
        try await House.with { house in
            let scene = try await Scene(house)
            let more =
                #","demands":[{"element":"\#(Scene.door)","property":"w","relation":"≥","value":"1,30","unit":"ft"},"#
                + #"{"element":"无此构件","relation":"remove","value":"x"}],"contradicts":["\#(UUID().text)"]"#
            let answer = try await scene.publish(.fire, more: more)
            #expect(answer.brief == "422 invalid")
            let findings = try answer.problem.findings ?? []
            #expect(
                findings.map { "\($0.code) \($0.file)" } == [
                    "demand.unit_unknown /demands/0/unit", "demand.value_form /demands/0/value", "demand.element_unknown /demands/1/element",
                    "demand.part_not_used /demands/1", "merge.comment_unknown /contradicts/0",
                ])
            #expect(try await house.count("SELECT count(*) FROM lianshen.comment") == 0)
            let twice = #"{"element":"\#(Scene.door)","property":"w","relation":"≥","value":"1.30","unit":"m"}"#
            let again = try await scene.publish(.fire, more: #","demands":[\#(twice),\#(twice)]"#)
            #expect(try again.problem.findings?.map(\.code) == ["demand.twice"])
        }
    }

    @Test func aCorrectionTakesTheDemandsOfTheCorrectedCommentAway() async throws {
        try await House.with { house in
            let scene = try await Scene(house)
            let old = try await scene.say(.fire, "≥", "1.30", "m", on: Scene.door, "w", "宽度不足")
            try await scene.say(.structural, "≤", "1", "m", on: Scene.door, "w", "开洞过大")
            let attempt = try #require(scene.attempts[.fire])
            let correction = String(house.comment(scene.opened, attempt: attempt, text: "更正").dropLast()) + #","reason":"笔误"}"#
            let new: CommentBody = try await house.call(.post, "/v1/comments/\(old.id.text)/supersede", as: "fire", json: correction).json()
            #expect(new.demands.isEmpty)
            let view: MergeViewBody = try await house.call(.get, scene.path + "/merge", as: "fire").json()
            #expect(view.merge.conflicts.isEmpty)
        }
    }

    @Test func onlyTheCoordinatorSettlesAndOnlyWithoutAContradictionLeft() async throws {
        try await House.with { house in
            let scene = try await Scene(house)
            try await scene.say(.fire, "≥", "1.30", "m", on: Scene.door, "w", "宽度不足")
            try await scene.say(.structural, "≤", "1000", "mm", on: Scene.door, "w", "开洞过大")
            try await scene.decide()
            let list: PageBody<ConflictBody> = try await house.call(.get, scene.path + "/conflicts", as: "fire").json()
            let conflict = try #require(list.items.first)
            let giving: [Discipline: Scene.Choice] = [.fire: .init(.withdrawn), .structural: .init(.stands)]
            for name in ["fire", "clerk", "owner", "regulator"] {
                #expect(try await scene.settle(conflict, giving, as: name).brief == "403 forbidden", "\(name)")
            }
            let both = try await scene.settle(conflict, [.fire: .init(.stands), .structural: .init(.stands)])
            #expect(both.brief == "422 invalid")
            let finding = try #require(try both.problem.findings?.first)
            #expect(
                finding.code == "settlement.contradiction_remains" && finding.message.zh.contains("≥ 1.30 m")
                    && finding.message.zh.contains("≤ 1000 mm"))
            // A stranger agrees to nothing, and the meeting lies in the past.
            let foreign = try await scene.settle(
                conflict, [.fire: .init(.withdrawn, agreedBy: "structural"), .structural: .init(.stands)], heldOn: "2999-01-01")
            #expect(try foreign.problem.findings?.map(\.code) == ["settlement.held_in_future", "settlement.agreement_foreign"])
            let early = try await scene.settle(conflict, giving, heldOn: "1990-01-01")
            #expect(try early.problem.findings?.map(\.code) == ["settlement.held_before_case"])
            #expect(try await scene.state() == .reconciling)
            #expect(try await scene.settle(conflict, giving).status == 200)
            let again = try await scene.settle(conflict, giving)
            #expect(again.brief == "409 not-allowed")
            #expect(try again.problem.refusal == "conflict.ended")
        }
    }

    @Test func aBodyEndsAConflictByCorrectingItsOwnComment() async throws {
        try await House.with { house in
            let scene = try await Scene(house)
            let fire = try await scene.say(.fire, "≥", "1.30", "m", on: Scene.door, "w", "宽度不足")
            let aside = try await scene.say(.planning, "≥", "12", "m", on: Scene.outline, "setback", "退界不足")
            try await scene.say(.structural, "≤", "1000", "mm", on: Scene.door, "w", "开洞过大")
            try await scene.decide()
            #expect(try await scene.state() == .reconciling)
            func correct(_ old: CommentBody, _ name: Discipline, severity: String = "general_clause") async throws -> Answer {
                let plain = house.comment(scene.opened, attempt: try #require(scene.attempts[name]), severity: severity, text: "轴6 另设 M-0313")
                let more =
                    #","basis":{"kind":"clause","code":"GB 50016","edition":"2014(2018)","clause":"5.5.21"},"reason":"协商一致","#
                    + #""demands":[{"element":"\#(Scene.second)","relation":"add"}]}"#
                return try await house.call(
                    .post, "/v1/comments/\(old.id.text)/supersede", as: name.rawValue, json: String(plain.dropLast()) + more)
            }
            #expect(try await correct(aside, .planning).problem.refusal == "conflict.no_side")
            #expect(try await correct(fire, .structural).brief == "403 forbidden")
            #expect(try await correct(fire, .fire, severity: "advice").problem.findings?.map(\.code) == ["comment.severity_decided"])
            let new = try await correct(fire, .fire)
            #expect(new.status == 201, "\(new.text)")
            #expect(try await scene.state() == .opinionsIssued)
            let list: PageBody<ConflictBody> = try await house.call(.get, scene.path + "/conflicts", as: "owner").json()
            #expect(list.items.map(\.state) == [.lapsed])
            let issued: OpinionBody = try await house.call(.get, scene.path + "/opinion", as: "owner").json()
            let opinion = try CanonicalJSON.decode(Opinion.self, from: WireJSON.encode(issued.body))
            #expect(opinion.conflicts == [] && opinion.items.contains { $0.text == "轴6 另设 M-0313" } && opinion.items.count == 3)
            // With the opinion out nothing is corrected any more.
            let late: CommentBody = try new.json()
            #expect(try await correct(late, .fire).problem.refusal == "review.not_in_hand")
        }
    }

    @Test func aPersonJoinsAndSplitsAndTheMergeFollows() async throws {
        try await House.with { house in
            let scene = try await Scene(house)
            let one = try await scene.say(.fire, "≥", "1", "m", on: Scene.door, "w", "登高场地不足")
            let other = try await scene.say(.planning, "≥", "2", "m", on: Scene.gap, "w", "总图标注不清")
            func items() async throws -> [[String]] {
                let view: MergeViewBody = try await house.call(.get, scene.path + "/merge", as: "owner").json()
                return view.merge.items.map { $0.sources.map(\.comment).sorted() }
            }
            #expect(try await items().count == 2)
            func record(_ act: String, _ ids: [UUID], as name: String = "fire") async throws -> Answer {
                let list = ids.map { #""\#($0.text)""# }.joined(separator: ",")
                return try await house.call(
                    .post, scene.path + "/groupings", as: name, json: #"{"act":"\#(act)","comments":[\#(list)],"reason":"同一事项"}"#)
            }
            #expect(try await record("join", [one.id, other.id]).status == 201)
            #expect(try await items() == [[one.id.text, other.id.text].sorted()])
            #expect(try await record("split", [one.id], as: "coordinator").status == 201)
            #expect(try await items().count == 2)
            #expect(try await record("join", [one.id]).brief == "422 invalid")
            #expect(try await record("join", [one.id, UUID()]).brief == "422 invalid")
            #expect(try await record("join", [one.id, other.id], as: "owner").brief == "403 forbidden")
            let kept: PageBody<GroupingBody> = try await house.call(.get, scene.path + "/groupings", as: "designer").json()
            #expect(kept.items.map(\.act) == [.join, .split] && kept.items.allSatisfy { $0.reason == "同一事项" })
            #expect(try await house.count("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'comment.group'") == 2)
        }
    }

    @Test func aNameThatLooksAlikeIsAHintAndTheSameNameIsRefused() async throws {
        try await House.with { house in
            let scene = try await Scene(house)
            let near = try await house.call(
                .post, scene.path + "/elements", as: "planning", json: #"{"building":"1#","storey":"三层","mark":"轴5,C-D/M-O312","kind":"door"}"#)
            let body: ElementBody = try near.json()
            #expect(near.status == 201 && body.nearMatches == [Scene.door], "\(near.text)")
            let same = try await house.call(
                .post, scene.path + "/elements", as: "fire", json: #"{"id":"\#(Scene.door)","mark":"x","kind":"door"}"#)
            #expect(same.brief == "409 exists")
            for name in ["owner", "designer", "clerk"] {
                #expect(
                    try await house.call(.post, scene.path + "/elements", as: name, json: #"{"mark":"x","kind":"door"}"#).brief == "403 forbidden")
            }
            let all: PageBody<ElementBody> = try await house.call(.get, scene.path + "/elements?limit=2", as: "owner").json()
            #expect(all.items.count == 2 && all.next != nil)
        }
    }

    @Test func aSumThatContradictsThoseThatWereDeclaredIsRefused() async throws {
        try await House.with { house in
            let scene = try await Scene(house)
            @Sendable func declare(_ constant: String, _ unit: String = "mm", of property: String = "w", as name: String) async throws -> Answer {
                let json =
                    #"{"sheetId":"\#(scene.opened.sheets[0].id.text)","total":{"element":"\#(Scene.door)","property":"\#(property)"},"#
                    + #""parts":[{"element":"\#(Scene.second)","property":"\#(property)"}],"constant":"\#(constant)","unit":"\#(unit)"}"#
                return try await house.call(.post, scene.path + "/sums", as: name, json: json)
            }
            let first = try await declare("100", as: "fire")
            #expect(first.status == 201, "\(first.text)")
            let refused = try await declare("200", as: "structural")
            #expect(refused.brief == "422 invalid")
            let finding = try #require(try refused.problem.findings?.first)
            #expect(try finding.code == "sum.ruled_out" && finding.message.en.contains(first.json(SumBody.self).id.text))
            // Said again in other words it holds, and so does what is about something else.
            #expect(try await declare("0.1", "m", as: "planning").status == 201)
            #expect(try await declare("200", of: "h", as: "structural").status == 201)
            // Of those that come at once and contradict each other one stays.
            let codes = try await together(4) { place in
                try await declare("\(place)", of: "d", as: ["fire", "structural", "planning", "civil_defence"][place]).status
            }
            #expect(codes.sorted() == [201, 422, 422, 422])
            #expect(try await house.count("SELECT count(*) FROM lianshen.linear_sum") == 4)
        }
    }

    @Test func whoMayNotOpenASheetLearnsNothingOfItsConflicts() async throws {
        try await House.with { house in
            let scene = try await Scene(house)
            try await scene.say(.fire, "≥", "1.30", "m", on: Scene.door, "w", "宽度不足")
            try await scene.say(.structural, "≤", "1000", "mm", on: Scene.door, "w", "开洞过大")
            try await scene.decide()
            let list: PageBody<ConflictBody> = try await house.call(.get, scene.path + "/conflicts", as: "planning").json()
            let conflict = try #require(list.items.first)
            let closed = try await house.call(
                .post, "/v1/sheets/\(scene.opened.sheets[0].id.text)/restrict", as: "owner",
                json: #"{"restricted":true,"reason":"涉密","disciplines":["fire","structural"]}"#)
            #expect(closed.status == 200, "\(closed.text)")
            let left: PageBody<ConflictBody> = try await house.call(.get, scene.path + "/conflicts", as: "planning").json()
            #expect(left.items.isEmpty)
            #expect(try await house.call(.get, "/v1/conflicts/\(conflict.id.text)", as: "planning").brief == "403 forbidden")
            // The rest of the list is his to read, and nothing of these two is in it.
            let merged = try await house.call(.get, scene.path + "/merge", as: "planning")
            #expect(merged.status == 200 && !merged.text.contains("宽度不足") && !merged.text.contains("开洞过大"))
            #expect(try await house.call(.get, "/v1/conflicts/\(conflict.id.text)", as: "fire").status == 200)
        }
    }
}
