import AsyncHTTPClient
import Client
import Foundation
import NIOCore

/// `lianshen serve` in a process of its own, on a database of its own, and somebody who may ask it for the first account.
final class OwnServer: Sendable {
    let client: LianshenClient
    let code: String
    /// Folder of what it keeps.
    let data: String
    private let http: HTTPClient
    private let running: Running

    /// - Parameters:
    ///   - works: whether it also does the work of jobs.
    ///   - connections: how many may be open at the same time.
    init(
        _ program: String, on cluster: BenchCluster, name: String, works: Bool, connections: Int = 8, environment more: [String: String] = [:]
    ) async throws {
        try await cluster.psql("CREATE DATABASE \(name) TEMPLATE template0")
        try await cluster.createRoles(in: name)
        data = "\(cluster.folder)/\(name)"
        let port = try freePort()
        let own = [
            "DATABASE_URL": cluster.url(name), "LIANSHEN_OWNER_URL": cluster.url(name, role: "lianshen_owner"), "LIANSHEN_DATA": data,
            "LIANSHEN_LOG_LEVEL": "error", "PATH": "/usr/bin:/bin",
        ]
        let environment = own.merging(more) { _, asked in asked }
        running = try Running(program, ["serve"] + (works ? [] : ["--no-work"]) + ["--port", "\(port)"], environment)
        guard let url = URL(string: "http://127.0.0.1:\(port)") else { throw BenchError.failed(name, "port \(port)") }
        var configuration = HTTPClient.Configuration()
        configuration.timeout = .init(connect: .seconds(10), read: .seconds(120))
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connections
        configuration.connectionPool.retryConnectionEstablishment = false
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        client = LianshenClient(
            baseURL: url, token: nil, http: http, retry: RetryPolicy(tries: 60, firstPause: .milliseconds(100), longestPause: .milliseconds(500)))
        do {
            code = try Running.output(program, ["admin", "bootstrap"], environment)
        } catch {
            try? await http.shutdown()
            running.stop()
            throw error
        }
    }

    var peakMebibytes: Double { running.peakMebibytes }

    func stop() async {
        try? await http.shutdown()
        running.stop()
    }
}
