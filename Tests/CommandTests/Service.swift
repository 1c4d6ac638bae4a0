import Foundation
import Locks
import Wire

/// A service with its own PostgreSQL that all tests of this process share: started once, ended and removed when this process ends, however it does.
struct Service: Sendable {
    /// Where it listens.
    let url: String
    /// What `admin bootstrap` said.
    let code: Program.Outcome
    /// What the first sign-in said, and whose it is.
    let administrator: Account
    let firstSignIn: BootstrapBody
    /// Configuration folder that the first sign-in wrote to.
    let configuration: String
    /// Its data folder.
    let data: String

    static var shared: Service {
        get async throws { try await starting.value }
    }

    private static let starting = Task { try await start() }
    /// Open as long as this process lives; the shell that started the service reads from it.
    private static let lifeline = Locked<(Process, Pipe)?>(nil)

    private static func start() async throws -> Service {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ls-\(UInt32.random(in: 0 ... .max))").path
        // Open to others: the account of the database must pass through it.
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o711])
        try launch(folder)
        let url = "http://127.0.0.1:\(try await port(folder))"
        let code = try await Program.run(["admin", "bootstrap", "--data", folder + "/data"])
        let variables = ["XDG_CONFIG_HOME": folder + "/configuration", "LIANSHEN_URL": url]
        let first = try await Program.run(bootstrap(code), variables)
        guard first.status == 0 else { throw Failure("bootstrap: \(first.errors)") }
        return Service(
            url: url, code: code, administrator: Account(variables: variables),
            firstSignIn: try WireJSON.decode(from: Data(first.output.utf8)), configuration: folder + "/configuration", data: folder + "/data")
    }

    /// The first sign-in, as a command.
    static func bootstrap(_ code: Program.Outcome) -> [String] {
        [
            "bootstrap", code.output.trimmingCharacters(in: .whitespacesAndNewlines), "--credit-code", "12000000YANGL0909D", "--organisation",
            "【样例】联审平台运营单位", "--sign-in-name", "admin", "--name", "样例管理员", "--idempotency-key", "bootstrap-once", "--json",
        ]
    }

    private static func launch(_ folder: String) throws {
        let script =
            #""$1" serve --data "$2/data" --host 127.0.0.1 --port 0 2>"$2/log" & pid=$!; cat >/dev/null; kill "$pid"; wait "$pid"; rm -rf "$2""#
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", script, "sh", Program.path, folder]
        process.environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "HOME": folder].merging(Program.sanitizer) { $1 }
        process.standardInput = pipe
        // Not ours: whoever reads the output of these tests would wait for the service to end.
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        lifeline.withLock { $0 = (process, pipe) }
    }

    /// The port, once the log says that the service listens.
    private static func port(_ folder: String) async throws -> Int {
        let deadline = ContinuousClock.now + .seconds(120)
        while ContinuousClock.now < deadline {
            let log = (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? ""
            if let line = log.split(separator: "\n").first(where: { $0.contains(#""message":"Serving""#) }),
                let match = line.firstMatch(of: /"http.port":"(\d+)"/), let port = Int(match.1)
            {
                return port
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Failure("the service did not start: \((try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? "no log")")
    }
}

/// Why a test cannot go on.
struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
