import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JointReview
import NIOCore
import ServiceLifecycle
import Store
import Wire

/// `GET /v1/events`: what happens, as it happens, to whoever may know it.
struct EventRoutes: Sendable {
    let interface: HTTPInterface

    func watch(_ request: Request, _ context: SignedIn) async throws -> Response {
        let watched = try QueryParameters(request, allowed: ["case"]).id("case")
        let actor = try await interface.actor(for: .caseView, on: watched.map(ActObject.joint) ?? .nothing, context)
        if let watched {
            try await interface.store.transaction(as: actor) { tx in
                _ = try await tx.caseRecord(watched)
                try await ActObject.joint(watched).requireNotAside(tx)
            }
        }
        guard let token = context.token else { throw Denial.signedOut }
        let watch = Watch(interface: interface, actor: actor, token: token, caseID: watched)
        let body = ResponseBody { writer in
            let subscription = await interface.hub.subscribe(case: watched)
            do {
                // A stream is a request that never ends: without this the server would wait for it for ever when it shuts down.
                try await withGracefulShutdownHandler {
                    try await watch.run(subscription, &writer)
                } onGracefulShutdown: {
                    subscription.end()
                }
                await interface.hub.unsubscribe(subscription)
                try await writer.finish(nil)
            } catch {
                await interface.hub.unsubscribe(subscription)
                throw error
            }
        }
        return Response(status: .ok, headers: [.contentType: "text/event-stream; charset=utf-8", .named("X-Accel-Buffering"): "no"], body: body)
    }
}

/// One client that watches.
private struct Watch: Sendable {
    let interface: HTTPInterface
    let actor: Actor
    let token: BearerToken
    let caseID: UUID?

    private var listener: Listener { Listener(token: token, actor: actor) }

    /// Cases shown of a client that watches all of its own.
    private static let mostCases = 200

    func run(_ subscription: Subscription, _ writer: inout any ResponseBodyWriter) async throws {
        try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
        // Subscribed first, read second: what happens between the two is told again rather than lost.
        try await writer.write(state())
        while true {
            switch await subscription.next(wait: interface.configuration.heartbeat) {
            case .events(let events):
                // A token that ended, or an account that was disabled, ends its streams too: on a busy stream silence may never come.
                guard let sight = try await interface.gate.sight(of: listener, on: Set(events.map(\.event))) else { return }
                var text = ""
                for numbered in events where sight.shows(numbered.event) {
                    let body = EventBody(caseId: numbered.event.caseID, objectId: numbered.event.objectID)
                    text += try Self.frame(interface.hub.id(numbered.number), numbered.event.kind.rawValue, body)
                }
                if !text.isEmpty { try await writer.write(ByteBuffer(string: text)) }
            case .lost:
                guard try await isStillSignedIn() else { return }
                try await writer.write(state())
            case .silence:
                guard try await isStillSignedIn() else { return }
                try await writer.write(ByteBuffer(string: ": still here\n\n"))
            case .ended:
                return
            }
        }
    }

    private func isStillSignedIn() async throws -> Bool { try await interface.gate.sight(of: listener, on: []) != nil }

    private func state() async throws -> ByteBuffer {
        let id = await interface.hub.lastID
        let state = try await interface.store.transaction(as: actor) { tx in
            guard let caseID else {
                let records = try await tx.caseRecords(after: nil, limit: Self.mostCases + 1).map(\.record)
                let shown = records.prefix(Self.mostCases)
                return WatchedStateBody(
                    cases: shown.map { WatchedStateBody.Case(caseId: $0.id, state: $0.state, version: $0.version, round: $0.round) },
                    complete: records.count <= Self.mostCases)
            }
            let record = try await tx.caseRecord(caseID)
            let reviews = try await tx.reviews(of: caseID).map {
                WatchedStateBody.Review(reviewId: $0.id, discipline: $0.discipline, state: $0.state, version: $0.version)
            }
            let isAside = try await tx.hasSteppedAside(from: .joint(caseID))
            let comments = isAside ? [] : try await tx.comments(of: caseID, limit: 10_000).map(\.comment.id)
            let one = WatchedStateBody.Case(
                caseId: caseID, state: record.state, version: record.version, round: record.round, reviews: reviews, comments: comments)
            return WatchedStateBody(cases: [one], complete: comments.count < 10_000)
        }
        return ByteBuffer(string: try Self.frame(id, "state", state))
    }

    private static func frame(_ id: String, _ event: String, _ body: some Encodable) throws -> String {
        "id: \(id)\nevent: \(event)\ndata: \(String(decoding: try WireJSON.encode(body), as: UTF8.self))\n\n"
    }
}
