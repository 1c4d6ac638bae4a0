import ArgumentParser
import Foundation
import Intake
import JointReview
import Store

/// `lianshen admin rules`: rules of the check, on the server itself.
struct AdminRules: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "rules", abstract: "检查规则 · Rules of the check.", subcommands: [TryRules.self])
}

/// `lianshen admin rules try FILE`: which packages of the past a set of rules would judge otherwise. Nothing is written.
struct TryRules: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "try", abstract: "在以往图纸包上试行检查规则文件,启用前先看结果 · Try a file of rules on packages of the past before it is put in force.",
        discussion: "退出码 exit codes: 0 没有变化 nothing would change · 1 有图纸包的结果会变化 a package would be judged otherwise · 2 用法或环境错误 usage or environment")

    @OptionGroup var options: SettingsOptions

    @Argument(help: "检查规则文件 (JSON);格式见 Schemas/rules/1 · File of the rules.")
    var file: String

    @Option(name: .long, help: "最近多少个图纸包 · How many packages, newest first.")
    var limit = 1000

    func run() async throws {
        let rules = try RuleFile.checkRules(file)
        let settings = try await Settings(options)
        try OpenHouse.requireUsed(settings)
        let database = try await OpenDatabase.open(settings, logger: settings.commandLogger())
        let packages: [TriedPackage]
        do {
            packages = try await database.store.transaction(as: .system("admin rules try")) { try await $0.triedPackages(after: nil, limit: limit) }
        } catch {
            await database.close()
            throw error
        }
        await database.close()
        let changed = packages.compactMap { package -> (TriedPackage, RuleTrial)? in
            let trial = package.package.map { RuleTrial(rules, on: $0, of: package.facts, knowing: CodeList.codes) }
            return trial.flatMap { $0.changes ? (package, $0) : nil }
        }
        for (package, trial) in changed { print(Self.lines(package, trial).joined(separator: "\n")) }
        print("\(packages.count) 个图纸包,\(changed.count) 个有变化 · \(packages.count) packages, \(changed.count) would be judged otherwise")
        if !changed.isEmpty { throw ExitCode(1) }
    }

    private static func lines(_ package: TriedPackage, _ trial: RuleTrial) -> [String] {
        let verdicts = [trial.wasAcceptable, trial.isAcceptable].map { $0 ? "✓" : "✗" }.joined(separator: " → ")
        let parts = [("+", trial.added), ("−", trial.dropped), ("±", trial.reweighed)]
        return ["\(package.id.uuidString.lowercased())  \(package.fileName)  \(verdicts)"]
            + parts.flatMap { sign, findings in findings.map { "  \(sign) [\($0.severity.rawValue)] \($0.code)  \($0.file)  \($0.message.zh)" } }
    }
}
