import Blobs
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// Bytes on their way out, each with its entry in the log before the first one leaves.
struct DownloadRoutes: Sendable {
    let interface: HTTPInterface

    func package(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("packageId")
        let actor = try await interface.actor(for: .packageDownload, on: .package(id), context)
        let package = try await interface.store.transaction(as: actor) { tx in
            let package = try await tx.package(id)
            try await ActObject.joint(package.caseID).requireNotAside(tx)
            guard try await tx.mayOpen(try await tx.sheets(ofPackage: id)) else { throw Denial.restricted }
            return package
        }
        let bytes = try await open(package.sha256)
        try await interface.store.transaction(as: actor) { tx in
            try await tx.recordDownload(
                .packageDownload, kind: "package", object: id, sha256: package.sha256, size: package.size, project: package.project,
                case: package.caseID)
        }
        return .attachment(bytes, name: package.fileName, type: "application/octet-stream", sha256: package.sha256)
    }

    /// The PDF that holds the sheet. Looking at it again within the quarter of an hour is no entry of its own.
    func sheet(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("sheetId")
        let actor = try await interface.actor(for: .sheetView, on: .sheet(id), context)
        let sheet = try await interface.store.transaction(as: actor) { tx in
            let sheet = try await tx.sheet(id)
            try await ActObject.joint(sheet.caseID).requireNotAside(tx)
            guard try await tx.mayOpenFile(of: sheet) else { throw Denial.restricted }
            return sheet
        }
        let bytes = try await open(sheet.fileSHA256)
        try await interface.store.transaction(as: actor) { tx in
            let record = try await tx.caseRecord(sheet.caseID)
            try await tx.recordView(.sheetView, kind: "sheet", object: id, project: record.project, case: record.id)
        }
        let name = sheet.entry.file.split(separator: "/").last.map(String.init) ?? "sheet.pdf"
        return .attachment(bytes, name: name, type: "application/pdf", sha256: sheet.fileSHA256)
    }

    /// The small picture of the sheet, for whoever may see the sheet; while it is being drawn, what its job is doing. Too small to read a drawing
    /// from, and lists ask for it by the dozen: looking at it is no entry of the log.
    func thumbnail(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("sheetId")
        let actor = try await interface.actor(for: .sheetView, on: .sheet(id), context)
        let (picture, job) = try await interface.store.transaction(as: actor) { tx in
            let sheet = try await tx.sheet(id)
            try await ActObject.joint(sheet.caseID).requireNotAside(tx)
            guard try await tx.mayOpen([sheet]) else { throw Denial.restricted }
            // The job first: one that ends between the two questions has left its pictures.
            let job = try await tx.job(.render, for: sheet.package)
            return (try await tx.thumbnail(of: id), job)
        }
        if let picture {
            return .attachment(try await open(picture.sha256), name: "\(id.uuidString.lowercased()).jpg", type: "image/jpeg", sha256: picture.sha256)
        }
        // A page that could not be drawn has none, and never will.
        guard let job, job.state != .done, job.state != .failed else { throw StoreError.missing("thumbnail of sheet \(id)") }
        return try .pending(job)
    }

    /// The small picture of a page of the package, sheet or not: as closed as the sheets of its file. A sheet's own picture has its own path.
    func pageThumbnail(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("packageId")
        guard let ordinal = context.parameters.get("ordinal").flatMap(Int32.init) else { throw StoreError.missing("page of package \(id)") }
        let actor = try await interface.actor(for: .sheetView, on: .package(id), context)
        let page = try await interface.store.transaction(as: actor) { tx in
            let package = try await tx.package(id)
            let page = try await tx.page(Int(ordinal), ofPackage: id)
            try await ActObject.joint(package.caseID).requireNotAside(tx)
            guard try await tx.maySee(page, of: package.caseID) else { throw Denial.restricted }
            return page
        }
        guard let picture = page.picture else { throw StoreError.missing("thumbnail of page \(ordinal) of package \(id)") }
        return .attachment(
            try await open(picture.sha256), name: "\(id.uuidString.lowercased())-\(ordinal).jpg", type: "image/jpeg", sha256: picture.sha256)
    }

    private func open(_ sha256: [UInt8]) async throws -> BlobBytes {
        guard let id = BlobID(bytes: sha256) else { throw Problem(.internalServerError, .internal) }
        return try await interface.blobs.read(id)
    }
}

extension Response {
    /// Bytes as a file to keep, never to be shown by a browser as a page of ours; streamed as fast as the other end takes them.
    static func attachment(_ bytes: BlobBytes, name: String, type: String, sha256: [UInt8]) -> Response {
        var headers: HTTPFields = [.contentType: type, .contentDisposition: ContentDisposition.attachment(name)]
        headers[.reprDigest] = "sha-256=:\(Data(sha256).base64EncodedString()):"
        headers[.contentSecurityPolicy] = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        let body = ResponseBody(contentLength: Int(bytes.size)) { writer in
            for try await piece in bytes { try await writer.write(piece) }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: headers, body: body)
    }
}

/// The header field of RFC 6266.
enum ContentDisposition {
    /// `attachment` with a plain name for old readers and the real one in UTF-8 for the others. Nothing of a name can end the field or name a folder.
    static func attachment(_ name: String) -> String {
        let safe = name.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F && $0 != "/" && $0 != "\\" }
        let text = safe.isEmpty ? "file" : String(String.UnicodeScalarView(safe))
        let plain = text.unicodeScalars.map { $0.isASCII && $0 != "\"" && $0 != "%" && $0 != ";" ? String($0) : "_" }.joined()
        let extended = text.addingPercentEncoding(withAllowedCharacters: .attributeCharacters) ?? "file"
        return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(extended)"
    }
}

extension CharacterSet {
    /// `attr-char` of RFC 8187.
    fileprivate static let attributeCharacters = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`|~")
}
