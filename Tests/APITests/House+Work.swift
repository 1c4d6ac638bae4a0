import Blobs
import Intake
import Sheets
import TestStore
import Work

extension House {
    /// Runs `body` while a worker works.
    func working(_ body: () async throws -> Void) async throws {
        let bell = Bell()
        let intake = Intake(confinement: await Confinement.detect())
        let worker = Worker(
            store: store,
            crafts: [
                IntakeCraft(blobs: blobs, intake: intake), ReportCraft(blobs: blobs),
                CheckCraft(spool: blobs.spool, intake: intake),
                FollowCraft(blobs: blobs, reader: intake.reader),
                RenderCraft(blobs: blobs, reader: intake.reader),
            ],
            bell: bell,
            pace: Worker.Pace(poll: .milliseconds(50)), logger: TestStore.quiet)
        let working = Task { try await worker.run() }
        defer {
            bell.close()
            working.cancel()
        }
        try await body()
    }
}
