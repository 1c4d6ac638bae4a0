import Archive
import Client
import Foundation
import JointReview
import Locks
import Manifest
import Wire

/// How long calls took, whoever made them.
final class CallTimes: Sendable {
    private let seconds = Locked<[Double]>([])

    /// Makes a call and notes how long it took.
    func time<Value: Sendable>(_ call: () async throws -> Value) async throws -> Value {
        let start = ContinuousClock.now
        let value = try await call()
        let taken = (ContinuousClock.now - start).seconds
        seconds.withLock { $0.append(taken) }
        return value
    }

    var count: Int { seconds.withLock { $0.count } }

    /// The time that all but one in a hundred took less than, in milliseconds.
    var p99: Double { percentile(seconds.withLock { $0 }, 0.99) * 1000 }
}

/// The value that this part of all values does not exceed.
func percentile(_ values: [Double], _ part: Double) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? .nan : sorted[min(sorted.count - 1, Int((Double(sorted.count) * part).rounded(.up)) - 1)]
}

/// Everybody who takes part in one case at a time: owner, designer, desk, coordinator and a reviewer of each discipline.
struct CaseTeam: Sendable {
    let office: Office
    let parties: Parties
    let lead: LianshenClient
    let reviewers: [Discipline: LianshenClient]

    init(_ office: Office, number: Int) async throws {
        self.office = office
        parties = try await Parties(office, number: number)
        lead = try await office.sign("lead\(number)", "lead", .lead)
        var reviewers: [Discipline: LianshenClient] = [:]
        for discipline in Discipline.allCases {
            reviewers[discipline] = try await office.sign("\(discipline.rawValue)\(number)", discipline.rawValue, .reviewer, discipline)
        }
        self.reviewers = reviewers
    }

    /// A whole case: five reviews, sixty comments, answers to all of them, a second round with every sheet redrawn, *passed*.
    func play(_ number: Int, _ times: CallTimes) async throws {
        let parties = try await times.time { try await self.parties.another(office) }
        let first = try await handIn(1, number, nil, parties, times)
        try await times.time { try await parties.accept(first.id) }
        for discipline in Discipline.allCases { try await review(discipline, parties.caseID, first.id, times) }
        try await answer(parties, times)
        let second = try await handIn(2, number, first.sha256, parties, times)
        let set = try await times.time { try await parties.designer.composedSet(of: second.id) }
        for client in [parties.designer, parties.owner] {
            _ = try await times.time { try await client.confirmSet(of: second.id, sha256: set.sha256) }
        }
        _ = try await times.time { try await parties.designer.seal(second.id) }
        _ = try await times.time { try await parties.owner.confirm(parties.caseID) }
        _ = try await times.time { try await parties.owner.submit(parties.caseID) }
        for discipline in Discipline.allCases { try await verify(discipline, parties.caseID, second.id, times) }
        let passed = try await times.time { try await lead.pass(parties.caseID) }
        guard passed.state == .passed else { throw BenchError.failed("case", "\(passed.state)") }
    }

    private static let sheets = 6
    private static let comments = 12

    func handIn(_ round: Int, _ number: Int, _ replaces: String?, _ parties: Parties, _ times: CallTimes) async throws -> DrawingPackageBody {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("lianshen-bench-\(UUID().uuidString).zip").path
        defer { _ = unlink(path) }
        let listed = (1...Self.sheets).map {
            PackageManifest.Sheet(
                number: "建施-0\($0)", title: "平面图", revision: round == 1 ? "A" : "B", specialty: "建筑", kind: .other, file: "\($0).pdf", size: "A1")
        }
        let manifest = PackageManifest(
            project: "bench", round: round, replaces: replaces, scope: round == 1 ? .complete : .partial, sheets: listed,
            changes: round == 1 ? [] : listed.map { .init(number: $0.number, text: "redrawn") })
        try ZipWriter.file(at: path) { zip in
            try zip.add("manifest.xml", Array(ManifestWriter.xml(manifest).utf8))
            for sheet in 1...Self.sheets { try zip.add("\(sheet).pdf", SmallSheet.pdf(number * 1000 + round * 100 + sheet)) }
        }
        var package = try await times.time { try await parties.designer.upload(path, to: parties.caseID) }
        let deadline = ContinuousClock.now + .seconds(120)
        while package.state == .uploaded {
            guard ContinuousClock.now < deadline else { throw BenchError.failed("case", "not checked after two minutes") }
            try await Task.sleep(for: .milliseconds(25))
            package = try await parties.designer.package(package.id)
        }
        guard package.state == .checked else { throw BenchError.failed("case", "the package is \(package.state)") }
        return package
    }

    func held(_ discipline: Discipline, _ id: UUID, _ times: CallTimes) async throws -> (LianshenClient, ReviewBody) {
        guard let client = reviewers[discipline] else { throw BenchError.failed("case", "no reviewer") }
        let reviews = try await times.time { try await client.reviews(of: id, limit: 200) }.items
        guard let review = reviews.filter({ $0.discipline == discipline }).max(by: { $0.round < $1.round }) else {
            throw BenchError.failed("case", "no review of \(discipline)")
        }
        return (client, review.state == .pending ? try await times.time { try await client.claim(review.id) } : review)
    }

    private func review(_ discipline: Discipline, _ id: UUID, _ package: UUID, _ times: CallTimes) async throws {
        let (client, held) = try await held(discipline, id, times)
        let sheets = try await times.time { try await client.sheets(of: package, limit: 200) }.items
        for index in 0..<Self.comments {
            let severity: Severity = index.isMultiple(of: 2) ? .generalClause : .advice
            let body = NewCommentBody(
                attempt: held.attempt, sheetId: sheets[index % sheets.count].id,
                region: Region(page: 1, x: Double(100 + 150 * index), y: 200, width: 100, height: 60), severity: severity,
                text: "\(discipline.label.zh)意见 \(index)", basis: severity.blocks ? .approvalDocument(number: "bench", article: "1") : nil)
            _ = try await times.time { try await client.comment(on: held.id, body) }
        }
        _ = try await times.time { try await client.decide(held.id, DecideReviewBody(attempt: held.attempt, decision: .fail)) }
    }

    private func answer(_ parties: Parties, _ times: CallTimes) async throws {
        let (designer, id) = (parties.designer, parties.caseID)
        _ = try await times.time { try await designer.revise(id) }
        for item in try await times.time({ try await designer.items(of: id, limit: 200) }).items {
            for source in item.sources {
                let region = source.comment.region
                let place = Answer.Place(sheetNumber: item.sheetNumber, x: region.x, y: region.y, width: region.width, height: region.height)
                let body = NewAnswerBody(verdict: .accepted, text: "redrawn", place: place)
                _ = try await times.time { try await designer.answer(source.comment.id, body) }
            }
        }
        _ = try await times.time { try await designer.releaseAnswers(of: id) }
    }

    private func verify(_ discipline: Discipline, _ id: UUID, _ package: UUID, _ times: CallTimes) async throws {
        let (client, held) = try await held(discipline, id, times)
        let comments = try await times.time { try await client.comments(of: id, limit: 200) }.items
        for comment in comments where comment.discipline == discipline && comment.severity.blocks {
            _ = try await times.time { try await client.backcheck(comment.id, NewBackcheckBody(attempt: held.attempt, verdict: .closed)) }
        }
        let sheets = try await times.time { try await client.composedSheets(of: package, limit: 200) }.items.map(\.sheet)
        try await times.time { try await client.tickOpen(held.id, attempt: held.attempt, on: sheets) }
        let body = DecideReviewBody(attempt: held.attempt, decision: .passWithAdvice)
        _ = try await times.time { try await client.decide(held.id, body) }
    }
}
