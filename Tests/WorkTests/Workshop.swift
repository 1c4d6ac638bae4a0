import Archive
import Blobs
import Foundation
import Intake
import JointReview
import Logging
import Postgres
import Sheets
import Store
import TestStore
import Testing
import Work

/// A store, a folder of blobs and the cast of a case: what a worker works on.
struct Workshop: Sendable {
    let kit: TestStore
    let cast: Cast
    let blobs: FolderBlobs
    let intake: Intake

    static func with(_ body: @Sendable (Workshop) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("work-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let blobs = try FolderBlobs.open(folder, belongsTo: "test")
        let intake = Intake(confinement: await Confinement.detect())
        try await Cast.with { kit, cast in
            try await body(Workshop(kit: kit, cast: cast, blobs: blobs, intake: intake))
        }
    }

    var intakeCraft: IntakeCraft { IntakeCraft(blobs: blobs, intake: intake) }

    /// A pace for tests: looks for work all the time, tries again at once. A busy machine is no dead worker: leases are long, and those of workers
    /// that have died end by `endLeases`.
    static func pace(attempts: Int = 5, concurrency: Int = 2, lease: Duration = .seconds(120)) -> Worker.Pace {
        var pace = Worker.Pace(concurrency: concurrency, lease: lease, poll: .milliseconds(20), attempts: attempts)
        pace.firstRetry = .zero
        pace.grace = .seconds(120)
        return pace
    }

    func worker(_ crafts: [any Craft], bell: Bell, pace: Worker.Pace = Workshop.pace()) -> Worker {
        Worker(store: kit.store, crafts: crafts, bell: bell, pace: pace, logger: TestStore.quiet)
    }

    /// Runs a worker while `body` runs; it finishes what it has in hand.
    func working(_ crafts: [any Craft], pace: Worker.Pace = Workshop.pace(), _ body: @Sendable () async throws -> Void) async throws {
        let bell = Bell()
        let worker = worker(crafts, bell: bell, pace: pace)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await worker.run() }
            do { try await body() } catch {
                group.cancelAll()
                throw error
            }
            bell.close()
            try await group.waitForAll()
        }
    }

    /// Stores the bytes and records them as a package of a new draft case.
    func upload(_ bytes: [UInt8]) async throws -> PackageRecord {
        let staged = try blobs.stage { (writer: inout BlobWriter) in try bytes.withUnsafeBytes { try writer.write($0) } }
        let digests = try #require(try await blobs.commit([staged]).first)
        return try await record(sha256: digests.sha256.bytes, size: bytes.count)
    }

    /// Records a package whose bytes may be there or not.
    func record(sha256: [UInt8], size: Int) async throws -> PackageRecord {
        let draft = try await cast.draftCase(kit.store)
        return try await kit.store.transaction(as: cast.actor("designer")) { tx in
            try await tx.insertPackage(UUID(), into: draft, institute: cast.institute.id, fileName: "图纸.zip", sha256: sha256, sm3: nil, size: size)
        }
    }

    func package(_ id: UUID) async throws -> PackageRecord {
        try await kit.store.transaction(as: cast.actor("designer")) { try await $0.package(id) }
    }

    /// Lets the time pass in which workers that have died still hold their jobs.
    func endLeases() async throws {
        _ = try await kit.look("UPDATE lianshen.job SET lease_until = clock_timestamp() WHERE state = 'leased'")
    }

    /// Asks until the answer is yes, for a minute at most.
    func eventually(_ what: Testing.Comment, _ condition: () async throws -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(60)
        while try await !condition() {
            try #require(ContinuousClock.now < end, what)
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// A package of two sheets without a list.
    static func bytes() throws -> [UInt8] {
        try ZipWriter.bytes { writer in
            for number in 1...2 { try writer.add("建施-0\(number) 平面图.pdf", pdf(number)) }
        }
    }

    /// One page of A1, different for every mark.
    private static func pdf(_ mark: Int) -> [UInt8] { pdf(marks: [mark]) }

    /// A page for every mark, each different.
    static func pdf(marks: [Int], box: String = "0 0 2384 1684") -> [UInt8] {
        let kids = marks.indices.map { "\(3 + 2 * $0) 0 R" }.joined(separator: " ")
        var objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count \(marks.count) /Kids [\(kids)] >>"]
        for (index, mark) in marks.enumerated() {
            let content = "8 w 0 0 m \(mark * 20) 500 l S"
            objects.append("<< /Type /Page /Parent 2 0 R /MediaBox [\(box)] /Contents \(4 + 2 * index) 0 R >>")
            objects.append("<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream")
        }
        var text = "%PDF-1.7\n"
        var table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for (index, object) in objects.enumerated() {
            let offset = "\(text.utf8.count)"
            table += String(repeating: "0", count: 10 - offset.count) + "\(offset) 00000 n \n"
            text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        return Array("\(text)\(table)trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(text.utf8.count)\n%%EOF\n".utf8)
    }
}

/// A craft that says when it has begun and goes on when it is told to; then it does what another craft does, or only ends the job.
struct GatedCraft: Craft {
    let kind: Job.Kind
    let begun: AsyncStream<Void>.Continuation
    let gate: AsyncStream<Void>
    var then: (any Craft)?

    func carryOut(_ work: Craftwork) async throws {
        begun.yield()
        for await _ in gate { break }
        try Task.checkCancellation()
        if let then { try await then.carryOut(work) } else { try await work.finish { _ in } }
    }
}
