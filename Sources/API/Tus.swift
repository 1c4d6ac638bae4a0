import Blobs
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JointReview
import Wire

extension HTTPField.Name {
    static let tusResumable = named("Tus-Resumable")
    static let tusVersion = named("Tus-Version")
    static let tusExtension = named("Tus-Extension")
    static let tusMaxSize = named("Tus-Max-Size")
    static let tusChecksumAlgorithm = named("Tus-Checksum-Algorithm")
    static let uploadLength = named("Upload-Length")
    static let uploadDeferLength = named("Upload-Defer-Length")
    static let uploadOffset = named("Upload-Offset")
    static let uploadMetadata = named("Upload-Metadata")
    static let uploadExpires = named("Upload-Expires")
    static let uploadConcat = named("Upload-Concat")
    static let uploadChecksum = named("Upload-Checksum")
    static let methodOverride = named("X-HTTP-Method-Override")
}

/// The words of tus 1.0.0 in requests, read strictly.
enum Tus {
    static let version = "1.0.0"
    static let path = "/v1/uploads"
    static let mediaType = "application/offset+octet-stream"
    static let extensions = "creation,creation-with-upload,termination,checksum,expiration,concatenation"

    /// Refuses another version, and a method that is not the request's own: who may do what is decided by the method that everybody on the way saw.
    static func require(_ request: Request) throws {
        guard request.headers[values: .tusResumable] == [version] else {
            var problem = Problem(.preconditionFailed, .tusVersion)
            problem.fields[.tusVersion] = version
            throw problem
        }
        guard !request.headers.contains(.methodOverride) else {
            throw fault(zh: "不接受 X-HTTP-Method-Override。", en: "X-HTTP-Method-Override is not taken.", zh: "请直接使用该方法。", en: "Send the method itself.")
        }
    }

    /// A size or an offset: a whole number without sign, as it is written in decimal digits.
    static func number(_ name: HTTPField.Name, _ request: Request) throws -> Int? {
        let values = request.headers[values: name]
        guard let text = values.first else { return nil }
        guard values.count == 1, !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw fault(
                zh: "\(name.canonicalName) 应为不带符号的整数。", en: "\(name.canonicalName) must be a whole number without a sign.", zh: "请改正。",
                en: "Correct it.")
        }
        // More digits than a number has are a large number, not a malformed one.
        return Int(text) ?? .max
    }

    /// The offset that a piece of an upload begins at.
    static func offset(_ request: Request) throws -> Int {
        guard let offset = try number(.uploadOffset, request) else {
            throw fault(zh: "缺少 Upload-Offset。", en: "Upload-Offset is missing.", zh: "先用 HEAD 查询。", en: "Ask for it with HEAD.")
        }
        return offset
    }

    /// Refuses a piece whose media type does not say that it is one.
    static func requireMediaType(_ request: Request) throws {
        guard isPiece(request) else {
            throw Problem(
                .unsupportedMediaType, .mediaType,
                explanation: Explanation(
                    message: Bilingual(zh: "请求体须为 \(mediaType)。", en: "The body must be \(mediaType)."),
                    remedy: Bilingual(zh: "设置 Content-Type: \(mediaType)。", en: "Set Content-Type: \(mediaType).")))
        }
    }

    static func isPiece(_ request: Request) -> Bool { request.headers[.contentType]?.lowercased() == mediaType }

    /// The checksum that a piece is to be compared with.
    static func checksum(_ request: Request) throws -> RunningChecksum? {
        guard let field = request.headers[.uploadChecksum] else { return nil }
        let words = field.split(separator: " ", omittingEmptySubsequences: false)
        let known = RunningChecksum.Algorithm.allCases.map(\.rawValue).joined(separator: ", ")
        guard words.count == 2, let algorithm = RunningChecksum.Algorithm(rawValue: String(words[0])),
            let bytes = Data(base64Encoded: String(words[1])),
            let checksum = RunningChecksum(algorithm, expected: Array(bytes))
        else {
            throw fault(
                zh: "Upload-Checksum 无法识别。", en: "Upload-Checksum cannot be read.", zh: "写作“算法 base64”,算法:\(known)。",
                en: "Write the algorithm (\(known)), a space and the base64 of the checksum.")
        }
        return checksum
    }

    /// A request that breaks the protocol.
    static func fault(zh: String, en: String, zh remedyZH: String, en remedyEN: String) -> Problem {
        Problem(
            .badRequest, .request,
            explanation: Explanation(message: Bilingual(zh: zh, en: en), remedy: Bilingual(zh: remedyZH, en: remedyEN)))
    }

    /// An instant as RFC 9110 writes it.
    static func date(_ date: Date) -> String {
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second, .weekday], from: date)
        func two(_ number: Int?) -> String { String(format: "%02d", number ?? 0) }
        return "\(days[(parts.weekday ?? 1) - 1]), \(two(parts.day)) \(months[(parts.month ?? 1) - 1]) \(parts.year ?? 1970) "
            + "\(two(parts.hour)):\(two(parts.minute)):\(two(parts.second)) GMT"
    }
}
