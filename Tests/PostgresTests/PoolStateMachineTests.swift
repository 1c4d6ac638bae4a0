import Testing

@testable import Postgres

@Suite struct PoolStateMachineTests {
    final class Member: Sendable {}
    typealias Machine = PoolStateMachine<Member>

    private func member(_ answer: Machine.Answer) -> Member? {
        if case .granted(.use(let member)) = answer { return member }
        return nil
    }

    @Test func theLastConnectionBackIsTheFirstOut() {
        var machine = Machine(size: 2)
        let (a, b) = (Member(), Member())
        _ = (machine.lease(), machine.lease())
        _ = (machine.giveBack(a), machine.giveBack(b))
        #expect(member(machine.lease()) === b)
        #expect(member(machine.lease()) === a)
        guard case .full = machine.lease() else { return #expect(Bool(false), "a third place was given out") }
    }

    @Test func aPlaceWithoutConnectionGoesToTheNextInLine() {
        var machine = Machine(size: 1)
        _ = machine.lease()
        machine.wait(7, until: .now)
        guard case .grant(.open, waiter: 7) = machine.giveUp() else { return #expect(Bool(false), "the waiter got nothing") }
        #expect(machine.leased == 1)
    }

    @Test func onlyTheLateLeave() {
        var machine = Machine(size: 1)
        let now = ContinuousClock.now
        _ = machine.lease()
        for id in 1...4 { machine.wait(UInt64(id), until: now + .seconds(id)) }
        machine.leave(1)
        #expect(machine.nextDeadline == now + .seconds(2))
        #expect(machine.expire(at: now + .seconds(3)) == [2, 3])
        #expect(machine.statistics.waiting == 1)
        #expect(machine.statistics.overloads == 2)
    }

    @Test func aClosedPoolTakesConnectionsBackToCloseThem() {
        var machine = Machine(size: 2)
        let (a, b) = (Member(), Member())
        _ = (machine.lease(), machine.lease())
        _ = machine.giveBack(a)
        #expect(machine.close().first === a)
        guard case .closed = machine.lease() else { return #expect(Bool(false), "a closed pool gave a lease") }
        guard case .close(let last) = machine.giveBack(b) else { return #expect(Bool(false), "kept a connection") }
        #expect(last === b && machine.isEmpty)
    }

    /// Every order of events keeps the books: nobody is granted twice, no place is lost, the line keeps its order.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func randomWalksKeepTheBooks(seed: UInt64) {
        var random = Seeded(state: seed)
        var machine = Machine(size: 3)
        var held: [Member] = []
        var places = 0
        var line: [UInt64] = []
        var lastID: UInt64 = 0
        func receive(_ grant: Machine.Grant) {
            switch grant {
            case .use(let member): held.append(member)
            case .open: places += 1
            }
        }
        func pass(_ handover: Machine.Handover) {
            guard case .grant(let grant, let waiter) = handover else { return }
            #expect(line.first == waiter)
            line.removeFirst()
            receive(grant)
        }
        for _ in 0..<2_000 {
            switch Int.random(in: 0..<6, using: &random) {
            case 0, 1:
                switch machine.lease() {
                case .granted(let grant):
                    #expect(line.isEmpty, "somebody jumped the line")
                    receive(grant)
                case .full:
                    lastID += 1
                    machine.wait(lastID, until: .now)
                    line.append(lastID)
                case .closed: #expect(Bool(false), "never closed")
                }
            case 2 where places > 0:
                places -= 1
                if Bool.random(using: &random) { held.append(Member()) } else { pass(machine.giveUp()) }
            case 3 where !held.isEmpty:
                pass(machine.giveBack(held.removeFirst()))
            case 4 where !held.isEmpty:
                held.removeLast()
                pass(machine.giveUp())
            case 5 where !line.isEmpty:
                machine.leave(line.remove(at: Int.random(in: 0..<line.count, using: &random)))
            default: break
            }
            let books = machine.statistics
            #expect(books.leased == held.count + places && books.leased + books.idle <= 3 && books.waiting == line.count)
            #expect(line.isEmpty || books.leased == 3)
        }
    }
}

/// SplitMix64: the same walk on every machine.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
