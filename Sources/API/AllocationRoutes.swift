import Draws
import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// How reviews come to their bodies, and draws by lot: `/v1/cases/{id}/bodies`, `…/allocations`, `…/draws`, `/v1/draws/{id}`.
struct AllocationRoutes: Sendable {
    let interface: HTTPInterface

    /// The owner chooses the body of a discipline until he hands the case in, and again while it is reviewed, for a body that steps aside; it counts where
    /// the profile leaves the choice to him.
    func choose(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("caseId")
        let discipline = try context.discipline()
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try ChooseBodyBody.read(bytes)
        let actor = try await interface.actor(for: .caseChooseBody, on: .joint(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            let (record, _) = try await tx.lockCase(id)
            try await tx.requireSeat(for: .caseChooseBody, in: record)
            guard record.state.takesPackages || record.state == .awaitingOwnerConfirm || record.state.isInReview else {
                throw CaseRefusal.choosesNoBody(record.state)
            }
            try await tx.requireFit(body: body.organisationId, for: discipline, in: record)
            try await tx.choose(body: body.organisationId, for: discipline, in: record)
            outbox.add(.case, case: id, object: id)
            return CaseBody(record)
        }
    }

    /// The bodies that the owner may choose from, and of the others why not; paged by credit code.
    func bodies(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after = try page.key()
        let id = try context.id("caseId")
        let discipline = try context.discipline()
        let found = try await interface.read(.caseView, on: .joint(id), context) { tx in
            try await tx.reviewBodies(
                for: discipline, in: try await tx.caseRecord(id), by: try await tx.ruleBook(), after: after, limit: page.limit + 1)
        }
        return try .json(
            page.page(found, { Cursor(parts: [$0.creditCode]) }) { body in
                ReviewBodyBody(
                    organisationId: body.organisation, name: body.name, creditCode: body.creditCode, registration: body.registration, bar: body.bar)
            })
    }

    /// The body of a review steps aside as a whole; another gets it by the rule that allocates.
    func replace(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("reviewId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try ReasonBody.read(bytes)
        let asking = try await interface.actor(for: .reviewReplaceBody, on: .review(id), context)
        let discipline = try await interface.store.transaction(as: asking) { try await $0.review(id).discipline }
        let actor = try await interface.actor(for: .reviewReplaceBody, on: .review(id), context, in: discipline)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            let before = try await tx.review(id)
            if tx.actor.role == .lead, try await tx.caseRecord(before.caseID).lead != tx.actor.organisation { throw Denial.seat(.reviewReplaceBody) }
            try request.requireMatch(before.version)
            let moved = try await tx.replaceBody(of: id, reason: body.reason, as: try tx.actor.acting)
            outbox.add(.review, case: moved.caseID, object: id)
            return ReviewBody(moved)
        }
    }

    private static let greenTooLate = Problem(
        .conflict, .notAllowed, refusal: "case.green_channel_late",
        explanation: Explanation(
            message: Bilingual(zh: "该件已受理,期限已定", en: "The case was accepted, and its limit is set."),
            remedy: Bilingual(zh: "绿色通道须在受理前批准", en: "The green channel is approved before acceptance.")))

    /// Approves the green channel before the case is accepted: who did, and why, stays with it.
    func approveGreenChannel(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("caseId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try ReasonBody.read(bytes)
        let actor = try await interface.actor(for: .caseGreenChannel, on: .joint(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            let (record, _) = try await tx.lockCase(id)
            try await tx.requireSeat(for: .caseGreenChannel, in: record)
            guard record.acceptedAt == nil else { throw Self.greenTooLate }
            outbox.add(.case, case: id, object: id)
            return GreenChannelBody(try await tx.approveGreenChannel(for: record, reason: body.reason))
        }
    }

    func allocations(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("caseId")
        return try .json(
            try await interface.read(.caseView, on: .joint(id), context) { tx in
                _ = try await tx.caseRecord(id)
                return AllocationsBody(items: try await tx.allocations(of: id).map(AllocationBody.init))
            })
    }

    /// Commits to a draw among the registered persons of a specialty who are fit for the case.
    func commit(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("caseId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try NewDrawBody.read(bytes)
        let actor = try await interface.actor(for: .drawCommit, on: .joint(id), context)
        let draw = UUID()
        return try await interface.once(request, as: actor, bytes: bytes, status: .created) { tx, _ in
            let record = try await tx.caseRecord(id)
            try await tx.requireSeat(for: .drawCommit, in: record)
            let day = try await tx.ruleBook().day
            let fit = try await tx.expertsFit(for: body.specialty, on: day, in: id).map(\.number)
            let leftOut = (body.leftOut ?? []).map { DrawRecord.LeftOut(registration: $0.registration, reason: $0.reason) }
            var findings = leftOut.enumerated().flatMap { index, one in
                [
                    fit.contains(one.registration) ? nil : Self.unfit(one.registration, "/leftOut/\(index)/registration", body.specialty),
                    one.reason.isBlank ? Self.noReason("/leftOut/\(index)/reason") : nil,
                ].compactMap { $0 }
            }
            let candidates = fit.filter { !leftOut.map(\.registration).contains($0) }
            if findings.isEmpty, candidates.count < body.count { findings = [Self.tooFew(candidates.count)] }
            guard findings.isEmpty else { throw Problem(.unprocessableContent, .invalid, findings: findings) }
            // Whom the rule bars stands in the record beside whom the desk left out, each with why.
            let barred = try await tx.expertsBarred(for: body.specialty, on: day, in: id)
            return try await tx.commit(to: draw, for: id, purpose: body.purpose, candidates: candidates, leftOut: leftOut + barred, count: body.count)
        }
    }

    /// Draws what was committed to; the seed is told with the result.
    func make(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("drawId")
        let bytes = try await request.noBody(interface.configuration)
        let actor = try await interface.actor(for: .drawMake, on: .draw(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, _ in
            let record = try await tx.caseRecord(try await tx.draw(id).case)
            try await tx.requireSeat(for: .drawMake, in: record)
            return try await tx.make(draw: id)
        }
    }

    /// A draw in the form that `lianshen draw verify` reads.
    func draw(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("drawId")
        return try .json(try await interface.read(.caseView, on: .draw(id), context) { try await $0.draw(id) })
    }

    func draws(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after = try page.dateAndID()
        let id = try context.id("caseId")
        let found = try await interface.read(.caseView, on: .joint(id), context) { tx in
            _ = try await tx.caseRecord(id)
            return try await tx.draws(of: id, after: after, limit: page.limit + 1)
        }
        return try .json(page.page(found, { Cursor($0.committed.at, $0.draw) }, { $0 }))
    }

    private static func unfit(_ number: String, _ place: String, _ specialty: String) -> Finding {
        Finding(
            code: "draw.candidate", severity: .reject, file: place,
            message: Bilingual(
                zh: "\(number) 不是有效注册于“\(specialty)”且与本项目无利害关系的人员",
                en: "\(number) is not validly registered for \(specialty), or not independent of the case."),
            remedy: Bilingual(zh: "删去此人,或更正名录", en: "Leave it out, or have the register corrected."))
    }

    private static func noReason(_ place: String) -> Finding {
        Finding(
            code: "draw.no_reason", severity: .reject, file: place,
            message: Bilingual(zh: "未说明不列入名单的理由", en: "Nothing says why this one is left out."),
            remedy: Bilingual(zh: "写明理由,或将其列入", en: "Say why, or leave nobody out."))
    }

    private static func tooFew(_ count: Int) -> Finding {
        Finding(
            code: "draw.too_few", severity: .reject, file: "/count",
            message: Bilingual(zh: "可抽取的只有 \(count) 人", en: "There are only \(count) to draw from."),
            remedy: Bilingual(zh: "减少人数,或补充名录", en: "Draw fewer, or add to the register."))
    }
}

extension AllocationBody {
    fileprivate init(_ record: BodyAllocationRecord) {
        self.init(
            reviewId: record.review, discipline: record.discipline, way: record.way, bodyId: record.body,
            candidates: record.candidates.map { Candidate(organisationId: $0.organisation, creditCode: $0.creditCode, bar: $0.bar) },
            drawId: record.draw, keptFrom: record.keptFrom, reason: record.reason, allocatedAt: record.at)
    }
}
