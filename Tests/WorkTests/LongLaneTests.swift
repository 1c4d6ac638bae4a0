import Foundation
import JointReview
import Postgres
import Store
import TestStore
import Testing
import Work

/// Jobs that take long, beside jobs that do not.
@Suite struct LongLaneTests {
    @Test(arguments: [1, 2])
    func aShortJobDoesNotWaitBehindLongOnes(_ concurrency: Int) async throws {
        try await Workshop.with { shop in
            // As many as a process puts aside: each of them would have kept one of its places.
            let packages = try await Self.upload(2 * concurrency, to: shop)
            let (gate, gateway) = AsyncStream<Void>.makeStream()
            let (begun, beginning) = AsyncStream<Void>.makeStream()
            let crafts: [any Craft] = [
                LongCraft(kind: .intake, begun: beginning, gate: gate), GatedCraft(kind: .report, begun: beginning, gate: .over),
            ]
            try await shop.working(crafts, pace: Workshop.pace(concurrency: concurrency)) {
                try await shop.eventually("all long ones in hand") { try await shop.count(.intake, .leased) == packages.count }
                try await shop.kit.store.transaction(as: .system("test")) {
                    try await $0.queueJobs(.report, for: packages[0].caseID, objects: (0..<5).map { _ in UUID() })
                }
                try await shop.eventually("short ones done") { try await shop.count(.report, .done) == 5 }
                #expect(try await shop.count(.intake, .leased) == packages.count)
                gateway.finish()
                try await shop.eventually("long ones done") { try await shop.count(.intake, .done) == packages.count }
            }
            beginning.finish()
            // The long ones that ran, and the five.
            var count = 0
            for await _ in begun { count += 1 }
            #expect(count == packages.count + 5)
        }
    }

    /// Draining finishes what is under way; what still waits for its turn is given back, uncharged.
    @Test func longOnesThatWaitForTheirTurnAreGivenBackWhenWorkIsOver() async throws {
        try await Workshop.with { shop in
            let packages = try await Self.upload(3, to: shop)
            let (gate, gateway) = AsyncStream<Void>.makeStream()
            let (begun, beginning) = AsyncStream<Void>.makeStream()
            let bell = Bell()
            let worker = shop.worker(
                [LongCraft(kind: .intake, begun: beginning, gate: gate)], bell: bell, pace: Workshop.pace(concurrency: 2))
            let running = Task { try await worker.run() }
            for await _ in begun { break }
            try await shop.eventually("all in hand") { try await shop.count(.intake, .leased) == packages.count }
            bell.close()
            // Delayed, or ready already: the sweep may have come by.
            try await shop.eventually("given back") { try await shop.count(.intake, .leased) == 1 }
            gateway.finish()
            try await running.value
            #expect(try await shop.count(.intake, .done) == 1)
            // One that is there again at once may be claimed once more by who did not know yet that work is over; that is not charged either.
            #expect(
                try await shop.kit.number(
                    "SELECT count(*) FROM lianshen.job WHERE state IN ('delayed', 'ready') AND attempt > 0 AND attempt = excused")
                    == packages.count - 1)
        }
    }

    /// Long ones run one after the other where there are two places.
    @Test func longOnesTakeTurns() async throws {
        try await Workshop.with { shop in
            let packages = try await Self.upload(3, to: shop)
            let most = Peak()
            try await shop.working([CountedCraft(kind: .intake, peak: most)]) {
                try await shop.eventually("done") { try await shop.count(.intake, .done) == packages.count }
            }
            #expect(await most.most == 1)
        }
    }

    private static func upload(_ count: Int, to shop: Workshop) async throws -> [PackageRecord] {
        var packages: [PackageRecord] = []
        for number in 0..<count { packages.append(try await shop.record(sha256: [UInt8](repeating: UInt8(number), count: 32), size: 1)) }
        return packages
    }
}

extension AsyncStream<Void> {
    /// A gate that stands open.
    fileprivate static var over: AsyncStream<Void> { AsyncStream { $0.finish() } }
}

extension Workshop {
    fileprivate func count(_ kind: Job.Kind, _ state: Job.State) async throws -> Int {
        try await kit.number("SELECT count(*) FROM lianshen.job WHERE kind = \(kind) AND state = \(state)")
    }
}

/// Takes long: until the gate is opened.
private struct LongCraft: Craft {
    let kind: Job.Kind
    let begun: AsyncStream<Void>.Continuation
    let gate: AsyncStream<Void>

    func carryOut(_ work: Craftwork) async throws {
        try await work.takesLong()
        begun.yield()
        for await _ in gate { break }
        try await work.finish { _ in }
    }
}

/// How many were there at once.
private actor Peak {
    private var present = 0
    private(set) var most = 0

    func enter() {
        present += 1
        most = max(most, present)
    }

    func leave() { present -= 1 }
}

private struct CountedCraft: Craft {
    let kind: Job.Kind
    let peak: Peak

    func carryOut(_ work: Craftwork) async throws {
        try await work.takesLong()
        await peak.enter()
        for _ in 0..<10 { await Task.yield() }
        await peak.leave()
        try await work.finish { _ in }
    }
}
