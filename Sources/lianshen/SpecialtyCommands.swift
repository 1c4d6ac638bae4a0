import ArgumentParser
import Client
import Foundation
import JointReview
import Wire

/// `lianshen specialty`: the specialties inside a review, each with its reviewer and its checker.
struct SpecialtyCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "specialty", abstract: "审查内的各专业,审查与校核各一人 · Specialties of a review, each reviewed by one person and checked by another.",
        subcommands: [List.self, Assign.self, Claim.self, Finish.self, Check.self, Return.self, Release.self, Recuse.self],
        defaultSubcommand: List.self)

    struct List: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "各专业现状 · The specialties of a review.")

        @OptionGroup var options: ClientOptions

        @Argument(help: "审查任务标识 · The review.")
        var review: UUID

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let found = try await client.specialties(of: review)
            try output.show(found) { TextTable.table(found.items) }
        }
    }

    struct Assign: ClientCommand {
        static let configuration = CommandConfiguration(
            abstract: "派定一个专业的审查人、校核人 (派审人) · Name the reviewer, the checker or both (dispatcher).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var place: SpecialtyPlace

        @Option(name: .long, help: "审查人标识 · The reviewer.")
        var reviewer: UUID?

        @Option(name: .long, help: "校核人标识 · The checker.")
        var checker: UUID?

        @Option(name: .long, help: "换人的理由 · Why another reviewer has it.")
        var reason: String?

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            let body = AssignSpecialtyBody(specialty: place.specialty, reviewerId: reviewer, checkerId: checker, reason: reason)
            try output.show(try await place.act.once { try await client.assign(body, of: place.review, key: $0) })
        }
    }

    struct Claim: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "领取一个专业 (审查人) · Claim a specialty (reviewer).")

        @OptionGroup var options: ClientOptions
        @OptionGroup var place: SpecialtyPlace

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await place.plain("claim", attempt: nil, client))
        }
    }

    struct Finish: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "专业审查完成 (审查人) · The reviewer is through.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var place: SpecialtyPlace

        @Option(name: .long, help: "领取序号,默认为当前 · Attempt; the present one when left out.")
        var attempt: Int?

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await place.plain("finish", attempt: try await place.held(attempt, client), client))
        }
    }

    struct Check: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "校核通过 (校核人) · The checker agrees.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var place: SpecialtyPlace

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await place.plain("check", attempt: nil, client))
        }
    }

    struct Return: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "校核退回重审 (校核人) · The checker sends it back.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var place: SpecialtyPlace

        @Option(name: .long, help: "理由 · Why.")
        var reason: String

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await place.reasoned("return", reason, attempt: nil, client))
        }
    }

    struct Release: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "退回专业 (审查人、派审人) · Lay a specialty down.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var place: SpecialtyPlace

        @Option(name: .long, help: "理由 · Why.")
        var reason: String

        @Option(name: .long, help: "领取序号,默认为当前 · Attempt; the present one when left out.")
        var attempt: Int?

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await place.reasoned("release", reason, attempt: try await place.held(attempt, client), client))
        }
    }

    struct Recuse: ClientCommand {
        static let configuration = CommandConfiguration(abstract: "回避 (审查人) · Step aside from a specialty for interest.")

        @OptionGroup var options: ClientOptions
        @OptionGroup var place: SpecialtyPlace

        @Option(name: .long, help: "利害关系 · Which interest.")
        var reason: String

        @Option(name: .long, help: "领取序号,默认为当前 · Attempt; the present one when left out.")
        var attempt: Int?

        func carryOut(_ client: LianshenClient, _ output: Output) async throws {
            try output.show(try await place.reasoned("recuse", reason, attempt: try await place.held(attempt, client), client))
        }
    }
}

/// Which specialty of which review an act is about.
struct SpecialtyPlace: ParsableArguments {
    @OptionGroup var act: ActOptions

    @Argument(help: "审查任务标识 · The review.")
    var review: UUID

    @Argument(help: "专业,如 电气 · The specialty.")
    var specialty: String

    /// The attempt that is meant.
    func held(_ attempt: Int?, _ client: LianshenClient) async throws -> Int? {
        if let attempt { return attempt }
        return try await client.specialties(of: review).items.first { $0.specialty == specialty }?.attempt
    }

    func plain(_ word: String, attempt: Int?, _ client: LianshenClient) async throws -> SpecialtyBody {
        try await act.once { try await client.specialty(word, SpecialtyActBody(specialty: specialty, attempt: attempt), of: review, key: $0) }
    }

    func reasoned(_ word: String, _ reason: String, attempt: Int?, _ client: LianshenClient) async throws -> SpecialtyBody {
        let body = ReasonedSpecialtyActBody(specialty: specialty, attempt: attempt, reason: reason)
        return try await act.once { try await client.specialty(word, body, of: review, key: $0) }
    }
}

extension SpecialtyBody: Shown {
    static let fields: [Field<SpecialtyBody>] = [
        .listed("专业", "specialty") { $0.specialty },
        .listed("状态", "state") { $0.state.both },
        .listed("审查人", "reviewer") { $0.reviewerId?.text },
        .listed("校核人", "checker") { $0.checkerId?.text },
        .listed("执次", "attempt") { String($0.attempt) },
        .alone("领取", "taken") { $0.takenAt?.inChina },
        .alone("审完", "finished") { $0.finishedAt?.inChina },
        .alone("校核", "checked") { $0.checkedAt?.inChina },
    ]
}
