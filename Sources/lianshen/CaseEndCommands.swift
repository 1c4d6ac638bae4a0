import ArgumentParser
import Client
import Foundation
import JointReview
import Wire

extension Cases {
    /// `lianshen case pass`.
    struct Pass: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "审查通过 (牵头、窗口) · Pass a case in which nothing blocks (lead, desk).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var move: CaseActOptions

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await move.act.once { try await client.pass(move.case, key: $0) })
        }
    }

    /// `lianshen case end`.
    struct End: ClientCommand {
        static let configuration = CommandConfiguration(
            abstract: "说明理由后办结或停止:不合格、申请复查、取代、撤销、终止 · End a case with a reason.",
            discussion: """
                fail       审查不合格 (牵头、技术负责人、签发人;不得由审查人、校核人办理) · failed (lead, technical head, issuer; nobody who reviewed it)
                dispute    申请复查 (建设单位、项目负责人) · ask for a re-check (owner, project leader)
                supersede  由另一件取代 (建设单位、牵头、监管) · replaced by another case (owner, lead, regulator)
                revoke     撤销合格书,图纸随之撤销 (签发人、主管部门、监管) · take the certificate back; its sheets are revoked (issuer, authority, regulator)
                close      终止 (窗口、牵头) · lapsed (desk, lead)
                """)

        @OptionGroup var options: ClientOptions
        @OptionGroup var move: CaseActOptions

        @Argument(help: "方式 · How it ends.")
        var ending: CaseEnding

        @Option(name: .long, help: "理由 · Why.")
        var reason: String

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(
                try await move.act.once { try await client.end(move.case, by: ending, reason: reason, ifVersion: move.ifVersion, key: $0) })
        }
    }

    /// `lianshen case settle-dispute`.
    struct SettleDispute: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "settle-dispute", abstract: "作出复查结论 (监管、主管部门) · Conclude a re-check (regulator, authority).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var move: CaseActOptions

        @Argument(help: "结论 · Outcome.")
        var outcome: CaseAction.DisputeOutcome

        @Option(name: .long, help: "理由 · Why.")
        var reason: String

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(
                try await move.act.once {
                    try await client.settleDispute(of: move.case, outcome, reason: reason, ifVersion: move.ifVersion, key: $0)
                })
        }
    }

    /// `lianshen case archive`.
    struct Archive: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "归档 (窗口、牵头、签发人) · Everything is done and filed (desk, lead, issuer).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var move: CaseActOptions

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await move.act.once { try await client.archive(move.case, ifVersion: move.ifVersion, key: $0) })
        }
    }
}
