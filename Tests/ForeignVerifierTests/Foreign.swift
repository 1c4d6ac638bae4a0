import Foundation
import Subprocess
import SystemPackage

/// Verifiers that nobody here wrote, and how they are called.
enum Foreign {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The interpreter that has `pymerkle`; nil where the set-up was not run.
    static let python: String? = {
        let path = root.appendingPathComponent(".venv-test/bin/python").path
        let package = root.appendingPathComponent(".venv-test/lib")
        let has = FileManager.default.enumerator(atPath: package.path)?.contains { ($0 as? String)?.hasSuffix("site-packages/pymerkle") == true }
        return FileManager.default.isExecutableFile(atPath: path) && has == true ? path : nil
    }()

    /// Debian's packages `golang-go` and `golang-golang-x-mod-dev`.
    static let hasGo =
        FileManager.default.isExecutableFile(atPath: "/usr/bin/go")
        && FileManager.default.fileExists(atPath: "/usr/share/gocode/src/golang.org/x/mod/sumdb/note/note.go")

    static let hasOpenSSL = FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")

    /// How a program ended, and what it said.
    struct Outcome: Sendable {
        let status: Int32
        let output: String
    }

    static func run(_ program: String, _ arguments: [String], _ variables: [String: String] = [:]) async throws -> Outcome {
        let plain = ["PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": NSTemporaryDirectory()].merging(variables) { $1 }
        let environment = plain.map { (Subprocess.Environment.Key(stringLiteral: $0), $1) }
        let result = try await Subprocess.run(
            .path(FilePath(program)), arguments: Arguments(arguments), environment: .custom(Dictionary(uniqueKeysWithValues: environment)),
            output: .string(limit: 1 << 20), error: .combinedWithOutput)
        guard case .exited(let code) = result.terminationStatus else { return Outcome(status: -1, output: result.standardOutput) }
        return Outcome(status: Int32(code), output: result.standardOutput)
    }

    /// Builds the glue around Go's packages, once for all tests.
    static let goverify = Task {
        let program = root.appendingPathComponent(".build/goverify").path
        let built = try await run(
            "/usr/bin/go", ["build", "-o", program, root.appendingPathComponent("Tests/ForeignVerifiers/goverify/main.go").path],
            [
                "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOCACHE": root.appendingPathComponent(".build/go-cache").path,
                "GOFLAGS": "-trimpath",
            ])
        guard built.status == 0 else { throw Unbuilt(output: built.output) }
        return program
    }

    struct Unbuilt: Error { let output: String }
}
