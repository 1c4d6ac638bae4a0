import Archive
import Foundation
import Intake
import JointReview
import Postgres
import Sheets
import Store
import TestStore
import Testing
import Work

/// Packages that turn out to be slow while they are read, with the real tools at work on them.
@Suite struct SlowPackageTests {
    /// One place: the slow package gives it away while its first sheet is still being drawn. Then work is over: the tool is stopped, and the job given back
    /// as if nothing had been tried.
    @Test func aSlowPackageGivesItsPlaceAwayAndIsGivenBackWhenWorkIsOver() async throws {
        try await Workshop.with { shop in
            let slow = try await shop.upload(try ZipWriter.bytes { try $0.add("建施-01 平面图.pdf", SlowPDF.bytes()) })
            // Only the end of work can end this tool.
            let patient = SheetLimits(tool: ToolLimits(deadline: .seconds(3600), cpuSeconds: 3600), time: .seconds(3600), mostTime: .seconds(3600))
            let intake = Intake(confinement: await Confinement.detect(), limits: IntakeLimits(sheet: patient, short: .milliseconds(100)))
            let (begun, beginning) = AsyncStream<Void>.makeStream()
            let crafts: [any Craft] = [
                IntakeCraft(blobs: shop.blobs, intake: intake),
                GatedCraft(kind: .report, begun: beginning, gate: AsyncStream { $0.finish() }),
            ]
            var pace = Workshop.pace(concurrency: 1)
            pace.grace = .milliseconds(100)
            let bell = Bell()
            let worker = shop.worker(crafts, bell: bell, pace: pace)
            let running = Task { try await worker.run() }
            try await shop.eventually("slow one in hand") { try await shop.count(.intake, .leased) == 1 }
            try await shop.kit.store.transaction(as: .system("test")) {
                try await $0.queueJobs(.report, for: slow.caseID, objects: (0..<3).map { _ in UUID() })
            }
            try await shop.eventually("short ones done") { try await shop.count(.report, .done) == 3 }
            #expect(try await shop.count(.intake, .leased) == 1)
            let end = ContinuousClock.now
            bell.close()
            try await running.value
            #expect(ContinuousClock.now - end < .seconds(60))
            #expect(try await shop.package(slow.id).state == .uploaded)
            #expect(
                try await shop.kit.number(
                    "SELECT count(*) FROM lianshen.job WHERE kind = 'intake' AND state IN ('delayed', 'ready') AND attempt = 1 AND excused = 1") == 1)
            beginning.finish()
            #expect(await begun.reduce(0) { count, _ in count + 1 } == 3)
        }
    }
}

extension Workshop {
    fileprivate func count(_ kind: Job.Kind, _ state: Job.State) async throws -> Int {
        try await kit.number("SELECT count(*) FROM lianshen.job WHERE kind = \(kind) AND state = \(state)")
    }
}
