public import Foundation
import Glibc
import Locks
import TestDatabase

/// A throw-away S3 server for one process of tests: SeaweedFS from PyPI, in a temporary folder, on free ports of the loopback, with its memory bounded and
/// its telemetry off. However the process of the tests ends, a watcher ends the server and removes the folder.
public final class ObjectServer: Sendable {
    /// What a test waited for and did not get.
    public struct Failure: Error, CustomStringConvertible {
        /// In words.
        public let description: String
    }

    /// The program; nil where `deploy/setup/python.sh` was not run.
    public static let program: String? = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let path = root.appendingPathComponent(".venv-test/bin/weed").path
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }()

    /// The one server of this process, started on first use (about four seconds).
    public static var shared: ObjectServer {
        get async throws { try await starting.value }
    }

    private static let starting = Task { try await ObjectServer() }

    /// The key that may do everything, and its secret.
    public static let key = "LIANSHENTEST", secret = "sample/secret+of/the/tests=0123456789"
    /// A bucket that is there from the start.
    public static let bucket = "lianshen-test"
    /// The name under which buckets are reachable as `bucket.name`.
    public static let domain = "s3.test.example"

    /// The port of S3 on the loopback.
    public let port: Int
    /// The port of the same over TLS.
    public let securePort: Int
    /// Path of the certificate that the server shows there: its own authority, for `127.0.0.1`.
    public var certificate: String { folder + "/cert.pem" }
    private let folder: String
    private let ports: [Int]
    private let watcher: Watcher
    private let process = Locked<Process?>(nil)

    /// Starts a server of one's own, for tests that kill it.
    public init() async throws {
        guard Self.program != nil else { throw Failure(description: "deploy/setup/python.sh makes .venv-test") }
        DeadSockets.remove()
        // mkdtemp puts letters of its own in the place of the X.
        var name = Array("/tmp/lianshen-bucket-XXXXXX".utf8CString)
        guard mkdtemp(&name) != nil else { throw CocoaError(.fileWriteUnknown) }
        folder = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        watcher = try Watcher(of: folder)
        for part in ["data", "run", "log"] { try FileManager.default.createDirectory(atPath: "\(folder)/\(part)", withIntermediateDirectories: true) }
        let identity = """
            {"identities": [{"name": "test", "credentials": [{"accessKey": "\(Self.key)", "secretKey": "\(Self.secret)"}],
             "actions": ["Admin", "Read", "Write", "List", "Tagging"]}]}
            """
        try Data(identity.utf8).write(to: URL(fileURLWithPath: folder + "/s3.json"))
        ports = try (0..<9).map { _ in try FreePort.next() }
        (port, securePort) = (ports[6], ports[8])
        try await run(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
                "-keyout", folder + "/key.pem", "-out", certificate,
            ])
        try await start()
    }

    /// Starts the server, also again after `kill`, and waits until it answers.
    public func start() async throws {
        guard let program = Self.program else { return }
        let running = Process()
        running.executableURL = URL(fileURLWithPath: program)
        running.arguments = [
            "-logdir=\(folder)/log", "server", "-dir=\(folder)/data", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-master.telemetry=false",
            "-master.port=\(ports[0])", "-master.port.grpc=\(ports[1])", "-volume.port=\(ports[2])", "-volume.port.grpc=\(ports[3])",
            "-volume.max=60", "-volume.preStopSeconds=0", "-master.volumeSizeLimitMB=64", "-filer", "-filer.port=\(ports[4])",
            "-filer.port.grpc=\(ports[5])", "-s3", "-s3.port=\(port)", "-s3.port.grpc=\(ports[7])", "-s3.port.iceberg=0", "-s3.port.lance=0",
            "-s3.config=\(folder)/s3.json", "-s3.domainName=\(Self.domain)", "-s3.iam=false", "-s3.port.https=\(securePort)",
            "-s3.cert.file=\(certificate)", "-s3.key.file=\(folder)/key.pem",
        ]
        // The collector keeps the heap below this; a limit of the address space would end a Go program at its start.
        running.environment = ["HOME": folder, "PATH": "/usr/bin:/bin", "GOMEMLIMIT": "400MiB", "GOGC": "50"]
        running.currentDirectoryURL = URL(fileURLWithPath: folder + "/run")
        running.standardInput = FileHandle.nullDevice
        running.standardOutput = FileHandle.nullDevice
        running.standardError = FileHandle.nullDevice
        try running.run()
        process.withLock { $0 = running }
        let deadline = ContinuousClock.now + .seconds(90)
        // Ready when it can also store something: its parts find one another only after a while.
        while (try? await curl(["-X", "PUT", "--data-binary", "ready"], "/ready")) == nil {
            // The bucket is made once it can be.
            _ = try? await curl(["-X", "PUT"], "")
            guard ContinuousClock.now < deadline, running.isRunning else { throw Failure(description: "the object server did not start") }
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    /// Ends the server at once, as a power cut would.
    public func kill() {
        guard let running = process.withLock({ $0 }) else { return }
        Glibc.kill(running.processIdentifier, SIGKILL)
        running.waitUntilExit()
    }

    /// Ends the server and removes its folder.
    public func end() {
        kill()
        watcher.end()
        for port in ports {
            for part in ["filer", "filer-grpc", "master-grpc", "s3", "s3-grpc", "volume-grpc"] { unlink("/tmp/seaweedfs-\(part)-\(port).sock") }
        }
    }

    /// Asks the server with a client that we did not write, signed; `path` is behind the bucket. Gives the answer's body.
    @discardableResult
    public func curl(_ arguments: [String], _ path: String) async throws -> Data {
        let address = "http://127.0.0.1:\(port)/\(Self.bucket)\(path)"
        return try await run(
            "/usr/bin/curl",
            [
                "-sS", "--fail", "--max-time", "20", "--aws-sigv4", "aws:amz:us-east-1:s3", "-u", "\(Self.key):\(Self.secret)", "-H",
                "x-amz-content-sha256: UNSIGNED-PAYLOAD",
            ] + arguments + [address])
    }

    @discardableResult
    private func run(_ program: String, _ arguments: [String]) async throws -> Data {
        try await Task.detached {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = arguments
            let pipe = Pipe()
            (process.standardOutput, process.standardError) = (pipe, FileHandle.nullDevice)
            try process.run()
            let answer = pipe.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else {
                throw Failure(description: "\(program) \(process.terminationStatus): \(String(decoding: answer, as: UTF8.self))")
            }
            return answer
        }.value
    }
}
