import Client
import Foundation
import Glibc

/// The service as the demo runs it: this very program in a process of its own, spoken to over HTTP only.
/// `Process` is not Sendable; it is only touched from the task that plays the demo.
struct DemoServer {
    let url: URL
    let data: String
    private let process: Process

    /// Starts `lianshen serve` on a free port over `data` and returns when it is ready.
    static func start(data: String, port: Int?) async throws -> DemoServer {
        let port = try port ?? freePort()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["serve", "--data", data, "--port", String(port), "--host", "127.0.0.1"]
        let log = data + "/demo-server.log"
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        let output = FileHandle(forWritingAtPath: log)
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        guard let url = URL(string: "http://127.0.0.1:\(port)") else { throw DemoError.serverDidNotStart(log) }
        let server = DemoServer(url: url, data: data, process: process)
        for _ in 0..<600 {
            if await server.isReady() { return server }
            guard process.isRunning else { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw DemoError.serverDidNotStart(log)
    }

    /// The one-time code of the first sign-in, as an administrator gets it on the server.
    func bootstrapCode() throws -> String {
        let admin = Process()
        let pipe = Pipe()
        admin.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        admin.arguments = ["admin", "bootstrap", "--data", data]
        admin.standardOutput = pipe
        try admin.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        admin.waitUntilExit()
        guard admin.terminationStatus == 0 else { throw DemoError.noBootstrapCode }
        return String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Ends the service the way an operator does and waits until it is gone.
    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    /// Returns when the service has ended by itself or by a signal.
    func wait() {
        process.waitUntilExit()
    }

    private init(url: URL, data: String, process: Process) {
        self.url = url
        self.data = data
        self.process = process
    }

    private func isReady() async -> Bool {
        let client = LianshenClient(baseURL: url, token: nil)
        let ready = (try? await client.isReady()) ?? false
        try? await client.shutdown()
        return ready
    }

    /// A port that nobody listens on now.
    private static func freePort() throws -> Int {
        // Not for children: a process started meanwhile would keep the port bound as long as it lives.
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { throw DemoError.noPort }
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0 }
        }
        guard bound else { throw DemoError.noPort }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}

/// Why the demo stopped.
enum DemoError: Error, CustomStringConvertible {
    case serverDidNotStart(String)
    case noBootstrapCode
    case noPort
    case unexpected(String)

    var description: String {
        switch self {
        case .serverDidNotStart(let log): "服务未能启动,见 · The service did not start; see \(log)"
        case .noBootstrapCode: "无法取得开通码 · No bootstrap code could be had; use a fresh data folder."
        case .noPort: "没有可用端口 · No free port."
        case .unexpected(let what): what
        }
    }
}
