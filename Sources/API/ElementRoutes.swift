import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// What demands are about: the register of a case, and the sums that persons read from its sheets.
struct ElementRoutes: Sendable {
    let interface: HTTPInterface

    func elements(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after = try page.key()
        let id = try context.id("caseId")
        let (found, veil) = try await interface.read(.caseView, on: .joint(id), context) { tx in
            _ = try await tx.caseRecord(id)
            return (try await tx.elements(of: id, after: after, limit: page.limit + 1), try await tx.veil(of: id))
        }
        // What demands are about tells what is demanded; a page may be shorter for it.
        var body = page.page(found, { Cursor(parts: [$0.element.id]) }) {
            ElementBody($0.element, caseId: id, addedBy: $0.addedBy, addedAt: $0.addedAt)
        }
        body.items.removeAll { veil.hides(at: $0.addedAt) }
        return try .json(body)
    }

    func add(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("caseId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try NewElementBody.read(bytes)
        let (element, isNamed) = (body.element, body.id != nil)
        let actor = try await interface.actor(for: .elementAdd, on: .joint(id), context)
        return try await interface.once(request, as: actor, bytes: bytes, status: .created) { tx, _ in
            let record = try await tx.caseRecord(id)
            try await tx.requireReviewSeat(for: .elementAdd, in: record)
            // Two names that look alike but differ in their bytes would be two elements that nobody could tell apart.
            guard MergeMaterial.isIdentity(element.id) else {
                throw Problem(.unprocessableContent, .invalid, findings: [MergeCode.idForm.finding(at: "/id", element.id)])
            }
            let known = try await tx.register(of: id)
            // Building, storey and mark may run together into a name that another thing has.
            if let other = known.first(where: { $0.id == element.id }), !isNamed, other != element { throw Self.taken(element.id, other) }
            let added = try await tx.add(element, to: record)
            let near = try await tx.register(of: id).nearMatches.first { $0.contains(element.id) }?.filter { $0 != element.id }
            return ElementBody(added.element, caseId: id, addedBy: added.addedBy, addedAt: added.addedAt, nearMatches: near ?? [])
        }
    }

    private static func taken(_ name: String, _ other: Element) -> Problem {
        let parts = [other.building, other.storey, other.mark].map { $0 ?? "—" }.joined(separator: " | ")
        return Problem(
            .unprocessableContent, .invalid,
            findings: [
                Finding(
                    code: "element.name_taken", severity: .reject, file: "/id",
                    message: Bilingual(zh: "名称“\(name)”已是另一构件的:\(parts)", en: "The name \(name) is that of another element: \(parts)."),
                    remedy: Bilingual(zh: "在 id 中另给一个名称", en: "Give a name of its own in id."))
            ])
    }

    func sums(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after = try page.dateAndID()
        let id = try context.id("caseId")
        let (found, closed, veil) = try await interface.read(.caseView, on: .joint(id), context) { tx in
            _ = try await tx.caseRecord(id)
            return (try await tx.sums(of: id, after: after, limit: page.limit + 1), try await tx.closedSheets(of: id), try await tx.veil(of: id))
        }
        // What was read from a restricted sheet is said of it; a page may be shorter for it.
        var body = page.page(found, { Cursor($0.declaredAt, $0.id) }, SumBody.init)
        body.items.removeAll { closed.contains($0.sheetId) || veil.hides(at: $0.declaredAt) }
        return try .json(body)
    }

    func declare(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("caseId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try NewSumBody.read(bytes)
        let actor = try await interface.actor(for: .sumDeclare, on: .joint(id), context)
        let identity = UUID()
        return try await interface.once(request, as: actor, bytes: bytes, status: .created) { tx, _ in
            // Locked: of two that contradict each other the second is refused.
            let record = try await tx.lockCase(id).record
            try await tx.requireReviewSeat(for: .sumDeclare, in: record)
            let sum = body.sum(id: identity, declaredBy: try tx.actor.acting.person)
            var findings = sum.findings(at: "", elements: try await tx.knownElements(of: id, among: ([sum.total] + sum.parts).map(\.element)))
            let sheet = try await ifThere { try await tx.sheet(body.sheetId) }
            if let sheet, sheet.caseID == id, try await tx.isInForce(sheet.id, round: record.round) {
                guard try await tx.mayOpen([sheet]) else { throw Denial.restricted }
            } else {
                findings.append(MergeCode.sheetUnknown.finding(at: "/sheetId", body.sheetId.text))
            }
            if findings.isEmpty {
                // No demand could be checked against sums that leave no room.
                let standing = try await tx.sumsInForce(of: record)
                if let others = sum.ruledOut(by: standing) {
                    let closed = Set(try await tx.closedSheets(of: id).map(\.text))
                    let named = standing.filter { others.contains($0.id) && !closed.contains($0.sheet) }.map(\.id)
                    findings.append(DemandCode.sumRuledOut.finding(at: "/", named.joined(separator: "、")))
                }
            }
            guard findings.isEmpty else { throw Problem(.unprocessableContent, .invalid, findings: findings) }
            return SumBody(try await tx.declare(sum, id: identity, from: body.sheetId, in: record))
        }
    }

    /// A sum that was read wrong is taken back by whose it is: what another body says of it is a conflict, and settled as one. The lead, who settles those,
    /// takes back what nobody else is there for any more. While the case is being reconciled that may end a conflict.
    func withdraw(_ request: Request, _ context: SignedIn) async throws -> Response {
        let (id, sum) = (try context.id("caseId"), try context.id("sumId"))
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try ReasonBody.read(bytes)
        let actor = try await interface.actor(for: .sumWithdraw, on: .joint(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            let record = try await tx.lockCase(id).record
            try await tx.requireReviewSeat(for: .sumWithdraw, in: record)
            let declarer = try await tx.declarer(ofSum: sum, in: id)
            guard tx.actor.role == .lead || declarer == tx.actor.organisation else { throw Denial.seat(.sumWithdraw) }
            let (withdrawn, opinion) = try await tx.withdrawSum(sum, of: record, reason: body.reason)
            outbox.add(.case, case: id, object: id)
            if let opinion { outbox.add(.opinion, case: id, object: opinion) }
            return SumBody(withdrawn)
        }
    }
}

extension SumBody {
    init(_ record: SumRecord) {
        self.init(
            record.sum, id: record.id, sheetId: record.sheet, declaredBy: record.declaredBy, declaredAt: record.declaredAt,
            withdrawnAt: record.withdrawnAt)
    }
}
