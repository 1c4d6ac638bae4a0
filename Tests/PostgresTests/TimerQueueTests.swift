import Testing

@testable import Postgres

@Suite struct TimerQueueTests {
    @Test func deadlinesComeInTheirOrder() async {
        let now = ContinuousClock.now
        var queue = TimerQueue()
        let (fired, fire) = AsyncStream.makeStream(of: Int.self)
        for delay in [5, 1, 3, 1, 9] { _ = queue.add(now + .seconds(delay)) { fire.yield(delay) } }
        let dropped = queue.add(now + .seconds(2)) { fire.yield(2) }
        queue.remove(dropped)
        #expect(queue.milliseconds(from: now) == 1_000)
        #expect(queue.milliseconds(from: now + .seconds(4)) == 0)
        #expect(queue.due(at: now).isEmpty)
        let due = queue.due(at: now + .seconds(5))
        #expect(due.count == 4)
        #expect(!queue.isEmpty)
        #expect(queue.milliseconds(from: now + .milliseconds(8_999)) == 1)
        #expect(queue.due(at: now + .seconds(10)).count == 1)
        #expect(queue.milliseconds(from: now) == -1)
        for action in due { action() }
        fire.finish()
        #expect(await fired.reduce(into: []) { $0.append($1) } == [1, 1, 3, 5])
    }
}
