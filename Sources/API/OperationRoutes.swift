import Blobs
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Store
import Wire

/// What whoever runs the service asks: `/healthz`, `/readyz`, `/metrics`, and the interface's own document.
struct OperationRoutes: Sendable {
    let interface: HTTPInterface

    /// Answers as long as the process lives, also while it drains.
    func health(_ request: Request, _ context: SignedIn) async throws -> Response {
        try .json(HealthBody(status: .ok))
    }

    /// Whether new work should come here: database and blobs answer, and the server is not on its way out.
    func readiness(_ request: Request, _ context: SignedIn) async throws -> Response {
        if interface.draining.isOn { return try .json(HealthBody(status: .draining), status: .serviceUnavailable) }
        var checks = ["database": "ok", "blobs": "ok"]
        do {
            try await answersInTime { try await interface.store.ping() }
        } catch {
            context.logger.warning("The database does not answer", metadata: ["error": "\(error)"])
            checks["database"] = "unavailable"
        }
        do {
            try await answersInTime { try await interface.blobs.requireReady() }
        } catch {
            context.logger.warning("The blobs do not answer", metadata: ["error": "\(error)"])
            checks["blobs"] = "unavailable"
        }
        let isReady = checks.values.allSatisfy { $0 == "ok" }
        return try .json(HealthBody(status: isReady ? .ok : .unavailable, checks: checks), status: isReady ? .ok : .serviceUnavailable)
    }

    /// Figures for those who run the service; to everybody else there is no such path.
    func metrics(_ request: Request, _ context: SignedIn) async throws -> Response {
        // A proxy that we were not told to trust hides who asks: its own address says nothing.
        let isForwarded =
            request.headers.contains(.forwardedFor) && !interface.configuration.trustedProxies.contains { $0.contains(context.peer ?? "") }
        let isOperation =
            !isForwarded && context.peer == nil && context.sender?.address == ""
            || !isForwarded
                && interface.configuration.operationNetworks.contains {
                    $0.contains(context.sender?.address ?? "")
                }
        guard isOperation else { throw Problem(.notFound, .route) }
        let watchers = await interface.hub.watchers
        let text = await interface.metrics.text() + "# TYPE lianshen_event_streams gauge\nlianshen_event_streams \(watchers)\n"
        let log = await interface.logFigures()
        return Response(
            status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text + log)))
    }

    func document(_ request: Request, _ context: SignedIn) async throws -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/yaml; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: PackageResources.openapi_yaml)))
    }

    private func answersInTime(_ body: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask(operation: body)
            group.addTask {
                try await Task.sleep(for: .seconds(3))
                throw Problem(.serviceUnavailable, .overloaded)
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}
