import Client
import Dispatch
import Foundation
import Glibc

/// The service as the demo runs it: this very program in a process of its own, spoken to over HTTP only.
/// `Process` is not Sendable; it is only touched from the task that plays the demo.
struct DemoServer {
    let url: URL
    let data: String
    private let process: Process

    /// Starts `lianshen serve` over `data`, on any free port where none is named, and returns when it is ready.
    static func start(data: String, port: Int?) async throws -> DemoServer {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["serve", "--data", data, "--port", String(port ?? 0), "--host", "127.0.0.1"]
        let log = data + "/demo-server.log"
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        let output = FileHandle(forWritingAtPath: log)
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        for _ in 0..<600 {
            // Its own word and not an answer at the port: that could be another service's.
            if let port = Self.port(in: log), let url = URL(string: "http://127.0.0.1:\(port)") {
                let server = DemoServer(url: url, data: data, process: process)
                if await server.isReady() { return server }
            }
            guard process.isRunning else { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        if process.isRunning {
            process.terminate()
            process.waitUntilExit()
        }
        throw DemoError.serverDidNotStart(log)
    }

    /// The port that a server says it serves at.
    private static func port(in log: String) -> Int? {
        let lines = (try? String(contentsOfFile: log, encoding: .utf8))?.split(separator: "\n") ?? []
        guard let line = lines.last(where: { $0.contains(#""message":"Serving""#) }) else { return nil }
        return line.firstMatch(of: /"http\.port":"([0-9]+)"/).flatMap { Int($0.output.1) }
    }

    /// Takes the service along when this process is told to end; without that it would go on, and nobody would know.
    func endsWithUs() -> [any DispatchSourceSignal] {
        [SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            let child = process.processIdentifier
            source.setEventHandler {
                kill(child, SIGTERM)
                _exit(128 + number)
            }
            source.resume()
            return source
        }
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
}

/// Why the demo stopped.
enum DemoError: Error, CustomStringConvertible {
    case serverDidNotStart(String)
    case noBootstrapCode
    /// The check refused the package: every finding that rejects.
    case refused(String)
    case unexpected(String)

    var description: String {
        switch self {
        case .serverDidNotStart(let log): "服务未能启动,见 · The service did not start; see \(log)"
        case .noBootstrapCode: "无法取得开通码 · No bootstrap code could be had; use a fresh data folder."
        case .refused(let what), .unexpected(let what): what
        }
    }
}
