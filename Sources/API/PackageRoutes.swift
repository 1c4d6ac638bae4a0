import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// Packages and their sheets: `/v1/packages`, `/v1/sheets`.
struct PackageRoutes: Sendable {
    let interface: HTTPInterface

    func list(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let id = try context.id("caseId")
        let found = try await interface.read(.caseView, on: .joint(id), context) { tx in
            _ = try await tx.caseRecord(id)
            return try await tx.packages(of: id)
        }
        // The order is round, upload, identity; a case has a handful, so a place in it is its number.
        let numbered = Array(found.enumerated())
        return try .json(page.slice(numbered, \.offset, { DrawingPackageBody($0.element) }))
    }

    func package(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("packageId")
        let body = try await interface.read(.caseView, on: .package(id), context) { tx in DrawingPackageBody(try await tx.package(id)) }
        let bytes = Array(try WireJSON.encode(body))
        return .json(bytes: bytes).tagged(bytes)
    }

    /// The report as it was stored, but for what it says of sheets that the reader may not open; while intake has not read the package, what its job is doing.
    func check(_ request: Request, _ context: SignedIn) async throws -> Response {
        let form = try ReportForm(request)
        let id = try context.id("packageId")
        let (report, job) = try await interface.read(.caseView, on: .package(id), context) { tx in
            let package = try await tx.package(id)
            // The job first: one that ends between the two questions has left its report.
            let job = try await tx.job(.intake, for: id)
            guard let report = try await tx.checkReport(of: id) else { return (nil as String?, job) }
            let closed = try await tx.closedSheetRecords(of: package.caseID)
            guard !closed.isEmpty else { return (report, job) }
            return (try ClosedPlaces(of: closed, among: try await tx.sheets(ofPackage: id)).withheld(from: report), job)
        }
        if let report { return try form.response(report) }
        return try .pending(job)
    }

    /// The list of digests exactly as it was hashed for the log; while intake has not read the package, what its job is doing.
    func contents(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("packageId")
        let (list, job) = try await interface.read(.caseView, on: .package(id), context) { tx in
            let package = try await tx.package(id)
            let job = try await tx.job(.intake, for: id)
            return (try await tx.contents(of: package.id), job)
        }
        if let list { return LogRoutes.text(list) }
        // One that was read before such lists were made has none and gets none.
        guard let job, job.state != .done, job.state != .failed else { throw StoreError.missing("contents of package \(id)") }
        return try .pending(job)
    }

    func sheets(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after = try page.number()
        let id = try context.id("packageId")
        let (found, statuses) = try await interface.read(.caseView, on: .package(id), context) { tx in
            _ = try await tx.package(id)
            let found = try await tx.sheets(ofPackage: id, after: after, limit: page.limit + 1)
            return (found, try await tx.statuses(of: found.map(\.id)))
        }
        return try .json(page.page(found, { Cursor(parts: [String($0.ordinal)]) }, { SheetBody($0, statuses[$0.id]) }))
    }

    /// Every page of every PDF of the package; while they are being drawn, what their job is doing.
    func pages(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after = try page.number()
        let id = try context.id("packageId")
        let (found, drawing, job) = try await interface.read(.caseView, on: .package(id), context) { tx in
            _ = try await tx.package(id)
            // The job first: one that ends between the two questions has left its pages.
            let job = try await tx.job(.render, for: id)
            guard let drawing = try await tx.drawing(of: id) else { return ([PageThumbnail](), nil as PackageDrawing?, job) }
            return (try await tx.pages(ofPackage: id, after: after, limit: page.limit + 1), drawing, job)
        }
        guard let drawing else {
            guard let job, job.state != .done, job.state != .failed else { throw StoreError.missing("pages of package \(id)") }
            return try .pending(job)
        }
        let list = page.page(found, { Cursor(parts: [String($0.ordinal)]) }, PackagePageBody.init)
        return try .json(PackagePagesBody(items: list.items, next: list.next, pageCount: drawing.pages, listedCount: drawing.listed))
    }

    func sheet(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("sheetId")
        return try .json(
            try await interface.read(.caseView, on: .sheet(id), context) { tx in
                SheetBody(try await tx.sheet(id), try await tx.statuses(of: [id])[id])
            })
    }

    /// Flags a sheet as restricted, or lifts the flag: disclosure between bodies stops at it.
    func restrict(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("sheetId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try RestrictSheetBody.read(bytes)
        let actor = try await interface.actor(for: .sheetRestrict, on: .sheet(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            let sheet = try await tx.sheet(id)
            try await tx.requireSeat(for: .sheetRestrict, in: try await tx.caseRecord(sheet.caseID))
            // An institute knows what is restricted on its own drawings, and says nothing of another's.
            if Role.designers.contains(tx.actor.role) {
                guard try await tx.package(sheet.package).institute == tx.actor.organisation else { throw Denial.seat(.sheetRestrict) }
            }
            let flagged = try await tx.restrict(sheet, body.restricted, to: body.disciplines, reason: body.reason)
            outbox.add(.case, case: sheet.caseID, object: sheet.caseID)
            return SheetBody(flagged, try await tx.statuses(of: [id])[id])
        }
    }

    /// What intake read of the sheet's file and page, as it was stored.
    func facts(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("sheetId")
        let facts = try await interface.read(.caseView, on: .sheet(id), context) { tx in
            // The words of a title block and of a drawing list are the drawing's own.
            let sheet = try await tx.sheet(id)
            guard try await tx.mayOpenFile(of: sheet) else { throw Denial.restricted }
            return try await tx.sheetFacts(of: id)
        }
        guard let facts else { throw StoreError.missing("facts of sheet \(id)") }
        return .json(bytes: Array(facts.utf8))
    }

    func seal(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("packageId")
        let bytes = try await request.noBody(interface.configuration)
        let actor = try await interface.actor(for: .packageSeal, on: .package(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            let before = try await tx.package(id)
            guard before.institute == tx.actor.organisation else { throw Denial.seat(.packageSeal) }
            try request.requireMatch(before.state.rawValue)
            guard before.state != .uploaded else { throw CaseRefusal.packageNotAcceptable }
            let (sealed, _) = try await tx.sealPart(id)
            outbox.add(.case, case: sealed.caseID, object: sealed.caseID)
            return DrawingPackageBody(sealed)
        }
    }
}

extension Response {
    /// The answer for what a machine is still making.
    static func pending(_ job: Job?) throws -> Response {
        let body = PendingBody(state: job.map { JobBody.State($0.state) } ?? .ready, attempts: job?.attempt, cause: job?.lastError)
        var response = try Response.json(body, status: .accepted)
        response.headers[.retryAfter] = "1"
        return response
    }
}
