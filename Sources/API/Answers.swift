import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Wire

/// An answer's particulars beside its body: what can be read from the body itself, so that a replay gives them again.
private struct AnswerHints: Decodable {
    var id: UUID?
    var version: Int?
    var state: String?
}

extension Response {
    /// An answer of JSON.
    static func json(_ body: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        json(bytes: Array(try WireJSON.encode(body)), status: status)
    }

    /// An answer of JSON that is encoded already.
    static func json(bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        guard !bytes.isEmpty else { return Response(status: .noContent) }
        return Response(
            status: status, headers: [.contentType: "application/json; charset=utf-8"], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// The same answer with the `ETag` that its body implies: the version, or a package's state.
    func tagged(_ bytes: [UInt8]) -> Response {
        guard let hints = try? WireJSON.decode(AnswerHints.self, from: Data(bytes)) else { return self }
        var answer = self
        if let tag = hints.version.map(String.init) ?? hints.state { answer.headers[.eTag] = "\"\(tag)\"" }
        return answer
    }

    /// The same answer with the place of what was created.
    func located(under path: String, _ bytes: [UInt8]) -> Response {
        guard let id = (try? WireJSON.decode(AnswerHints.self, from: Data(bytes)))?.id else { return self }
        var answer = self
        answer.headers[.location] = "\(path)/\(id.text)"
        return answer
    }
}
