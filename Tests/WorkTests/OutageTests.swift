import Blobs
import Postgres
import Store
import TestStore
import Testing
import Work

/// The store of blobs is away for a while: no package is refused because of it.
@Suite struct OutageTests {
    @Test func anAttemptThatLostTheStoreOfBlobsIsNotHeldAgainstTheJob() async throws {
        try await Workshop.with { shop in
            let package = try await shop.upload(try Workshop.bytes())
            try await shop.working([Adrift(times: 3, intake: shop.intakeCraft)], pace: Workshop.pace(attempts: 1)) {
                try await shop.eventually("checked") { try await shop.package(package.id).state == .checked }
            }
            let job = try #require(try await shop.kit.look("SELECT attempt, excused FROM lianshen.job WHERE kind = 'intake'").first)
            #expect(try (job("attempt") as Int, job("excused") as Int) == (4, 3))
        }
    }

    /// Intake whose first attempts find the store away.
    private struct Adrift: Craft {
        let kind = Job.Kind.intake
        let times: Int
        let intake: IntakeCraft

        func carryOut(_ work: Craftwork) async throws {
            if work.job.attempt <= times { throw BlobError.unreachable(store: "s3://bucket/", operation: "GET", cause: "HTTP 503") }
            try await intake.carryOut(work)
        }

        func abandon(_ job: Job, in tx: Tx) async throws { try await intake.abandon(job, in: tx) }
    }
}
