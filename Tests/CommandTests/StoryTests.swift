import Foundation
import JointReview
import SampleCase
import Testing
import Wire
import WorkingTime

/// The main job, from the first account to the exported log, by nothing but commands.
///
/// No other test here opens reviews, so what waits in the queues is this one's.
@Suite(.timeLimit(.minutes(10))) struct StoryTests {
    @Test func aJointReviewIsDoneByCommandsAlone() async throws {
        let cast = try await Cast.shared
        try await withFolder { folder in
            let path = folder + "/sample.zip"
            try SampleCase.package(round: 1, to: path)
            let opened = try await cast.openCase("施工图联合审查")
            #expect(opened.state == .draft)
            let package = try await handIn(path, opened.id, cast, folder)
            let sheets = try await look(at: package, cast, folder)
            try await bringToReview(opened.id, cast)
            try await changeHands(of: opened.id, cast)
            try await enterDoors(opened.id, cast)
            try await review(opened.id, sheets, cast)
            try await settle(opened.id, cast, folder)
            let comments: PageBody<CommentBody> = try await cast.owner.ask("comment", "list", opened.id.text, "--all", "--limit", "2")
            #expect(comments.items.count == 7)
            #expect(comments.next == nil)
            try await report(of: opened.id, naming: Set(comments.items.map(\.id)), cast, folder)
            try await oversee(opened.id, cast, folder)
        }
    }

    private func handIn(_ path: String, _ id: UUID, _ cast: Cast, _ folder: String) async throws -> DrawingPackageBody {
        let first: DrawingPackageBody = try await cast.designer.ask("upload", id.text, path, "--idempotency-key", "upload-\(id.text)")
        let again: DrawingPackageBody = try await cast.designer.ask("upload", id.text, path, "--idempotency-key", "upload-\(id.text)")
        #expect(again.id == first.id)
        let watched = try await cast.designer.run("upload", id.text, path, "--idempotency-key", "upload-\(id.text)", "--progress")
        #expect(watched.status == 0 && watched.errors.contains("上传 uploading") && watched.output.contains(first.id.text))
        let check = try await cast.designer.run("package", "check", first.id.text)
        #expect(check.status == 0)
        #expect(check.output.contains("可受理 · acceptable"))
        let listed: PageBody<DrawingPackageBody> = try await cast.designer.ask("package", "list", id.text)
        #expect(listed.items.map(\.id) == [first.id])
        let checked: DrawingPackageBody = try await cast.designer.ask("package", "show", first.id.text)
        #expect(checked.state == .checked && checked.acceptable == true)
        let saved = try await cast.designer.run("package", "download", first.id.text, "--output", folder + "/back.zip")
        #expect(saved.status == 0 && saved.output.contains(first.sha256))
        #expect(FileManager.default.contents(atPath: folder + "/back.zip") == FileManager.default.contents(atPath: path))
        let sealed: DrawingPackageBody = try await cast.designer.ask("package", "seal", first.id.text)
        #expect(sealed.state == .sealed)
        return sealed
    }

    private func look(at package: DrawingPackageBody, _ cast: Cast, _ folder: String) async throws -> [SheetBody] {
        let sheets: PageBody<SheetBody> = try await cast.designer.ask("sheets", package.id.text, "--all")
        #expect(sheets.items.count == package.sheetCount)
        let first = try #require(sheets.items.first)
        let seen: SheetBody = try await cast.owner.ask("view", first.id.text, "--output", folder + "/sheet.pdf")
        #expect(seen.id == first.id)
        #expect(FileManager.default.contents(atPath: folder + "/sheet.pdf")?.prefix(5) == Data("%PDF-".utf8))
        return sheets.items
    }

    private func bringToReview(_ id: UUID, _ cast: Cast) async throws {
        let confirmed: CaseBody = try await cast.owner.ask("confirm", id.text)
        #expect(try await cast.owner.refused("submit", id.text, "--if-version", String(confirmed.version + 7)).code == "stale")
        let submitted: CaseBody = try await cast.owner.ask("submit", id.text, "--if-version", String(confirmed.version))
        #expect(submitted.state == .submitted)
        let accepted: CaseBody = try await cast.desk.ask("accept", id.text)
        #expect(accepted.state == .inFirstReview && accepted.remaining == 5 && accepted.dueAt != nil)
        let status = try await cast.owner.run("status", id.text)
        #expect(status.status == 0)
        for word in ["初审中 in first review", "规划 planning", "sample.zip", accepted.number] { #expect(status.output.contains(word)) }
    }

    /// Assigned, released, claimed: the due date stays.
    private func changeHands(of id: UUID, _ cast: Cast) async throws {
        let planner = try #require(cast.reviewers[.planning])
        let waiting: PageBody<ReviewBody> = try await planner.ask("queue", "planning")
        let review = try #require(waiting.items.first { $0.caseId == id })
        let assigned: ReviewBody = try await cast.dispatcher.ask("review", "assign", review.id.text, "--person", cast.planner.text)
        #expect(assigned.reviewerId == cast.planner && assigned.dueAt == review.dueAt)
        let mine: PageBody<ReviewBody> = try await planner.ask("review", "mine")
        #expect(mine.items.map(\.id) == [review.id])
        let released: ReviewBody = try await planner.ask("release", review.id.text, "--reason", "临时外出")
        #expect(released.reviewerId == nil && released.dueAt == review.dueAt)
    }

    private func review(_ id: UUID, _ sheets: [SheetBody], _ cast: Cast) async throws {
        let sheet = try #require(sheets.first)
        try await withThrowingTaskGroup { group in
            for (discipline, account) in cast.reviewers {
                group.addTask { try await review(id, discipline, account, sheet) }
            }
            try await group.waitForAll()
        }
        let ended: PageBody<ReviewBody> = try await cast.owner.ask("review", "list", id.text)
        #expect(ended.items.filter { $0.decision == .fail }.map(\.discipline) == [.fire])
        let nothing = try await cast.reviewers[.fire]?.run("review", "next", "fire", "--json")
        #expect(nothing?.status == 0 && nothing?.output == "null\n")
    }

    private func review(_ id: UUID, _ discipline: Discipline, _ account: Account, _ sheet: SheetBody) async throws {
        let word = discipline.rawValue
        let claimed: ReviewBody
        if discipline == .structural {
            let waiting: PageBody<ReviewBody> = try await account.ask("queue", word)
            claimed = try await account.ask("claim", try #require(waiting.items.first { $0.caseId == id }).id.text)
        } else {
            claimed = try await account.ask("review", "next", word)
        }
        #expect(claimed.caseId == id && claimed.discipline == discipline)
        let attempt = String(claimed.attempt)
        let place = ["--sheet", sheet.id.text, "--page", String(sheet.page), "--at", "100,100,50,40"]
        let basis = ["--severity", "general_clause", "--code", "GB 50016", "--edition", "2014", "--clause", "6.4.1"]
        let weight = discipline == .fire ? basis : ["--severity", "advice"]
        let held = ["--attempt", attempt]
        let bounds: [Discipline: String] = [.fire: "≥|1.30|m", .structural: "≤|1000|mm"]
        let demand = bounds[discipline].map { ["--demand", "\(Self.door)|w|\($0)"] } ?? []
        let comment: CommentBody = try await account.ask(
            ["comment", "add", claimed.id.text, "--text", "请核对 \(word)", "--specialty", "建筑"] + held + place + weight + demand)
        if discipline == .structural || discipline == .meteorology {
            let corrected: CommentBody = try await account.ask(
                ["comment", "correct", comment.id.text, "--text", "请再核对 \(word)", "--reason", "笔误"] + place + weight + demand)
            #expect(corrected.supersedes == comment.id)
            let old: CommentBody = try await account.ask("comment", "show", comment.id.text)
            #expect(old.supersededBy == corrected.id)
        }
        if discipline == .fire { #expect(comment.demands.map(\.demand.line) == ["\(Self.door) w ≥ 1.30 m"]) }
        if discipline != .fire {
            let ticked: CheckpointsBody = try await account.ask(["checkpoints", "tick", claimed.id.text, "--open", "--sheet", sheet.id.text] + held)
            #expect(!ticked.items.isEmpty && ticked.items.allSatisfy { $0.tick?.evidence.map(\.sheetId) == [sheet.id] })
        }
        let decision = discipline == .fire ? "fail" : "pass_with_advice"
        let decided: DecidedBody = try await account.ask(["decide", claimed.id.text, decision, "--summary", "审查完成"] + held)
        #expect(decided.review.decision?.rawValue == decision)
    }

    private static let door = "1#/3F/轴5,C–D/M-0312"

    private func enterDoors(_ id: UUID, _ cast: Cast) async throws {
        let fire = try #require(cast.reviewers[.fire])
        let entered: ElementBody = try await fire.ask(
            "element", "add", id.text, "轴5,C–D/M-0312", "--building", "1#", "--storey", "3F", "--kind", "door")
        #expect(entered.id == Self.door && entered.nearMatches == [])
        #expect(try await fire.refused("element", "add", id.text, "x", "--name", Self.door, "--kind", "door").code == "exists")
        let listed: PageBody<ElementBody> = try await cast.owner.ask("element", "list", id.text)
        #expect(listed.items.map(\.id) == [Self.door])
    }

    /// Fire and structure contradict each other about a door; the coordinator settles it, and the opinion goes out.
    private func settle(_ id: UUID, _ cast: Cast, _ folder: String) async throws {
        let held: CaseBody = try await cast.owner.ask("case", "show", id.text)
        #expect(held.state == .reconciling)
        let list: PageBody<ConflictBody> = try await cast.owner.ask("conflict", "list", id.text)
        let conflict = try #require(list.items.first)
        #expect(list.items.count == 1 && conflict.members.count == 2)
        let shown = try await cast.designer.run("conflict", "show", conflict.id.text)
        #expect(shown.output.contains("≥ 1.30 m") && shown.output.contains("≤ 1000 mm") && shown.output.contains("限值相互矛盾"))
        let decisions = conflict.members.map { side in
            SettlementDecisionBody(
                commentId: side.commentId, demandId: side.demand?.id, outcome: side.discipline == .fire ? .withdrawn : .stands, reason: "另设第二出口")
        }
        let body = SettleConflictBody(
            meeting: MeetingBody(
                heldOn: CalendarDay(Date()).description, minutes: "议定另设第二出口。", participants: [.init(organisationId: cast.lead)]),
            decisions: decisions)
        let file = folder + "/settlement.json"
        try WireJSON.encode(body).write(to: URL(filePath: file))
        #expect(try await cast.desk.refused("settle", conflict.id.text, file).code == "forbidden")
        let settled: SettledBody = try await cast.coordinator.ask("settle", conflict.id.text, file)
        #expect(settled.conflict.state == .settled && settled.case.state == .opinionsIssued && settled.opinionId != nil)
    }

    private func report(of id: UUID, naming comments: Set<UUID>, _ cast: Cast, _ folder: String) async throws {
        let opinion: OpinionBody = try await cast.owner.ask("opinion", id.text)
        #expect(opinion.verdict == .fail)
        let text = try await cast.owner.run("opinion", id.text)
        #expect(text.output.contains("GB 50016-2014 6.4.1") && text.output.contains("不通过 fail"))
        // What is demanded stands under its item, with how the conflict about it ended.
        let demand = "\(Self.door) w ≥ 1.30 m"
        #expect(text.output.contains("要求 demand: \(demand)") && text.output.contains("≤ 1000 mm"))
        let items = try await cast.designer.run("items", id.text)
        #expect(items.status == 0 && items.output.contains("要求 demands") && items.output.contains("\(demand) · "), "\(items.output)")
        let turn = try await cast.owner.run("turn", id.text)
        #expect(turn.status == 0 && turn.output.contains("审查意见已出具,待修改") && turn.output.contains("报审件 case"), "\(turn.output)")
        let turns: TurnsBody = try await cast.owner.ask("turn", id.text)
        #expect(turns.items.allSatisfy { turn in turn.organisationName.map { turn.personName != nil && !$0.isEmpty } ?? false })
        for name in turns.items.flatMap({ [$0.organisationName, $0.personName] }) { #expect(turn.output.contains(try #require(name))) }
        let record = try await cast.owner.run("report", id.text, "--json")
        #expect(Set(try CanonicalJSON.decode(ReportRecord.self, from: Data(record.output.utf8)).comments.map(\.id)) == comments)
        for (language, word) in [("zh", "lang=\"zh"), ("en", "lang=\"en")] {
            let page = folder + "/report.\(language).html"
            #expect(try await cast.owner.run("report", id.text, "--lang", language, "-o", page).status == 0)
            #expect(try String(contentsOfFile: page, encoding: .utf8).contains(word))
        }
        let jobs: PageBody<JobBody> = try await cast.owner.ask("jobs", id.text)
        #expect(Set(jobs.items.map(\.kind)) == [.intake, .render, .report])
        // Thumbnails are nobody's hurry.
        #expect(jobs.items.allSatisfy { $0.state == .done || $0.kind == .render })
        let notices: PageBody<NoticeBody> = try await cast.owner.ask("notices", "--all")
        #expect(notices.items.contains { $0.caseId == id && $0.kind == .opinion })
        let told = try await cast.owner.run("notices", "--all")
        #expect(told.status == 0 && told.output.contains("审查意见已出具 opinion issued") && told.output.contains("结论 verdict: 不通过 fail"), "\(told.output)")
        #expect(!told.output.contains("{") && !told.output.contains("review_opened"), "\(told.output)")
    }

    private func oversee(_ id: UUID, _ cast: Cast, _ folder: String) async throws {
        let entries: PageBody<AuditEntryBody> = try await cast.regulator.ask("audit", "query", "--case", id.text, "--all", "--limit", "7")
        #expect(Set(entries.items.map(\.act)).isSuperset(of: ["case.create", "package.upload", "case.accept", "review.decide", "opinion.issue"]))
        let decided: PageBody<AuditEntryBody> = try await cast.regulator.ask(
            "audit", "query", "--case", id.text, "--act", "review.decide", "--result", "ok", "--from", "2020-01-01")
        #expect(decided.items.count == 5)
        let file = folder + "/audit.jsonl.gz"
        // Only acts that this reading does not add to, or the two would differ.
        let exported = try await cast.regulator.run("audit", "export", "--case", id.text, "--act", "review.decide", "--output", file)
        #expect(exported.status == 0)
        let lines = try await unpacked(file).split(separator: "\n")
        let ids = try lines.map { try WireJSON.decode(AuditEntryBody.self, from: Data($0.utf8)).id }
        #expect(ids == decided.items.map(\.id))
        #expect(try await cast.owner.refused("audit", "query", "--case", id.text).code == "forbidden")
    }
}
