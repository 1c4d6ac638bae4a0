import ArgumentParser
import Client
import Foundation
import Wire

/// A move of one case: who names the case may name the version that the move is meant for.
struct CaseActOptions: ParsableArguments {
    @OptionGroup var act: ActOptions

    @Argument(help: "报审件标识 · The case.")
    var `case`: UUID

    @Option(name: .long, help: "仅当报审件仍为此版本时执行 · Only when the case still has this version.")
    var ifVersion: Int?
}

/// `lianshen confirm CASE`.
struct ConfirmCase: ClientCommand {
    static let configuration = CommandConfiguration(commandName: "confirm", abstract: "确认全套图纸 (建设单位) · Confirm the composed set (owner).")

    @OptionGroup var options: ClientOptions
    @OptionGroup var move: CaseActOptions

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        try output.show(try await move.act.once { try await client.confirm(move.case, ifVersion: move.ifVersion, key: $0) })
    }
}

/// `lianshen submit CASE`.
struct SubmitCase: ClientCommand {
    static let configuration = CommandConfiguration(commandName: "submit", abstract: "报审,或再次报审 (建设单位) · Submit, or submit again (owner).")

    @OptionGroup var options: ClientOptions
    @OptionGroup var move: CaseActOptions

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        try output.show(try await move.act.once { try await client.submit(move.case, ifVersion: move.ifVersion, key: $0) })
    }
}

/// `lianshen accept CASE`.
struct AcceptCase: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept", abstract: "受理,各专业同时开审 (受理窗口) · Accept; all reviews open at once (desk).")

    @OptionGroup var options: ClientOptions
    @OptionGroup var move: CaseActOptions

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        try output.show(try await move.act.once { try await client.accept(move.case, ifVersion: move.ifVersion, key: $0) })
    }
}

/// `lianshen case return CASE`.
struct ReturnCase: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "return", abstract: "退回补正,一次告知全部 (受理窗口) · Return, with everything that is missing at once (desk).")

    @OptionGroup var options: ClientOptions
    @OptionGroup var move: CaseActOptions

    @Option(name: .long, help: "理由 · Why.")
    var reason: String

    @Option(name: .long, help: "缺少的事项;可重复 · What is missing; repeatable.")
    var item: [String]

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        let moved = try await move.act.once {
            try await client.return(move.case, reason: reason, items: item, ifVersion: move.ifVersion, key: $0)
        }
        try output.show(moved)
    }
}

/// `lianshen case refuse CASE`.
struct RefuseCase: ClientCommand {
    static let configuration = CommandConfiguration(commandName: "refuse", abstract: "不予受理 (受理窗口) · Refuse (desk).")

    @OptionGroup var options: ClientOptions
    @OptionGroup var move: CaseActOptions

    @Option(name: .long, help: "理由 · Why.")
    var reason: String

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        try output.show(try await move.act.once { try await client.refuse(move.case, reason: reason, ifVersion: move.ifVersion, key: $0) })
    }
}

/// `lianshen case withdraw CASE`.
struct WithdrawCase: ClientCommand {
    static let configuration = CommandConfiguration(commandName: "withdraw", abstract: "撤回 (建设单位) · Withdraw (owner).")

    @OptionGroup var options: ClientOptions
    @OptionGroup var move: CaseActOptions

    @Option(name: .long, help: "理由 · Why.")
    var reason: String

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        try output.show(try await move.act.once { try await client.withdraw(move.case, reason: reason, ifVersion: move.ifVersion, key: $0) })
    }
}

/// `lianshen case send-back CASE`.
struct SendBackCase: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "send-back", abstract: "退给设计单位,回到编制中 (建设单位) · Give the set back to the institutes (owner).")

    @OptionGroup var options: ClientOptions
    @OptionGroup var move: CaseActOptions

    @Option(name: .long, help: "理由 · Why.")
    var reason: String

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        try output.show(try await move.act.once { try await client.sendBack(move.case, reason: reason, ifVersion: move.ifVersion, key: $0) })
    }
}
