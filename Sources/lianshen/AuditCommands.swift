import ArgumentParser
import Client
import Foundation
import Wire

/// `lianshen audit`: who did what, when.
struct Audit: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "审计 (监管部门、审计管理员) · The audit log (regulator, audit administrator).",
        subcommands: [Query.self, Export.self, Verify.self, Receipt.self])

    struct Query: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "查询,先后为序 · Entries, oldest first.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var filter: AuditOptions
        @OptionGroup var page: PageOptions

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await page.read { try await client.audit(filter.parameters, limit: $0, after: $1) })
        }
    }

    struct Export: ClientCommand {
        static let configuration = CommandConfiguration(
            abstract: "导出为 gzip 压缩的 JSON Lines,或自带证明的归档 · Export as gzipped JSON Lines, or as an archive that proves itself.",
            discussion: "归档用 lianshen audit verify 核验,无需服务器 · lianshen audit verify checks an archive; no server is needed.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var filter: AuditOptions

        @Option(name: .shortAndLong, help: "保存为 (默认 audit.jsonl.gz 或 audit.zip) · File to write.")
        var output: String?

        @Flag(name: .long, help: "自带证明的归档 (ZIP) · An archive that carries its own proof (ZIP).")
        var archive = false

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let path = self.output ?? (archive ? "audit.zip" : "audit.jsonl.gz")
            let saved =
                archive ? try await client.exportAuditArchive(filter.parameters, to: path) : try await client.exportAudit(filter.parameters, to: path)
            output.remark("已保存 Saved: \(path) (\(saved.size) bytes)")
            if let until = saved.completeUntil { output.remark(Output.complete(until)) }
        }
    }
}

/// What of the log is asked for; everything that is named must hold.
struct AuditOptions: ParsableArguments {
    @Option(name: .long, help: "项目 · Of a project.")
    var project: UUID?

    @Option(name: .long, help: "报审件 · Of a case.")
    var `case`: UUID?

    @Option(name: .long, help: "人员 · Done by a person.")
    var person: UUID?

    @Option(name: .long, help: "单位 · Done for an organisation.")
    var organisation: UUID?

    @Option(name: .long, help: "对象 · Done to an object.")
    var object: UUID?

    @Option(name: .long, help: "行为,如 review.decide · What was done.")
    var act: String?

    @Option(name: .long, help: "结果 · How it ended.")
    var result: AuditEntryBody.Result?

    @Option(name: .long, help: "起 (含),日期或 RFC 3339 时刻 · From this day or instant on.")
    var from: Moment?

    @Option(name: .long, help: "止 (不含) · Before this day or instant.")
    var to: Moment?

    @Option(name: .long, help: "项目所在地区:省 32、市 3208、县 320812 · Of projects in a province, city or county.")
    var region: String?

    var parameters: AuditParameters {
        AuditParameters(
            project: project, case: self.case, person: person, organisation: organisation, object: object, act: act, result: result, from: from?.date,
            to: to?.date, region: region)
    }
}
