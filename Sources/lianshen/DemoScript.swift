import Client
import Foundation
import JointReview
import SampleCase
import Wire

/// The main job from the first account to the report, through HTTP only.
struct DemoScript: Sendable {
    let url: URL
    let code: String
    let package: String
    let isSample: Bool
    /// Whether the later rounds of the sample are played, too.
    let isFull: Bool
    let output: String
    /// Prefix of every idempotency key: a request that is repeated after a crash is the same request.
    let run: String
    let print: DemoPrinter

    /// Plays the whole demo. A server that goes away is waited for; every request is repeated under its own key until it is answered.
    func play() async throws {
        let patient = RetryPolicy(tries: 60, firstPause: .milliseconds(200), longestPause: .seconds(2))
        let door = LianshenClient(baseURL: url, token: nil, retry: patient)
        do {
            try await play(door)
            try await door.shutdown()
        } catch {
            try? await door.shutdown()
            throw error
        }
    }

    private func play(_ door: LianshenClient) async throws {
        let administrator = try await print.step("开通服务,登记第一位管理员", "bootstrap: the first administrator") {
            let body = BootstrapRequestBody(
                code: code, organisation: .init(creditCode: "12000000YANGL0909D", name: "【样例】联审平台运营单位"),
                person: .init(signInName: "admin", name: "样例管理员"))
            return door.signedIn(with: try await door.bootstrap(body, key: "\(run)-bootstrap").token)
        }
        let cast = try await print.step("登记样例单位与人员", "sample organisations and people") {
            try await DemoCast.enter(administrator: administrator, run: run)
        }
        let security = try await print.step("安全管理员启用自动受理规则(具名、留痕)", "security administrator: the named rule of automatic acceptance") {
            let security = try await securityAdministrator(administrator)
            try await switchOnAcceptance(security)
            try await coverCalendar(security)
            return security
        }
        if isSample {
            let library = try await print.step("安全管理员导入规范条文库", "security administrator: the clause library") {
                try await security.importClauses(Data(SampleCase.clauseLibrary.utf8), note: "样例", key: "\(run)-clauses")
            }
            print.line("      \(library.clauses) 条 clauses")
        }
        let owner = try cast.client(.owner)
        let report = try await print.step("建设单位建项目、开报审件、邀请设计院", "owner: project, case, invitation") { try await openCase(owner, cast) }
        let designer = try cast.client(.projectLeader)
        let uploaded = try await print.step("设计院上传图纸包", "institute uploads the package") {
            try await designer.upload(package, to: report.id, key: "\(run)-upload")
        }
        let checked = try await print.step("系统检查图纸包(一次告知全部问题)", "intake: every finding at once") {
            try await waitForIntake(of: uploaded.id, designer)
        }
        print.line("      \(checked.sheetCount ?? 0) 张图纸 sheets · 警告 warnings \(checked.warnCount ?? 0) · 拒收 rejections \(checked.rejectCount ?? 0)")
        guard checked.acceptable == true else { throw DemoError.refused(try await refusal(of: uploaded.id, designer)) }
        try await print.step("设计院封存本单位成果", "institute seals its part") { _ = try await designer.seal(uploaded.id, key: "\(run)-seal") }
        let accepted = try await print.step("建设单位确认并报审;系统按规则受理,五个专业同时开审", "owner submits; accepted by rule; five reviews open at once") {
            _ = try await owner.confirm(report.id, key: "\(run)-confirm")
            return try await owner.submit(report.id, key: "\(run)-submit")
        }
        print.line("      状态 state: \(accepted.state.label.zh) · 期限 due: \(accepted.dueAt?.dueDay ?? "—")")
        try await review(report.id, package: uploaded.id, cast)
        if isFull { try await DemoRounds(id: report.id, cast: cast, script: self).play(after: checked) }
        try await finish(report.id, package: checked, cast)
    }

    private func review(_ id: UUID, package: UUID, _ cast: DemoCast) async throws {
        let sheets = try await cast.client(.reviewer, .planning).all { after in
            try await cast.client(.reviewer, .planning).sheets(of: package, limit: 200, after: after)
        }
        let assigned = isSample ? try await prepareSample(id, cast) : nil
        let reviewers = try Discipline.allCases.map { discipline in
            DemoReviewer(
                client: try cast.client(.reviewer, discipline), discipline: discipline, sheets: sheets,
                body: isSample ? DemoBody(cast: cast, discipline: discipline, needsChecker: isFull, run: run, sheets: sheets) : nil, run: run,
                assigned: discipline == .fire ? assigned : nil)
        }
        let claimed = try await print.step("五个审图机构同时领取任务", "five reviewers claim at the same time") {
            try await concurrently(reviewers) { try await $0.claim() }
        }
        let outcomes = try await print.step("五个专业并联审查、互相公开、作出结论", "five disciplines comment and decide side by side") {
            try await concurrently(Array(zip(reviewers, claimed))) { try await $0.carryOut($1) }
        }
        for (reviewer, outcome) in zip(reviewers, outcomes) {
            print.line("      \(reviewer.discipline.label.zh): \(outcome.comments) 条意见 comments, \(outcome.decision.label.zh)")
        }
        if isSample { try await meet(id, cast) }
    }

    /// What the sample tells before the bodies begin: the register of elements, and a reviewer who steps aside.
    /// - Returns: the fire review, given to another reviewer.
    private func prepareSample(_ id: UUID, _ cast: DemoCast) async throws -> UUID {
        try await print.step("登记意见所指构件;一名消防审查人声明利害关系,回避", "register of elements; a fire reviewer declares an interest and steps aside") {
            let lead = try cast.client(.lead)
            for (index, element) in SampleCase.elements.enumerated() {
                let body = NewElementBody(id: element.id, building: element.building, storey: element.storey, mark: element.mark, kind: element.kind)
                _ = try await lead.addElement(to: id, body, key: "\(run)-element-\(index)")
            }
            let (name, reason) = SampleCase.recusal
            guard let client = cast.clients[name], let held = try await client.claimNext(.fire, key: "\(run)-claim-recused") else {
                throw DemoError.unexpected("no review for \(name)")
            }
            _ = try await client.recuse(held.id, attempt: held.attempt, reason: reason.zh, key: "\(run)-recuse")
            guard let other = cast.people["fire.reviewer"] else { throw DemoError.unexpected("no fire reviewer") }
            return try await cast.client(.dispatcher, .fire).assign(held.id, to: other, key: "\(run)-assign-fire").id
        }
    }

    /// The coordination meeting on what two bodies demand of the same thing.
    private func meet(_ id: UUID, _ cast: DemoCast) async throws {
        let settled = try await print.step("牵头单位开业务协调会,逐项议定相互矛盾的要求", "lead: coordination meeting on the contradictory demands") {
            try await DemoMeeting(id: id, cast: cast, run: run).hold()
        }
        for words in settled { print.line("      \(words.zh)") }
    }

    private func finish(_ id: UUID, package: DrawingPackageBody, _ cast: DemoCast) async throws {
        let owner = try cast.client(.owner)
        let json = try await print.step("合并意见,生成报告", "merge and report") { try await saveReports(of: id, owner) }
        let regulator = try cast.client(.regulator)
        let entries = try await print.step("监管部门查询并导出审计记录", "regulator queries and exports the audit log") {
            let asked = AuditParameters(case: id)
            let entries = try await regulator.all { try await regulator.audit(asked, limit: 200, after: $0) }
            _ = try await regulator.exportAudit(asked, to: output + "/audit.jsonl.gz")
            return entries.count
        }
        print.line("      \(entries) 条记录 entries")
        try await print.step("从外部核对:审查时段重叠、意见编号一致、摘要一致", "check from outside") {
            try await DemoChecks(caseID: id, package: package, packagePath: self.package, report: json, owner: owner).run()
        }
        if isFull {
            try await print.step("核对报告:结论与签署、冲突与协调、回复与复核、各版俱在", "check the report: conclusions, signatures, settlements, answers, editions") {
                try await DemoFullChecks(caseID: id, report: json, owner: owner).run()
            }
        }
    }

    private func openCase(_ owner: LianshenClient, _ cast: DemoCast) async throws -> CaseBody {
        let project = try await owner.createProject(
            NewProjectBody(
                name: isSample ? SampleCase.projectName : "【演示】" + URL(fileURLWithPath: package).lastPathComponent,
                projectCode: isSample ? SampleCase.projectCode : nil, region: "000000", facts: SampleCase.project),
            key: "\(run)-project")
        let opened = try await owner.createCase(
            NewCaseBody(
                projectId: project.id, title: isFull ? "施工图联合审查" : "施工图联合审查(初审)", leadId: try cast.organisation("lead"),
                profile: isFull ? "national-by-specialty" : nil),
            key: "\(run)-case")
        _ = try await owner.inviteInstitute(try cast.organisation("institute"), to: opened.id, key: "\(run)-invite")
        return opened
    }

    private func concurrently<Item: Sendable, Answer: Sendable>(_ items: [Item], _ body: @escaping @Sendable (Item) async throws -> Answer)
        async throws -> [Answer]
    {
        try await withThrowingTaskGroup(of: (Int, Answer).self) { group in
            for (index, item) in items.enumerated() { group.addTask { (index, try await body(item)) } }
            return try await group.reduce(into: [(Int, Answer)]()) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
