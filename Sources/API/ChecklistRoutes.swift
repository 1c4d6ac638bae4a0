import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire
import WorkingTime

/// What reviewers look at in a case: `/v1/cases/{caseId}/checklist`.
struct ChecklistRoutes: Sendable {
    let interface: HTTPInterface

    func one(_ request: Request, _ context: SignedIn) async throws -> Response {
        let discipline = try QueryParameters(request, allowed: ["discipline"]).word("discipline", of: Discipline.self)
        let id = try context.id("caseId")
        let body = try await interface.read(.caseView, on: .joint(id), context) { tx in
            let record = try await tx.caseRecord(id)
            let day = CalendarDay(record.acceptedAt == nil ? try await tx.businessNow() : record.acceptedAt ?? Date())
            guard let rule = try await tx.checkRule(on: day) else {
                return ChecklistBody(caseId: id, day: "\(day)", rules: nil, points: [], materials: [])
            }
            let answers = try await tx.reviews(of: id).reduce(into: [Discipline: Applicability]()) { answers, review in
                answers[review.discipline] = Applicability(review.applicability, into: review.mergedInto)
            }
            let facts = try await tx.project(record.project).facts
            return try ChecklistBody(id, day, rule, facts, answers, only: discipline)
        }
        return try .json(body)
    }
}

extension ChecklistBody {
    /// - Parameter answers: which disciplines review the case; empty while nobody has decided that.
    fileprivate init(
        _ id: UUID, _ day: CalendarDay, _ rule: RuleRecord, _ facts: ProjectFacts, _ answers: [Discipline: Applicability], only: Discipline?
    ) throws {
        let rules = try CanonicalJSON.decode(CheckRules.self, from: Data(rule.body.utf8))
        // Who looks at what a discipline would look at.
        let places = { (discipline: Discipline) -> Discipline? in
            switch answers[discipline] {
            case .applies?: discipline
            case .mergedInto(let target)?: target
            case .notApplicable?: nil
            case nil: answers.isEmpty ? discipline : nil
            }
        }
        let points = rules.checklist.compactMap { point -> Item? in
            guard let place = places(point.discipline) else { return nil }
            return Item(
                id: point.id, disciplines: [place], from: place == point.discipline ? nil : point.discipline, text: point.text,
                severity: point.severity ?? .reject, basis: point.basis)
        }
        let weight = rules.severities[RuleCode.materialMissing.rawValue] ?? RuleCode.materialMissing.severity
        let materials = rules.materials.filter { $0.isNeeded(by: facts) }.compactMap { material -> Item? in
            let asking = Discipline.allCases.filter { Set(material.disciplines.compactMap(places)).contains($0) }
            guard !asking.isEmpty || material.disciplines.isEmpty else { return nil }
            return Item(id: material.id, disciplines: asking, text: material.title, severity: material.severity ?? weight, basis: material.basis)
        }
        let isWanted = { (item: Item) in only.map { item.disciplines.isEmpty || item.disciplines.contains($0) } ?? true }
        self.init(
            caseId: id, day: "\(day)",
            rules: Rules(
                id: rule.id, name: rule.name, version: rule.version, effectiveFrom: rule.from, effectiveTo: rule.to, title: rules.title),
            points: points.filter(isWanted), materials: materials.filter(isWanted))
    }
}
