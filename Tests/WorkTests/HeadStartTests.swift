import Foundation
import JointReview
import Locks
import Postgres
import Store
import TestStore
import Testing

@testable import Work

/// A job that is tried again has the process to itself for a moment, not for as long as it takes.
@Suite struct HeadStartTests {
    @Test("A slow job that is tried again holds up nobody beyond its head start: neither new jobs nor others that are tried again")
    func slowAndQuick() async throws {
        try await Workshop.with { shop in
            let slow = try await shop.record(sha256: [UInt8](repeating: 1, count: 32), size: 1)
            _ = try await shop.kit.look("UPDATE lianshen.job SET attempt = 1 WHERE kind = 'intake'")
            let gate = Gate()
            var pace = Workshop.pace(concurrency: 1)
            pace.headStart = .milliseconds(50)
            try await shop.working([gate.craft(.intake), Quick(kind: .report)], pace: pace) {
                try await shop.eventually("slow one in hand") { try await shop.count(.intake, .leased) == 1 }
                try await shop.queue(.report, 3, for: slow.caseID)
                try await shop.eventually("new ones done") { try await shop.count(.report, .done) == 3 }
                try await shop.queue(.report, 2, for: slow.caseID, attempt: 1)
                try await shop.eventually("those tried again done") { try await shop.count(.report, .done) == 5 }
                #expect(try await shop.count(.intake, .leased) == 1)
                gate.open()
                try await shop.eventually("slow one done") { try await shop.count(.intake, .done) == 1 }
            }
        }
    }

    @Test("A job that is tried again waits for no long one, and new short ones do not wait for both")
    func besideLong() async throws {
        try await Workshop.with { shop in
            let long = try await shop.record(sha256: [UInt8](repeating: 1, count: 32), size: 1)
            let gate = Gate()
            try await shop.working([gate.craft(.intake, takesLong: true), Quick(kind: .report)], pace: Workshop.pace(concurrency: 1)) {
                try await shop.eventually("long one in hand") { gate.begun == 1 }
                try await shop.queue(.report, 1, for: long.caseID, attempt: 1)
                try await shop.queue(.report, 2, for: long.caseID)
                try await shop.eventually("short ones done") { try await shop.count(.report, .done) == 3 }
                #expect(try await shop.count(.intake, .leased) == 1)
                gate.open()
            }
        }
    }

    @Test("A job that ends its process long after its head start is refused, and those that were beside it are read")
    func lateDeath() async throws {
        try await Workshop.with { shop in
            let lethal = try await shop.upload(try Workshop.bytes())
            var others: [PackageRecord] = []
            for _ in 0..<30 where try await shop.package(lethal.id).state == .uploaded {
                // In every process, somebody comes new.
                if others.count < 6 { others.append(try await shop.upload(try Workshop.bytes())) }
                let process = LateDeath(shop: shop, lethal: lethal.id)
                var pace = Workshop.pace(attempts: 5)
                pace.headStart = .milliseconds(20)
                let bell = Bell()
                let worker = shop.worker([process], bell: bell, pace: pace)
                let running = Task { try await worker.run() }
                process.ends { running.cancel() }
                try await shop.eventually("ended, or nothing left") {
                    if process.isEnded { return true }
                    return try await shop.package(lethal.id).state != .uploaded
                }
                // The last process, which nothing ends, finishes what it has in hand.
                if process.isEnded { running.cancel() } else { bell.close() }
                _ = await running.result
                try await shop.endLeases()
            }
            #expect(try await shop.package(lethal.id).state == .rejected)
            let read = others
            try await shop.working([shop.intakeCraft]) {
                for other in read { try await shop.eventually("read") { try await shop.package(other.id).state == .checked } }
            }
            // When it was new, once more beside it, and then without it.
            #expect(try await shop.kit.number("SELECT max(attempt - excused) FROM lianshen.job WHERE object_id <> \(lethal.id)") <= 3)
        }
    }

    @Test("The head start doubles with every attempt that came to no end, up to its most")
    func doubling() {
        let pace = Worker.Pace()
        let starts = (1...7).map { pace.headStart(charged: $0) }
        #expect(starts == [.seconds(10), .seconds(10), .seconds(20), .seconds(40), .seconds(60), .seconds(60), .seconds(60)])
    }

    @Test("Beside a job that was begun twice nobody else that was begun is let in, beside one that was begun once those who were, too")
    func elders() {
        let elders = Elders(most: 3)
        #expect(elders.room == .any)
        elders.add(1, charged: 2)
        #expect(elders.room == .begunOnce)
        elders.add(2, charged: 2)
        elders.add(3, charged: 2)
        #expect(elders.room == .none)
        for id in 1...3 { elders.remove(id) }
        elders.add(4, charged: 3)
        #expect(elders.room == .none)
    }
}

extension Workshop {
    fileprivate func count(_ kind: Job.Kind, _ state: Job.State) async throws -> Int {
        try await kit.number("SELECT count(*) FROM lianshen.job WHERE kind = \(kind) AND state = \(state)")
    }

    fileprivate func queue(_ kind: Job.Kind, _ count: Int, for caseID: UUID, attempt: Int = 0) async throws {
        let objects = (0..<count).map { _ in UUID() }
        try await kit.store.transaction(as: .system("test")) { try await $0.queueJobs(kind, for: caseID, objects: objects) }
        if attempt > 0 {
            _ = try await kit.look("UPDATE lianshen.job SET attempt = \(attempt) WHERE object_id = ANY (\(objects)) AND state = 'ready'")
        }
    }
}

/// Does nothing.
private struct Quick: Craft {
    let kind: Job.Kind
    func carryOut(_ work: Craftwork) async throws { try await work.finish { _ in } }
}

/// What holds a job until it is opened.
private final class Gate: Sendable {
    private let (stream, gateway) = AsyncStream<Void>.makeStream()
    private let count = Locked(0)

    var begun: Int { count.withLock { $0 } }
    func open() { gateway.finish() }

    func craft(_ kind: Job.Kind, takesLong: Bool = false) -> Held { Held(kind: kind, takesLong: takesLong, gate: self) }

    struct Held: Craft {
        let kind: Job.Kind
        let takesLong: Bool
        let gate: Gate

        func carryOut(_ work: Craftwork) async throws {
            if takesLong { try await work.takesLong() }
            gate.count.withLock { $0 += 1 }
            for await _ in gate.stream { break }
            try await work.finish { _ in }
        }
    }
}

/// Stands for a process that one package ends as soon as somebody else is read beside it.
private final class LateDeath: Craft {
    let kind = Job.Kind.intake
    private let shop: Workshop
    private let lethal: UUID
    private let end = Locked<(isEnded: Bool, present: Int, act: (@Sendable () -> Void)?)>((false, 0, nil))

    init(shop: Workshop, lethal: UUID) { (self.shop, self.lethal) = (shop, lethal) }

    var isEnded: Bool { end.withLock { $0.isEnded } }

    func ends(_ act: @escaping @Sendable () -> Void) { end.withLock { $0.act = act } }

    func carryOut(_ work: Craftwork) async throws {
        if work.job.object == lethal { return try await die() }
        end.withLock { $0.present += 1 }
        defer { end.withLock { $0.present -= 1 } }
        // In hand for long enough to be there when the process ends; a process that has ended does nothing more.
        try await Task.sleep(for: .milliseconds(100))
        if isEnded { throw CancellationError() }
        try await shop.intakeCraft.carryOut(work)
    }

    private func die() async throws {
        // With company, or by itself when nobody comes.
        for _ in 0..<40 where end.withLock({ $0.present == 0 }) { try await Task.sleep(for: .milliseconds(10)) }
        let act = end.withLock { end in
            end.isEnded = true
            return end.act
        }
        act?()
        throw CancellationError()
    }

    func abandon(_ job: Job, in tx: Tx) async throws { try await shop.intakeCraft.abandon(job, in: tx) }
}
