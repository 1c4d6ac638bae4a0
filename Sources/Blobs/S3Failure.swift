import AsyncHTTPClient
import NIOCore

/// One attempt that failed, before it is decided whether to repeat it.
struct S3Failure: Error {
    /// Nil where no answer came.
    let status: Int?
    /// S3's word, for example `NoSuchKey`; empty where the answer has none.
    let code: String
    /// For people, without anything of the request but its operation.
    let cause: String

    /// An answer that is not what was asked for.
    init(status: Int, body: String) {
        let word = S3Text(body).first("Code") ?? ""
        // The rest of the answer may repeat the key and what was signed.
        let isWord = word.utf8.count <= 64 && word.utf8.allSatisfy { S3Signature.isUnreserved($0) }
        (self.status, code) = (status, isWord ? word : "")
        cause = "HTTP \(status)" + (code.isEmpty ? "" : " \(code)")
    }

    /// No answer.
    init(_ error: any Error) {
        (status, code) = (nil, "")
        switch error {
        case let error as HTTPClientError: cause = error.shortDescription
        case let error as IOError: cause = error.description
        // Other errors may quote what was sent.
        default: cause = "\(type(of: error))"
        }
    }

    /// The answer makes no sense.
    init(odd what: String) {
        (status, code, cause) = (nil, "", what)
    }

    /// Whether the same request may well succeed in a moment.
    var isTransient: Bool {
        guard let status else { return true }
        return status >= 500 && status != 501 || status == 429 || status == 408
            || ["SlowDown", "RequestTimeout", "InternalError", "ServiceUnavailable", "OperationAborted", "ConditionalRequestConflict"].contains(code)
    }
}
