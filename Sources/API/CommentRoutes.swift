import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// Comments: published at once and for good; corrected by another that supersedes.
struct CommentRoutes: Sendable {
    let interface: HTTPInterface

    func ofCase(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after = try page.dateAndID()
        let id = try context.id("caseId")
        let (record, found, closed) = try await interface.read(.caseView, on: .joint(id), context) { tx in
            (try await tx.caseRecord(id), try await tx.comments(of: id, after: after, limit: page.limit + 1), try await tx.closedSheets(of: id))
        }
        // Disclosure stops at a restricted sheet: what is said of it is left out, and a page may be shorter for it.
        var body = page.page(found, { Cursor($0.comment.publishedAt, $0.comment.id) }, { CommentBody($0, in: record) })
        let left = Set(found.filter { closed.contains($0.comment.sheet) }.map(\.comment.id))
        body.items.removeAll { left.contains($0.id) }
        return try .json(body)
    }

    func comment(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("commentId")
        let body = try await interface.read(.caseView, on: .comment(id), context) { tx in
            let found = try await tx.comment(id)
            guard try await !tx.closedSheets(of: found.caseID).contains(found.comment.sheet) else { throw Denial.restricted }
            return CommentBody(found, in: try await tx.caseRecord(found.caseID))
        }
        return try .json(body)
    }

    func publish(_ request: Request, _ context: SignedIn) async throws -> Response {
        let review = try context.id("reviewId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try NewCommentBody.read(bytes)
        let actor = try await interface.actor(for: .commentPublish, on: .review(review), context)
        return try await put(body.draft, attempt: body.attempt, reason: nil, request, actor, bytes) { _ in review }
    }

    func supersede(_ request: Request, _ context: SignedIn) async throws -> Response {
        let old = try context.id("commentId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try SupersedeCommentBody.read(bytes)
        let actor = try await interface.actor(for: .commentSupersede, on: .comment(old), context)
        return try await put(body.draft(superseding: old), attempt: body.attempt, reason: body.reason, request, actor, bytes) { tx in
            try await tx.comment(old).comment.review
        }
    }

    private func put(
        _ draft: CommentDraft, attempt: Int, reason: String?, _ request: Request, _ actor: Actor, _ bytes: [UInt8],
        _ review: @escaping @Sendable (Tx) async throws -> UUID
    ) async throws -> Response {
        let id = UUID()
        return try await interface.once(request, as: actor, bytes: bytes, status: .created) { tx, outbox in
            let record = try await tx.review(try await review(tx))
            guard record.body == tx.actor.organisation else { throw ReviewRefusal.otherBody }
            // Where a discipline has specialties a comment is one of theirs, and who reviews that one publishes it.
            if record.specialties > 0, record.decision == nil { _ = try await tx.specialty(draft.specialty ?? "", of: record) }
            let sheet = try await Self.sheet(draft.sheet, in: record, tx)
            guard try await tx.mayOpen([sheet]) else { throw Denial.restricted }
            let box = PageBox(width: sheet.width, height: sheet.height)
            let findings =
                draft.findings(onPages: [sheet.entry.page: box], file: sheet.entry.file, sheet: sheet.entry.number)
                + (try await tx.demandFindings(draft, in: record.caseID))
            guard findings.isEmpty else { throw Problem(.unprocessableContent, .invalid, findings: findings) }
            let draft = try await draft.madeInTime(on: sheet, in: record, tx)
            let published = try await tx.put(draft, id: id, in: record, attempt: attempt, reason: reason, outbox)
            outbox.add(.comment, case: record.caseID, object: id)
            return CommentBody(published, in: try await tx.caseRecord(record.caseID))
        }
    }

    /// A sheet of the set under review; one of another case is not there, even when the author could see it, nor is one that was never sealed:
    /// the opinion could not place a comment on it.
    private static func sheet(_ id: UUID, in review: ReviewRecord, _ tx: Tx) async throws -> SheetRecord {
        guard let sheet = try await ifThere({ try await tx.sheet(id) }), try await tx.isReviewed(sheet, in: review) else {
            throw Problem(
                .unprocessableContent, .invalid,
                findings: [
                    Finding(
                        code: "comment.sheet_unknown", severity: .reject, file: "/sheetId",
                        message: Bilingual(zh: "本轮送审的图纸中没有这一张", en: "The set under review has no such sheet."),
                        remedy: Bilingual(
                            zh: "从已封存图纸包的 /v1/packages/{id}/set/sheets 取现行图纸的标识",
                            en: "Take the identity of a sheet in force from /v1/packages/{id}/set/sheets of the sealed package."))
                ])
        }
        return sheet
    }
}

extension CommentDraft {
    /// A comment of a later round on a sheet that was the same before is a late finding: allowed, with its reason, and counted.
    fileprivate func madeInTime(on sheet: SheetRecord, in review: ReviewRecord, _ tx: Tx) async throws -> CommentDraft {
        var draft = self
        if let supersedes {
            let old = try await tx.comment(supersedes)
            // A correction is as late as what it corrects; one that goes to another sheet is a comment of its own.
            draft.lateReason = old.lateReason
            guard old.comment.sheet != sheet.id else { return draft }
        }
        guard review.round > 1, try await tx.isUnchanged(sheet.id, since: review.round - 1) else {
            draft.lateReason = nil
            return draft
        }
        if let fault = draft.lateFault(sheet: sheet.entry.number) { throw Problem(.unprocessableContent, .invalid, findings: [fault]) }
        return draft
    }
}

extension Tx {
    /// What is wrong with the typed demands and the declared contradictions of a draft.
    fileprivate func demandFindings(_ draft: CommentDraft, in caseID: UUID) async throws -> [Finding] {
        guard !draft.demands.isEmpty || !draft.contradicts.isEmpty else { return [] }
        return draft.findings(
            elements: try await knownElements(of: caseID, among: draft.demands.map(\.element)),
            comments: try await knownComments(of: caseID, among: draft.contradicts))
    }

    /// Publishes; a correction of a review that has decided goes the way of the reconciliation.
    fileprivate func put(
        _ draft: CommentDraft, id: UUID, in review: ReviewRecord, attempt: Int, reason: String?, _ outbox: Outbox
    ) async throws -> CommentRecord {
        guard let old = draft.supersedes, review.decision != nil, try await caseRecord(review.caseID).state == .reconciling else {
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

    /// Whether a sheet is in force in the sealed set of a review's case and round; it may have come with an earlier package.
    fileprivate func isReviewed(_ sheet: SheetRecord, in review: ReviewRecord) async throws -> Bool {
        guard sheet.caseID == review.caseID else { return false }
        return try await isInForce(sheet.id, round: review.round)
    }
}
