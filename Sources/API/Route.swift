import HTTPTypes
import Hummingbird
import HummingbirdCore

/// One line of the table of contents: a method, a path as the OpenAPI document writes it, and what answers.
struct Route: Sendable {
    /// What answers a request.
    typealias Handler = @Sendable (Request, SignedIn) async throws -> Response

    /// Whether somebody must be signed in.
    enum Access: Sendable {
        case anybody, signedIn
    }

    let method: HTTPRequest.Method
    /// `/v1/cases/{caseId}`.
    let path: String
    let access: Access
    let handler: Handler

    static func get(_ path: String, _ handler: @escaping Handler, for access: Access = .signedIn) -> Route {
        Route(method: .get, path: path, access: access, handler: handler)
    }

    static func post(_ path: String, _ handler: @escaping Handler, for access: Access = .signedIn) -> Route {
        Route(method: .post, path: path, access: access, handler: handler)
    }

    static func put(_ path: String, _ handler: @escaping Handler) -> Route {
        Route(method: .put, path: path, access: .signedIn, handler: handler)
    }

    static func patch(_ path: String, _ handler: @escaping Handler) -> Route {
        Route(method: .patch, path: path, access: .signedIn, handler: handler)
    }

    static func head(_ path: String, _ handler: @escaping Handler) -> Route {
        Route(method: .head, path: path, access: .signedIn, handler: handler)
    }

    static func options(_ path: String, _ handler: @escaping Handler) -> Route {
        Route(method: .options, path: path, access: .anybody, handler: handler)
    }

    static func delete(_ path: String, _ handler: @escaping Handler) -> Route {
        Route(method: .delete, path: path, access: .signedIn, handler: handler)
    }

    /// Whether a request's path is one of this route's.
    func matches(_ segments: [Substring]) -> Bool {
        let own = path.split(separator: "/")
        return own.count == segments.count && zip(own, segments).allSatisfy { own, segment in own.hasPrefix("{") || own == segment }
    }
}

extension [Route] {
    /// Methods that a path has; empty when there is no such path.
    func methods(at path: String) -> [String] {
        let segments = path.split(separator: "/")
        return filter { $0.matches(segments) }.map(\.method.rawValue).sorted()
    }
}
