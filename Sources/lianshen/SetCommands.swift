import ArgumentParser
import Client
import Foundation
import JointReview
import Wire

/// `lianshen package set PACKAGE`: the whole set that a package makes, sheet by sheet.
struct ShowSet: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "组成的全套图纸,逐张与上一套相比 · The set that the package makes, each sheet against the last set.",
        discussion: "文字输出列出全部图纸;--json 只给出一页 · Text lists every sheet; --json prints one page of them.")

    @OptionGroup var options: ClientOptions
    @OptionGroup var page: PageOptions

    @Argument(help: "图纸包标识 · The package.")
    var package: UUID

    @Flag(name: .long, help: "只给出汇总与确认情况 · Only the summary and who confirmed it.")
    var summary = false

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        if summary { return try output.show(try await client.composedSet(of: package)) }
        if !output.json { try output.say(TextTable.card(try await client.composedSet(of: package)) + [""]) }
        try output.show(try await page.read { try await client.composedSheets(of: package, limit: $0, after: $1) })
    }
}

/// `lianshen package confirm PACKAGE --set SHA256`.
struct ConfirmSet: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "confirm", abstract: "确认组成的全套图纸 (建设单位、设计单位) · Confirm the set that the package makes (owner and institute).")

    @OptionGroup var options: ClientOptions
    @OptionGroup var act: ActOptions

    @Argument(help: "图纸包标识 · The package.")
    var package: UUID

    @Option(name: .long, help: "所查看的全套图纸的 SHA-256,见 package set · Digest of the set that you looked at, as `package set` prints it.")
    var set: String

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        try output.show(try await act.once { try await client.confirmSet(of: package, sha256: set.lowercased(), key: $0) })
    }
}

extension PackageSetBody: Shown {
    static let fields: [Field<PackageSetBody>] = [
        .listed("图纸包", "package") { $0.packageId.text },
        .listed("范围", "scope") { $0.partial ? "只报修改 changes only" : "全套 complete" },
        .listed("依据的图纸包", "applied to") { $0.basePackageId?.text },
        .listed("全套 SHA-256", "set") { $0.sha256 },
        .listed("图纸", "sheets") { "\($0.sheetCount)(沿用 carried over \($0.carriedCount))" },
        .listed("变化", "changes") { $0.counts.words },
        .alone("文件", "documents") { $0.documents.map { "\($0.title)\($0.carried ? "(沿用 carried over)" : "")" }.joined(separator: "; ") },
        .alone("确认", "confirmed") { $0.confirmations.map(\.words).joined(separator: "; ") },
        .alone("版本", "version") { String($0.version) },
    ]
}

extension SetSheetBody: Shown {
    static let fields: [Field<SetSheetBody>] = [
        .listed("图号", "number") { $0.sheet.number },
        .listed("图名", "title") { $0.sheet.title },
        .listed("版次", "revision") { $0.sheet.revision },
        .listed("变化", "standing") { $0.carried ? "沿用 carried over" : $0.standing.both },
        .listed("修改清单", "declared") { body in body.declared.map { "\($0.label.zh):\(body.declaredText ?? "")" } },
        .listed("图纸标识", "sheet") { $0.sheet.id.text },
    ]
}

extension PackageSetBody.Counts {
    fileprivate var words: String {
        let all: [(SheetStanding, Int)] = [
            (.sameBytes, sameBytes), (.samePage, samePage), (.sameLook, sameLook), (.changed, changed), (.added, added), (.removed, removed),
        ]
        return all.filter { $0.1 > 0 }.map { "\($0.0.both) \($0.1)" }.joined(separator: " · ")
    }
}

extension SetConfirmationBody {
    fileprivate var words: String {
        let who = side == .owner ? "建设单位 owner" : "设计单位 institute"
        return "\(who) \(confirmedAt.inChina)" + (voidedAt.map { "(\($0.inChina) 失效 void)" } ?? "")
    }
}
