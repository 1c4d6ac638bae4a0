public import Blobs
import Foundation
public import Logging
public import ServiceLifecycle
public import Store

/// Does machine jobs until it is told to stop: claims a few, holds their leases, hands in results that are fenced by (job, worker, attempt).
///
/// A worker that dies leaves nothing half done: its leases run out and the jobs are ready again. Any number of workers may run, in one process or in many.
public struct Worker: Service {
    /// How a worker works.
    public struct Pace: Sendable {
        /// Jobs in hand at the same time.
        public var concurrency: Int
        /// How long a job is held without a sign of life.
        public var lease: Duration
        /// How often an idle worker looks for work nobody rang for.
        public var poll: Duration
        /// Starts after which a job stays failed and visible.
        public var attempts: Int
        /// Pause after the first attempt; each later one is twice as long, up to `longestRetry`.
        public var firstRetry: Duration = .seconds(2)
        /// Longest pause between two attempts.
        public var longestRetry: Duration = .seconds(300)
        /// How often partitions are made and old keys forgotten.
        public var upkeep: Duration = .seconds(3600)
        /// How long jobs in hand may take to end once work is over; what is not done then is stopped and left to the next process, uncharged.
        public var grace: Duration = .seconds(3)
        /// How long a job whose earlier attempt came to no end has the process to itself before others are let in beside it: long enough for nearly every
        /// package and page, short enough to wait for.
        public var headStart: Duration = .seconds(10)
        /// The longest that `headStart` grows to as attempts come to no end.
        public var longestHeadStart: Duration = .seconds(60)
        /// How often limits that run out are looked for.
        public var warnings: Duration = .seconds(30)
        /// How long a review may rest in somebody's hands before the lead is told.
        public var idleReview: Duration

        /// The product's own pace.
        public init(
            concurrency: Int = 2, lease: Duration = .seconds(45), poll: Duration = .milliseconds(500), attempts: Int = 5,
            idleReview: Duration = .seconds(3 * 86_400)
        ) {
            self.concurrency = concurrency
            self.lease = lease
            self.poll = poll
            self.attempts = attempts
            self.idleReview = idleReview
        }
    }

    let store: Store
    let crafts: [any Craft]
    let bell: Bell
    let pace: Pace
    let logger: Logger
    /// Where the files of unfinished uploads lie; nil for a worker that leaves them alone.
    let blobs: (any BlobStore)?
    let id = UUID()
    let floor = Floor()

    /// A worker of some crafts; with `blobs` it also frees what unfinished uploads hold.
    public init(store: Store, crafts: [any Craft], bell: Bell, pace: Pace = Pace(), blobs: (any BlobStore)? = nil, logger: Logger) {
        self.blobs = blobs
        self.store = store
        self.crafts = crafts
        self.bell = bell
        self.pace = pace
        self.logger = logger
    }

    /// Works until the task is cancelled or graceful shutdown begins; jobs in hand have a moment's grace to end, then they are given back.
    public func run() async throws {
        try await withGracefulShutdownHandler {
            try await withThrowingDiscardingTaskGroup { group in
                let lane = LongLane(width: pace.concurrency - 1, most: 2 * pace.concurrency)
                for _ in 0..<pace.concurrency { group.addTask { await work(lane) } }
                group.addTask {
                    // A long job has given its place away: somebody takes it, and the long one's own worker ends with its job.
                    await withDiscardingTaskGroup { more in for await _ in lane.places { more.addTask { await work(lane) } } }
                }
                group.addTask {
                    while !bell.isClosed, !Task.isCancelled { await bell.waitForClose(atMost: .seconds(60)) }
                    lane.close()
                }
                group.addTask { await workAlone(lane) }
                group.addTask { await sweep() }
            }
        } onGracefulShutdown: {
            bell.close()
        }
    }

    private func work(_ lane: LongLane) async {
        while !bell.isClosed, !Task.isCancelled {
            do {
                let place = await floor.shared()
                defer { place.leave() }
                var job = try await claim(.fresh)
                let found = job != nil
                while let present = job {
                    let stay = Stay(lane, leaving: place)
                    // The next comes with the end of this one, unless work is over, somebody waits to be alone, or this one has left its place.
                    let next = NextJob(lease: pace.lease) { bell.isClosed || floor.isWantedAlone || place.isLeft ? [] : crafts.map(\.kind) }
                    await carryOut(present, then: next, stay)
                    stay.end()
                    if stay.isLong { return }
                    job = next.job
                }
                place.leave()
                if !found { await bell.wait(atMost: pace.poll) }
            } catch {
                logger.warning("No job could be claimed", metadata: ["error": "\(error)"])
                await bell.wait(atMost: .seconds(2))
            }
        }
    }

    func claim(_ past: Job.Past) async throws -> Job? {
        let kinds = crafts.map(\.kind)
        return try await store.transaction(as: .system("worker \(id)")) { tx in
            try await tx.last.claimJobs(kinds, worker: id, count: 1, lease: pace.lease, past: past).first
        }
    }

    func carryOut(_ job: Job, then next: NextJob, _ stay: Stay) async {
        guard let craft = crafts.first(where: { $0.kind == job.kind }) else { return }
        // One attempt more than it may have was begun and never ended: it takes its workers with it, so nobody carries it out again.
        guard job.charged <= pace.attempts else {
            return await end(job, of: craft, cause: job.lastError ?? "the worker died or was stopped in each of \(pace.attempts) attempts")
        }
        let log = Craftwork(store: store, worker: id, next: next, stay: stay, job: job, logger: logger)
        do {
            try await withHeldLease(of: job) { try await craft.carryOut(log) }
            logger.info("Job done", metadata: ["job.id": "\(job.id)", "job.kind": "\(job.kind.rawValue)", "job.attempt": "\(job.attempt)"])
            bell.ring()
        } catch is WorkIsOver {
            // Nothing of it has landed, and nobody is to wait for its lease.
            await end(job, of: craft, cause: "the process ended before the job was done", isExcused: true)
        } catch StoreError.stale {
            logger.notice("Job was taken over while it was carried out", metadata: ["job.id": "\(job.id)"])
        } catch {
            // Told to stop at once: the lease runs out, and somebody else begins anew.
            guard !Task.isCancelled else { return }
            logger.error("Job failed", metadata: ["job.id": "\(job.id)", "job.kind": "\(job.kind.rawValue)", "error": "\(error)"])
            await end(job, of: craft, cause: "\(error)", isExcused: error.isOutage && job.excused < Job.excuses)
        }
    }

    /// Ends an attempt that came to nothing: the job is tried again later, or buried with all that follows from it. A database that is away is waited for
    /// as long as a lease lasts.
    private func end(_ job: Job, of craft: any Craft, cause: String, isExcused: Bool = false) async {
        let cause = String(cause.prefix(2000))
        let deadline = ContinuousClock.now + pace.lease
        while true {
            do {
                return try await store.transaction(as: .system("worker \(id)")) { tx in
                    if isExcused || job.charged < pace.attempts {
                        let tried = max(0, job.charged - 1)
                        try await tx.last.putBack(
                            job, worker: id, cause: cause, delay: min(pace.longestRetry, pace.firstRetry * (1 << min(tried, 16))),
                            excused: isExcused)
                    } else {
                        try await tx.bury(job, worker: id, cause: cause)
                        try await craft.abandon(job, in: tx)
                    }
                }
            } catch  where error.meansNoDatabase && ContinuousClock.now < deadline && !bell.isClosed && !Task.isCancelled {
                try? await Task.sleep(for: .milliseconds(200))
            } catch {
                // Then its lease runs out, and it is claimed once more.
                return logger.warning("Job could not be given back", metadata: ["job.id": "\(job.id)", "error": "\(error)"])
            }
        }
    }

    /// What keeps database and folder going for years: partitions of the log made ahead of time, nothing kept that nobody asks for.
    private func keepUp() async {
        do {
            let made = try await store.transaction(as: .system("upkeep")) { try await $0.makePartitions() }
            if made > 0 { logger.info("Partitions of the log made", metadata: ["partitions": "\(made)"]) }
            while try await store.transaction(as: .system("upkeep"), { try await $0.forgetOld() }) >= 10_000 {}
            try await sweepLeftOvers()
        } catch {
            // Entries without a partition of their month go to the default one.
            logger.warning("Upkeep failed", metadata: ["error": "\(error)"])
        }
    }

    /// Puts back what others lost, wakes what was delayed, and tells of reviews that rest and of limits that run out.
    private func sweep() async {
        var (kept, warned): (ContinuousClock.Instant?, ContinuousClock.Instant?)
        while !bell.isClosed, !Task.isCancelled {
            do {
                if kept.map({ $0.duration(to: .now) >= pace.upkeep }) ?? true {
                    await keepUp()
                    kept = .now
                }
                let put = try await store.transaction(as: .system("sweep")) { try await $0.sweepJobs() }
                _ = try await store.transaction(as: .system("sweep")) { try await $0.noticeIdleReviews(idle: pace.idleReview) }
                if warned.map({ $0.duration(to: .now) >= pace.warnings }) ?? true {
                    while try await store.transaction(as: .system("sweep"), { try await $0.warnOfLimits() }) >= 500 {}
                    warned = .now
                }
                try await freeUploads()
                if put > 0 { bell.ring() }
            } catch {
                logger.warning("Sweep failed", metadata: ["error": "\(error)"])
            }
            await bell.waitForClose(atMost: .seconds(1))
        }
    }
}

extension Error {
    /// Whether this says that the database was away, or had no room, and nothing about what was asked of it.
    var meansNoDatabase: Bool {
        switch self as? StoreError {
        case .unavailable, .outcomeUnknown, .noSpace: true
        default: false
        }
    }

    /// Whether this says that the database or the store of blobs was away, and nothing about the job.
    var isOutage: Bool {
        if case BlobError.unreachable? = self as? BlobError { return true }
        return meansNoDatabase
    }
}
