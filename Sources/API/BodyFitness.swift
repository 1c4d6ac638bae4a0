import Foundation
import HTTPTypes
import JointReview
import Store
import Wire

extension Tx {
    /// Refuses a choice of a review body that would not be taken, with everybody of the discipline who is barred and why; who does not serve it is told so.
    func requireFit(body: UUID, for discipline: Discipline, in record: CaseRecord) async throws {
        let bodies = try await reviewBodies(for: discipline, in: record, by: try await ruleBook(), limit: 1000)
        guard let named = bodies.first(where: { $0.organisation == body }) else {
            throw Problem(
                .unprocessableContent, .invalid,
                findings: [
                    Finding(
                        code: "body.other_function", severity: .reject, file: "/organisationId",
                        message: Bilingual(
                            zh: "该单位没有登记为“\(discipline.label.zh)”的审查机构。",
                            en: "The organisation is not registered as a review body of \(discipline.label.en)."),
                        remedy: Bilingual(
                            zh: "从 GET /v1/cases/{id}/bodies/{discipline} 所列机构中选择。",
                            en: "Choose one that GET /v1/cases/{id}/bodies/{discipline} lists."))
                ])
        }
        guard let chosen = named.barred else { return }
        let others = bodies.compactMap(\.barred).filter { $0.organisation != body }
        throw Problem(
            .conflict, .notAllowed, refusal: "case.body_barred",
            explanation: Explanation(
                message: Bilingual(zh: "所选机构不能审查本件:\(chosen.words.zh)。", en: "Whom you chose cannot review this case: \(chosen.words.en)."),
                remedy: Bilingual(
                    zh: "另选一家(可选机构见 GET /v1/cases/{id}/bodies/{discipline});下列机构现在都不能选。",
                    en: "Choose another (GET /v1/cases/{id}/bodies/{discipline} lists them); none of those below can be chosen now.")),
            findings: [chosen.finding(.reject)] + others.map { $0.finding(.warn) })
    }
}

extension BarredBody {
    fileprivate func finding(_ severity: Finding.Severity) -> Finding {
        Finding(
            code: "body.\(bar.rawValue)", severity: severity, file: "/organisationId", message: Bilingual(zh: words.zh + "。", en: words.en + "."),
            remedy: Bilingual(zh: "另选机构;名录有误或已续期的,由主管部门更新名录。", en: "Choose another; have the register corrected where it is wrong."))
    }
}

extension Problem {
    /// The owner's choices that do not do, all of them.
    init(_ choices: [Discipline: BodyChoiceRefusal]) {
        let all = Discipline.allCases.compactMap { discipline in choices[discipline].map { (discipline, $0) } }
        let zh = all.map { "\($0.label.zh):\($1.words.zh)" }.joined(separator: ";")
        let en = all.map { "\($0.label.en): \($1.words.en)" }.joined(separator: "; ")
        let remedy = Bilingual(
            zh: "由建设单位另选(可选机构见 GET,选定用 PUT /v1/cases/{id}/bodies/{discipline});未受理的先退回,再受理。",
            en:
                "The owner chooses another (GET lists them, PUT /v1/cases/{id}/bodies/{discipline} chooses); a case that is not accepted yet is returned first."
        )
        self.init(
            .conflict, .notAllowed, refusal: "acceptance.body_choice",
            explanation: Explanation(
                message: Bilingual(zh: "审查机构须由建设单位选定。\(zh)。", en: "The owner chooses the review body. \(en)."), remedy: remedy),
            findings: all.map { discipline, choice in
                Finding(
                    code: "acceptance.body_choice", severity: .reject, file: "/bodies/\(discipline.rawValue)",
                    message: Bilingual(zh: "\(discipline.label.zh):\(choice.words.zh)。", en: "\(discipline.label.en): \(choice.words.en)."),
                    remedy: remedy)
            })
    }

    /// Everybody who serves a discipline, and why none of them reviews.
    init(barring barred: [BarredBody], from discipline: Discipline) {
        self.init(
            .conflict, .notAllowed, refusal: "acceptance.bodies_barred",
            explanation: Explanation(
                message: Bilingual(
                    zh: "登记的\(discipline.label.zh)审查机构都不能审查本件:\(barred.map(\.words.zh).joined(separator: ";"))。",
                    en: "No registered body of \(discipline.label.en) can review this case: \(barred.map(\.words.en).joined(separator: "; "))."),
                remedy: Bilingual(
                    zh: "请系统管理员登记另一家审查机构,或由主管部门更新名录后再受理。",
                    en: "Have another body registered, or the register brought up to date, then accept.")),
            findings: barred.map { $0.finding(.reject) })
    }
}

extension BodyChoiceRefusal {
    fileprivate var words: Bilingual {
        switch self {
        case .missing: Bilingual(zh: "尚未选定", en: "nobody is chosen")
        case .unknown: Bilingual(zh: "所选机构不承担该审查类别", en: "whoever is chosen does not serve the discipline")
        case .barred(let bar): Bilingual(zh: "所选机构\(bar.label.zh)", en: "whoever is chosen \(bar.label.en)")
        }
    }
}
