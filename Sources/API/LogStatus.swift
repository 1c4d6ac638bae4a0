import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Locks
import LogKeeping
import Store
import TransparencyLog
import Wire

extension LogRoutes {
    /// How far the log is and how its witnesses are; for everybody.
    func status(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        var response = try Response.json(await interface.logStatus())
        response.headers[.cacheControl] = "public, max-age=1"
        response.headers[.accessControlAllowOrigin] = "*"
        return response
    }

    /// The newest head that enough witnesses have signed: the published one, unless they keep it waiting.
    func witnessedCheckpoint(_ request: Request, _ context: SignedIn) async throws -> Response {
        let folder = try interface.logFolder
        guard let checkpoint = try await OffPool.run({ try folder.witnessedCheckpoint() }) else { throw StoreError.missing("checkpoint") }
        return Self.answer(checkpoint, "text/plain; charset=utf-8", cached: "public, max-age=1")
    }
}

extension HTTPInterface {
    /// Seconds after which what waits is an alarm.
    private static let longestWait = 60

    /// How far the log is: what its files say, what waits in the database, and what the leading process says of the witnesses.
    func logStatus() async throws -> LogStatusBody {
        let folder = try logFolder
        let (head, witnessed, report) = try await OffPool.run {
            (try folder.head(), try folder.witnessedHead(), try folder.witnessReport())
        }
        let size = head?.size ?? 0
        let backlog = try await store.transaction(as: .system("log.status")) { try await $0.logBacklog(published: size) }
        func seconds(since date: Date?) -> Int? { date.map { max(0, Int(-$0.timeIntervalSinceNow)) } }
        let (oldest, unwitnessed) = (seconds(since: backlog.oldest), seconds(since: report?.waitingSince))
        let faults = Set((report?.witnesses ?? []).compactMap(\.fault))
        var alarms: [LogStatusBody.Alarm] = []
        if oldest ?? 0 > Self.longestWait { alarms.append(.notPublished) }
        if unwitnessed ?? 0 > Self.longestWait { alarms.append(.notWitnessed) }
        if faults.contains(.ahead) { alarms.append(.witnessAhead) }
        if faults.contains(.inconsistent) { alarms.append(.witnessDisagrees) }
        return LogStatusBody(
            origin: head?.origin ?? backlog.origin, size: size, witnessedSize: report == nil ? nil : witnessed?.size ?? 0,
            waiting: backlog.pending + max(0, backlog.sequenced - size), oldestWaitingSeconds: oldest, unwitnessedSeconds: unwitnessed,
            alarms: alarms,
            witnesses: (report?.witnesses ?? []).map { witness in
                LogStatusBody.Witness(
                    name: witness.name, size: witness.size, signedAt: witness.signedAt, fault: witness.fault.flatMap { .init(rawValue: $0.rawValue) })
            })
    }

    /// The same as figures; none where there is no log.
    func logFigures() async -> String {
        guard log != nil, let status = try? await logStatus() else { return "" }
        var lines: [String] = []
        func gauge(_ name: String, _ help: String, _ values: [(labels: String, value: Int)]) {
            lines += ["# HELP lianshen_log_\(name) \(help)", "# TYPE lianshen_log_\(name) gauge"]
            lines += values.map { "lianshen_log_\(name)\($0.labels) \($0.value)" }
        }
        gauge("published_entries", "Entries that are published.", [("", status.size)])
        gauge("waiting_entries", "Entries that wait to be published.", [("", status.waiting)])
        gauge("waiting_seconds", "Age of the oldest entry that waits to be published.", [("", status.oldestWaitingSeconds ?? 0)])
        if let witnessed = status.witnessedSize {
            gauge("witnessed_entries", "Entries that enough witnesses have seen.", [("", witnessed)])
            gauge("unwitnessed_seconds", "For how long published entries wait for enough witnesses.", [("", status.unwitnessedSeconds ?? 0)])
        }
        gauge(
            "alarm", "1 while somebody has to look after it.",
            LogStatusBody.Alarm.allCases.map { ("{kind=\"\($0.rawValue)\"}", status.alarms.contains($0) ? 1 : 0) })
        return lines.joined(separator: "\n") + "\n"
    }
}
