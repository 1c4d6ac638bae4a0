import ArgumentParser
import Client
import Foundation
import JointReview
import Wire

/// `lianshen queue DISCIPLINE`: what waits.
struct Queue: ClientCommand {
    static let configuration = CommandConfiguration(
        abstract: "待审队列,期限近的在前 · What waits for your body and in the open pool, earliest due first.")

    @OptionGroup var options: ClientOptions
    @OptionGroup var page: PageOptions

    @Argument(help: "专业 · Discipline.")
    var discipline: Discipline

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        try output.show(try await page.read { try await client.queue(discipline, limit: $0, after: $1) })
    }
}

/// `lianshen review`: one discipline's review of a case.
struct Reviews: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review", abstract: "专业审查任务 · Reviews: claim, assign, release, decide.",
        subcommands: [
            List.self, Mine.self, Show.self, Next.self, ClaimReview.self, ReleaseReview.self, Assign.self, Reassign.self, Draft.self, CheckDraft.self,
            ReturnDraft.self, DecideReview.self, Recuse.self, Requeue.self, Reopen.self, SetAside.self, Suspend.self, Resume.self, ReplaceBody.self,
        ])

    struct List: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "报审件的各专业审查 · The reviews of a case.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var page: PageOptions

        @Argument(help: "报审件标识 · The case.")
        var `case`: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await page.read { try await client.reviews(of: self.case, limit: $0, after: $1) })
        }
    }

    struct Mine: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "我手上的审查 · Reviews in your hands.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var page: PageOptions

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await page.read { try await client.reviewsInHand(limit: $0, after: $1) })
        }
    }

    struct Show: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "一个审查任务 · One review.")

        @OptionGroup var options: ClientOptions

        @Argument(help: "审查任务标识 · The review.")
        var review: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await client.review(review))
        }
    }

    struct Next: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "领取期限最近的任务 (审查人) · Claim the review that is due first (reviewer).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "专业 · Discipline.")
        var discipline: Discipline

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let claimed = try await act.once { try await client.claimNext(discipline, key: $0) }
            if let claimed { return try output.show(claimed) }
            if output.json { try output.write(Data("null".utf8)) } else { output.remark("没有待审任务 · Nothing waits.") }
        }
    }

    struct Assign: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "派审 (派审人、牵头单位) · Give a review to a person (dispatcher, lead).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "审查任务标识 · The review.")
        var review: UUID

        @Option(name: .long, help: "审查人标识 · The reviewer.")
        var person: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await act.once { try await client.assign(review, to: person, key: $0) })
        }
    }

    struct Reassign: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "改派,期限不变 (派审人、牵头单位) · Give a review to another person; the due date stays.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var act: ActOptions

        @Argument(help: "审查任务标识 · The review.")
        var review: UUID

        @Option(name: .long, help: "审查人标识 · The next reviewer.")
        var person: UUID

        @Option(name: .long, help: "理由 · Why.")
        var reason: String

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await act.once { try await client.reassign(review, to: person, reason: reason, key: $0) })
        }
    }
}
