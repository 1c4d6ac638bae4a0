import Draws
import Foundation
import JointReview
import Testing

@Suite struct DrawTests {
    private static let moment = Date(timeIntervalSince1970: 1_795_000_000)

    private func record(_ count: Int = 3, of total: Int = 20, seed: [UInt8] = Array(0..<32)) -> DrawRecord {
        let candidates = Draw.ordered((1...total).map { "320800-建筑-\($0)" })
        return DrawRecord(
            draw: UUID(uuid: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16)), case: UUID(), purpose: "专家论证", candidates: candidates,
            count: count, seed: seed, committed: .init(at: Self.moment, entry: 7), result: Draw.pick(count, of: candidates, seed: seed),
            drawn: .init(at: Self.moment.addingTimeInterval(60), entry: 9))
    }

    @Test func theSameSeedAndListGiveTheSameResultEverywhere() {
        // Computed with another implementation of the description.
        #expect(Draw.pick(5, of: ["a", "b", "c", "d", "e", "f", "g"], seed: Array(0..<32)) == ["a", "e", "f", "b", "d"])
        #expect(record().fault() == nil)
    }

    /// The sample was drawn by another implementation of the description.
    @Test func aDrawOfAnotherImplementationIsVerified() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let drawn = try CanonicalJSON.decode(DrawRecord.self, from: Data(contentsOf: root.appending(path: "Samples/draw/experts.json")))
        #expect(drawn.fault(logged: drawn.commitment) == nil && drawn.result?.count == 5)
    }

    @Test func verificationNamesTheFirstThingThatIsWrong() {
        func faulty(_ change: (inout DrawRecord) -> Void, logged: String? = nil) -> DrawFault? {
            var changed = record()
            change(&changed)
            return changed.fault(logged: logged)
        }
        #expect(faulty { $0.format = "x" } == .format("x"))
        #expect(faulty { $0.candidates.append("zz") } == .list)
        #expect(faulty { $0.candidates.removeLast() } == .list)
        #expect(faulty { $0.candidates.reverse() } == .order)
        #expect(faulty { $0.candidates = [] } == .order)
        #expect(faulty { $0.seed = String(repeating: "0", count: 64) } == .seed)
        #expect(faulty { $0.seed = "zz" } == .seed)
        #expect(faulty { $0.count = 4 } == .commitment)
        #expect(faulty { $0.count = 0 } == .count(0, of: 20))
        #expect(faulty { $0.draw = UUID() } == .commitment)
        #expect(faulty { $0.result?.swapAt(0, 1) } == .result)
        #expect(faulty { $0.result?[0] = "320800-建筑-99" } == .result)
        #expect(faulty { $0.committed.entry = 10 } == .late)
        #expect(faulty { $0.committed.at = Self.moment.addingTimeInterval(61) } == .late)
        #expect(faulty({ _ in }, logged: String(repeating: "0", count: 64)) == .log)
        #expect(faulty({ _ in }, logged: record().commitment) == nil)
        #expect(faulty { ($0.seed, $0.result, $0.drawn) = (nil, nil, nil) } == .notDrawn)
        #expect(faulty { $0.drawn = nil } == .incomplete)
        // Whoever replaces list and digests alike is met by the log.
        let forged = DrawRecord(
            draw: record().draw, case: UUID(), purpose: "p", candidates: ["x"], count: 1, seed: Array(0..<32),
            committed: .init(at: Self.moment, entry: 7), result: ["x"], drawn: .init(at: Self.moment, entry: 9))
        #expect(forged.fault() == nil && forged.fault(logged: record().commitment) == .log)
    }

    @Test func everyResultIsAPartOfTheListWithNobodyTwice() {
        for total in 1...40 {
            let seed = Draw.newSeed()
            let drawn = record(total, of: total, seed: seed)
            #expect(Set(drawn.result ?? []) == Set(drawn.candidates) && drawn.result?.count == total && drawn.fault() == nil)
        }
    }

    @Test func noCandidateIsLikelierThanAnother() {
        // 30,000 draws of 1 of 7: expected 4285.7 each, standard deviation 60.6; six of them is one failure in 10⁸.
        var hits: [String: Int] = [:]
        let list = ["a", "b", "c", "d", "e", "f", "g"]
        for number in 0..<30_000 {
            let seed = withUnsafeBytes(of: UInt64(number).bigEndian) { Array($0) } + Array(repeating: 0, count: 24)
            hits[Draw.pick(1, of: list, seed: seed)[0], default: 0] += 1
        }
        for candidate in list { #expect(abs(Double(hits[candidate] ?? 0) - 4285.7) < 6 * 60.6, "\(candidate): \(hits[candidate] ?? 0)") }
    }

    @Test func aRecordIsReadBackAsItWasWritten() throws {
        let drawn = record()
        #expect(try CanonicalJSON.decode(DrawRecord.self, from: CanonicalJSON.encode(drawn)) == drawn)
    }

    @Test func everyFaultSpeaksBothLanguages() {
        let faults: [DrawFault] = [
            .format("x"), .order, .count(1, of: 0), .list, .seed, .commitment, .log, .notDrawn, .incomplete, .late, .result,
        ]
        for fault in faults { #expect(!fault.explanation.message.zh.isEmpty && !fault.explanation.remedy.en.isEmpty) }
        #expect(Set(faults.map(\.code)).count == faults.count)
    }
}
