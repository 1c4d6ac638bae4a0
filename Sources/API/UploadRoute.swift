import Blobs
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// `PUT /v1/cases/{id}/packages`: a package's bytes stream into the blobs while they are hashed; the row, its entry and its intake job follow in one
/// transaction when the bytes are durable.
struct UploadRoute: Sendable {
    let interface: HTTPInterface

    func receive(_ request: Request, _ context: SignedIn) async throws -> Response {
        // A part of a package must not pass for the whole (RFC 9110, 14.5).
        guard !request.headers.contains(.contentRange) else { throw Problem(.badRequest, .request) }
        let caseID = try context.id("caseId")
        let name = try Self.fileName(QueryParameters(request, allowed: ["name"]))
        let expected = try Self.declaredDigest(request)
        let key = try request.idempotencyKey
        let actor = try await interface.actor(for: .packageUpload, on: .joint(caseID), context)
        guard let institute = actor.organisation else { throw Denial.signedOut }
        let announced = try announcedSize(request)
        let share = UploadShare(institute, interface.uploads)
        defer { share.end() }
        // Reserved first, asked second: what another upload commits in between is counted twice rather than not at all.
        let underWay = share.reach(announced ?? 1) ?? 0
        let route = request.routeForKeys
        let stored = try await interface.store.transaction(as: actor) { tx -> Int64 in
            // A repetition is answered as it was, though the case may have moved on and the quota be full: its bytes are counted already.
            if let key, try await tx.isKept(key, route: route) { return 0 }
            try await PackageArrival.requireOpen(tx, caseID)
            let open = try await tx.openUploads(of: institute)
            try PackageArrival.requireRoom(for: open.count + share.place, interface.configuration)
            return Int64(open.bytes) + Int64(try await tx.storedBytes(of: institute))
        }
        let quota = interface.configuration.instituteQuota
        guard stored + underWay <= quota else { throw Problem(.insufficientStorage, .quota) }
        let staged = try await interface.blobs.receive(
            request.body, limit: announced ?? interface.configuration.largestPackage, sm3: interface.configuration.makesSM3, expected: expected,
            reserve: { received in
                if let underWay = share.reach(received), stored + underWay > quota { throw Problem(.insufficientStorage, .quota) }
            })
        if let announced, announced != staged.digests.size {
            // The connection ended early: what came is not what was meant.
            throw Problem(.badRequest, .request)
        }
        let digests = try await interface.blobs.commit([staged])
        guard let digest = digests.first else { throw BlobError.uploadClosed }
        interface.metrics.add(Double(digest.size), to: "lianshen_upload_bytes_total")
        let id = UUID()
        let recheck = context.recheck(.packageUpload)
        let once = key.map { IdempotentRequest(key: $0, route: route, bodyDigest: digest.sha256.bytes) }
        return try await interface.once(once, as: actor, status: .created, located: "/v1/packages") { tx, outbox in
            try await recheck(tx)
            let package = try await PackageArrival.record(digest, as: name, in: caseID, of: institute, id: id, tx, outbox)
            var body = DrawingPackageBody(package)
            body.receipt = try await tx.receipt(of: .packageUpload, on: id)
            return body
        }
    }

    /// The size that the sender announced. What cannot fit is refused before a byte of it is read.
    private func announcedSize(_ request: Request) throws -> Int64? {
        guard let announced = request.headers[.contentLength].flatMap(Int64.init) else { return nil }
        let largest = interface.configuration.largestPackage
        guard announced <= largest else { throw BlobError.tooLarge(limit: largest) }
        return announced
    }

    /// The name that a sender gives a file.
    static func fileName(_ query: QueryParameters) throws -> String {
        let name = query.text("name") ?? ""
        if let finding = PackageArrival.finding(ofName: name, at: "?name") { throw Problem(.unprocessableContent, .invalid, findings: [finding]) }
        return name
    }

    /// The digest that the sender declares in one of three header fields; two that differ are refused.
    static func declaredDigest(_ request: Request) throws -> BlobID? {
        var declared: Set<String> = []
        if let hex = request.headers[.contentSHA256] { declared.insert(hex.lowercased()) }
        for (name, form) in [(HTTPField.Name.reprDigest, /sha-256=:([A-Za-z0-9+\/=]+):/), (.digest, /(?i:sha-256)=([A-Za-z0-9+\/=]+)/)] {
            // Another algorithm is the sender's own affair; one of ours that cannot be read was meant to be checked.
            guard let field = request.headers[name], field.lowercased().contains("sha-256=") else { continue }
            let match = field.firstMatch(of: form)
            declared.insert(match.flatMap { Data(base64Encoded: String($0.1)) }?.hex ?? "?")
        }
        guard let hex = declared.first else { return nil }
        guard declared.count == 1, let id = BlobID(hex) else { throw Problem(.badRequest, .request) }
        return id
    }
}
