import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// The round's comments as one list before the opinion is out, and what persons say about which of them are the same.
struct MergeRoutes: Sendable {
    let interface: HTTPInterface

    func merged(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("caseId")
        let reviews = try context.person.reviews
        let (record, round) = try await interface.read(.caseView, on: .joint(id), context) { tx in
            let record = try await tx.caseRecord(id)
            // Disclosure stops at a restricted sheet: whoever may not read a line of the list reads the others.
            let round = try await tx.mergeRound(of: record).without(try await tx.closedSheets(of: id))
            guard try await !tx.veil(of: id).hides(round: record.round) else { throw Denial.notOutYet }
            if reviews { try await tx.recordSeen(round.comments.map(\.id)) }
            return (record, round)
        }
        // Outside of the transaction: a large round takes longer than a connection should be held.
        let report = Merge.report(on: round.material)
        return try .json(MergeViewBody(caseId: id, round: record.round, provisional: record.state.isInReview, merge: report))
    }

    func groupings(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after = try page.number()
        let id = try context.id("caseId")
        let (found, closed, veil) = try await interface.read(.caseView, on: .joint(id), context) { tx in
            _ = try await tx.caseRecord(id)
            return (
                try await tx.groupings(of: id, after: after, limit: page.limit + 1), try await tx.closedComments(of: id), try await tx.veil(of: id)
            )
        }
        var body = page.page(found, { Cursor(parts: [String($0.grouping.sequence)]) }, GroupingBody.init)
        body.items.removeAll { !closed.isDisjoint(with: $0.comments) || veil.hides(at: $0.recordedAt) }
        return try .json(body)
    }

    func group(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("caseId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try NewGroupingBody.read(bytes)
        let actor = try await interface.actor(for: .commentGroup, on: .joint(id), context)
        return try await interface.once(request, as: actor, bytes: bytes, status: .created) { tx, _ in
            // Locked: the record counts for the merge of this round, or is refused because that has been made.
            let record = try await tx.lockCase(id).record
            try await tx.requireReviewSeat(for: .commentGroup, in: record)
            let known = try await tx.knownComments(of: id, among: body.comments)
            var findings = body.comments.enumerated().filter { !known.contains($1) }.map {
                MergeCode.commentUnknown.finding(at: "/comments/\($0)", $1.text)
            }
            if Set(body.comments).count < (body.act == .join ? 2 : 1) { findings.append(MergeCode.groupingEmpty.finding(at: "/comments")) }
            guard findings.isEmpty else { throw Problem(.unprocessableContent, .invalid, findings: findings) }
            guard try await tx.closedComments(of: id).isDisjoint(with: body.comments) else { throw Denial.restricted }
            return GroupingBody(try await tx.group(body.act, body.comments, reason: body.reason, in: record))
        }
    }
}

extension GroupingBody {
    init(_ record: GroupingRecord) {
        let grouping = record.grouping
        self.init(
            sequence: grouping.sequence, act: grouping.act, comments: grouping.comments.compactMap(UUID.init(uuidString:)),
            personId: UUID(uuidString: grouping.by) ?? UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)), reason: grouping.reason ?? "",
            recordedAt: record.recordedAt)
    }
}
