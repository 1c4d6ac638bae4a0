import Foundation
import Glibc
import Locks

/// A process that a test started, with what it prints in files.
///
/// `@unchecked Sendable`: `Process` is only asked for its pid and its end, both of which Foundation guards; the end arrives in the mutex.
final class Running: @unchecked Sendable {
    let pid: pid_t
    let arguments: [String]
    private let process: Process
    private let outputFile: String
    private let errorFile: String
    private let ending: Locked<(status: Int32?, waiting: [CheckedContinuation<Void, Never>])>

    /// Starts a program with a clean environment.
    init(_ program: String, _ arguments: [String], environment: [String: String], in folder: String, log: String) throws {
        self.arguments = arguments
        (outputFile, errorFile) = (log + ".out", log + ".err")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = environment
        // Below the site's folder: the watcher ends whatever works there.
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try Self.file(outputFile)
        process.standardError = try Self.file(errorFile)
        ending = Locked((nil, []))
        self.process = process
        let told = Told()
        process.terminationHandler = { told.tell($0.terminationReason == .exit ? $0.terminationStatus : 128 + $0.terminationStatus) }
        try process.run()
        pid = process.processIdentifier
        told.deliver(to: { [weak self] status in self?.end(status) })
    }

    /// What it printed on standard output so far.
    var output: String { (try? String(contentsOfFile: outputFile, encoding: .utf8)) ?? "" }
    /// What it printed on standard error so far.
    var errors: String { (try? String(contentsOfFile: errorFile, encoding: .utf8)) ?? "" }
    /// Exit code, or 128 and the signal; nil while it runs.
    var status: Int32? { ending.withLock { $0.status } }

    func signal(_ signal: Int32) {
        guard status == nil else { return }
        kill(pid, signal)
    }

    /// Waits for the end and returns the exit code; ends it by force when it takes longer than `limit`.
    @discardableResult
    func ended(within limit: Duration = .seconds(120)) async -> Int32 {
        let alarm = Task {
            try await Task.sleep(for: limit)
            self.signal(SIGKILL)
        }
        defer { alarm.cancel() }
        await withCheckedContinuation { continuation in
            let isOver = ending.withLock { state in
                if state.status != nil { return true }
                state.waiting.append(continuation)
                return false
            }
            if isOver { continuation.resume() }
        }
        return status ?? -1
    }

    private func end(_ status: Int32) {
        let waiting = ending.withLock { state in
            state.status = status
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    private static func file(_ path: String) throws -> FileHandle {
        guard FileManager.default.createFile(atPath: path, contents: nil), let handle = FileHandle(forWritingAtPath: path) else {
            throw CocoaError(.fileWriteUnknown)
        }
        return handle
    }

    /// Carries the end of a process that may come before anybody listens.
    private final class Told: Sendable {
        private let state = Locked<(status: Int32?, listener: (@Sendable (Int32) -> Void)?)>((nil, nil))

        func tell(_ status: Int32) {
            let listener = state.withLock { state in
                state.status = status
                return state.listener
            }
            listener?(status)
        }

        func deliver(to listener: @escaping @Sendable (Int32) -> Void) {
            let status = state.withLock { state in
                state.listener = listener
                return state.status
            }
            if let status { listener(status) }
        }
    }
}
