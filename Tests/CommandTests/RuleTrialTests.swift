import Foundation
import SampleCase
import Testing

@Suite struct RuleTrialTests {
    /// On the server itself, before a set of rules is put in force.
    @Test func rulesAreTriedOnThePackagesOfThePast() async throws {
        let cast = try await Cast.shared
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let package = folder.appending(path: "sample.zip").path
        try SampleCase.package(round: 1, to: package)
        _ = try await cast.sealedCase("试行", package: package)

        func tryRules(_ name: String, _ change: (String) -> String) async throws -> Program.Outcome {
            let file = folder.appending(path: name).path
            try change(shipped).write(toFile: file, atomically: true, encoding: .utf8)
            return try await Program.run(["admin", "rules", "try", file, "--data", cast.service.data])
        }
        let same = try await tryRules("same.json") { $0 }
        #expect(same.status == 0 && same.output.contains(" 0 would be judged otherwise"), "\(same.output) \(same.errors)")
        let strict = try await tryRules("strict.json") { $0.replacing(#""sheets": 5000"#, with: #""sheets": 1"#) }
        #expect(strict.status == 1 && strict.output.contains("package.too_many_sheets") && strict.output.contains("✓ → ✗"), "\(strict.output)")
        let unsound = try await tryRules("unsound.json") { $0.replacing(#""severities": {}"#, with: #""severities": {"no.such_code": "warn"}"#) }
        #expect(unsound.status == 2 && unsound.errors.contains("no.such_code"), "\(unsound.errors)")
        let absent = try await Program.run(["admin", "rules", "try", folder.path + "/absent.json", "--data", cast.service.data])
        #expect(absent.status == 2)
    }

    private var shipped: String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return (try? String(contentsOf: root.appending(path: "Schemas/rules/1/check.json"), encoding: .utf8)) ?? ""
    }
}
