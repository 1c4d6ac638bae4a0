import Foundation
import Subprocess

extension ConfinedCommand {
    struct Watched: Sendable {
        var stopped: Status?
        var diagnostics = ""
    }

    private enum Ended: Sendable {
        case diagnostics(String)
        case deadline
    }

    /// Reads both outputs to their ends, and kills the tool and all that it started at the deadline, at the output limit, or when `consume` throws.
    ///
    /// A tool that has closed both outputs gets until its deadline to end; one that still runs then would be waited for for ever. It is not killed at
    /// once: some close their outputs themselves on the way out, and their code would be lost.
    nonisolated(nonsending) static func watch<Input: InputProtocol>(
        _ execution: Execution<Input, SequenceOutput, SequenceOutput>, limits: ToolLimits, consume: (UnsafeRawBufferPointer) throws -> Void
    ) async throws -> Watched {
        // Nobody waits for it any more.
        try await withTaskCancellationHandler {
            try await read(execution, limits: limits, consume: consume)
        } onCancel: {
            Self.kill(execution)
        }
    }

    private nonisolated(nonsending) static func read<Input: InputProtocol>(
        _ execution: Execution<Input, SequenceOutput, SequenceOutput>, limits: ToolLimits, consume: (UnsafeRawBufferPointer) throws -> Void
    ) async throws -> Watched {
        try await withThrowingTaskGroup(of: Ended.self) { group in
            group.addTask { .diagnostics(try await Self.firstBytes(of: execution.standardError, limit: limits.diagnostics)) }
            group.addTask {
                do {
                    try await Task.sleep(for: limits.deadline)
                } catch {
                    return .deadline
                }
                Self.kill(execution)
                return .deadline
            }
            let clock = ContinuousClock()
            let start = clock.now
            var watched = Watched()
            var count = 0
            for try await piece in execution.standardOutput where watched.stopped == nil {
                count += piece.count
                do {
                    if count > limits.output { throw Overflow() }
                    try piece.withUnsafeBytes { (bytes: UnsafeRawBufferPointer) throws in try consume(bytes) }
                } catch {
                    watched.stopped = .overflow
                    Self.kill(execution)
                }
            }
            while let ended = try await group.next() {
                guard case .diagnostics(let text) = ended else { continue }
                watched.diagnostics = text
                group.cancelAll()
                break
            }
            if watched.stopped == nil { await awaitEnd(of: execution.processIdentifier.value, until: start + limits.deadline) }
            if watched.stopped == nil, clock.now - start >= limits.deadline { watched.stopped = .deadline }
            Self.kill(execution)
            return watched
        }
    }

    private struct Overflow: Error {}

    /// Asks whether a process has ended, without taking its end from whoever waits for it. Nearly all have when their outputs are closed.
    private nonisolated(nonsending) static func awaitEnd(of process: pid_t, until deadline: ContinuousClock.Instant) async {
        var pause = Duration.milliseconds(1)
        while ContinuousClock.now < deadline {
            var info = siginfo_t()
            guard waitid(P_PID, id_t(process), &info, WEXITED | WNOHANG | WNOWAIT) == 0, info.si_signo == 0 else { return }
            do {
                try await Task.sleep(for: pause)
            } catch {
                return
            }
            pause = min(pause * 2, .milliseconds(50))
        }
    }

    /// The whole group: a child that the tool left behind would go on reading foreign bytes. With namespaces the group is the wall's own,
    /// and the end of its first process is the end of all that is inside.
    private static func kill<Input: InputProtocol>(_ execution: Execution<Input, SequenceOutput, SequenceOutput>) {
        try? execution.send(signal: .kill, toProcessGroup: true)
        try? execution.send(signal: .kill)
    }

    private static func firstBytes(of sequence: SubprocessOutputSequence, limit: Int) async throws -> String {
        var bytes: [UInt8] = []
        for try await piece in sequence where bytes.count < limit {
            piece.withUnsafeBytes { (raw: UnsafeRawBufferPointer) in bytes.append(contentsOf: raw.prefix(limit - bytes.count)) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
