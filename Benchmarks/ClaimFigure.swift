import Foundation
import JointReview
import Postgres
import Store

/// Reviewers at work: claim and decide in two commits, and decide-and-claim-next in one.
struct ClaimFigure: Figure {
    private static let workers = 16
    private static let template = "review"
    let site: Site
    let place: Place
    private let times: Int

    init(_ site: Site, _ place: Place) {
        self.site = site
        self.place = place
        times = site.plan.count(250, quick: 40)
    }

    var name: String { "claim \(place.rawValue)" }

    func prepare() async throws {
        // Four of the sixteen serve one discipline, and nobody may find his queue empty.
        try await site.template(Self.template, in: place, filledWith: Filling(opened: 4 * times + 64))
    }

    var cells: [Cell] {
        let times = times
        return [
            ours("step") { store, worker in
                let reviewer = Answers.reviewer(worker)
                return { _ in
                    let claimed = try await store.claim(as: reviewer, Answers.discipline(worker))
                    try await store.decide(claimed, as: reviewer)
                }
            },
            limit("step limit", "step"),
            ours("step and next") { store, worker in
                let reviewer = Answers.reviewer(worker)
                let hand = Hand(try await store.claim(as: reviewer, Answers.discipline(worker)))
                return { _ in await hand.hold(try await store.decideAndClaimNext(hand.review, as: reviewer)) }
            },
            limit("step and next limit", "step_and_next"),
        ]
        func ours(_ name: String, _ worker: @escaping @Sendable (Store, Int) async throws -> @Sendable (Int) async throws -> Void) -> Cell {
            let (site, place) = (site, place)
            return Cell(name: name) {
                try await site.visit(Self.template, in: place, units: Self.workers * times) { cluster, database in
                    try await cluster.withStore(database, connections: Self.workers) { store in
                        Sample(
                            rate: try await together(Self.workers, times: times) { number in
                                try await store.ping()
                                return try await worker(store, number)
                            })
                    }
                }
            }
        }
        func limit(_ name: String, _ script: String) -> Cell {
            let (site, place) = (site, place)
            return Cell(name: name) {
                try await site.visit(Self.template, in: place, units: Self.workers * times) { cluster, database in
                    let file = "\(site.plan.folder)/limits/\(script).sql"
                    return Sample(rate: try await cluster.pgbench(file, in: database, clients: Self.workers, transactions: times))
                }
            }
        }
    }

    func rows(_ results: Results) -> [Line] {
        [("step", "claim + complete, 16 workers", 0.45), ("step and next", "complete and claim next, 16 workers", 0.22)].flatMap {
            cell, words, most in
            let rate = Line(
                "\(words), \(place.words)", .rate(results.rate(cell)), limit: .rate(results.rate("\(cell) limit")),
                ratio: results.ratio(cell, to: "\(cell) limit"))
            guard place == .disk else { return [rate] }
            return [
                Line("\(words): fsyncs each", .count(results.syncs(cell)), limit: .count(results.syncs("\(cell) limit")), atMost: most), rate,
            ]
        }
    }
}

/// The review that a worker holds between two turns.
private actor Hand {
    private(set) var review: ReviewRecord

    init(_ review: ReviewRecord) { self.review = review }

    func hold(_ next: ReviewRecord) { review = next }
}

extension Store {
    fileprivate func claim(as reviewer: Actor, _ discipline: Discipline) async throws -> ReviewRecord {
        guard let claimed = try await transaction(as: reviewer, { try await $0.last.claimNext(discipline) }) else {
            throw BenchError.failed("claim", "the queue \(discipline.rawValue) is empty")
        }
        return claimed
    }

    fileprivate func decide(_ review: ReviewRecord, as reviewer: Actor) async throws {
        _ = try await transaction(as: reviewer) { tx in
            try await tx.last.decide(review.id, decision: .pass, attempt: review.attempt, summary: "", as: Answers.acting(reviewer))
        }
    }

    fileprivate func decideAndClaimNext(_ review: ReviewRecord, as reviewer: Actor) async throws -> ReviewRecord {
        let next = try await transaction(as: reviewer) { tx in
            try await tx.last.decideAndClaimNext(review.id, decision: .pass, attempt: review.attempt, summary: "", as: Answers.acting(reviewer)).next
        }
        guard let next else { throw BenchError.failed("claim", "the queue \(review.discipline.rawValue) is empty") }
        return next
    }
}
