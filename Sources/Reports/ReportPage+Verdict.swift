import Foundation
import JointReview

extension ReportPage {
    var sampleMark: String { say("【样例·非真实工程】", "[SAMPLE: NOT A REAL PROJECT]") }

    /// The title, with the marks that say what the report is not.
    var head: HTML {
        var banners = withheldBanner
        if record.isSample {
            banners += """
                <p class="banner sample"><strong>\(sampleMark)</strong> \(say(
                    "单位、人员、图纸和意见均为虚构。", "Organisations, people, drawings and comments are invented."))</p>

                """
        }
        if record.isSimulated {
            banners += """
                <p class="banner clock"><strong>\(say("【模拟时钟】", "[SIMULATED CLOCK]"))</strong> \(say(
                    "数据库以模拟业务时钟建立,办理日期不是真实日期。", "The database has a business clock of its own: dates are not real."))</p>

                """
        }
        return """
            \(banners)<header>
            <div class="docline"><span>\(say("编号", "No.")) <b>\(record.case.number)</b></span><span>\(say(
                "第 \(record.case.round) 轮审查", "Round \(record.case.round)"))\(edition)</span></div>
            <h1>\(name)</h1>
            <p class="project">\(record.project.name)</p>
            <p class="case">\(record.case.title)</p>
            </header>
            """
    }

    /// The verdict, the facts that a reader wants first, and the counts.
    var verdict: HTML {
        """
        \(conclusionBox)
        \(verdictBox)
        \(form(keyFacts))
        \(counts)
        """
    }

    /// Which edition the reader has before him.
    private var edition: HTML {
        guard let edition = record.edition else { return "" }
        return " · \(say("第 \(edition.serial) 版(\(edition.ground.label.zh))", "edition \(edition.serial) (\(edition.ground.label.en))"))"
    }

    /// The conclusion that the edition was made for: what, by whom, when, why. Nothing in an edition that was made for an opinion.
    private var conclusionBox: HTML {
        guard let edition = record.edition, edition.ground != .opinion, let line = record.conclusions?.last else { return "" }
        let tone: StaticString =
            switch edition.ground {
            case .pass, .certify: "pass"
            case .fail, .revoke: "fail"
            case .settleDispute: line.state == .passed ? "pass" : "fail"
            case .opinion, .dropChange, .withdraw, .supersede, .archive, .close: "open"
            }
        let reason: HTML = line.reason.map { "<p>\(say("理由:", "Reason: "))<span class=\"text\">\($0)</span></p>" } ?? ""
        let person = [line.organisation?.name, line.person?.name ?? say("系统", "the service"), line.role.map { say($0.label) }]
        return """
            <div class="verdict \(own: tone)"><p class="word">\(say(line.state.label))</p>
            <p>\(say(line.ground.label)) · \(person.compactMap { $0 }.joined(separator: " ")) · \(time(line.at))\(trail.marks(line.audit))</p>
            \(reason)</div>
            """
    }

    private var verdictBox: HTML {
        guard let opinion = record.opinion else {
            if let last = record.rounds?.last {
                return """
                    <div class="verdict open"><p class="word">\(say("本轮未出具汇总意见", "No merged opinion in this round"))</p><p>\(say(
                        "第 \(record.case.round) 轮在全部审查类别作出结论前结束;第 \(last.round) 轮汇总意见见以前各轮。",
                        "Round \(record.case.round) ended before every discipline had decided; the opinion of round \(last.round) is told with the earlier rounds."
                    ))</p></div>
                    """
            }
            return """
                <div class="verdict open"><p class="word">\(say("尚未形成汇总意见", "No merged opinion yet"))</p><p>\(say(
                    "尚有审查类别未作出结论,本报告只反映目前已发布的内容。", "A discipline has not decided; this report shows what has been published so far."
                ))</p></div>
                """
        }
        let merged = opinion.opinion
        let chips = merged.decisions.map { decision -> HTML in
            """
            <li><a href="#\(AuditTrail.Line.discipline(decision.discipline).anchor)">\(say(decision.discipline.label))</a> <b class="\
            \(own: Self.tone(decision.decision))">\(say(decision.decision.label))</b></li>
            """
        }
        let blocking = merged.items.count { $0.severity.blocks }
        return """
            <div class="verdict \(own: Self.tone(merged.verdict))" id="opinion"><p class="word">\(say(merged.verdict.label))</p>
            <p>\(say("第 \(merged.round) 轮汇总意见:", "Merged opinion of round \(merged.round): "))\(say(
                "共 \(merged.items.count) 条意见,其中 \(blocking) 条须修改后复审。",
                "\(merged.items.count) \(merged.items.count == 1 ? "item" : "items"), \(blocking) of which block until they are revised and re-reviewed."))</p>
            <p>\(next(merged))</p>
            <ul>\(chips)</ul>
            <p class="digest">\(say("汇总意见 SHA-256", "SHA-256 of the opinion")) \(hash(opinion.sha256))\(trail.marks(opinion.audit))</p></div>
            """
    }

    /// What follows from an opinion, for a reader who was not there; nothing once there is a conclusion.
    private func next(_ opinion: Opinion) -> String {
        guard let edition = record.edition, edition.ground == .opinion else { return "" }
        let open = (opinion.conflicts ?? []).count { $0.conflict.state == .open }
        guard opinion.verdict == .fail || open > 0 || opinion.items.contains(where: { $0.severity.blocks }) else {
            return say("没有须修改的意见,待牵头单位作出审查通过的结论。", "Nothing blocks; the lead body is to pass the case.")
        }
        return say(
            "设计单位须逐条回复并修改图纸,由建设单位再次报审;各审查机构复核本机构的意见。",
            "The institute answers every item and revises the drawings, the owner submits again, and each body verifies its own items.")
    }

    private var keyFacts: [Fact] {
        let line = record.case
        var facts = [
            Fact(label: say("报审件编号", "Case"), value: "<span id=\"case\" class=\"nb\">\(line.number)</span>"),
            Fact(label: say("本版出具时状态", "State at this edition"), value: "\(say(line.state.label))"),
            Fact(label: say("建档时间", "Created"), value: time(line.createdAt)),
            Fact(label: line.round > 1 ? say("本轮报审时间", "Submitted (round)") : say("报审时间", "Submitted"), value: time(line.submittedAt)),
            Fact(label: say("受理时间", "Accepted"), value: time(line.acceptedAt)),
            Fact(
                label: say("受理方式", "Accepted by"),
                value: line.acceptedByRule.map { "\(say("系统,按规则", "the system, by rule")) <code>\($0)</code>" }
                    ?? (line.acceptedAt == nil ? "—" : "\(say("窗口受理人员", "the desk"))")),
            Fact(label: say("末项结论", "Last decision"), value: "\(time(line.decidedAt))\(inTime(line.decidedAt, line.deadline?.due))"),
            Fact(label: say("意见出具", "Opinion issued"), value: time(record.opinion?.issuedAt)),
        ]
        if !line.audit.isEmpty { facts.append(Fact(label: say("审计记录", "Audit entries"), value: trail.marks(line.audit), isWide: true)) }
        if let deadline = line.deadline {
            facts.append(
                Fact(
                    label: say("审查时限", "Limit"),
                    value: """
                        \(say(
                            "\(deadline.workingDays) 个工作日(规则 ", "\(deadline.workingDays) working days (rule "))<code>\(deadline.rule)</code>\(say(
                            "),自 \(deadline.startDay) 次一工作日起算,至 \(deadline.lastDay) 24:00",
                            "), counted from the working day after \(deadline.startDay), until 24:00 on \(deadline.lastDay)"))
                        """, isWide: true))
        }
        return facts
    }

    /// Whether something came in time, as a mark; nothing where there is no answer.
    func inTime(_ moment: Date?, _ due: Date?) -> HTML {
        guard let moment, let due else { return "" }
        return moment < due
            ? " <span class=\"ok\">\(say("按期", "in time"))</span>" : " <span class=\"bad\">\(say("逾期", "overdue"))</span>"
    }

    static func tone(_ decision: Decision) -> StaticString {
        switch decision {
        case .pass: "pass"
        case .passWithAdvice: "advice"
        case .fail: "fail"
        }
    }
}
