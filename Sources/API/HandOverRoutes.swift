import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// When somebody leaves: what he has in hand goes to another person of the review body (交接), `/v1/people/{id}/hand-over`.
struct HandOverRoutes: Sendable {
    let interface: HTTPInterface

    /// Re-assigns every review in a person's hands, stopped ones too, and every specialty, all or none: each by the rule of one re-assignment, so
    /// that due dates stay, late acts of the former reviewer are fenced off, and the body is told. A disabled account can still be handed over from.
    func handOver(_ request: Request, _ context: SignedIn) async throws -> Response {
        let from = try context.id("personId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try HandOverBody.read(bytes)
        let signedIn = try context.person
        // To everybody but those who dispatch in the same body, another person's account does not exist.
        guard let role = try context.role(for: .reviewReassign), role != .lead else { throw StoreError.missing("person") }
        let actor = signedIn.actor(as: role, requestID: context.requestID)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            guard try await tx.person(from).organisation == tx.actor.organisation else { throw StoreError.missing("person") }
            guard from != body.toPersonId else { throw ReviewRefusal.alreadyHolds }
            // All reviews first, then the counters of the log, as everywhere.
            var held: [(record: ReviewRecord, value: Review)] = []
            for id in try await tx.reviewsInHand(of: from) { held.append(try await tx.lockReview(id)) }
            var (moved, specialties, refused): ([ReviewRecord], [SpecialtyRecord], [Finding]) = ([], [], [])
            for (locked, present) in held {
                let own = try await tx.specialtiesInHand(of: from, in: locked)
                // Decided, or passed on, while we waited for the row.
                let isHeld = locked.reviewer == from && (locked.state == .suspended || ReviewState.inHand.contains(locked.state))
                guard isHeld || !own.isEmpty else { continue }
                guard signedIn.holds(role, discipline: locked.discipline) else { throw Denial.role(.reviewReassign) }
                try await tx.requireReviewer(body.toPersonId, for: locked, at: "/toPersonId")
                outbox.add(.review, case: locked.caseID, object: locked.id)
                for one in own {
                    try await tx.requireFit(body.toPersonId, for: locked.id, specialty: one.value.specialty)
                    let action = SpecialtyAction.assign(reviewer: body.toPersonId, checker: nil, reason: body.reason)
                    do {
                        let after = try one.value.applying(action, by: try tx.actor.acting, in: present)
                        specialties.append(try await tx.move(one, to: after, by: action, in: locked))
                    } catch let refusal as ReviewRefusal where refusal.isOfChecking {
                        refused.append(refusal.finding(of: locked, specialty: one.value.specialty))
                    }
                }
                guard isHeld else { continue }
                // Read again: what became of its specialties counts in its version.
                let (record, value) = try await tx.lockReview(locked.id)
                let action = ReviewAction.reassign(to: body.toPersonId, reason: body.reason)
                do {
                    moved.append(try await tx.move(record, to: try value.applying(action, by: try tx.actor.acting), by: action))
                } catch let refusal as ReviewRefusal where refusal.isOfChecking {
                    let checked = try await tx.specialties(of: record).filter { refusal == .checksSpecialty && $0.value.checker == body.toPersonId }
                    refused += checked.map { refusal.finding(of: record, specialty: $0.value.specialty) }
                    if checked.isEmpty { refused.append(refusal.finding(of: record, specialty: nil)) }
                    continue
                }
                if let office = record.body {
                    try await tx.notify(office, .reassigned, case: record.caseID, body: ["review": record.id.text, "reason": body.reason])
                }
            }
            guard refused.isEmpty else { throw Problem(.unprocessableContent, .invalid, findings: refused) }
            return HandedOverBody(
                reviews: moved.sorted { ($0.dueAt, $0.id.text) < ($1.dueAt, $1.id.text) }.map(ReviewBody.init),
                specialties: specialties.map(SpecialtyBody.init))
        }
    }
}

extension ReviewRefusal {
    /// Whether somebody would have in hand what he checks: then another is to be found for one of both, and the dispatcher told for which.
    fileprivate var isOfChecking: Bool { [.checkerIsReviewer, .checkerDecides, .checkerTookPart, .checksSpecialty].contains(self) }

    fileprivate func finding(of review: ReviewRecord, specialty: String?) -> Finding {
        let (zh, en) = (
            "\(review.discipline.label.zh)\(specialty.map { " \($0)" } ?? "")", "\(review.discipline.label.en)\(specialty.map { ", \($0)" } ?? "")"
        )
        return Finding(
            code: code, severity: .reject, file: "/toPersonId",
            message: Bilingual(
                zh: "\(zh)(任务 \(review.id.text)):\(explanation.message.zh)", en: "\(en) (review \(review.id.text)): \(explanation.message.en)"),
            remedy: Bilingual(
                zh: "先为该专业另定校核人或审查人,再交接", en: "Give that specialty another checker or reviewer first, then hand over."))
    }
}

extension Tx {
    /// The specialties of a locked review that somebody has in hand; none of one that is over.
    fileprivate func specialtiesInHand(of person: UUID, in record: ReviewRecord) async throws -> [SpecialtyRecord] {
        guard record.decision == nil, record.state.isOutstanding, record.state != .outdated else { return [] }
        return try await specialties(of: record).filter { $0.value.reviewer == person && [.assigned, .inReview].contains($0.value.state) }
    }
}
