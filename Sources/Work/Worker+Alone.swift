import Locks
import Logging
import Store

/// The jobs in this process whose earlier attempt came to no end and whose head start is over.
///
/// A job that ends its process is found by this: whatever was in hand with it has its next attempt alone, so most of them end there and are rid of the
/// suspicion. Only those that take longer than their head start may meet it again, and only once: from its third attempt on a job is carried out beside
/// no other that was begun before. So the one that does it runs out of attempts, and no other does.
final class Elders: Sendable {
    /// Which begun jobs may be carried out beside the present ones.
    enum Room { case any, begunOnce, none }

    private let most: Int
    private let charged = Locked<[Int: Int]>([:])

    init(most: Int) { self.most = most }

    /// What may be claimed now.
    var room: Room {
        charged.withLock { charged in
            if charged.isEmpty { return .any }
            return charged.count < most && charged.values.allSatisfy { $0 <= 2 } ? .begunOnce : .none
        }
    }

    func add(_ job: Int, charged attempts: Int) { charged.withLock { $0[job] = attempts } }
    func remove(_ job: Int) { charged.withLock { $0[job] = nil } }
}

extension Worker.Pace {
    /// How long a job has the floor to itself. Each attempt that counts against it doubles the time, up to a minute: what ends a process does it again
    /// after the same time, and so it is caught alone in the end, while a large package holds nobody up for as long as it takes.
    func headStart(charged: Int) -> Duration {
        min(headStart * (1 << min(max(0, charged - 2), 16)), max(headStart, longestHeadStart))
    }
}

extension Worker {
    /// Jobs whose earlier attempt came to no end begin one by one while nothing short runs in this process: should one of them end the process at once,
    /// no other job is charged with it. One that has worked through its head start goes on beside others.
    func workAlone(_ lane: LongLane) async {
        let elders = Elders(most: 2 * pace.concurrency)
        await withDiscardingTaskGroup { group in
            while !bell.isClosed, !Task.isCancelled {
                do {
                    guard try await hasBegunJob(elders.room) else {
                        await bell.waitForClose(atMost: pace.poll)
                        continue
                    }
                    let place = await floor.alone()
                    defer { place.leave() }
                    // Who was here when the floor was asked for may be gone, and nobody else came; or work is over meanwhile.
                    guard !bell.isClosed, let past = elders.room.past, let job = try await claim(past) else { continue }
                    elders.add(job.id, charged: job.charged)
                    let (ended, end) = AsyncStream<Void>.makeStream()
                    group.addTask {
                        let stay = Stay(lane, hasPlace: false)
                        await carryOut(job, then: NextJob(lease: pace.lease) { [] }, stay)
                        stay.end()
                        elders.remove(job.id)
                        end.finish()
                    }
                    await wait(for: ended, atMost: pace.headStart(charged: job.charged))
                } catch {
                    logger.warning("No job could be claimed", metadata: ["error": "\(error)"])
                    await bell.waitForClose(atMost: .seconds(2))
                }
            }
        }
    }

    private func hasBegunJob(_ room: Elders.Room) async throws -> Bool {
        guard let past = room.past else { return false }
        let kinds = crafts.map(\.kind)
        return try await store.transaction(as: .system("worker \(id)")) { try await $0.last.hasReadyJob(kinds, past: past) }
    }

    private func wait(for end: AsyncStream<Void>, atMost limit: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in end {} }
            group.addTask { try? await Task.sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
    }
}

extension Elders.Room {
    fileprivate var past: Job.Past? {
        switch self {
        case .any: .begun
        case .begunOnce: .begunOnce
        case .none: nil
        }
    }
}
