import Foundation
import Testing

/// The demo finishes with nothing lost or doubled, whatever is killed at any of its steps.
@Suite struct KillingTests {
    /// The demo's steps on the sample case, from the drawing of its package to the checks from outside.
    private static let steps = 16
    /// With other drawings there is nothing to draw, nobody steps aside, and no demands contradict.
    private static let plainSteps = 13

    @Test(arguments: Play.Victim.allCases)
    func theDemoFinishesThoughTheSameIsKilledAtEveryStep(_ victim: Play.Victim) async throws {
        try await play(package: nil) { play, random in
            for step in 0..<Self.steps {
                try await play.reach(step: step)
                // Somewhere inside the step, which takes some tens of milliseconds, or a second for intake.
                try await Task.sleep(for: .milliseconds(Int.random(in: 0...([7, 14].contains(step) ? 600 : 60), using: &random)))
                try await play.strike(victim)
            }
        }
    }

    @Test(arguments: 0..<max(1, Site.scale / 4))
    func theDemoFinishesWithPlainDrawingsThoughSomebodyIsKilledAtEveryStep(_ round: Int) async throws {
        try await play(package: .some(()), seed: UInt64(round)) { play, random in
            for step in 0..<Self.plainSteps {
                try await play.reach(step: step)
                try await Task.sleep(for: .milliseconds(Int.random(in: 0...100, using: &random)))
                try await play.strike(Play.Victim.allCases[(step + round) % Play.Victim.allCases.count])
            }
        }
    }

    @Test(arguments: 0..<max(1, Site.scale / 2))
    func theDemoFinishesThoughSomebodyIsKilledAtRandomInstants(_ round: Int) async throws {
        try await play(package: nil, seed: 1000 + UInt64(round)) { play, random in
            for _ in 0..<12 where !play.isOver {
                try await Task.sleep(for: .milliseconds(Int.random(in: 20...900, using: &random)))
                try await play.strike(Play.Victim.allCases.randomElement(using: &random) ?? .server)
            }
        }
    }

    /// Plays undisturbed and disturbed, and compares what is left.
    private func play(
        package: Void?, seed: UInt64 = 0, _ disturb: (Play, inout Dice) async throws -> Void
    ) async throws {
        let calm = try await (package == nil ? Calm.sample : Calm.plain).value
        try await Site.with(Play.variables) { site in
            let play = try await Play(site, package: package == nil ? nil : try Play.plainPackage(in: site.folder))
            var random = Dice(seed: seed)
            try await disturb(play, &random)
            try await play.finish()
            let left = try await Tally.of(site)
            #expect(left == calm, "after \(play.history): \(left.differences(from: calm).joined(separator: "\n"))")
            try await requireSound(site)
            let log = try await play.log.requireSound()
            #expect(log.status == 0 && log.report?.rows == log.report?.entries, "\(log.errors) \(String(describing: log.report))")
            try await play.close()
            #expect(site.postmaster == nil, "the last member stops the database")
        }
    }

    private func requireSound(_ site: Site) async throws {
        let scrub = try await site.run(["scrub", "--data", site.data])
        #expect(scrub.status == 0, "\(scrub.output) \(scrub.errors)")
        #expect(scrub.output.contains("缺失 missing: 0"))
        for log in site.logs where ["serve", "work"].contains(log.command) { #expect(LogReading.odd(log.text) == []) }
        #expect(LogReading.secrets(of: site) == [])
    }
}

/// The demos that nobody disturbs, each played once in a process of tests.
private enum Calm {
    static let sample = Task { try await play(plain: false) }
    static let plain = Task { try await play(plain: true) }

    private static func play(plain: Bool) async throws -> Tally {
        try await Site.with(Play.variables) { site in
            let play = try await Play(site, package: plain ? try Play.plainPackage(in: site.folder) : nil)
            try await play.finish()
            let tally = try await Tally.of(site)
            try await play.close()
            return tally
        }
    }
}

/// Random numbers that are the same in every run (SplitMix64).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
