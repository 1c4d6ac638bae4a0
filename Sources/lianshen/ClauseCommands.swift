import ArgumentParser
import Client
import Foundation
import JointReview
import Wire

/// `lianshen clauses`: what codes say, and until when a clause was mandatory.
struct Clauses: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clauses", abstract: "规范条文库 · The clause library.",
        subcommands: [List.self, Import.self, Export.self, Versions.self, CheckTable.self], defaultSubcommand: List.self)

    struct List: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "条文列表或查找 · Clauses, or those that hold a text.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var page: PageOptions

        @Argument(help: "查找词,如 7.2.2 或 登高场地 · What to search for.")
        var text: String?

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await page.read { try await client.clauses(holding: text, limit: $0, after: $1) })
        }
    }

    struct Import: ClientCommand {
        static let configuration = CommandConfiguration(
            abstract: "导入整个条文库 (安全管理员、牵头单位) · Import a whole library (security administrator, lead).",
            discussion: """
                文件为 UTF-8 的 CSV,首行 \(ClauseTable.header.joined(separator: ","))。全部行导入,或一行也不导入并列出全部问题。
                The file is CSV in UTF-8 with that header. Every row is taken in, or none and every fault is listed.
                """)

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "CSV 文件 · CSV file.")
        var file: String

        @Option(name: .long, help: "说明 · What is new in it.")
        var note: String?

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let bytes = try TableFile.read(file)
            try output.show(try await act.once { try await client.importClauses(bytes, note: note, key: $0) })
        }
    }

    struct Export: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "导出整个条文库为 CSV · Export the whole library as CSV.")

        @OptionGroup var options: ClientOptions

        @Option(name: .long, help: "以往版本 · A version of before.")
        var version: Int?

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try FileHandle.standardOutput.write(contentsOf: try await client.exportClauses(version: version))
        }
    }

    struct Versions: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "历次导入 · Imports, newest first.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var page: PageOptions

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await page.read { try await client.clauseVersions(limit: $0, after: $1) })
        }
    }

    struct CheckTable: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "离线检查条文表 · Check a table without the service; 0 when it can be imported.")

        @Argument(help: "CSV 文件 · CSV file.")
        var file: String

        func run() throws {
            let (clauses, findings) = ClauseTable.read(try TableFile.read(file), file: file)
            try Output(json: false).say(findings.isEmpty ? ["\(clauses.count) 条 clauses"] : FindingText.lines(findings))
            if !findings.isEmpty { throw ExitCode(1) }
        }
    }
}

/// A table that lies in a file.
enum TableFile {
    static func read(_ path: String) throws -> Data {
        guard let bytes = FileManager.default.contents(atPath: path) else { throw CommandFault("无法读取 \(path)。", "\(path) cannot be read.") }
        return bytes
    }
}

extension ClauseBody: Shown {
    static let fields: [Field<ClauseBody>] = [
        .listed("规范", "code") { $0.code },
        .listed("版本", "edition") { $0.edition },
        .listed("条文", "clause") { $0.clause },
        .listed("题目", "title") { $0.title },
        .listed("强制", "force") { [$0.force?.rawValue, $0.mandatoryFrom, $0.mandatoryTo].compactMap { $0 }.joined(separator: " ") },
        .listed("移至", "moved to") { $0.movedTo?.text },
        .listed("核对", "status") { $0.status.both },
    ]
}

extension ClauseVersionBody: Shown {
    static let fields: [Field<ClauseVersionBody>] = [
        .listed("版本", "version") { String($0.libraryVersion) },
        .listed("导入", "imported") { $0.importedAt.inChina },
        .listed("条数", "clauses") { String($0.clauses) },
        .listed("新增", "added") { String($0.added) },
        .listed("改动", "changed") { String($0.changed) },
        .listed("取消", "removed") { String($0.removed) },
        .listed("说明", "note") { $0.note },
        .alone("作者", "author") { $0.authorId.text },
        .alone("摘要", "SHA-256") { $0.sha256 },
    ]
}
