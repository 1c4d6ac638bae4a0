import ArgumentParser
import Client
import Foundation
import JointReview
import Wire

/// `lianshen events`: what happens, as it happens.
struct Events: ClientCommand {
    static let configuration = CommandConfiguration(
        abstract: "跟踪动态,断线自动续接 · Follow what happens; a lost connection is taken up again.",
        discussion: "每行一事,先给出现状 · A line for each event; the present state comes first.")

    @OptionGroup var options: ClientOptions

    @Option(name: .long, help: "只看一个报审件 · Of one case; of all your cases when left out.")
    var `case`: UUID?

    @Option(name: .long, help: "若干行后结束 · End after so many lines.")
    var count: Int?

    /// One line of JSON: the event's name beside what it says.
    private struct Line: Encodable {
        let event: String
        var caseId: UUID?
        var objectId: UUID?
        var cases: [WatchedStateBody.Case]?
        var complete: Bool?
    }

    func validate() throws {
        if let count, count < 1 { throw ValidationError("--count 至少为 1 · --count is at least 1") }
    }

    func carryOut(_ client: LianshenClient, _ output: Output) async throws {
        var told = 0
        for try await event in client.events(of: self.case) {
            switch event {
            case .state(let state):
                try output.show(Line(event: "state", cases: state.cases, complete: state.complete)) {
                    state.cases.isEmpty
                        ? ["state  (无报审件 no cases)"]
                        : state.cases.map { "state  \($0.caseId.text)  \($0.state.both)  第 \($0.round) 轮 round  v\($0.version)" }
                }
            case .happened(let kind, let body):
                try output.show(Line(event: kind.rawValue, caseId: body.caseId, objectId: body.objectId)) {
                    ["\(kind.rawValue)  \(body.objectId.text)  case \(body.caseId.text)"]
                }
            }
            told += 1
            if let count, told >= count { return }
        }
    }
}
