import ArgumentParser
import Client
import Foundation
import JointReview
import Wire

/// `lianshen choose-body CASE DISCIPLINE ORGANISATION`.
struct ChooseBody: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "choose-body", abstract: "报审前选定审查机构 (建设单位) · Choose a review body before handing in (owner).")

    @OptionGroup var options: ClientOptions

    @Argument(help: "报审件标识 · The case.")
    var `case`: UUID

    @Argument(help: "审查类别 · Discipline.")
    var discipline: Discipline

    @Argument(help: "审查机构标识 · The review body.")
    var organisation: UUID

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        try output.show(try await client.chooseBody(organisation, for: discipline, in: self.case))
    }
}

/// `lianshen bodies CASE DISCIPLINE`.
struct ListBodies: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "bodies", abstract: "可选的审查机构及其资格 · The review bodies to choose from, with their registration.")

    @OptionGroup var options: ClientOptions
    @OptionGroup var page: PageOptions

    @Argument(help: "报审件标识 · The case.")
    var `case`: UUID

    @Argument(help: "审查类别 · Discipline.")
    var discipline: Discipline

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        try output.show(try await page.read { try await client.reviewBodies(for: discipline, in: self.case, limit: $0, after: $1) })
    }
}

extension ReviewBodyBody: Shown {
    static let fields: [Field<ReviewBodyBody>] = [
        .listed("标识", "id") { $0.organisationId.text },
        .listed("名称", "name") { $0.name },
        .listed("等级", "grade") { $0.grade },
        .listed("类别", "disciplines") { $0.disciplines?.map(\.both).joined(separator: ", ") },
        .listed("有效", "valid") { body in body.validFrom.map { "\($0)–\(body.validThrough ?? "")" } },
        .listed("不可选", "not to be chosen") { $0.why?.zh },
    ]
}

extension Reviews {
    /// `lianshen review replace-body`.
    struct ReplaceBody: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "replace-body",
            abstract: "审查机构整体回避,按规则另定 (派审人、技术负责人、签发人、牵头) · The body steps aside as a whole; another gets the review by rule.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "审查任务标识 · The review.")
        var review: UUID

        @Option(name: .long, help: "理由 · Why.")
        var reason: String

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await act.once { try await client.replaceBody(of: review, reason: reason, key: $0) })
        }
    }
}

/// `lianshen allocations CASE`.
struct Allocations: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "allocations", abstract: "审查机构如何分派及理由 · How the reviews came to their bodies, and why.")

    @OptionGroup var options: ClientOptions

    @Argument(help: "报审件标识 · The case.")
    var `case`: UUID

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        let found = try await client.allocations(of: self.case)
        try output.show(found) { TextTable.table(found.items) }
    }
}

extension AllocationBody: Shown {
    static let fields: [Field<AllocationBody>] = [
        .listed("类别", "discipline") { $0.discipline.both },
        .listed("方式", "way") { $0.way?.both },
        .listed("机构", "body") { $0.bodyId?.text },
        .listed("未入选", "not taken") { body in
            body.candidates.compactMap { candidate in candidate.why.map { "\(candidate.creditCode) \($0.zh)" } }.joined(separator: "; ")
        },
        .listed("抽取", "draw") { $0.drawId?.text },
        .listed("前一机构回避", "stepped aside") { $0.reason },
        .listed("沿用自", "kept from") { $0.keptFrom?.text },
    ]
}

/// `lianshen green-channel CASE`.
struct ApproveGreenChannel: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "green-channel", abstract: "受理前批准绿色通道 (牵头、主管部门) · Approve the green channel before acceptance (lead, authority).")

    @OptionGroup var options: ClientOptions
    @OptionGroup var act: ActOptions

    @Argument(help: "报审件标识 · The case.")
    var `case`: UUID

    @Option(name: .long, help: "理由 · Why.")
    var reason: String

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        try output.show(try await act.once { try await client.approveGreenChannel(for: self.case, reason: reason, key: $0) })
    }
}

extension GreenChannelBody: Shown {
    static let fields: [Field<GreenChannelBody>] = [
        .listed("批准人", "approver") { $0.approverId.text },
        .listed("理由", "reason") { $0.reason },
        .listed("批准于", "approved") { $0.approvedAt.inChina },
    ]
}
