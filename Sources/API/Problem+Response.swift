import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JointReview
import NIOCore
import Wire

extension Problem {
    /// The answer that tells the problem (RFC 9457).
    func response(requestID: String) -> Response {
        let texts = texts
        let body = ProblemBody(
            code: code, status: status.code, title: title, detail: texts.message, remedy: texts.remedy, instance: requestID, refusal: refusal,
            findings: findings)
        var headers: HTTPFields = [.contentType: "application/problem+json"]
        for field in fields { headers[field.name] = field.value }
        if let retryAfter { headers[.retryAfter] = String(retryAfter) }
        if let allow { headers[.allow] = allow.joined(separator: ", ") }
        if status == .unauthorized { headers[.wwwAuthenticate] = "Bearer realm=\"lianshen\"" }
        // Strings and numbers only: encoding them cannot fail, and an empty body would still carry the status.
        let bytes = (try? WireJSON.encode(body)) ?? Data()
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
