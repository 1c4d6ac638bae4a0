import Testing

@testable import Postgres

@Suite struct ExchangeTests {
    private let failure = DatabaseError(.uniqueViolation, "")

    private var fatal: DatabaseError {
        DatabaseError(
            sqlState: .adminShutdown, message: "", detail: nil, hint: nil, constraint: nil, table: nil, column: nil, severity: "FATAL", context: nil)
    }

    private func isFinished(_ effect: Exchange<Int>.Effect) -> Bool {
        if case .finished = effect { return true }
        return false
    }

    @Test func answersAreGatheredUpToTheSynchronisationPoint() {
        var exchange = Exchange<Int>(
            [.control, .prepare(name: "s1"), .run(name: "s1", columns: nil), .run(name: "s2", columns: nil), .sync], autocommit: false)
        let answers: [Exchange<Int>.Answer] = [.reply(0), .end, .reply(0), .end, .reply(1), .end, .reply(2), .end]
        for answer in answers { #expect(!isFinished(exchange.receive(answer))) }
        #expect(isFinished(exchange.receive(.sync)))
        #expect(exchange.replies == [1, 2])
        #expect(exchange.failure == nil)
    }

    @Test func theFirstErrorStaysAndTheRestIsSkipped() {
        var exchange = Exchange<Int>(
            [.prepare(name: "s1"), .run(name: "s1", columns: nil), .deallocate(name: "s0"), .prepare(name: "s2"), .sync], autocommit: true)
        guard case .notPrepared("s1") = exchange.receive(.failed(failure)) else { return #expect(Bool(false)) }
        _ = exchange.receive(.end)
        _ = (exchange.receive(.skipped), exchange.receive(.end))
        guard case .notDeallocated("s0") = exchange.receive(.skipped) else { return #expect(Bool(false)) }
        _ = exchange.receive(.end)
        guard case .notPrepared("s2") = exchange.receive(.skipped) else { return #expect(Bool(false)) }
        _ = exchange.receive(.end)
        #expect(isFinished(exchange.receive(.sync)))
        #expect(exchange.failure == failure)
        #expect(exchange.replies.isEmpty)
    }

    /// Where the connection is lost decides whether a commit may have happened.
    @Test func theOutcomeIsUnknownOnlyWhereACommitMayHaveHappened() {
        func outcome(_ steps: [Exchange<Int>.Step], autocommit: Bool, _ answers: [Exchange<Int>.Answer]) -> Bool {
            var exchange = Exchange<Int>(steps, autocommit: autocommit)
            for answer in answers { _ = exchange.receive(answer) }
            return exchange.mayHaveCommitted
        }
        let run = Exchange<Int>.Step.run(name: nil, columns: nil)
        #expect(!outcome([run, .sync], autocommit: false, []))
        #expect(outcome([run, .sync], autocommit: true, []))
        #expect(outcome([.commit, .sync], autocommit: false, []))
        #expect(outcome([run, .commit, .sync], autocommit: false, [.reply(1), .end]))
        #expect(!outcome([run, .commit, .sync], autocommit: false, [.failed(failure), .end]))
        #expect(!outcome([run, .commit, .sync], autocommit: false, [.failed(fatal)]))
        #expect(!outcome([.commit, .sync], autocommit: false, [.failed(failure)]))
        #expect(outcome([.commit, .sync], autocommit: false, [.failed(fatal)]))
    }

    @Test func scriptsEndWithoutASynchronisationPoint() {
        var exchange = Exchange<Int>([.plain], autocommit: true)
        #expect(!isFinished(exchange.receive(.reply(1))))
        #expect(!isFinished(exchange.receive(.failed(failure))))
        #expect(isFinished(exchange.receive(.end)))
        #expect(exchange.failure == failure)
    }
}
