public import Blobs
import Foundation
import JointReview
import Locks
public import Sheets
public import Store

/// Looks for the places of comments on the revised sheets of a round: what a reviewer sees first when he verifies. A hint, on which nothing else waits.
public struct FollowCraft: Craft {
    /// Follow jobs.
    public let kind = Job.Kind.follow
    let blobs: any BlobStore
    let reader: SheetReader

    /// A craft over the folder of blobs; tools run inside the reader's walls.
    public init(blobs: any BlobStore, reader: SheetReader) { (self.blobs, self.reader) = (blobs, reader) }

    /// Draws every pair of revisions once, and compares the places of all its comments.
    public func carryOut(_ work: Craftwork) async throws {
        guard let caseID = work.job.caseID else { return }
        let (round, tasks) = try await work.read { try await $0.followTasks(of: caseID) }
        if tasks.count > 40 { try await work.takesLong() }
        var found: [(task: FollowTask, place: FollowedRegion)] = []
        for (_, group) in Dictionary(grouping: tasks, by: { [$0.before.id, $0.after?.id] }).sorted(by: { "\($0.key)" < "\($1.key)" }) {
            try Task.checkCancellation()
            found += try await places(group)
        }
        let result = found
        try await work.finish { tx in try await tx.insert(result, of: caseID, round: round) }
    }

    private func places(_ tasks: [FollowTask]) async throws -> [(task: FollowTask, place: FollowedRegion)] {
        guard let first = tasks.first, let after = first.after else {
            return tasks.map { ($0, FollowedRegion(fate: .gone, region: nil, certainty: 1)) }
        }
        let standing = SheetStanding(from: first.before.ofSet, to: after.ofSet)
        if first.before.id == after.id || !standing.isDifferent {
            return tasks.map { ($0, FollowedRegion(fate: .same, region: $0.region, certainty: 1)) }
        }
        guard let old = try await page(first.before), let new = try await page(after) else {
            return tasks.map { ($0, FollowedRegion(fate: .unknown, region: nil, certainty: 0)) }
        }
        return await OffPool.run { tasks.map { ($0, FollowedRegion($0.region, from: old, to: new)) } }
    }

    private func page(_ sheet: SheetRecord) async throws -> FollowedPage? {
        guard let blob = BlobID(bytes: sheet.fileSHA256) else { throw StoreError.invalid("digest of a file") }
        let local = try await blobs.local(blob)
        defer { withExtendedLifetime(local) {} }
        return try await reader.followedPage(
            path: local.path, page: sheet.entry.page, width: sheet.width, height: sheet.height, rotation: sheet.rotation)
    }
}
