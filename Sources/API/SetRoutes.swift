import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// The sets that packages make: shown sheet by sheet, and confirmed by owner and institute. `/v1/packages/{packageId}/set`.
struct SetRoutes: Sendable {
    let interface: HTTPInterface

    func set(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("packageId")
        let body = try await interface.read(.caseView, on: .package(id), context) { tx in
            _ = try await tx.package(id)
            return PackageSetBody(try await tx.composedSet(of: id))
        }
        let bytes = Array(try WireJSON.encode(body))
        return .json(bytes: bytes).tagged(bytes)
    }

    func sheets(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after = try page.number()
        let id = try context.id("packageId")
        let (found, closed, statuses) = try await interface.read(.caseView, on: .package(id), context) { tx in
            let package = try await tx.package(id)
            let found = try await tx.sheets(ofSet: id, after: after, limit: page.limit + 1)
            return (found, try await tx.closedSheets(of: package.caseID), try await tx.statuses(of: found.map(\.sheet.id)))
        }
        return try .json(
            page.page(found, { Cursor(parts: [String($0.ordinal)]) }) { record in
                var body = SetSheetBody(record, statuses[record.sheet.id])
                // What the list of changes says of a sheet is said of it, too.
                if closed.contains(record.sheet.id) || record.before.map(closed.contains) ?? false { body.declaredText = nil }
                return body
            })
    }

    /// The owner or the institute whose package it is confirms exactly the set that was looked at.
    func confirm(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("packageId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try ConfirmSetBody.read(bytes)
        let actor = try await interface.actor(for: .packageConfirmSet, on: .package(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            let package = try await tx.package(id)
            let side = try await tx.side(of: package)
            try request.requireMatch(try await tx.composedSet(of: id).version)
            let confirmed = try await tx.confirmSet(of: package, as: side, sha256: body.digest)
            outbox.add(.case, case: package.caseID, object: package.caseID)
            return PackageSetBody(confirmed)
        }
    }
}

extension Tx {
    /// For whom the actor confirms.
    /// - Throws: `Denial.seat` for whoever is neither the owner nor the institute of the package.
    fileprivate func side(of package: PackageRecord) async throws -> SetConfirmation.Side {
        if Role.owners.contains(actor.role) {
            guard try await caseRecord(package.caseID).owner == actor.organisation else { throw Denial.seat(.packageConfirmSet) }
            return .owner
        }
        guard package.institute == actor.organisation else { throw Denial.seat(.packageConfirmSet) }
        return .institute
    }
}

extension ConfirmSetBody {
    /// The digest as bytes; its form was checked when it was read.
    fileprivate var digest: [UInt8] {
        let digits = sha256.compactMap { $0.hexDigitValue.map(UInt8.init) }
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}

extension PackageSetBody {
    init(_ record: SetRecord) {
        self.init(
            packageId: record.package, caseId: record.caseID, basePackageId: record.base, partial: record.partial, sha256: record.sha256.hex,
            sheetCount: record.counts.reduce(0) { $0 + ($1.key == .removed ? 0 : $1.value) }, carriedCount: record.carried,
            counts: Counts(record.counts),
            documents: record.documents.map {
                SetDocumentBody(
                    title: $0.document.title, kind: $0.document.kind, file: $0.document.file, sha256: $0.document.sha256, carried: $0.carried)
            },
            confirmations: record.confirmations.map(SetConfirmationBody.init), version: record.version)
    }
}

extension SetConfirmationBody {
    init(_ record: SetConfirmation) {
        let side: Side =
            switch record.side {
            case .owner: .owner
            case .institute: .institute
            }
        self.init(side: side, personId: record.person, organisationId: record.organisation, confirmedAt: record.at, voidedAt: record.voidedAt)
    }
}

extension SetSheetBody {
    init(_ record: SetSheetRecord, _ status: SheetStatus?) {
        self.init(
            ordinal: record.ordinal, standing: record.standing, carried: record.isCarried, sheet: SheetBody(record.sheet, status),
            beforeSheetId: record.before, declared: record.declared, declaredText: record.declaredText)
    }
}
