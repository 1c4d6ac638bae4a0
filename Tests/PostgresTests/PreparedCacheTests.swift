import Testing

@testable import Postgres

@Suite struct PreparedCacheTests {
    /// What a server would have, as the answers say.
    private struct Server {
        var statements: Set<String> = []
        var limitSeen = 0

        mutating func prepare(_ name: String) {
            #expect(!statements.contains(name), "a name was used twice")
            statements.insert(name)
            limitSeen = max(limitSeen, statements.count)
        }

        mutating func deallocate(_ name: String) {
            #expect(statements.contains(name), "deallocating what does not exist fails the caller's transaction")
            statements.remove(name)
        }
    }

    /// Exchanges of random statements, a random one of which fails and keeps the rest from running.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func whateverFailsTheServerKeepsNoMoreThanAllowed(seed: UInt64) {
        var random = Seeded(state: seed)
        var server = Server()
        var cache = PreparedCache(limit: 4)
        for _ in 0..<500 {
            enum Answer { case prepare(String), deallocate(String), run(String) }
            var steps: [Answer] = []
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let sql = SQL(text: "SELECT \(Int.random(in: 0..<12, using: &random))")
                switch cache.plan(sql) {
                case .known(let name, _): steps.append(.run(name))
                case .new(let name):
                    steps += cache.takeDoomed().map { .deallocate($0) }
                    steps.append(.prepare(name))
                    steps.append(.run(name))
                case .unprepared: break
                }
            }
            let failing = Bool.random(using: &random) ? Int.random(in: 0..<max(1, steps.count), using: &random) : steps.count
            for (index, step) in steps.enumerated() {
                switch step {
                case .prepare(let name) where index < failing:
                    server.prepare(name)
                    cache.prepared(name)
                case .prepare(let name): cache.notPrepared(name)
                case .deallocate(let name) where index < failing:
                    server.deallocate(name)
                    cache.deallocated(name)
                case .deallocate(let name): cache.notDeallocated(name)
                case .run(let name):
                    if index < failing { #expect(server.statements.contains(name), "a statement ran that does not exist") }
                }
            }
        }
        // Those of one exchange that were given up but wait for the next preparation to be deallocated.
        #expect(server.limitSeen <= 4 + 6)
    }

    @Test func theLeastRecentlyUsedGoesFirst() {
        var cache = PreparedCache(limit: 2)
        func prepare(_ text: String) -> String? {
            guard case .new(let name) = cache.plan(SQL(text: text)) else { return nil }
            cache.prepared(name)
            return name
        }
        let a = prepare("a")
        let b = prepare("b")
        guard case .known = cache.plan(SQL(text: "a")) else { return #expect(Bool(false), "a was forgotten") }
        #expect(prepare("c") != nil)
        #expect(cache.takeDoomed() == [b])
        #expect(a != b)
    }

    @Test func anOutdatedPlanIsPreparedAnew() {
        var cache = PreparedCache(limit: 2)
        guard case .new(let name) = cache.plan(SQL(text: "a")) else { return #expect(Bool(false)) }
        cache.prepared(name)
        cache.invalidate(name, exists: true)
        guard case .new(let next) = cache.plan(SQL(text: "a")) else { return #expect(Bool(false), "used again") }
        #expect(next != name)
        #expect(cache.takeDoomed() == [name])
    }
}
