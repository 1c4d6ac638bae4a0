import Foundation
import HTTPTypes
import JointReview
import Store
import Wire

/// A comment as it would be published: what is refused of it, and what is to be said of its basis.
struct CheckedComment: Sendable {
    let draft: CommentDraft
    let refused: [Finding]
    let warnings: [Finding]
}

extension Tx {
    /// Checks everything about a comment that a reviewer wants to publish, on the sheet as the service has it.
    /// - Throws: `Denial.restricted` for a sheet that is closed to him.
    func check(_ draft: CommentDraft, in review: ReviewRecord) async throws -> CheckedComment {
        // Where a discipline has specialties a comment is one of theirs, and who reviews that one publishes it.
        if review.specialties > 0, review.decision == nil {
            guard let named = draft.specialty else {
                throw ReviewRefusal.specialty(.unnamed(of: try await specialties(of: review).map(\.value.specialty)))
            }
            _ = try await specialty(named, of: review)
        }
        guard let sheet = try await ifThere({ try await self.sheet(draft.sheet) }), try await isReviewed(sheet, in: review) else {
            return CheckedComment(draft: draft, refused: [Self.sheetUnknown], warnings: [])
        }
        guard try await mayOpen([sheet]) else { throw Denial.restricted }
        let box = PageBox(width: sheet.width, height: sheet.height)
        let findings =
            draft.findings(onPages: [sheet.entry.page: box], file: sheet.entry.file, sheet: sheet.entry.number)
            + (try await demandFindings(draft, in: review.caseID))
        // What is incomplete is told as such; only a whole basis can be looked up.
        let judged = draft.basis?.isComplete == true ? try await basisFindings(draft.basis, draft.severity, in: review.caseID) : []
        let refused = findings + judged.filter { $0.severity == .reject }
        let (timely, late) = try await madeInTime(draft, on: sheet, in: review)
        return CheckedComment(draft: timely, refused: refused.isEmpty ? late.map { [$0] } ?? [] : refused, warnings: judged)
    }

    /// Publishes a comment that nothing is wrong with; a correction of a review that has decided goes the way of the reconciliation.
    func publish(
        _ checked: CheckedComment, id: UUID, in review: ReviewRecord, attempt: Int, reason: String?, _ outbox: Outbox
    ) async throws -> CommentBody {
        let published = try await put(checked.draft, id: id, in: review, attempt: attempt, reason: reason, outbox)
        outbox.add(.comment, case: review.caseID, object: id)
        var body = CommentBody(published, in: try await caseRecord(review.caseID))
        body.warnings = checked.warnings.isEmpty ? nil : checked.warnings
        return body
    }

    private func put(
        _ draft: CommentDraft, id: UUID, in review: ReviewRecord, attempt: Int, reason: String?, _ outbox: Outbox
    ) async throws -> CommentRecord {
        guard let old = draft.supersedes, review.decision != nil, try await awaitsSettlement(caseRecord(review.caseID)) else {
            try await requireSpeaking(in: review, draft.specialty, attempt: attempt)
            return try await publish(draft, id: id, in: review.id, attempt: attempt, reason: reason)
        }
        let corrected = try await comment(old)
        let findings = draft.findings(correctingAfterDecision: corrected.comment)
        guard findings.isEmpty else { throw Problem(.unprocessableContent, .invalid, findings: findings) }
        let (published, opinion) = try await correctWhileReconciling(draft, id: id, of: corrected, attempt: attempt, reason: reason)
        outbox.add(.case, case: review.caseID, object: review.caseID)
        if let opinion { outbox.add(.opinion, case: review.caseID, object: opinion) }
        return published
    }

    /// What is wrong with the typed demands and the declared contradictions of a draft.
    private func demandFindings(_ draft: CommentDraft, in caseID: UUID) async throws -> [Finding] {
        guard !draft.demands.isEmpty || !draft.contradicts.isEmpty else { return [] }
        return draft.findings(
            elements: try await knownElements(of: caseID, among: draft.demands.map(\.element)),
            comments: try await knownComments(of: caseID, among: draft.contradicts))
    }

    /// A comment of a later round on a sheet that was the same before is a late finding: allowed, with its reason, and counted.
    private func madeInTime(_ given: CommentDraft, on sheet: SheetRecord, in review: ReviewRecord) async throws -> (CommentDraft, Finding?) {
        var draft = given
        if let supersedes = draft.supersedes {
            let old = try await comment(supersedes)
            // A correction is as late as what it corrects; one that goes to another sheet, or blocks where the old one did not, is a comment of its own.
            draft.lateReason = old.lateReason ?? given.lateReason
            let weighsMore = draft.severity.blocks && !old.comment.severity.blocks
            guard old.comment.sheet != sheet.id || weighsMore && old.lateReason == nil else {
                draft.lateReason = old.lateReason
                return (draft, nil)
            }
        }
        guard review.round > 1, try await isUnchanged(sheet.id, in: review.round, blocks: draft.severity.blocks) else {
            draft.lateReason = nil
            return (draft, nil)
        }
        return (draft, draft.lateFault(sheet: sheet.entry.number))
    }

    /// Whether a sheet is in force in the sealed set of a review's case and round; it may have come with an earlier package.
    ///
    /// One of another case is not there, even when the author could see it, nor is one that was never sealed: the opinion could not place a comment on it.
    private func isReviewed(_ sheet: SheetRecord, in review: ReviewRecord) async throws -> Bool {
        guard sheet.caseID == review.caseID else { return false }
        return try await isInForce(sheet.id, round: review.round)
    }

    private static let sheetUnknown = Finding(
        code: "comment.sheet_unknown", severity: .reject, file: "/sheetId",
        message: Bilingual(zh: "本轮送审的图纸中没有这一张", en: "The set under review has no such sheet."),
        remedy: Bilingual(
            zh: "从已封存图纸包的 /v1/packages/{id}/set/sheets 取现行图纸的标识",
            en: "Take the identity of a sheet in force from /v1/packages/{id}/set/sheets of the sealed package."))
}
