import ArgumentParser
import Client
import Foundation
import JointReview
import Wire

extension Reviews {
    /// `lianshen review suspend`.
    struct Suspend: ClientCommand {
        static let configuration = CommandConfiguration(
            abstract: "因所列特殊程序中止审查,其间不计时 (技术负责人、签发人、牵头) · Stop a review for a listed cause; its time does not run (body head, lead).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "审查任务标识 · The review.")
        var review: UUID

        @Option(name: .long, help: "所列原因 · One of the listed causes.")
        var cause: SuspensionCause

        @Option(name: .long, help: "理由 · Why.")
        var reason: String

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await act.once { try await client.suspend(review, SuspendBody(cause: cause, reason: reason), key: $0) })
        }
    }

    /// `lianshen review resume`.
    struct Resume: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "恢复审查 (技术负责人、签发人、牵头) · Let a stopped review go on (body head, lead).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "审查任务标识 · The review.")
        var review: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await act.once { try await client.resume(review, key: $0) })
        }
    }

    /// `lianshen review recuse`.
    struct Recuse: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "因利害关系回避 (审查人、派审人) · Step aside for an interest (reviewer, dispatcher).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var held: HeldReviewOptions

        @Option(name: .long, help: "理由 · Why.")
        var reason: String

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let attempt = try await held.held(client)
            try output.show(try await held.act.once { try await client.recuse(held.review, attempt: attempt, reason: reason, key: $0) })
        }
    }

    /// `lianshen review requeue`.
    struct Requeue: ClientCommand {
        static let configuration = CommandConfiguration(
            abstract: "回避后重新入队 (派审人、技术负责人、牵头) · Put a review from which somebody stepped aside back into the queue.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "审查任务标识 · The review.")
        var review: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await act.once { try await client.requeue(review, key: $0) })
        }
    }
}

extension Cases {
    /// `lianshen case suspend`.
    struct Suspend: ClientCommand {
        static let configuration = CommandConfiguration(
            abstract: "中止本件全部未结论的审查 (牵头) · Stop every undecided review of a case for a listed cause (lead).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "报审件标识 · The case.")
        var `case`: UUID

        @Option(name: .long, help: "所列原因 · One of the listed causes.")
        var cause: SuspensionCause

        @Option(name: .long, help: "理由 · Why.")
        var reason: String

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let body = SuspendBody(cause: cause, reason: reason)
            let moved = try await act.once { try await client.suspendAll(of: self.case, body, key: $0) }
            try output.show(moved) { TextTable.table(moved.items) }
        }
    }

    /// `lianshen case resume`.
    struct Resume: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "恢复本件全部中止的审查 (牵头) · Let every stopped review of a case go on (lead).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "报审件标识 · The case.")
        var `case`: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let moved = try await act.once { try await client.resumeAll(of: self.case, key: $0) }
            try output.show(moved) { TextTable.table(moved.items) }
        }
    }

    /// `lianshen case clock`.
    struct Clock: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "期限的中止与重算 · What stopped reviews, and which due dates were counted again.")

        @OptionGroup var options: ClientOptions

        @Argument(help: "报审件标识 · The case.")
        var `case`: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let clock = try await client.clock(of: self.case)
            try output.show(clock) {
                ["中止 stopped"] + TextTable.table(clock.suspensions) + ["", "重算的期限 counted again"] + TextTable.table(clock.dueChanges)
            }
        }
    }
}

extension ClockBody.Suspension: Shown {
    static let fields: [Field<ClockBody.Suspension>] = [
        .listed("审查", "review") { $0.reviewId.text },
        .listed("原因", "cause") { $0.cause.both },
        .listed("理由", "reason") { $0.reason },
        .listed("自", "from") { $0.suspendedAt.inChina },
        .listed("至", "to") { $0.resumedAt?.inChina },
    ]
}

extension ClockBody.DueChange: Shown {
    static let fields: [Field<ClockBody.DueChange>] = [
        .listed("审查", "review") { $0.reviewId.text },
        .listed("原因", "because") { "\($0.cause.rawValue) \($0.source)" },
        .listed("原期限", "was") { $0.before.dueDay },
        .listed("现期限", "is") { $0.after.dueDay },
        .listed("时间", "at") { $0.changedAt.inChina },
    ]
}
