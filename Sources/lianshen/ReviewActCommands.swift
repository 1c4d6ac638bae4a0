import ArgumentParser
import Client
import Foundation
import JointReview
import Wire

/// An act on a review that somebody holds: the attempt says which holding of it is meant, so a late act is refused.
struct HeldReviewOptions: ParsableArguments {
    @OptionGroup var act: ActOptions

    @Argument(help: "审查任务标识 · The review.")
    var review: UUID

    @Option(
        name: .long, help: "领取时给出的执次;不给则取当前值 · Attempt as claimed; the present one when left out. Scripts name it, so that a late act is refused.")
    var attempt: Int?

    /// The attempt that is meant.
    func held(_ client: LianshenClient) async throws -> Int {
        if let attempt { return attempt }
        return try await client.review(review).attempt
    }
}

/// `lianshen claim REVIEW`.
struct ClaimReview: ClientCommand {
    static let configuration = CommandConfiguration(commandName: "claim", abstract: "领取一个审查任务 (审查人) · Claim one review (reviewer).")

    @OptionGroup var options: ClientOptions
    @OptionGroup var act: ActOptions

    @Argument(help: "审查任务标识 · The review.")
    var review: UUID

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        try output.show(try await act.once { try await client.claim(review, key: $0) })
    }
}

/// `lianshen release REVIEW`.
struct ReleaseReview: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "退回队列,期限不变 · Give a review back to the queue; the due date stays.")

    @OptionGroup var options: ClientOptions
    @OptionGroup var held: HeldReviewOptions

    @Option(name: .long, help: "理由 · Why.")
    var reason: String

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        let attempt = try await held.held(client)
        try output.show(try await held.act.once { try await client.release(held.review, attempt: attempt, reason: reason, key: $0) })
    }
}

/// `lianshen decide REVIEW DECISION`.
struct DecideReview: ClientCommand {
    static let configuration = CommandConfiguration(commandName: "decide", abstract: "作出审查结论 (审查人) · Decide a review (reviewer).")

    @OptionGroup var options: ClientOptions
    @OptionGroup var held: HeldReviewOptions

    @Argument(help: "结论 · Decision.")
    var decision: Decision

    @Option(name: .long, help: "小结 · Closing words.")
    var summary: String?

    @Flag(name: .long, help: "同时领取下一任务 · Claim the next review in the same transaction.")
    var claimNext = false

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        let body = DecideReviewBody(
            attempt: try await held.held(client), decision: decision, summary: summary, claimNext: claimNext ? true : nil)
        let decided = try await held.act.once { try await client.decide(held.review, body, key: $0) }
        try output.show(decided) {
            TextTable.card(decided.review) + ["", "报审件 case  \(decided.case.number)  \(decided.case.state.both)"]
                + (decided.next.map { ["", "下一任务 next"] + TextTable.card($0) } ?? [])
        }
    }
}
