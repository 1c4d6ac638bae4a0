import Foundation
import SampleCase
import Testing

/// What a command says without any service.
@Suite(.timeLimit(.minutes(5))) struct UsageTests {
    @Test(arguments: [
        ["nonsense"], ["case", "show"], ["case", "show", "no-identity"], ["queue", "plumbing"], ["decide", UUID().uuidString, "perhaps"],
        ["case", "open", "--project", UUID().uuidString, "--title", "x", "--lead", UUID().uuidString],
        ["upload", UUID().uuidString, "/nonexistent.zip"], ["project", "list", "--limit", "201"], ["events", "--count", "0"],
        ["person", "create", "--organisation", UUID().uuidString, "--sign-in-name", "x", "--name", "x", "--role", "reviewer:plumbing"],
        ["audit", "query", "--from", "yesterday"], ["check", "/nonexistent.zip"], ["check", "/dev/zero"], ["check", "/dev"],
        ["upload", UUID().uuidString, "/dev/zero"], ["admin", "calendar", "due", "tomorrow", "7"],
        [
            "comment", "add", UUID().uuidString, "--sheet", UUID().uuidString, "--at", "1,2,3", "--severity", "advice", "--text", "x",
        ],
        [
            "comment", "add", UUID().uuidString, "--sheet", UUID().uuidString, "--at", "1,2,3,4", "--severity", "advice", "--text", "x", "--code",
            "GB 50016",
        ],
        ["whoami", "--server", "ftp://somewhere"], ["report", UUID().uuidString, "--format", "docx"],
    ])
    func wrongUsageEndsWithTwo(_ arguments: [String]) async throws {
        let outcome = try await Program.run(arguments, ["LIANSHEN_TOKEN": "ls_x", "LIANSHEN_URL": "http://127.0.0.1:9"])
        #expect(outcome.status == 2)
        #expect(outcome.output == "" && outcome.errors.hasPrefix("错误 Error: "))
    }

    @Test func whoIsNotSignedInIsToldHow() async throws {
        let outcome = try await Program.run(["case", "list"], ["XDG_CONFIG_HOME": "/nonexistent"])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("尚未登录") && outcome.errors.contains("lianshen login"))
    }

    @Test func whatAServerAnswersDoesNotActOnATerminal() async throws {
        try await StaticServer.answering(418, "\u{1B}[2J\u{9B}31m\u{202E}\n完成 done") { url in
            let outcome = try await Program.run(["whoami"], ["LIANSHEN_TOKEN": "ls_x", "LIANSHEN_URL": url])
            #expect(outcome.status == 2 && outcome.errors.contains(#"\u{1B}[2J\u{9B}31m\u{202E}\u{A}完成 done"#), "\(outcome.errors)")
            #expect(
                !outcome.errors.unicodeScalars.contains { $0 != "\n" && ($0.properties.generalCategory == .control || $0.properties.isBidiControl) })
        }
    }

    @Test func aDueDayIsComputed() async throws {
        let outcome = try await Program.run(["admin", "calendar", "due", "2026-02-13", "7"])
        #expect(outcome.status == 0)
        #expect(outcome.output == "2026-03-02\n")
    }

    @Test func aGoodPackageChecksWithZeroAndABrokenOneWithOne() async throws {
        try await withFolder { folder in
            let bytes = try SampleCase.package(round: 1)
            try Data(bytes).write(to: URL(fileURLWithPath: folder + "/good.zip"))
            try Data(bytes.prefix(bytes.count / 2)).write(to: URL(fileURLWithPath: folder + "/broken.zip"))
            let good = try await Program.run(["check", folder + "/good.zip"])
            #expect(good.status == 0 && good.output.contains("✓ 可受理 · acceptable"))
            let broken = try await Program.run(["check", folder + "/broken.zip"])
            #expect(broken.status == 1 && broken.output.contains("拒收 reject") && broken.output.contains("  → "))
            let report = try await Program.run(["check", folder + "/broken.zip", "--json"])
            #expect(report.status == 1 && report.output.contains("\"acceptable\":false"))
        }
    }
}
