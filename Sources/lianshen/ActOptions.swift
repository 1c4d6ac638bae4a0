import ArgumentParser
import Client
import Foundation
import JointReview
import Wire

/// For commands that create or change something: the key that makes repeating them harmless.
struct ActOptions: ParsableArguments {
    @Option(
        name: .long,
        help:
            "幂等键:结果未知时用同一键再执行一次 · Key under which the same command, repeated, is done once; made up when left out, and printed when the outcome is unknown."
    )
    var idempotencyKey: String?

    /// Does something under the given key, or a new one, which the error names when nobody knows whether it was done.
    func once<Answer>(_ act: (_ key: String) async throws -> Answer) async throws -> Answer {
        let key = idempotencyKey ?? UUID().text
        do {
            return try await act(key)
        } catch ClientError.outcomeUnknown(_, let cause) {
            throw Self.unknown(key, cause)
        } catch let error as ProblemError where [.inFlight, .outcomeUnknown].contains(error.code) {
            throw Self.unknown(key, error.problem.detail.en)
        }
    }

    private static func unknown(_ key: String, _ cause: String) -> CommandFault {
        CommandFault(
            "请求已发出,但没有收到答复,结果未知 (\(cause));请以 --idempotency-key \(key) 再执行同一命令:已完成则只取回答复,不会重复。",
            "The request was sent and no answer came; whether it was done is unknown. Repeat the command with --idempotency-key \(key): what was done is not done twice."
        )
    }
}

/// For lists: which part of them.
struct PageOptions: ParsableArguments {
    @Option(name: .long, help: "每页条数,至多 200 · Items a page, at most 200.")
    var limit: Int?

    @Option(name: .long, help: "从此处之后,即上一页的 next · Begin after this place, the last page's `next`.")
    var after: String?

    @Flag(name: .long, help: "读取全部各页 · Read all pages.")
    var all = false

    func validate() throws {
        if let limit, !(1...200).contains(limit) { throw ValidationError("--limit 应为 1 至 200 · --limit is 1 to 200") }
    }

    /// One page, or with `--all` everything from `after` on as one page.
    func read<Item>(_ page: (_ limit: Int?, _ after: String?) async throws -> PageBody<Item>) async throws -> PageBody<Item> {
        var read = try await page(limit ?? (all ? 200 : nil), after)
        while all, let next = read.next {
            let more = try await page(limit ?? 200, next)
            read.items += more.items
            read.next = more.next
        }
        return read
    }
}

/// For what a machine is still making: whether to wait for it.
struct WaitOptions: ParsableArguments {
    @Flag(name: .long, inversion: .prefixedNo, help: "是否等到生成完毕 · Whether to wait until it is made.")
    var wait = true

    @Option(name: .long, help: "最多等待的秒数 · Longest wait in seconds.")
    var timeout = 600

    /// Asks until it is there.
    /// - Throws: `CommandFault` when it is not there in time, or its job failed for good.
    func made<Value: Sendable>(_ ask: () async throws -> Made<Value>) async throws -> Value {
        let deadline = ContinuousClock.now + .seconds(timeout)
        var pause = Duration.milliseconds(100)
        while true {
            let seconds: Int
            switch try await ask() {
            case .ready(let value): return value
            case .pending(let body, _) where body.state == .failed:
                throw CommandFault(
                    "后台任务失败:\(body.cause ?? "—");请管理员查看。", "The machine's job failed: \(body.cause ?? "—"); ask the administrator to look at it.")
            case .pending(_, let asked): seconds = asked
            }
            guard wait, ContinuousClock.now < deadline else {
                throw CommandFault("尚未生成;请稍后再试。", "It is not made yet; ask again later.")
            }
            try await Task.sleep(for: pause)
            pause = min(pause * 2, .seconds(max(1, seconds)))
        }
    }
}
