import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JointReview
import NIOCore
import Wire

extension HTTPField.Name {
    static let idempotencyKey = named("Idempotency-Key")
    static let idempotencyReplayed = named("Idempotency-Replayed")
    static let requestID = named("X-Request-Id")
    static let forwardedFor = named("X-Forwarded-For")
    static let forwardedProto = named("X-Forwarded-Proto")
    static let reprDigest = named("Repr-Digest")
    static let digest = named("Digest")
    static let contentSHA256 = named("X-Content-SHA256")
    /// Before which instant an answer has every entry of the log that was asked for.
    static let completeUntil = named("Lianshen-Complete-Until")

    static func named(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) is not a field name") }
        return name
    }
}

extension HTTPResponse.Status {
    /// 507 of RFC 4918.
    static let insufficientStorage = HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage")
    /// 423 of RFC 4918.
    static let locked = HTTPResponse.Status(code: 423, reasonPhrase: "Locked")
    /// 460 of tus 1.0.0.
    static let checksumMismatch = HTTPResponse.Status(code: 460, reasonPhrase: "Checksum Mismatch")
}

extension Request {
    /// The bytes of a JSON body, bounded in size and in time.
    func jsonBytes(_ configuration: InterfaceConfiguration) async throws -> [UInt8] {
        let type = headers[.contentType]?.split(separator: ";").first.map { $0.lowercased().filter { !$0.isWhitespace } }
        guard type == "application/json" else { throw Problem(.unsupportedMediaType, .mediaType) }
        return try await bytes(configuration)
    }

    /// The bytes of a body that may be empty: acts without particulars take none.
    func noBody(_ configuration: InterfaceConfiguration) async throws -> [UInt8] {
        let bytes = try await bytes(configuration)
        guard bytes.isEmpty || bytes == Array("{}".utf8) else {
            throw Problem(
                .unprocessableContent, .invalid,
                findings: [
                    Finding(
                        code: "body.unexpected", severity: .reject, file: "/", message: Bilingual(zh: "此请求没有请求体", en: "This request takes no body."),
                        remedy: Bilingual(zh: "不要发送请求体", en: "Send none."))
                ])
        }
        return []
    }

    /// The bytes of a body of whatever kind, bounded in size and in time.
    func bytes(_ configuration: InterfaceConfiguration, limit: Int? = nil) async throws -> [UInt8] {
        let limit = limit ?? configuration.largestBody
        if let announced = headers[.contentLength].flatMap(Int.init), announced > limit { throw Problem(.contentTooLarge, .tooLarge) }
        let body = body
        return try await withThrowingTaskGroup(of: [UInt8].self) { group in
            group.addTask { Array(try await body.collect(upTo: limit).readableBytesView) }
            group.addTask {
                try await Task.sleep(for: configuration.bodyTimeout)
                throw Problem(.requestTimeout, .tooSlow)
            }
            defer { group.cancelAll() }
            return try await group.next() ?? []
        }
    }

    /// The idempotency key of the request.
    var idempotencyKey: String? {
        get throws {
            guard let key = headers[.idempotencyKey] else { return nil }
            guard (1...200).contains(key.unicodeScalars.count), headers[values: .idempotencyKey].count == 1 else {
                throw Problem(.badRequest, .request)
            }
            return key
        }
    }

    /// Refuses an act on something that has moved on since the sender saw it.
    func requireMatch(_ version: some CustomStringConvertible) throws {
        guard let wanted = headers[.ifMatch], wanted != "*" else { return }
        let tags = wanted.split(separator: ",").map { $0.filter { !$0.isWhitespace } }
        guard tags.contains("\"\(version)\"") else { throw Problem(.preconditionFailed, .stale) }
    }
}
