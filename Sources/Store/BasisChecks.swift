public import Foundation
public import JointReview
import Postgres
import WorkingTime

extension Tx {
    /// What is to be said of the basis of a comment: refused where an edition may not be used, warned where the library does not know it.
    ///
    /// Nothing is said of a clause while no library was ever imported. An approval document is looked for among those that were handed in.
    public func basisFindings(_ basis: Basis?, _ severity: Severity, in caseID: UUID) async throws -> [Finding] {
        switch basis {
        case .clause(let code, let edition, let clause)?:
            let wanted = Clause.Reference(code: code, edition: edition, clause: clause)
            guard let known = try await clauses(like: wanted) else { return [] }
            let (counts, day, today) = try await clauseDay(of: caseID)
            return BasisCheck(known: known, day: day, counts: counts, today: today).findings(on: wanted, severity, at: "/basis")
        case .approvedDrawing(let sha256)?:
            guard try await !isDrawingKnown(sha256, in: caseID) else { return [] }
            return [
                Finding(
                    // Nobody can look at what a demand rests on where nobody has it: then it rests on nothing.
                    code: "basis.drawing_unknown", severity: severity.blocks ? .reject : .warn, file: "/basis/sha256",
                    message: Bilingual(zh: "本项目各报审件中没有这个摘要的文件", en: "No file of the project's cases has this digest."),
                    remedy: Bilingual(
                        zh: "核对摘要;他处批准的图纸改引其批准文件(文号、条款)",
                        en: "Check the digest; for a drawing approved elsewhere cite its approval document (number, article)."))
            ]
        case .approvalDocument(let number, _)?: return try await approvals(in: caseID).findings(on: number, at: "/basis/number")
        case nil: return []
        }
    }

    /// The documents of the sets in force in a case, with the approval that its project names.
    private func approvals(in caseID: UUID) async throws -> ApprovalCheck {
        let rows = try await sql.all(
            """
            SELECT s.documents, p.facts, business_now() AS now
              FROM joint_case c JOIN project p USING (project_id) LEFT JOIN LATERAL packages_in_force(c.case_id, c.round) k ON true
              LEFT JOIN package_set s ON s.package_id = k.package_id WHERE c.case_id = \(caseID)
            """
        )
        guard let first = rows.first else { throw StoreError.missing("case \(caseID)") }
        let (facts, now): (JSON, Date) = try (first("facts"), first("now"))
        let named = try facts.decode(ProjectFacts.self).civilDefenceOffSite.map { ApprovalCheck.Document(title: $0, file: "") }
        let handedIn = try rows.flatMap { row -> [ApprovalCheck.Document] in
            let documents: JSON? = try row.optional("documents")
            return try documents?.decode([ComposedSet.DocumentLine].self).map { .init(title: $0.document.title, file: $0.document.file) } ?? []
        }
        return ApprovalCheck(documents: handedIn + (named.map { [$0] } ?? []), year: CalendarDay(now).year)
    }

    /// The project's day that counts for editions, by the rule of the case's profile as it was when the case was accepted.
    private func clauseDay(of caseID: UUID) async throws -> (counts: ClauseDate, day: CalendarDay, today: CalendarDay) {
        let row = try await sql.first(
            """
            SELECT p.facts, c.submitted_at, business_now() AS now, (
                   SELECT r.body ->> 'clause_date' FROM rule r, (SELECT (coalesce(c.accepted_at, business_now()) AT TIME ZONE 'Asia/Shanghai')::date AS day) AS n
                    WHERE r.kind = 'profile' AND r.name = c.profile AND r.effective_from <= n.day AND (r.effective_to IS NULL OR r.effective_to > n.day)
                    ORDER BY r.version DESC LIMIT 1) AS clause_date
              FROM joint_case c JOIN project p USING (project_id) WHERE c.case_id = \(caseID)
            """
        )
        guard let row else { throw StoreError.missing("case \(caseID)") }
        let (facts, now): (JSON, Date) = try (row("facts"), row("now"))
        let rule: ClauseDate? = try row.optional("clause_date")
        let submitted: Date? = try row.optional("submitted_at")
        let today = CalendarDay(now)
        if rule == .designContract, let contract = try facts.decode(ProjectFacts.self).designContractOn { return (.designContract, contract, today) }
        return (.submission, submitted.map { CalendarDay($0) } ?? today, today)
    }

    private func isDrawingKnown(_ sha256: String, in caseID: UUID) async throws -> Bool {
        let row = try await sql.first(
            """
            SELECT EXISTS (SELECT FROM sheet s JOIN joint_case c USING (case_id) WHERE s.file_sha256 = decode(\(sha256), 'hex')
                              AND c.project_id = (SELECT project_id FROM joint_case WHERE case_id = \(caseID)))
                OR EXISTS (SELECT FROM package_entry e JOIN joint_case c USING (case_id) WHERE e.sha256 = decode(\(sha256), 'hex')
                              AND c.project_id = (SELECT project_id FROM joint_case WHERE case_id = \(caseID))) AS known
            """
        )
        return try row?("known") ?? false
    }
}
