import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// What institutes answer to an opinion, and what the issuing bodies find when they verify it.
struct AnswerRoutes: Sendable {
    let interface: HTTPInterface

    /// Writes or rewrites the institute's answer to one comment of the opinion.
    func write(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("commentId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try NewAnswerBody.read(bytes)
        let actor = try await interface.actor(for: .answerWrite, on: .comment(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, _ in
            let (record, institute) = try await tx.answering(id, .answerWrite)
            // What has gone out is the project leader's to replace.
            let isOut = try await tx.isReleased(id, in: record)
            guard !isOut || tx.actor.role != .specialtyDesigner else { throw Denial.role(.answerRelease) }
            try await tx.requireWriter(ofAnswerTo: id, in: record)
            let answer = body.answer
            let page = try await answer.place.asyncFlatMap { try await tx.answeredPage($0.sheetNumber, in: record, of: institute) }
            let findings = answer.findings(on: page)
            guard findings.isEmpty else { throw Problem(.unprocessableContent, .invalid, findings: findings) }
            // A draft is nobody's news: what was released stands until something else is.
            return AnswerBody(try await tx.write(answer, to: id, in: record, of: institute))
        }
    }

    /// The project leader gives an item to one of the institute's designers.
    func assign(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("commentId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try AssignAnswerBody.read(bytes)
        let actor = try await interface.actor(for: .answerAssign, on: .comment(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox -> AnswerBody? in
            let (record, institute) = try await tx.answering(id, .answerAssign)
            guard let person = try await tx.activePerson(body.personId), person.organisation == institute,
                person.roles.contains(where: { Role.designers.contains($0.role) })
            else { throw Self.notADesigner }
            try await tx.assignAnswer(to: id, person: body.personId, in: record)
            outbox.add(.comment, case: record.id, object: id)
            return nil
        }
    }

    /// The project leader sends the institute's answers out.
    func release(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("caseId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try ReleaseAnswersBody.read(bytes)
        let actor = try await interface.actor(for: .answerRelease, on: .joint(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            let (record, _) = try await tx.lockCase(id)
            try await tx.requireSeat(for: .answerRelease, in: record)
            guard record.state.preparesNextRound else { throw CaseRefusal.answersNotDue(record.state) }
            guard let institute = tx.actor.organisation else { throw Denial.seat(.answerRelease) }
            let released = try await tx.releaseAnswers(body.commentIds, in: record, of: institute)
            for answer in released { outbox.add(.comment, case: id, object: answer.comment) }
            return ReleasedAnswersBody(items: released.map(AnswerBody.init))
        }
    }

    /// The reviewer of the discipline that raised a comment closes it, or keeps it open with a reason.
    func backcheck(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("commentId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try NewBackcheckBody.read(bytes)
        let actor = try await interface.actor(for: .commentBackcheck, on: .comment(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            let comment = try await tx.comment(id)
            let review = try await tx.presentReview(of: comment.caseID, in: comment.comment.discipline)
            guard review.body == tx.actor.organisation else { throw ReviewRefusal.otherBody }
            guard try await tx.holds(review, or: comment.comment.specialty) else { throw ReviewRefusal.heldByAnother }
            guard !body.verdict.lacksWords(body.text) else { throw Self.noReason }
            let earlier = try await tx.backchecks(of: [id]).contains { $0.verdict == .closed && $0.review != review.id }
            guard !earlier else { throw Self.closedEarlier }
            let found = try await tx.backcheck(id, in: review.id, attempt: body.attempt, verdict: body.verdict, text: body.text)
            outbox.add(.comment, case: comment.caseID, object: id)
            return BackcheckBody(found)
        }
    }

    private static let noReason = Problem(
        .unprocessableContent, .invalid,
        findings: [
            Finding(
                code: "backcheck.reason_missing", severity: .reject, file: "/text",
                message: Bilingual(zh: "未说明为何仍未解决", en: "Nothing says why the comment stays open."),
                remedy: Bilingual(zh: "写明尚未整改之处", en: "Say what is not mended."))
        ])

    private static let closedEarlier = Problem(
        .conflict, .notAllowed, refusal: "comment.closed_earlier",
        explanation: Explanation(
            message: Bilingual(zh: "该意见已在以前的轮次关闭", en: "The comment was closed in an earlier round."),
            remedy: Bilingual(zh: "问题仍在的,就本轮图纸另提一条意见", en: "Where the matter stands, make a comment of its own on the present set.")))

    private static let notADesigner = Problem(
        .unprocessableContent, .invalid,
        findings: [
            Finding(
                code: "answer.person_unknown", severity: .reject, file: "/personId",
                message: Bilingual(zh: "不是本单位的设计人员", en: "This is no designer of the institute."),
                remedy: Bilingual(zh: "指定本单位的项目负责人或专业设计人", en: "Name a project leader or a specialty designer of the institute."))
        ])
}

extension Tx {
    /// Whether the actor holds a review, or the specialty of it that is named.
    fileprivate func holds(_ review: ReviewRecord, or specialty: String?) async throws -> Bool {
        if review.reviewer == actor.person { return true }
        guard review.specialties > 0, let specialty else { return false }
        return try await specialties(of: review).contains { $0.value.specialty == specialty && $0.value.reviewer == actor.person }
    }

    /// A designer writes what is anybody's, or was given to him; the project leader writes everything.
    func requireWriter(ofAnswerTo comment: UUID, in record: CaseRecord) async throws {
        guard actor.role == .specialtyDesigner, let writer = try await writer(ofAnswerTo: comment, in: record) else { return }
        guard try actor.acting.persons.contains(writer) else { throw Denial.answersAnother }
    }

    /// The case of a comment that the actor's institute answers now, under lock.
    fileprivate func answering(_ comment: UUID, _ act: Act) async throws -> (record: CaseRecord, institute: UUID) {
        let found = try await self.comment(comment)
        let (record, _) = try await lockCase(found.caseID)
        try await requireSeat(for: act, in: record)
        guard record.state.preparesNextRound else { throw CaseRefusal.answersNotDue(record.state) }
        guard let institute = try await institutes(ofSheets: [found.comment.sheet]).values.first, institute == actor.organisation else {
            throw Denial.seat(act)
        }
        guard try await isStanding(comment) else { throw StoreError.stale("comment \(comment)") }
        return (record, institute)
    }
}

extension Optional {
    fileprivate func asyncFlatMap<Value>(_ body: (Wrapped) async throws -> Value?) async rethrows -> Value? {
        guard let self else { return nil }
        return try await body(self)
    }
}
