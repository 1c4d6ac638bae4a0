import Foundation
import Glibc
import Logging
import Postgres
import TestDatabase

/// A private PostgreSQL server for one test run: unix socket and loopback, no fsync, gone at exit.
final class Cluster: Sendable {
    /// Started by the first test that asks.
    static var shared: Cluster {
        get async throws { try await starting.value }
    }

    /// On a thread of its own: it takes seconds, in which the few threads that all tests share would stand still.
    private static let starting = Task {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try Cluster() }) }
        }
    }

    let folder: URL
    let port: Int
    private let lifeline = Pipe()

    /// Over the unix socket, as the superuser.
    func url(user: String = "postgres") -> String { "host=\(folder.path) port=\(port) dbname=postgres user=\(user)" }

    private init() throws {
        // Short: a unix socket's path has at most 107 bytes.
        folder = FileManager.default.temporaryDirectory.appending(path: "pg-\(UInt32.random(in: 0 ... .max))", directoryHint: .isDirectory)
        port = try FreePort.next()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        // PostgreSQL refuses to run as root.
        if getuid() == 0 { try Self.run("/bin/chown", ["postgres", folder.path]) }
        let data = folder.appending(path: "data").path
        try server("initdb", ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"])
        let certificate = folder.appending(path: "server.crt").path
        let key = folder.appending(path: "server.key").path
        let subject = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", key, "-out", certificate]
        try asServer("/usr/bin/openssl", subject)
        let settings = [
            "port = \(port)", "listen_addresses = '127.0.0.1'", "unix_socket_directories = '\(folder.path)'", "fsync = off",
            "max_connections = 200", "ssl = on", "ssl_cert_file = '\(certificate)'", "ssl_key_file = '\(key)'", "autovacuum = off",
        ]
        try asServer("/bin/sh", ["-c", "cat >> '\(data)/postgresql.conf'"], input: settings.joined(separator: "\n") + "\n")
        try watch(data)
        try server("pg_ctl", ["-D", data, "-w", "-l", folder.appending(path: "log").path, "start"])
    }

    /// Stops and removes the server when this process is gone, however it ended: its end of the pipe closes then.
    private func watch(_ data: String) throws {
        let watchdog = Process()
        watchdog.executableURL = URL(filePath: "/bin/sh")
        let stop = "'\(try Self.programs())/pg_ctl' -D '\(data)' -m immediate -w stop"
        let asServer = getuid() == 0 ? "runuser -u postgres -- \(stop)" : stop
        watchdog.arguments = ["-c", "cd /; cat; \(asServer); rm -rf '\(folder.path)'"]
        watchdog.standardInput = lifeline
        watchdog.standardOutput = FileHandle.nullDevice
        watchdog.standardError = FileHandle.nullDevice
        try watchdog.run()
    }

    private static func programs() throws -> String {
        let versions = try FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql").compactMap { Int($0) }
        return "/usr/lib/postgresql/\(versions.max() ?? 15)/bin"
    }

    private func server(_ tool: String, _ arguments: [String]) throws {
        // Foundation waits until every copy of one of its descriptors is closed, and a daemon keeps its copies for ever.
        let close = #"for f in /proc/$$/fd/*; do n=${f##*/}; [ "$n" -gt 2 ] && eval "exec $n>&-"; done; exec "$@""#
        try asServer("/bin/bash", ["-c", close, "bash", "\(try Self.programs())/\(tool)"] + arguments)
    }

    private func asServer(_ tool: String, _ arguments: [String], input: String? = nil) throws {
        if getuid() == 0 {
            try Self.run("/sbin/runuser", ["-u", "postgres", "--", tool] + arguments, input: input)
        } else {
            try Self.run(tool, arguments, input: input)
        }
    }

    private static func run(_ tool: String, _ arguments: [String], input: String? = nil) throws {
        let process = Process()
        process.executableURL = URL(filePath: tool)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: "/")
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardInput = pipe
        try process.run()
        try pipe.fileHandleForWriting.write(contentsOf: Data((input ?? "").utf8))
        try pipe.fileHandleForWriting.close()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw ClusterError.failed(tool: tool, arguments: arguments) }
    }
}

enum ClusterError: Error {
    case failed(tool: String, arguments: [String])
}

/// Runs a test with a pool of its own on the shared cluster.
@discardableResult
func withPool<Value: Sendable>(
    _ change: (inout PoolConfiguration) -> Void = { _ in }, _ body: (Pool) async throws -> Value
) async throws -> Value {
    var configuration = PoolConfiguration(url: try await Cluster.shared.url(), size: 4)
    change(&configuration)
    let pool = Pool(configuration: configuration, logger: quiet)
    do {
        let value = try await body(pool)
        await pool.close()
        return value
    } catch {
        await pool.close()
        throw error
    }
}

/// Faults are provoked on purpose; their warnings would bury a real failure.
let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
