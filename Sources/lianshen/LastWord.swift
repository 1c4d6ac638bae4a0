import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

/// Runs services until one signal, then lets them finish what they have begun; a second signal ends them at once.
struct LastWord {
    let logger: Logger

    /// - Parameter services: ended in the opposite order, one after the other.
    /// - Throws: what a service threw; `Hurried` after a second signal.
    func run(_ services: [any Service]) async throws {
        let group = ServiceGroup(
            configuration: .init(services: services.map { .init(service: $0) }, logger: logger))
        // Heard in one place only: the group's own listener would begin later than this one, and a signal between the two would be lost.
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
        // From here on a signal ends in order; earlier ones ended the process as it was.
        logger.notice("Started")
        let work = Task { try await group.run() }
        let watch = Task {
            var heard = 0
            for await _ in signals {
                heard += 1
                guard heard > 1 else {
                    await group.triggerGracefulShutdown()
                    continue
                }
                work.cancel()
                return true
            }
            return false
        }
        let outcome = await work.result
        watch.cancel()
        if await watch.value {
            logger.warning("Ended at once by a second signal; what was under way is repeated or was rolled back")
            throw Hurried()
        }
        try outcome.get()
        logger.notice("Ended")
    }

    /// A second signal came before everything was finished.
    struct Hurried: Error, CustomStringConvertible {
        var description: String { "收到第二个信号,立即结束;未完成的任务将由其他进程重做 · Ended at once by a second signal; unfinished jobs are done again." }
    }
}
