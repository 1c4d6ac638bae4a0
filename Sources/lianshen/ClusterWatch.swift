import Logging
import PrivateCluster
import ServiceLifecycle

/// Starts the private PostgreSQL again when it died, for as long as the service runs.
struct ClusterWatch: Service {
    let cluster: PrivateCluster
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    if try await cluster.ensureRunning() { logger.warning("The private PostgreSQL had died and runs again") }
                    try await Task.sleep(for: .seconds(1))
                } catch is CancellationError {
                    return
                } catch {
                    logger.error("The private PostgreSQL cannot be started", metadata: ["error": "\(error)"])
                    try? await Task.sleep(for: .seconds(2))
                }
            }
        }
    }
}

/// Runs `body` and cancels it when shutdown begins; a body that watches for cancellation needs no other signal.
private func cancelWhenGracefulShutdown(_ body: @escaping @Sendable () async -> Void) async {
    let task = Task { await body() }
    await withTaskCancellationOrGracefulShutdownHandler {
        await task.value
    } onCancelOrGracefulShutdown: {
        task.cancel()
    }
}
