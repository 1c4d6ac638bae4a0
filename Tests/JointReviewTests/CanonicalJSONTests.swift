import Foundation
import JointReview
import Testing

@Suite struct CanonicalJSONTests {
    private struct Sample: Codable, Equatable {
        var b: String
        var a: Date
    }

    @Test func keysAreSortedAndInstantsAreUTCWithMilliseconds() throws {
        let sample = Sample(b: "图/纸", a: Date(timeIntervalSince1970: 1_795_251_328.123))
        #expect(try String(decoding: CanonicalJSON.encode(sample), as: UTF8.self) == #"{"a":"2026-11-21T08:55:28.123Z","b":"图/纸"}"#)
    }

    @Test func instantsReadBackToTheMillisecond() throws {
        var random = SplitMix64(seed: 3)
        for _ in 0..<2_000 {
            let milliseconds = Int.random(in: 0..<4_000_000_000_000, using: &random)
            let instant = Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
            let text = CanonicalJSON.text(instant)
            #expect(text.hasSuffix(String(format: ".%03dZ", milliseconds % 1_000)))
            #expect(CanonicalJSON.date(text) == instant)
        }
    }

    @Test(arguments: [("2026-11-21T08:55:28Z", true), ("2026-11-21T16:55:28+08:00", true), ("2026-11-21", false), ("yesterday", false)])
    func otherWritersInstantsAreRead(_ text: String, _ isRead: Bool) {
        #expect((CanonicalJSON.date(text) == Date(timeIntervalSince1970: 1_795_251_328)) == isRead)
    }
}
