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
            let closed = ClosedPlaces(of: try await tx.closedSheetRecords(of: id))
            return try await tx.deficiencies(of: id).filter { !$0.tells(of: closed) }
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
            let issued = try await tx.deficiency(of: id, serial: serial)
            guard !issued.tells(of: ClosedPlaces(of: try await tx.closedSheetRecords(of: id))) else { throw Denial.restricted }
            return issued
        }
        return try form.response(issued)
    }
}

extension IssuedDeficiency {
    /// Whether an item is about a sheet that the reader may not open; the notice is one document, and is read whole or not at all.
    fileprivate func tells(of closed: ClosedPlaces) -> Bool {
        notice.items.contains { closed.holds(file: $0.file, sheet: $0.sheet) }
    }
}
