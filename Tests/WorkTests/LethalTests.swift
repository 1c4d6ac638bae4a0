import Foundation
import JointReview
import Locks
import Postgres
import Store
import TestStore
import Testing

@testable import Work

/// A job that ends its process must not cost other jobs their chances.
@Suite struct LethalTests {
    @Test("A package that ends every process that reads it is refused alone; those that were read beside it are read")
    func innocents() async throws {
        try await Workshop.with { shop in
            let lethal = try await shop.upload(try Workshop.bytes())
            let others = [try await shop.upload(try Workshop.bytes()), try await shop.upload(try Workshop.bytes())]
            for _ in 0..<40 where try await shop.package(lethal.id).state == .uploaded {
                // One process: it runs until the lethal package ends it, whatever else it has in hand.
                let process = Process(shop: shop, lethal: lethal.id)
                let worker = shop.worker([process], bell: Bell(), pace: Workshop.pace(attempts: 3))
                let running = Task { try await worker.run() }
                process.ends { running.cancel() }
                try await shop.eventually("ended, or nothing left") {
                    if process.isEnded { return true }
                    return try await shop.package(lethal.id).state != .uploaded
                }
                running.cancel()
                _ = await running.result
                try await shop.endLeases()
            }
            #expect(try await shop.package(lethal.id).state == .rejected)
            try await shop.working([shop.intakeCraft]) {
                for other in others { try await shop.eventually("read") { try await shop.package(other.id).state == .checked } }
            }
            // Once beside the lethal one, and once more: never as often as it.
            #expect(try await shop.kit.number("SELECT max(attempt) FROM lianshen.job WHERE object_id <> \(lethal.id)") <= 2)
        }
    }

    @Test("Those who share the floor run beside each other, who wants it alone has it alone, and nobody is forgotten")
    func floor() async {
        let floor = Floor()
        let tally = FloorTally()
        await withTaskGroup(of: Void.self) { group in
            for turn in 0..<400 {
                group.addTask {
                    let wantsItAlone = turn % 7 == 0
                    let place = wantsItAlone ? await floor.alone() : await floor.shared()
                    await tally.stay(alone: wantsItAlone)
                    place.leave()
                    // Said twice, it counts once.
                    place.leave()
                }
            }
        }
        #expect(tally.faults == 0)
        #expect(tally.stays == 400)
    }
}

/// Stands for a process whose intake one package ends: the worker is cut off with all that it has in hand.
private final class Process: Craft {
    let kind = Job.Kind.intake
    private let shop: Workshop
    private let lethal: UUID
    private let end = Locked<(isEnded: Bool, act: (@Sendable () -> Void)?)>((false, nil))

    init(shop: Workshop, lethal: UUID) {
        self.shop = shop
        self.lethal = lethal
    }

    var isEnded: Bool { end.withLock { $0.isEnded } }

    func ends(_ act: @escaping @Sendable () -> Void) { end.withLock { $0.act = act } }

    func carryOut(_ work: Craftwork) async throws {
        guard work.job.object == lethal else {
            // Long enough in hand to be there when the process ends; a process that has ended does nothing more.
            try await Task.sleep(for: .milliseconds(50))
            if isEnded { throw CancellationError() }
            return try await shop.intakeCraft.carryOut(work)
        }
        try await Task.sleep(for: .milliseconds(10))
        let act = end.withLock { end in
            end.isEnded = true
            return end.act
        }
        act?()
        throw CancellationError()
    }

    func abandon(_ job: Job, in tx: Tx) async throws { try await shop.intakeCraft.abandon(job, in: tx) }
}

/// Who is on the floor, and how often somebody was there who should not have been.
private final class FloorTally: Sendable {
    private struct State {
        var shared = 0
        var alone = 0
        var faults = 0
        var stays = 0
    }

    private let state = Locked(State())

    var faults: Int { state.withLock { $0.faults } }
    var stays: Int { state.withLock { $0.stays } }

    func stay(alone: Bool) async {
        state.withLock { state in
            if alone { state.alone += 1 } else { state.shared += 1 }
            if state.alone > 1 || (state.alone == 1 && state.shared > 0) { state.faults += 1 }
            state.stays += 1
        }
        await Task.yield()
        state.withLock { state in
            if alone { state.alone -= 1 } else { state.shared -= 1 }
        }
    }
}
