import Blobs
import Foundation
import JointReview
import Postgres
import Store
import TestDatabase
import TestStore
import Testing
import Work

@Suite struct WorkerTests {
    @Test func anUploadedPackageIsReadAndItsMembersAreKept() async throws {
        try await Workshop.with { shop in
            let package = try await shop.upload(try Workshop.bytes())
            try await shop.working([shop.intakeCraft]) {
                try await shop.eventually("checked") { try await shop.package(package.id).state != .uploaded }
            }
            let read = try await shop.package(package.id)
            #expect(read.state == .checked && read.sheetCount == 2 && read.rejectCount == 0)
            let entries = try await shop.kit.look("SELECT sha256 FROM lianshen.package_entry WHERE package_id = \(package.id)")
            #expect(entries.count == 2)
            for entry in entries {
                let digest: [UInt8] = try entry("sha256")
                let id = try #require(BlobID(bytes: digest))
                _ = try shop.blobs.openForReading(id)
            }
        }
    }

    @Test func theLastDecisionLeadsToAReportInEveryForm() async throws {
        try await Workshop.with { shop in
            let reviewed = try await shop.cast.reviewedCase(shop.kit.store)
            try await shop.working([shop.intakeCraft, ReportCraft(blobs: shop.blobs)]) {
                try await shop.eventually("report") {
                    try await shop.kit.number("SELECT count(*) FROM lianshen.report") == ReportFile.Format.allCases.count
                }
            }
            for format in ReportFile.Format.allCases {
                let file = try await shop.kit.store.transaction(as: shop.cast.actor("owner")) { tx in
                    let edition = try #require(try await tx.reportEdition(of: reviewed.id))
                    return try await tx.reports(of: [edition.id])[edition.id]?.first { $0.format == format }
                }
                let digest = try #require(file?.sha256)
                let id = try #require(BlobID(bytes: digest))
                _ = try shop.blobs.openForReading(id)
            }
            #expect(
                try await shop.kit.number("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'report.issue'") == ReportFile.Format.allCases.count)
        }
    }

    /// The worker is cut off in the middle; its lease runs out and another begins anew.
    @Test func aKilledWorkersJobIsFinishedByAnotherWithNothingDoubled() async throws {
        try await Workshop.with { shop in
            let package = try await shop.upload(try Workshop.bytes())
            let (begun, beginning) = AsyncStream<Void>.makeStream()
            let (gate, gateway) = AsyncStream<Void>.makeStream()
            let stuck = GatedCraft(kind: .intake, begun: beginning, gate: gate, then: shop.intakeCraft)
            let victim = shop.worker([stuck], bell: Bell(), pace: Workshop.pace(concurrency: 1))
            let killed = Task { try await victim.run() }
            for await _ in begun { break }
            killed.cancel()
            gateway.finish()
            _ = await killed.result
            #expect(try await shop.package(package.id).state == .uploaded)
            try await shop.endLeases()
            try await shop.working([shop.intakeCraft]) {
                try await shop.eventually("taken over") { try await shop.package(package.id).state == .checked }
            }
            let job = try #require(try await shop.kit.look("SELECT state, attempt FROM lianshen.job WHERE kind = 'intake'").first)
            #expect(try job("state") == "done")
            #expect(try job("attempt") as Int == 2)
            #expect(try await shop.package(package.id).sheetCount == 2)
            #expect(try await shop.kit.number("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'package.intake'") == 1)
        }
    }

    /// Nobody takes over what is still being done, however long it takes.
    @Test func aLeaseIsRenewedAsLongAsItsJobIsInHand() async throws {
        try await Workshop.with { shop in
            _ = try await shop.upload(try Workshop.bytes())
            let (begun, beginning) = AsyncStream<Void>.makeStream()
            let (gate, gateway) = AsyncStream<Void>.makeStream()
            let gated = GatedCraft(kind: .intake, begun: beginning, gate: gate, then: shop.intakeCraft)
            try await shop.working([gated], pace: Workshop.pace(concurrency: 1, lease: .seconds(6))) {
                for await _ in begun { break }
                let first = try await shop.kit.look("SELECT lease_until FROM lianshen.job").first
                let end: Date = try #require(try first?("lease_until"))
                try await shop.eventually("renewed") {
                    try await shop.kit.number("SELECT count(*) FROM lianshen.job WHERE attempt = 1 AND lease_until > \(end)") == 1
                }
                gateway.finish()
            }
            let job = try #require(try await shop.kit.look("SELECT state, attempt FROM lianshen.job").first)
            #expect(try job("state") == "done")
            #expect(try job("attempt") as Int == 1)
        }
    }

    /// The bytes cannot be read, in any attempt: the package is refused with a finding, the lead is told, and nobody tries for ever.
    @Test func aPackageThatCannotBeReadIsRefusedInTheEnd() async throws {
        try await Workshop.with { shop in
            let package = try await shop.record(sha256: Array(repeating: 0xAB, count: 32), size: 100)
            try await shop.working([shop.intakeCraft], pace: Workshop.pace(attempts: 3)) {
                try await shop.eventually("refused") { try await shop.package(package.id).state == .rejected }
            }
            try await shop.expectBuried(package, attempts: 3)
        }
    }

    /// A package that takes its workers with it, over and over, is not given to another one.
    @Test func aPackageThatKillsItsWorkersIsRefusedInTheEnd() async throws {
        try await Workshop.with { shop in
            let package = try await shop.upload(try Workshop.bytes())
            let (begun, beginning) = AsyncStream<Void>.makeStream()
            // As many workers as there are attempts died with it: each claimed it and was never heard of again.
            for _ in 0..<2 {
                let claimed = try await shop.kit.store.transaction(as: .system("dying")) {
                    try await $0.claimJobs([.intake], worker: UUID(), count: 1, lease: .seconds(-1))
                }
                #expect(claimed.count == 1)
                #expect(try await shop.kit.store.transaction(as: .system("sweep")) { try await $0.sweepJobs() } == 1)
            }
            let deadly = Deadly(begun: beginning, intake: shop.intakeCraft)
            try await shop.working([deadly], pace: Workshop.pace(attempts: 2)) {
                try await shop.eventually("refused") { try await shop.package(package.id).state == .rejected }
            }
            beginning.finish()
            var starts = 0
            for await _ in begun { starts += 1 }
            #expect(starts == 0, "nobody carried it out again")
            try await shop.expectBuried(package, attempts: 3)
        }
    }

    /// A database that restarts again and again makes no job a failed one.
    @Test func anAttemptThatLostItsDatabaseIsNotHeldAgainstTheJob() async throws {
        try await Workshop.with { shop in
            let package = try await shop.upload(try Workshop.bytes())
            try await shop.working([CutOff(kit: shop.kit, times: 3, intake: shop.intakeCraft)], pace: Workshop.pace(attempts: 1)) {
                // Who asks meanwhile loses the connection as well.
                try await shop.eventually("checked") { (try? await shop.package(package.id))?.state == .checked }
            }
            let job = try #require(try await shop.kit.look("SELECT state, attempt, excused FROM lianshen.job WHERE kind = 'intake'").first)
            #expect(try job("state") == "done")
            #expect(try job("attempt") as Int == 4)
            #expect(try job("excused") as Int == 3)
            #expect(try await shop.kit.number("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'job.fail'") == 0)
        }
    }

    @Test func aJobThatTakesTheDatabaseWithItEveryTimeIsGivenUpInTheEnd() async throws {
        try await Workshop.with { shop in
            let package = try await shop.upload(try Workshop.bytes())
            _ = try await shop.kit.look("UPDATE lianshen.job SET attempt = \(Job.excuses), excused = \(Job.excuses)")
            try await shop.working([CutOff(kit: shop.kit, times: .max, intake: shop.intakeCraft)], pace: Workshop.pace(attempts: 1)) {
                try await shop.eventually("refused") { (try? await shop.package(package.id))?.state == .rejected }
            }
            try await shop.expectBuried(package, attempts: Job.excuses + 1)
        }
    }

    @Test func drainingFinishesTheJobAtHandAndBeginsNoOther() async throws {
        try await Workshop.with { shop in
            let draft = try await shop.cast.draftCase(shop.kit.store)
            _ = try await shop.kit.look(
                "INSERT INTO lianshen.job (kind, case_id, object_id) SELECT 'render', \(draft.id), gen_random_uuid() FROM generate_series(1, 2)")
            let (begun, beginning) = AsyncStream<Void>.makeStream()
            let (gate, gateway) = AsyncStream<Void>.makeStream()
            let bell = Bell()
            let worker = shop.worker(
                [GatedCraft(kind: .render, begun: beginning, gate: gate)], bell: bell, pace: Workshop.pace(concurrency: 1))
            let running = Task { try await worker.run() }
            for await _ in begun { break }
            bell.close()
            gateway.yield()
            try await running.value
            let states = try await shop.kit.look("SELECT state FROM lianshen.job ORDER BY job_id")
            #expect(try states.map { try $0("state") as String } == ["done", "ready"])
        }
    }
}

/// Stands for a craft that ends its process: it only says that it was begun.
private struct Deadly: Craft {
    let kind = Job.Kind.intake
    let begun: AsyncStream<Void>.Continuation
    let intake: IntakeCraft

    func carryOut(_ work: Craftwork) async throws { begun.yield() }

    func abandon(_ job: Job, in tx: Tx) async throws { try await intake.abandon(job, in: tx) }
}

/// Loses its connection to the database, and its process all the others, some times before it does its work.
private struct CutOff: Craft {
    let kind = Job.Kind.intake
    let kit: TestStore
    let times: Int
    let intake: IntakeCraft

    func carryOut(_ work: Craftwork) async throws {
        if work.job.attempt <= times {
            let caseID = try #require(work.job.caseID)
            try await work.read { tx in
                _ = try await tx.jobs(of: caseID)
                try await kit.database.cluster.run(
                    "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE datname = '\(kit.database.name)'")
                _ = try await tx.jobs(of: caseID)
            }
        }
        try await intake.carryOut(work)
    }

    func abandon(_ job: Job, in tx: Tx) async throws { try await intake.abandon(job, in: tx) }
}

extension Workshop {
    /// Refused with one finding that names a remedy, its job failed and visible, its lead told once.
    fileprivate func expectBuried(_ package: PackageRecord, attempts: Int) async throws {
        let findings = try await kit.store.transaction(as: cast.actor("designer")) { try await $0.findings(ofPackage: package.id) }
        #expect(findings.map(\.code) == ["package.not_read"])
        #expect(findings.allSatisfy { $0.severity == .reject && !$0.remedy.zh.isEmpty && !$0.remedy.en.isEmpty })
        let job = try #require(try await kit.look("SELECT state, attempt, coalesce(last_error, '') <> '' AS said FROM lianshen.job").first)
        #expect(try job("state") == "failed")
        #expect(try job("attempt") as Int == attempts)
        #expect(try job("said") == true)
        let told = try await kit.store.transaction(as: cast.actor("clerk")) { try await $0.notices(after: nil, limit: 10) }
        #expect(told.map(\.kind) == [.jobFailed])
        #expect(try await kit.number("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'job.fail' AND result = 'failed'") == 1)
        #expect(try await kit.store.transaction(as: cast.actor("designer")) { try await $0.checkReport(of: package.id) } != nil)
    }
}
