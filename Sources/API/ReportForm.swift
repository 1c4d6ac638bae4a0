import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JointReview
import NIOCore
import Reports
import Store

/// In which form somebody wants to read what can be read as JSON or as a page: `?format=html&lang=en`.
struct ReportForm: Sendable {
    let isPage: Bool
    let language: Language

    init(_ request: Request) throws {
        let query = try QueryParameters(request, allowed: ["format", "lang"])
        isPage = try query.word("format", of: Form.self) == .html
        language = try query.word("lang", of: Language.self) ?? .zh
    }

    /// The report of a check in this form; as JSON it is the stored bytes.
    func response(_ report: String) throws -> Response {
        guard isPage else { return .json(bytes: Array(report.utf8)) }
        return .page(CheckPage.html(try CanonicalJSON.decode(from: Data(report.utf8)), language: language))
    }

    /// A notice of deficiencies in this form; as JSON its canonical bytes, whose digest was logged.
    func response(_ issued: IssuedDeficiency) throws -> Response {
        guard isPage else { return .json(bytes: Array(try CanonicalJSON.encode(issued.notice))) }
        return .page(DeficiencyPage.html(issued.notice, language: language))
    }

    private enum Form: String, CaseIterable {
        case json, html
    }
}

extension Response {
    /// A page that can do nothing: no script, nothing fetched, no origin of its own.
    static func page(_ bytes: [UInt8]) -> Response {
        var headers: HTTPFields = [.contentType: "text/html; charset=utf-8"]
        headers[.contentSecurityPolicy] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
