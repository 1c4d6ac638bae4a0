import ArgumentParser
import Client
import Foundation
import Wire

/// `lianshen receipt`: fetches the proof that an act stands in the public log.
struct FetchReceipt: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipt", abstract: "下载回执 (.tlog-proof) · Fetch the receipt of an act.",
        discussion: """
            lianshen receipt --object 图纸包或报审件 PACKAGE OR CASE     列出其条目 · lists its entries
            lianshen receipt ENTRY -o FILE                               离线核验用 lianshen audit receipt · verify it with `lianshen audit receipt`
            退出码 exit codes: 0 已保存 saved · 1 尚未公布 not published yet
            """)

    @OptionGroup var options: ClientOptions
    @OptionGroup var page: PageOptions

    @Argument(help: "条目标识 · The entry.")
    var entry: UUID?

    @Option(name: .long, help: "列出某对象的条目 · List the entries about an object.")
    var object: UUID?

    @Option(name: .shortAndLong, help: "保存为 · File to write.")
    var output: String?

    @Option(name: .long, help: "最多等待的秒数 (0–10) · Seconds to wait at most.")
    var wait = 5

    func validate() throws {
        guard (entry == nil) != (object == nil) else { throw ValidationError("请给出条目或 --object 之一 · Give an entry or --object, not both.") }
        guard (0...10).contains(wait) else { throw ValidationError("--wait 应为 0 至 10 · --wait must be 0 to 10.") }
    }

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        if let object {
            return try output.show(try await page.read { try await client.loggedActs(about: object, limit: $0, after: $1) })
        }
        guard let entry else { return }
        guard let proof = try await client.receipt(of: entry, wait: wait) else {
            output.remark("尚未公布,请稍后再取。 Not published yet; ask again later.")
            throw ExitCode(1)
        }
        let file = self.output ?? entry.text + ".tlog-proof"
        try Data(proof.utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
        output.remark("已保存 Saved: \(file)")
    }
}

extension LoggedActBody: Shown {
    static let fields: [Field<LoggedActBody>] = [
        .listed("条目", "entry") { $0.entryId.text },
        .listed("时间", "time") { $0.recordedAt.inChina },
        .listed("行为", "act") { $0.act },
        .listed("叶号", "leaf") { $0.leafIndex.map(String.init) },
        .alone("对象", "object") { $0.objectId?.text },
    ]
}
