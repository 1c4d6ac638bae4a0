import JointReview

extension ReportPage {
    /// What the project is, as the rules were told.
    var project: HTML {
        let project = record.project
        let facts = project.facts
        var rows = [
            Fact(
                label: say("工程名称", "Name"), value: "<span id=\"project\">\(project.name)</span>\(trail.marks(project.audit))", isWide: true),
            Fact(label: say("项目代码", "Project code"), value: "\(project.code ?? "—")"),
            Fact(label: say("区划代码", "Region"), value: "\(project.region)"),
            Fact(label: say("工程类别", "Class"), value: "\(say(facts.class.label))"),
            Fact(label: say("规模", "Size"), value: "\(say(facts.size.label))"),
            Fact(label: say("投资管理", "Investment"), value: "\(say(facts.funding.label))"),
            Fact(label: say("规则配置", "Rule profile"), value: "<code>\(record.case.profile)</code>"),
            Fact(
                label: say("最大建筑高度", "Tallest building"), value: facts.height.map { "\(Figures.measure($0)) m" } ?? "—"),
            Fact(label: say("建筑面积", "Floor area"), value: facts.floorArea.map { "\(Figures.measure($0)) m²" } ?? "—"),
            Fact(label: say("易燃易爆危险场所", "Flammable or explosive store"), value: yesNo(facts.hasHazardousStore)),
            Fact(label: say("雷电易发区特殊场所", "Lightning special site"), value: yesNo(facts.isLightningSpecialSite)),
            Fact(label: say("特殊大型项目", "Special large project"), value: yesNo(facts.isSpecialLarge)),
            Fact(label: say("涉密", "Classified"), value: yesNo(facts.isClassified)),
        ]
        if let special = facts.specialDiscipline {
            rows.append(Fact(label: say("专项审查类别", "Special review of"), value: "\(say(special.label))"))
        }
        if let document = facts.civilDefenceOffSite {
            rows.append(Fact(label: say("人防易地建设批文", "Civil defence off site, document"), value: "\(document)", isWide: true))
        }
        return "\(form(rows))\n\(debts)"
    }

    /// What the case was accepted without, and when it came; nothing where nothing was owed.
    private var debts: HTML {
        guard let lines = record.debts else { return "" }
        let rows = lines.map { line -> HTML in
            let received: HTML =
                line.settledAt == nil
                ? "<span class=\"bad\">\(say("尚未补齐", "still owed"))</span>"
                : "\(time(line.settledAt)) \(names([line.settledBy]))<br><span class=\"text\">\(line.note ?? "")</span>"
            return """
                <tr><td class="no">\(line.serial)</td><td><span class="text">\(line.item)</span>\(trail.marks(line.audit))</td><td>\(line.dueOn)</td>\
                <td>\(received)</td></tr>

                """
        }
        let headings = [say("序号", "No."), say("容缺事项", "Accepted without"), say("补齐期限", "Due"), say("补齐情况", "Handed in")]
        return "<h3>\(say("容缺受理事项", "Accepted with debts"))</h3>\n\(table("debts", headings, rows))"
    }

    /// Who took part, and who acted in which role.
    var parties: HTML {
        let rows = record.parties.enumerated().map { index, party -> HTML in
            let functions = party.functions.map { say(RecordWords.function($0)) }.joined(separator: say("、", ", "))
            let people = party.people.map { person -> HTML in
                "<li>\(person.person.name) <span class=\"role\">\(say(person.role.label))</span></li>"
            }
            let list: HTML = people.isEmpty ? "—" : "<ul class=\"plain\">\(people)</ul>"
            return """
                <tr id="\(AuditTrail.Line.party(index).anchor)"><td>\(functions)</td><td>\(party.organisation.name)\(trail.marks(party.audit))<br>\
                <code class="code">\(party.organisation.creditCode.description)</code></td><td>\(list)</td></tr>

                """
        }
        guard !rows.isEmpty else { return nothing("未登记参与单位。", "No party is registered.") }
        let headings = [
            say("身份", "Part"), say("单位名称及统一社会信用代码", "Organisation and unified social credit code"), say("人员及角色", "People and roles"),
        ]
        return table("parties", headings, rows)
    }

    private func yesNo(_ value: Bool) -> HTML {
        value ? "\(say("是", "yes"))" : "\(say("否", "no"))"
    }
}
