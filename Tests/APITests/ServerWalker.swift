import Foundation
import JointReview
import Store
import Testing
import Wire
import WorkingTime

/// Walks through cases of a real server by chance: mostly what `/turn` says, now and then what it does not say, and anything at all.
final class ServerWalker {
    let house: House
    let names: [UUID: String]
    var random: SplitMix64
    var opened: CaseRecord
    private var dues: [String: String] = [:]
    private var decisions = 0
    private(set) var reached: Set<CaseState> = []
    let seed: Int
    var step = 0
    /// Conflicts that were settled on the way.
    var settled = 0

    init(_ house: House, seed: Int) async throws {
        (self.house, self.seed) = (house, seed)
        random = SplitMix64(seed: UInt64(seed) &* 104_729 &+ 3)
        names = Dictionary(uniqueKeysWithValues: house.cast.people.map { ($1.id, $0) })
        opened = try await house.draft(title: "随机 \(seed)")
    }

    var path: String { "/v1/cases/\(opened.id.text)" }
    var place: String { "seed \(seed) step \(step)" }

    /// One step of the walk, and everything that must be true after it.
    func walk() async throws {
        step += 1
        let record: CaseBody = try await house.call(.get, path, as: "owner").json()
        reached.insert(record.state)
        let turns = try await house.call(.get, path + "/turn", as: "owner").json(TurnsBody.self).items
        #expect(turns.allSatisfy { $0.personId != nil }, "\(place): nobody can \(turns.filter { $0.personId == nil }.map(\.task))")
        switch Int.random(in: 0..<10, using: &random) {
        case 0: try await tryAsSomebodyElse(turns, record)
        case 1: try await tryAnything()
        default: try await doWhatIsDue(turns, record)
        }
        try await check()
    }

    // MARK: what is due

    private func doWhatIsDue(_ turns: [TurnBody], _ record: CaseBody) async throws {
        guard let turn = turns.randomElement(using: &random), let name = turn.personId.flatMap({ names[$0] }) else {
            if record.state == .certified, Int.random(in: 0..<5, using: &random) > 0 {
                let asked = try await house.call(.post, path + "/changes", as: "owner", json: #"{"reason":"调整"}"#)
                #expect(asked.status == 201, "\(place): \(asked.text)")
            } else {
                // Nobody's turn: the story of this case is over.
                #expect(record.state.isTerminal || record.state == .certified, "\(place): nobody must act in \(record.state)")
                opened = try await house.draft(title: "随机 \(seed)-\(step)")
            }
            return
        }
        let answer = try await act(turn, as: name, record)
        #expect(
            answer.map { (200..<300).contains($0.status) } ?? true,
            "\(place): \(name) \(turn.task.rawValue) in \(record.state.rawValue): \(answer?.text ?? "")")
    }

    /// Does what a turn is about, as somebody; nil where that was more than one request.
    func act(_ turn: TurnBody, as name: String, _ record: CaseBody) async throws -> Answer? {
        let object = turn.objectId.text
        func post(_ path: String, _ json: String? = nil) async throws -> Answer { try await house.call(.post, path, as: name, json: json) }
        let reason = #"{"reason":"随机"}"#
        switch turn.task {
        case .sealPart: return try await seal(as: name)
        case .confirm: return try await post(path + "/confirm")
        case .submit: return try await post(path + "/submit")
        case .accept where Int.random(in: 0..<3, using: &random) == 0:
            return try await post(path + "/accept-with-debts", #"{"debts":[{"item":"随机","dueOn":"\#(CalendarDay(Date()) + 200)"}]}"#)
        case .accept: return try await post(path + "/accept")
        case .claimReview where name.hasSuffix("_dispatcher"):
            let person = try house.cast.person(String(name.dropLast("_dispatcher".count))).id.text
            return try await post("/v1/reviews/\(object)/assign", #"{"personId":"\#(person)"}"#)
        case .claimReview, .startReview: return try await post("/v1/reviews/\(object)/claim")
        case .decideReview where Int.random(in: 0..<15, using: &random) == 0:
            return try await house.call(
                .post, "/v1/reviews/\(object)/suspend", as: "coordinator", json: #"{"cause":"authority_inquiry","reason":"随机"}"#)
        case .decideReview: return try await decide(object, as: name)
        case .pass: return try await post(path + "/pass")
        case .revise: return try await post(path + "/revise")
        case .writeAnswer:
            return try await house.call(.put, "/v1/comments/\(object)/answer", as: name, json: #"{"verdict":"not_accepted","text":"按原设计"}"#)
        case .releaseAnswers: return try await post(path + "/answers/release", "{}")
        case .certify: return try await post(path + "/certify")
        case .openChange: return try await post(path + "/open-change")
        case .escalate: return try await post(path + "/escalate", reason)
        case .dispute: return try await post(path + "/dispute", reason)
        case .settleDispute: return try await post(path + "/settle-dispute", #"{"outcome":"re_review","reason":"随机"}"#)
        case .settleDebt:
            let open = try await number("SELECT min(serial) FROM lianshen.debt WHERE case_id = '\(opened.id)' AND settled_at IS NULL")
            return try await post(path + "/debts/\(open)/settle", #"{"note":"随机"}"#)
        case .settleConflicts: return try await settle(as: name)
        case .resumeReview: return try await post("/v1/reviews/\(object)/resume")
        case .inviteInstitute, .confirmSet, .assignReview, .reassignReview, .checkOpinion, .claimSpecialty, .assignSpecialty, .reviewSpecialty,
            .checkSpecialty, .declareIndependence:
            Issue.record("\(place): \(turn.task.rawValue) does not come up in these cases")
            return nil
        }
    }

    /// Seals the newest package that was read, or hands one in first.
    private func seal(as name: String) async throws -> Answer? {
        let record = try await house.store.transaction(as: house.cast.actor("owner")) { [id = opened.id] in try await $0.caseRecord(id) }
        let packages = try await house.store.transaction(as: house.cast.actor("designer")) { [id = opened.id] in try await $0.packages(of: id) }
        if let ready = packages.last(where: { $0.state == .checked && $0.round == record.packageRound }) {
            return try await house.call(.post, "/v1/packages/\(ready.id.text)/seal", as: name)
        }
        guard name == "designer", record.state.takesPackages else { return try await house.call(.post, "/v1/packages/\(UUID().text)/seal", as: name) }
        try await hand(in: record)
        return nil
    }

    private func hand(in record: CaseRecord) async throws {
        let bytes = try await house.keep("package \(seed) \(step) of \(record.id)")
        let change = Int.random(in: 0..<3, using: &random)
        let stamp = "\(seed)-\(step)"
        let package = try await house.store.transaction(as: house.cast.actor("designer")) { [house] tx in
            try await tx.insertPackage(
                UUID(), into: record, institute: house.cast.institute.id, fileName: "图纸.zip", sha256: bytes, sm3: nil, size: 47)
        }
        var sheets: [SheetRecord] = []
        for ordinal in 0..<3 {
            let content = ordinal == change ? "sheet \(ordinal) \(stamp)" : "sheet \(ordinal) of \(record.id)"
            let entry = PackageManifest.Sheet(
                number: "建施-0\(ordinal)", title: "平面", revision: "A", specialty: "建筑", kind: [SheetKind.floorPlan, .detail, .lightning][ordinal],
                file: "图/\(ordinal).pdf")
            sheets.append(
                SheetRecord(
                    id: UUID(), package: package.id, caseID: record.id, ordinal: ordinal, entry: entry, width: 2384, height: 1684, rotation: 0,
                    fileSHA256: try await house.keep(content), pageDigest: nil, look: nil))
        }
        let read = sheets
        try await house.store.transaction(as: .system("intake")) { tx in
            try await tx.recordIntake(of: package, acceptable: true, report: "{}", entries: [], sheets: read, findings: [])
        }
    }

    /// Verifies what is to be verified, says something now and then, and decides as the comments ask.
    private func decide(_ id: String, as name: String) async throws -> Answer? {
        let review: ReviewBody = try await house.call(.get, "/v1/reviews/\(id)", as: name).json()
        let round = try await number("SELECT round FROM lianshen.review WHERE review_id = '\(id)'")
        let stands =
            "m.case_id = '\(opened.id)' AND m.discipline = '\(review.discipline.rawValue)' AND NOT EXISTS (SELECT FROM lianshen.case_change d WHERE d.case_id = m.case_id AND d.outcome = 'dropped' AND m.round BETWEEN d.first_round AND d.last_round) AND NOT EXISTS (SELECT FROM lianshen.backcheck b WHERE b.comment_id = m.comment_id AND b.verdict = 'closed')"
        let old = try await house.sql(
            "SELECT string_agg(m.comment_id::text, ',') FROM lianshen.comment m WHERE \(stands) AND m.round < \(round) AND severity IN ('mandatory_clause', 'general_clause')"
        )
        for comment in old.split(separator: ",").map({ $0.trimmingCharacters(in: .whitespacesAndNewlines) }) where !comment.isEmpty {
            let verdict = Int.random(in: 0..<4, using: &random) == 0 ? #""open","text":"未改""# : #""closed""#
            let checked = try await house.call(
                .post, "/v1/comments/\(comment)/backcheck", as: name, json: #"{"attempt":\#(review.attempt),"verdict":\#(verdict)}"#)
            #expect(checked.status == 200, "\(place): \(checked.text)")
        }
        if Int.random(in: 0..<3, using: &random) == 0 {
            let sheets = try await house.store.transaction(as: house.cast.actor("owner")) { [id = opened.id] in
                try await $0.sheets(ofCase: id, round: round)
            }
            let sheet = try #require(sheets.first).id.text
            let severity = ["mandatory_clause", "advice", "information"].randomElement(using: &random) ?? "advice"
            let said = try await house.call(
                .post, "/v1/reviews/\(id)/comments", as: name,
                json:
                    #"{"attempt":\#(review.attempt),"sheetId":"\#(sheet)","region":{"page":1,"x":10,"y":10,"width":50,"height":20},"severity":"\#(severity)","text":"随机 \#(step)","lateReason":"上轮遗漏","basis":{"kind":"clause","code":"GB 50016","edition":"2014","clause":"5.5.21"}\#(try await demand(of: review.discipline, as: name))}"#
            )
            #expect(said.status == 201, "\(place): \(said.text)")
        }
        func count(_ severities: String) async throws -> Int {
            try await number("SELECT count(*) FROM lianshen.comment m WHERE \(stands) AND severity IN (\(severities))")
        }
        let decision: Decision =
            if try await count("'mandatory_clause', 'general_clause'") > 0 { .fail } else if try await count("'advice'") > 0 { .passWithAdvice } else
            { .pass }
        if decision != .fail {
            let sheets = try await house.store.transaction(as: house.cast.actor("owner")) { [id = opened.id] in
                try await $0.sheets(ofCase: id, round: round)
            }
            try await house.tickOpen(review, on: try #require(sheets.first).id, as: name)
        }
        return try await house.call(
            .post, "/v1/reviews/\(id)/decide", as: name, json: #"{"attempt":\#(review.attempt),"decision":"\#(decision.rawValue)"}"#)
    }

    // MARK: invariants

    func number(_ sql: String) async throws -> Int {
        Int(try await house.sql(sql).trimmingCharacters(in: .whitespacesAndNewlines)) ?? -1
    }

    /// Each is a number of rows that must not be there.
    private static let forbidden: [(name: String, sql: String)] = [
        (
            "no issued opinion while a discipline is open",
            "SELECT count(*) FROM lianshen.opinion o JOIN lianshen.review r USING (case_id, round) WHERE r.applicability = 'applies' AND r.decision IS NULL"
        ),
        (
            "no pass with a blocking comment, a failed or open review, or a conflict",
            """
            SELECT count(*) FROM lianshen.joint_case c WHERE c.state = 'passed' AND (
                EXISTS (SELECT FROM lianshen.comment m WHERE m.case_id = c.case_id AND m.severity IN ('mandatory_clause', 'general_clause')
                        AND NOT EXISTS (SELECT FROM lianshen.backcheck b WHERE b.comment_id = m.comment_id AND b.verdict = 'closed'))
                OR EXISTS (SELECT FROM lianshen.review r WHERE r.case_id = c.case_id AND r.round = c.round AND r.applicability = 'applies' AND r.decision IS DISTINCT FROM 'pass' AND r.decision IS DISTINCT FROM 'pass_with_advice')
                OR EXISTS (SELECT FROM lianshen.debt d WHERE d.case_id = c.case_id AND d.settled_at IS NULL)
                OR EXISTS (SELECT FROM lianshen.conflict k WHERE k.case_id = c.case_id AND k.state = 'open'))
            """
        ),
        (
            "a stopped review says why, and a decided one is not stopped",
            "SELECT count(*) FROM lianshen.review r WHERE r.state = 'suspended' AND (r.decision IS NOT NULL OR NOT EXISTS (SELECT FROM lianshen.suspension s WHERE s.review_id = r.review_id AND s.resumed_at IS NULL))"
        ),
        (
            "no conflict is open where an opinion of its round is out",
            "SELECT count(*) FROM lianshen.conflict k JOIN lianshen.joint_case c USING (case_id) JOIN lianshen.opinion o ON o.case_id = k.case_id AND o.round = k.round WHERE k.state = 'open' AND c.conflict_policy = 'blocks'"
        ),
        (
            "every decision of a review stands in the decisions",
            "SELECT count(*) FROM lianshen.review r WHERE r.decision IS NOT NULL AND r.carried_from IS NULL AND NOT EXISTS (SELECT FROM lianshen.decision d WHERE d.review_id = r.review_id AND d.decision = r.decision)"
        ),
        (
            "the log is dense in every project",
            "SELECT count(*) FROM (SELECT FROM lianshen.audit_project_seq GROUP BY project_id HAVING max(project_seq) <> count(*) OR min(project_seq) <> 1) AS gap"
        ),
        (
            "one revision of a sheet is in force",
            "SELECT count(*) FROM (SELECT FROM lianshen.sheet_approval a JOIN lianshen.sheet s USING (sheet_id) WHERE a.superseded_round IS NULL GROUP BY s.case_id, s.institute_id, s.number HAVING count(DISTINCT s.file_sha256) > 1) AS twice"
        ),
        (
            "what is left to decide is counted",
            "SELECT count(*) FROM lianshen.joint_case c WHERE c.state IN ('in_first_review', 'in_re_review', 'change_in_review') AND c.remaining <> (SELECT count(*) FROM lianshen.review r WHERE r.case_id = c.case_id AND r.round = c.round AND r.applicability = 'applies' AND r.decision IS NULL)"
        ),
        (
            "no answer of a round that went on is a draft",
            "SELECT count(*) FROM lianshen.answer a JOIN lianshen.joint_case c USING (case_id) WHERE a.round < c.round AND a.released_at IS NULL AND NOT EXISTS (SELECT FROM lianshen.case_change d WHERE d.case_id = c.case_id AND d.outcome = 'dropped')"
        ),
    ]

    private func check() async throws {
        for rule in Self.forbidden { #expect(try await number(rule.sql) == 0, "\(place): \(rule.name)") }
        let made = try await number("SELECT count(*) FROM lianshen.decision")
        #expect(made >= decisions, "\(place): decisions never vanish")
        decisions = made
        for line in try await house.sql("SELECT review_id || '=' || due_at FROM lianshen.review").split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { continue }
            #expect(dues[parts[0], default: parts[1]] == parts[1], "\(place): a due date does not move with hands")
            dues[parts[0]] = parts[1]
        }
    }
}
