import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// Specialties inside a review, each with its reviewer and its checker: `/v1/reviews/{id}/specialties`.
struct SpecialtyRoutes: Sendable {
    let interface: HTTPInterface

    func ofReview(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("reviewId")
        return try .json(
            try await interface.read(.caseView, on: .review(id), context) { tx in
                SpecialtiesBody(items: try await tx.specialties(of: try await tx.review(id)).map(SpecialtyBody.init))
            })
    }

    func assign(_ request: Request, _ context: SignedIn) async throws -> Response {
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try AssignSpecialtyBody.read(bytes)
        let action = SpecialtyAction.assign(reviewer: body.reviewerId, checker: body.checkerId, reason: body.reason)
        return try await act(request, context, bytes, body.specialty, nil, action)
    }

    func claim(_ request: Request, _ context: SignedIn) async throws -> Response { try await plain(request, context, .claim) }
    func finish(_ request: Request, _ context: SignedIn) async throws -> Response { try await plain(request, context, .finish) }
    func check(_ request: Request, _ context: SignedIn) async throws -> Response { try await plain(request, context, .check) }
    func sendBack(_ request: Request, _ context: SignedIn) async throws -> Response { try await reasoned(request, context) { .sendBack(reason: $0) } }
    func release(_ request: Request, _ context: SignedIn) async throws -> Response { try await reasoned(request, context) { .release(reason: $0) } }
    func recuse(_ request: Request, _ context: SignedIn) async throws -> Response { try await reasoned(request, context) { .recuse(reason: $0) } }

    private func plain(_ request: Request, _ context: SignedIn, _ action: SpecialtyAction) async throws -> Response {
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try SpecialtyActBody.read(bytes)
        return try await act(request, context, bytes, body.specialty, body.attempt, action)
    }

    private func reasoned(_ request: Request, _ context: SignedIn, _ action: (String) -> SpecialtyAction) async throws -> Response {
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try ReasonedSpecialtyActBody.read(bytes)
        return try await act(request, context, bytes, body.specialty, body.attempt, action(body.reason))
    }

    private func act(
        _ request: Request, _ context: SignedIn, _ bytes: [UInt8], _ name: String, _ attempt: Int?, _ action: SpecialtyAction
    ) async throws -> Response {
        let id = try context.id("reviewId")
        let act = action.kind.act
        let asking = try await interface.actor(for: act, on: .review(id), context)
        let discipline = try await interface.store.transaction(as: asking) { try await $0.review(id).discipline }
        let actor = try await interface.actor(for: act, on: .review(id), context, in: discipline)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            let (record, value) = try await tx.lockReview(id)
            let before = try await tx.specialty(name, of: record)
            switch action {
            case .assign(let reviewer, let checker, _):
                if let reviewer {
                    try await tx.requireReviewer(reviewer, for: record, at: "/reviewerId")
                    try await tx.requireFit(reviewer, for: id, specialty: name)
                }
                if let checker {
                    try await tx.requireChecker(checker, for: record, at: "/checkerId")
                    try await tx.requireFit(checker, for: id, specialty: name)
                }
            case .claim, .finish, .check:
                try await tx.requireFit(for: id, specialty: name)
            case .sendBack, .release, .recuse: break
            }
            let after = try before.value.applying(action, by: try tx.actor.acting, attempt: attempt, in: value)
            let moved = try await tx.move(before, to: after, by: action, in: record)
            if case .recuse(let reason) = action, let reviewer = before.value.reviewer {
                try await tx.recordRecusal(of: reviewer, from: record, reason: reason)
            }
            outbox.add(.review, case: record.caseID, object: id)
            return SpecialtyBody(moved)
        }
    }
}

extension Tx {
    /// Whoever is to check works for the body as a checker or its technical head, in this discipline.
    fileprivate func requireChecker(_ person: UUID, for review: ReviewRecord, at place: String) async throws {
        let found = try await activePerson(person)
        let checks = found?.roles.contains {
            Act.specialtyCheck.roles.contains($0.role) && ($0.discipline == nil || $0.discipline == review.discipline)
        }
        guard let found, checks == true, found.organisation == review.body ?? actor.organisation else {
            throw Problem(
                .unprocessableContent, .invalid,
                findings: [
                    Finding(
                        code: "review.checker", severity: .reject, file: place,
                        message: Bilingual(zh: "此人不是该审查机构本类别的校核人", en: "The person is no checker of this discipline at the review body."),
                        remedy: Bilingual(zh: "另选一位校核人或技术负责人", en: "Choose a checker or the technical head of the body."))
                ])
        }
    }
}

extension SpecialtyBody {
    init(_ record: SpecialtyRecord) {
        self.init(
            reviewId: record.review, specialty: record.value.specialty, state: record.value.state, reviewerId: record.value.reviewer,
            checkerId: record.value.checker, attempt: record.value.attempt, takenAt: record.takenAt, finishedAt: record.finishedAt,
            checkedAt: record.checkedAt)
    }
}
