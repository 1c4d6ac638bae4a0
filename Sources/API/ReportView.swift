import Blobs
import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JointReview
import NIOCore
import Reports
import Store

/// A report made for one reader on the spot, without what is said of sheets that he may not open. It is no edition: nothing keeps it, and nothing names its digest
/// but the entry of its download.
struct ReportView: Sendable {
    let bytes: [UInt8]
    let format: ReportFile.Format

    var sha256: [UInt8] { Array(SHA256.hash(data: bytes)) }

    /// - Parameter edition: the edition's own record.
    init(of edition: Data, without closed: [SheetRecord], as format: ReportFile.Format) throws {
        let places = ClosedPlaces(of: closed)
        let record = try CanonicalJSON.decode(ReportRecord.self, from: edition).without(
            Set(closed.map(\.id)), files: places.files, numbers: places.numbers)
        self.format = format
        bytes =
            switch format {
            case .json: try ReportRenderer.json(record)
            case .htmlZh: ReportRenderer.html(record, language: .zh)
            case .htmlEn: ReportRenderer.html(record, language: .en)
            }
    }

    /// A file under a name of its own, without the digest that an edition has.
    func response(number: String) -> Response {
        let ending =
            switch format {
            case .json: "json"
            case .htmlZh: "zh.html"
            case .htmlEn: "en.html"
            }
        var headers: HTTPFields = [
            .contentType: format == .json ? "application/json; charset=utf-8" : "text/html; charset=utf-8",
            .contentDisposition: ContentDisposition.attachment("\(number).cut.\(ending)"),
        ]
        headers[.contentSecurityPolicy] = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

extension Data {
    /// A whole blob in memory; a report's record is a few megabytes.
    init(all bytes: BlobBytes) async throws {
        self.init()
        for try await piece in bytes { append(contentsOf: piece.readableBytesView) }
    }
}
