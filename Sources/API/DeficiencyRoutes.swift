import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// The one-time notices of deficiencies of a case: `/v1/cases/{caseId}/deficiencies`.
struct DeficiencyRoutes: Sendable {
    let interface: HTTPInterface

    func list(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let id = try context.id("caseId")
        let found = try await interface.read(.caseView, on: .joint(id), context) { tx in
            _ = try await tx.caseRecord(id)
            return try await tx.deficiencies(of: id)
        }
        return try .json(page.slice(found, \.notice.serial, { DeficiencyBody($0.notice, sha256: $0.sha256.hex) }))
    }

    func one(_ request: Request, _ context: SignedIn) async throws -> Response {
        let form = try ReportForm(request)
        let id = try context.id("caseId")
        let serial = context.parameters.get("serial").flatMap(Int.init)
        let issued = try await interface.read(.caseView, on: .joint(id), context) { tx in
            _ = try await tx.caseRecord(id)
            guard let serial else { throw StoreError.missing("deficiency of \(id)") }
            return try await tx.deficiency(of: id, serial: serial)
        }
        return try form.response(issued)
    }
}
