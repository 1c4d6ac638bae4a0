import Client
import Foundation
import JointReview
import Locks
import Wire

/// From the moment at which a reviewer sends a comment until the other four bodies are told of it, with two hundred streams open.
struct PublishFigure: Figure {
    let name = "publish"
    let site: Site
    private let streams: Int
    private let comments: Int
    private let stage = Stage()

    /// The server, a case under review, and the streams that watch it.
    private actor Stage {
        private var server: OwnServer?
        private var watching: [Task<Void, Never>] = []
        private var round = 0
        private var author: (client: LianshenClient, review: ReviewBody, sheet: SheetBody)?
        private let arrivals = Arrivals()

        func start(_ program: String, _ site: Site, streams: Int) async throws {
            let server = try await OwnServer(program, on: site.disk, name: "publish", works: true, connections: streams + 16)
            self.server = server
            let office = try await Office(server)
            let team = try await CaseTeam(office, number: 1)
            let parties = team.parties
            let package = try await team.handIn(1, 1, nil, parties, CallTimes())
            try await parties.accept(package.id)
            let (client, review) = try await team.held(.planning, parties.caseID, CallTimes())
            guard let sheet = try await client.sheets(of: package.id).items.first else { throw BenchError.failed("publish", "no sheet") }
            author = (client, review, sheet)
            let others = Discipline.allCases.filter { $0 != .planning }.compactMap { team.reviewers[$0] }
            for index in 0..<streams {
                let events = others[index % others.count].events(of: parties.caseID)
                watching.append(Task { [arrivals] in await arrivals.watch(events, by: index % others.count) })
            }
            let deadline = ContinuousClock.now + .seconds(60)
            while arrivals.open < streams {
                guard ContinuousClock.now < deadline else { throw BenchError.failed("publish", "\(arrivals.open) of \(streams) streams opened") }
                try await Task.sleep(for: .milliseconds(20))
            }
        }

        /// Publishes comments one by one; seconds until each of the four bodies was told.
        func publish(_ count: Int) async throws -> [Double] {
            guard let author else { throw BenchError.failed("publish", "nobody") }
            var seconds: [Double] = []
            for index in 0..<count {
                round += 1
                let body = NewCommentBody(
                    attempt: author.review.attempt, sheetId: author.sheet.id, region: Region(page: 1, x: 100, y: 100, width: 80, height: 60),
                    severity: .advice, text: "意见 \(round)-\(index)")
                let start = ContinuousClock.now
                let comment = try await author.client.comment(on: author.review.id, body)
                seconds += try await arrivals.told(of: comment.id).map { ($0 - start).seconds }
                try await Task.sleep(for: .milliseconds(20))
            }
            return seconds
        }

        func stop() async {
            for task in watching { task.cancel() }
            for task in watching { await task.value }
            await server?.stop()
            server = nil
        }
    }

    init(_ site: Site) {
        self.site = site
        streams = site.plan.count(200, quick: 20)
        comments = site.plan.count(200, quick: 10)
    }

    func prepare() async throws {
        guard let program = site.plan.lianshen else { return }
        try await stage.start(program, site, streams: streams)
    }

    func clear() async { await stage.stop() }

    var cells: [Cell] {
        guard site.plan.lianshen != nil else { return [] }
        return [
            Cell(name: "publish") {
                let seconds = try await stage.publish(comments)
                return Sample(
                    rate: 1 / percentile(seconds, 0.5),
                    extra: ["p99 ms": percentile(seconds, 0.99) * 1000, "p50 ms": percentile(seconds, 0.5) * 1000])
            }
        ]
    }

    func rows(_ results: Results) -> [Line] {
        guard results.has("publish") else { return [] }
        return [
            Line(
                "comment sent to seen by the last stream of each of four bodies, \(streams) streams open, p99",
                .milliseconds(results.extra("p99 ms", "publish")), atMost: 50),
            Line("the same, p50", .milliseconds(results.extra("p50 ms", "publish")), limit: .none),
        ]
    }
}

/// When streams were told of comments.
private final class Arrivals: Sendable {
    private struct Seen {
        var open = 0
        /// By comment, then by body: streams that were told, and when the last one was.
        var told: [UUID: [Int: (count: Int, last: ContinuousClock.Instant)]] = [:]
        var streams: [Int: Int] = [:]
    }

    private let seen = Locked(Seen())

    var open: Int { seen.withLock { $0.open } }

    func watch(_ events: EventStream, by body: Int) async {
        seen.withLock { $0.streams[body, default: 0] += 1 }
        do {
            for try await event in events {
                let now = ContinuousClock.now
                switch event {
                case .state: seen.withLock { $0.open += 1 }
                case .happened(.comment, let told):
                    seen.withLock { seen in
                        let count = seen.told[told.objectId]?[body]?.count ?? 0
                        seen.told[told.objectId, default: [:]][body] = (count + 1, now)
                    }
                case .happened: break
                }
            }
        } catch {}
    }

    /// When the last stream of each body was told.
    func told(of comment: UUID) async throws -> [ContinuousClock.Instant] {
        let deadline = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < deadline {
            let last = seen.withLock { seen -> [ContinuousClock.Instant]? in
                guard let bodies = seen.told[comment], bodies.count == seen.streams.count,
                    bodies.allSatisfy({ $1.count >= seen.streams[$0] ?? 0 })
                else { return nil }
                return bodies.values.map(\.last)
            }
            if let last { return last }
            try await Task.sleep(for: .milliseconds(2))
        }
        throw BenchError.failed("publish", "not everybody was told of a comment within ten seconds")
    }
}
