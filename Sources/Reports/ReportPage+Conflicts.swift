import Foundation
import JointReview

extension ReportPage {
    /// The conflicts of all rounds, each as the last opinion that told of it: what contradicts what, who said so, and how it was settled.
    var conflicts: HTML {
        let told = conflictsShown
        guard !told.isEmpty else { return nothing("各轮均没有意见冲突。", "There were no conflicts in any round.") }
        return """
            <p class="lead">\(say(
                "各方原文照录;要求经协调改变的,原要求以删除线示出。", "All texts stand as they were written; a demand that a settlement changed is struck through."))</p>
            \(told.map(conflict))
            """
    }

    /// Every conflict once, by its number in the case.
    var conflictsShown: [OpinionConflict] {
        var last: [Int: OpinionConflict] = [:]
        for told in record.rounds?.flatMap(\.conflicts) ?? record.opinion?.opinion.conflicts ?? [] { last[told.conflict.number] = told }
        return last.values.sorted { $0.conflict.number < $1.conflict.number }
    }

    private func conflict(_ told: OpinionConflict) -> HTML {
        let conflict = told.conflict
        let audit = record.entries.filter { $0.object == conflict.id }.map(\.id)
        let rows = told.sides.map(side)
        let sums = told.sums.map { sum -> HTML in
            let parts = sum.parts.map(term).joined(separator: " + ") + (sum.constant.map { " + \($0) \(sum.unit)" } ?? "")
            return "<p class=\"src\">\(say("经和式", "Through the sum")) \(term(sum.total)) = \(parts)</p>"
        }
        return """
            <div class="conflict" id="conflict-\(conflict.number)"><h3>\(say("冲突 \(conflict.number)", "Conflict \(conflict.number)")) · \
            \(say("第 \(conflict.round) 轮", "round \(conflict.round)")) · \(say(conflict.kind.label)) <span class="badge \(own: conflict.state == .settled ? "info" : "general")">\(say(conflict.state.label))</span></h3>
            <p class="src">\(say("发现", "Found")) \(time(conflict.openedAt))\(conflict.dueAt.map { " · \(say("期限", "due")) \(due($0))" as HTML } ?? "")\
            \(trail.marks(audit))</p>
            \(table("sides", [say("审查类别", "Discipline"), say("意见与依据", "Comment and basis"), say("要求", "Demand")], rows))
            \(sums)\(conflict.settlement.map { settlement($0, told) } ?? open)</div>

            """
    }

    private func side(_ side: OpinionConflict.Side) -> HTML {
        let item: HTML =
            side.item.map { number in
                let words = say("第 \(number) 条", "item \(number)")
                return comments.shows(item: number) ? "<br><a href=\"#item-\(number)\">\(words)</a>" : "<br>\(words)"
            } ?? ""
        let outcome: HTML = side.demand?.outcome.map { " <span class=\"badge info\">\(say($0.label))</span>" } ?? ""
        let demand: HTML = side.demand.map { $0.isInForce ? "\(line($0.demand))" : "<s>\(line($0.demand))</s>" } ?? "—"
        return """
            <tr><td>\(side.discipline.map { say($0.label) } ?? "—")\(item)</td><td><p class="text">\(side.text ?? "—")</p>\(basis(side.basis))\
            <p class="src">\(side.author.map(name) ?? "—")</p></td><td>\(demand)\(outcome)</td></tr>

            """
    }

    private func settlement(_ settlement: Settlement, _ told: OpinionConflict) -> HTML {
        let table = settlement.meeting.participants.map { participant -> String in
            let organisation = record.parties.first { $0.organisation.id == participant.organisation }?.organisation.name ?? "—"
            let people = participant.persons.map(name).joined(separator: say("、", ", "))
            return people.isEmpty ? organisation : say("\(organisation)(\(people))", "\(organisation) (\(people))")
        }
        let decisions = settlement.decisions.map { decision -> HTML in
            let side = told.sides.first { $0.comment == decision.comment }
            let instead: HTML = decision.replacement.map { " → <b>\(line($0))</b>" } ?? ""
            let agreed: HTML = decision.agreedBy.map { "<span class=\"src\"> \(say("提出机构同意:", "agreed by its body: "))\(name($0))</span>" } ?? ""
            return """
                <li><b>\(side?.discipline.map { say($0.label) } ?? "—")</b> \(say(decision.outcome.label))\(instead)<br>\
                <span class="src">\(say("理由", "Reason"))</span> \(decision.reason)\(agreed)</li>
                """
        }
        return """
            <div class="settlement"><p><b>\(say("业务协调会", "Coordination meeting"))</b> \(settlement.meeting.day) · \
            \(table.joined(separator: say(";", "; ")))</p><p class="text">\(settlement.meeting.minutes)</p>
            <p><b>\(say("决定", "Decisions"))</b></p><ul>\(decisions)</ul>
            <p class="src">\(say("协调人", "Settled by")) \(name(settlement.settledBy)) · \(time(settlement.settledAt))</p></div>
            """
    }

    private var open: HTML {
        """
        <p class="bad">\(say(
            "尚未协调:各方要求并列载入,协调前不得通过。", "Not settled: all demands stand side by side; nothing passes before it is settled."))</p>
        """
    }

    private func term(_ term: LinearSum.Term) -> String {
        (term.times.map { "\($0) × " } ?? "") + "\(term.element) \(say(RecordWords.property(term.property)))"
    }

    /// The name of a person that the record names anywhere; a dash once it is erased.
    private func name(_ person: UUID) -> String { nameBook[person] ?? "—" }
}
