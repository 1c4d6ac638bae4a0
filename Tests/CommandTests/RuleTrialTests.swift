import Foundation
import SampleCase
import Testing
import Wire

@Suite struct RuleTrialTests {
    /// On the server itself, before a set of rules is put in force.
    @Test func rulesAreTriedOnThePackagesOfThePast() async throws {
        let cast = try await Cast.shared
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let package = folder.appending(path: "sample.zip").path
        try SampleCase.package(round: 1, to: package)
        let sealed = try await cast.sealedCase("试行", package: package)

        let list: ChecklistBody = try await cast.designer.ask("case", "checklist", sealed.id.text, "--discipline", "fire")
        #expect(list.points.map(\.id) == ["fire-design"] && list.rules?.version == 1)
        let shown = try await cast.designer.run("case", "checklist", sealed.id.text)
        #expect(shown.status == 0 && shown.output.contains("依据 basis") && shown.output.contains("第十一条"), "\(shown.output)")
        for command in [["check", package, "--classified"], ["package", "precheck", package, "--classified"]] {
            let refused = try await Program.run(command, cast.designer.variables)
            #expect(refused.status == 2 && refused.errors.contains("涉密"), "\(command): \(refused.errors)")
        }

        func tryRules(_ name: String, _ change: (String) -> String) async throws -> Program.Outcome {
            let file = folder.appending(path: name).path
            try change(shipped).write(toFile: file, atomically: true, encoding: .utf8)
            return try await Program.run(["admin", "rules", "try", file, "--data", cast.service.data])
        }
        let same = try await tryRules("same.json") { $0 }
        #expect(same.status == 0 && same.output.contains(" 0 would be judged otherwise"), "\(same.output) \(same.errors)")
        let strict = try await tryRules("strict.json") { $0.replacing(#""sheets": 5000"#, with: #""sheets": 1"#) }
        #expect(strict.status == 1 && strict.output.contains("package.too_many_sheets") && strict.output.contains("✓ → ✗"), "\(strict.output)")
        let typo = try await tryRules("typo.json") { $0.replacing(#""sheets": 5000"#, with: #""sheet": 5000"#) }
        #expect(typo.status == 2 && typo.errors.contains("rule.unknown_key") && typo.errors.contains("file_bytes"), "\(typo.errors)")
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
