import Foundation
import JointReview
import TestStore
import Testing

/// Seeded walks over the real server: HTTP and PostgreSQL, 2,000 steps in the long suite. A failure names its seed and its step.
@Suite(.timeLimit(.minutes(30))) struct ServerWalkTests {
    private static let seeds = 4
    private static let isLong = (ProcessInfo.processInfo.environment["LIANSHEN_TEST_SCALE"].flatMap(Int.init) ?? 1) > 1
    private static let steps = isLong ? 500 : 120

    @Test(arguments: 0..<seeds)
    func whoeverActsInWhateverOrderTheServerKeepsItsRules(seed: Int) async throws {
        try await House.with { house in
            let walker = try await ServerWalker(house, seed: seed)
            for _ in 0..<Self.steps { try await walker.walk() }
            if Self.isLong { #expect(walker.settled > 0, "seed \(seed) met no conflict") }
            #expect(walker.reached.count >= 7, "seed \(seed) went nowhere: \(walker.reached)")
        }
    }
}
