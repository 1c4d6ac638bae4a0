import Foundation
public import JointReview

/// Why a request's body is not what the interface takes.
public enum RequestFault: Error, Hashable, Sendable {
    /// The bytes are not JSON.
    case notJSON(JSONFault)
    /// The JSON does not have the shape; every fault is listed.
    case findings([Finding])
}

/// The body of a request: what is sent and what is taken are the same type, and its shape says what it may hold.
public protocol RequestBody: Codable, Sendable {
    /// The fields that it may hold.
    static var shape: Shape { get }
}

extension RequestBody {
    /// Reads a body strictly: unknown, missing, mistyped and overlong fields are all found at once, each with its place.
    public static func read(_ bytes: some Sequence<UInt8>) throws(RequestFault) -> Self {
        let bytes = Array(bytes)
        let value: JSONValue
        do {
            value = try JSONReader.read(bytes)
        } catch {
            throw .notJSON(error)
        }
        let findings = shape.findings(in: value)
        guard findings.isEmpty else { throw .findings(findings) }
        do {
            return try WireJSON.decode(Self.self, from: Data(bytes))
        } catch {
            // The shape let something pass that the type does not take: a combination of fields.
            throw .findings([RequestFault.combination(error)])
        }
    }

}

extension RequestFault {
    /// What is told where the shape let something pass that the type does not take.
    static func combination(_ error: any Error) -> Finding {
        let path = (error as? DecodingError)?.path ?? []
        let pointer = "/" + path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: "/")
        return Finding(
            code: "field.combination", severity: .reject, file: pointer,
            message: Bilingual(zh: "字段 \(pointer) 与其他字段不相配", en: "Field \(pointer) does not go with the other fields."),
            remedy: Bilingual(zh: "按接口文档核对该字段在此种情形下是否必填、是否可用", en: "See the interface document for what belongs together."))
    }
}

extension DecodingError {
    fileprivate var path: [any CodingKey] {
        switch self {
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context): context.codingPath
        case .keyNotFound(let key, let context): context.codingPath + [key]
        @unknown default: []
        }
    }
}
