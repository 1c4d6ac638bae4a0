import AsyncHTTPClient
import Client
import Foundation
import Glibc
import Locks
import NIOCore
import NIOHTTP1
import PrivateCluster
import TestDatabase

/// One place where the product runs: a temporary folder, a port, and the processes that a test starts there. However the test ends, they end.
final class Site: Sendable {
    let folder: String
    let port: Int
    /// Variables that every process of the site gets.
    let environment: [String: String]
    private let watcher: Watcher
    private let started = Locked<[Running]>([])

    /// Runs `body` with a site of its own.
    static func with<Value: Sendable>(_ variables: [String: String] = [:], _ body: (Site) async throws -> Value) async throws -> Value {
        let site = try Site(variables)
        do {
            let value = try await body(site)
            await site.end()
            return value
        } catch {
            await site.end()
            throw error
        }
    }

    private init(_ variables: [String: String]) throws {
        // Not the temporary folder of the environment: the path of a socket below it may have 107 bytes, and the database's own account must pass it.
        var name = Array("/tmp/lianshen-journey-XXXXXX".utf8CString)
        guard mkdtemp(&name) != nil, chmod(name, 0o711) == 0 else { throw CocoaError(.fileWriteUnknown) }
        folder = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        watcher = try Watcher(of: folder)
        try FileManager.default.createDirectory(atPath: folder + "/run", withIntermediateDirectories: true)
        port = try FreePort.next()
        // A program built with the thread sanitizer needs to know what to leave out, and where to report to.
        let sanitizer = ProcessInfo.processInfo.environment.filter { $0.key == "TSAN_OPTIONS" }
        environment = ["PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C.UTF-8", "HOME": folder]
            .merging(sanitizer) { $1 }.merging(variables) { $1 }
    }

    var data: String { folder + "/data" }
    var url: URL { URL(string: "http://127.0.0.1:\(port)") ?? URL(fileURLWithPath: "/") }

    /// The program under test.
    static let program: String = {
        if let named = ProcessInfo.processInfo.environment["LIANSHEN_BINARY"], !named.isEmpty { return named }
        // The tests' own program lies beside it, in the build folder.
        return URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("lianshen").path
    }()

    /// How many times larger than usual the counts are.
    static let scale = ProcessInfo.processInfo.environment["LIANSHEN_TEST_SCALE"].flatMap(Int.init) ?? 1

    /// Starts a command of the program in the background.
    func start(_ arguments: [String], _ variables: [String: String] = [:]) throws -> Running {
        let number = started.withLock { $0.count }
        let running = try Running(
            Self.program, arguments, environment: environment.merging(variables) { $1 }, in: folder + "/run",
            log: "\(folder)/\(number)-\(arguments.first ?? "")-\(UInt16.random(in: 0 ... .max))")
        started.withLock { $0.append(running) }
        return running
    }

    /// Runs a command of the program to its end.
    func run(_ arguments: [String], _ variables: [String: String] = [:], within limit: Duration = .seconds(120)) async throws -> Running {
        let running = try start(arguments, variables)
        await running.ended(within: limit)
        return running
    }

    /// Starts the server of this site and waits until it is ready.
    func serve(_ more: [String] = [], _ variables: [String: String] = [:]) async throws -> Running {
        let server = try start(["serve", "--data", data, "--port", "\(port)"] + more, variables)
        try await poll("the server is ready") {
            guard server.status == nil else { throw Unmet("the server ended: \(server.errors.suffix(2000))") }
            return await self.status("/readyz") == 200
        }
        return server
    }

    /// The status of an answer; nil when there is none.
    func status(_ path: String, port: Int? = nil) async -> Int? {
        (try? await get(path, port: port)).map { Int($0.status.code) }
    }

    func get(_ path: String, port: Int? = nil, headers: [(String, String)] = []) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(port ?? self.port)\(path)")
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        return try await HTTPClient.shared.execute(request, timeout: .seconds(10))
    }

    /// A code for the first sign-in.
    func bootstrapCode(_ variables: [String: String] = [:]) async throws -> String {
        let admin = try await run(["admin", "bootstrap", "--data", data], variables)
        guard admin.status == 0 else { throw Unmet("no code: \(admin.errors)") }
        return admin.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Asks the private database directly.
    func ask(_ question: String, data: String? = nil) async throws -> String {
        let address = ClusterAddress(socketFolder: (data ?? self.data) + "/socket").url(role: "postgres", database: "lianshen")
        let psql = try await Installation.newest().program("psql")
        return try await Command(psql, ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", address, "-f", "-"]).run(input: question)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The process of the private database; nil when none runs.
    var postmaster: pid_t? {
        guard let text = try? String(contentsOfFile: data + "/postgres/postmaster.pid", encoding: .utf8),
            let pid = text.split(separator: "\n").first.flatMap({ pid_t($0) }), ServerProcesses.serves(pid, folder: data + "/postgres")
        else { return nil }
        return pid
    }

    /// Processes in whose command line a text stands.
    func processes(mentioning text: String) -> [pid_t] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.compactMap { pid_t($0) }.filter { pid in
            let line = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") ?? Data()
            return String(decoding: line, as: UTF8.self).contains(text)
        }
    }

    /// Everything that the processes of the site wrote to their standard error.
    var logs: [(command: String, text: String)] { started.withLock { $0 }.map { ($0.arguments.first ?? "", $0.errors) } }

    private func end() async {
        for running in started.withLock({ $0 }) where running.status == nil {
            running.signal(SIGKILL)
            await running.ended()
        }
        watcher.end()
    }
}

/// What a test waited for and did not get.
struct Unmet: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// Looks again and again until `condition` holds.
/// - Throws: `Unmet` after `limit`, and what the condition throws.
func poll(_ what: String, within limit: Duration = .seconds(60), every pause: Duration = .milliseconds(20), _ condition: () async throws -> Bool)
    async throws
{
    let deadline = ContinuousClock.now + limit
    while try await !condition() {
        guard ContinuousClock.now < deadline else { throw Unmet("not in time: \(what)") }
        try await Task.sleep(for: pause)
    }
}
