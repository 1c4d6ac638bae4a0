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

    @Test func identitiesAreLowerCaseAsInTheInterfaceAndTheDatabase() throws {
        let id = try #require(UUID(uuidString: "0B5C7D4E-9A3F-4C2B-8D1E-FEDCBA987654"))
        let text = try String(decoding: CanonicalJSON.encode(["id": id, "a": id]), as: UTF8.self)
        #expect(text == #"{"a":"0b5c7d4e-9a3f-4c2b-8d1e-fedcba987654","id":"0b5c7d4e-9a3f-4c2b-8d1e-fedcba987654"}"#)
        // Text stays as somebody wrote it, whatever it looks like.
        #expect(try String(decoding: CanonicalJSON.encode([id.uuidString]), as: UTF8.self) == "[\"\(id.uuidString)\"]")
    }

    /// The example of RFC 8785 §3.2.3, and its escapes.
    @Test func keysStandInTheOrderOfRFC8785() throws {
        let names = ["\u{20ac}", "\r", "\u{fb33}", "1", "\u{1f600}", "\u{80}", "\u{f6}", "ab", "a", "a!"]
        let text = try String(decoding: CanonicalJSON.encode(Dictionary(uniqueKeysWithValues: names.map { ($0, 0) })), as: UTF8.self)
        let order = ["\\r", "1", "a", "a!", "ab", "\u{80}", "\u{f6}", "\u{20ac}", "\u{1f600}", "\u{fb33}"]
        #expect(text == "{" + order.map { "\"\($0)\":0" }.joined(separator: ",") + "}")
        let escapes = try String(decoding: CanonicalJSON.encode(["\u{8}\u{c}\u{1f}\u{7f}\"\\/"]), as: UTF8.self)
        #expect(escapes == #"["\b\f\u001f"# + "\u{7f}" + #"\"\\/"]"#)
    }

    /// Seeded: whatever the nesting, keys are sorted at every depth and nothing else changes.
    @Test func sortingMovesMembersAndChangesNothingElse() throws {
        var random = SplitMix64(seed: 5)
        func tree(_ depth: Int) -> Tree {
            switch depth == 0 ? 0 : Int.random(in: 0..<3, using: &random) {
            case 1: .list((0..<Int.random(in: 0..<4, using: &random)).map { _ in tree(depth - 1) })
            case 2:
                .object(
                    Dictionary(
                        (0..<Int.random(in: 0..<6, using: &random)).map { _ in
                            (["a", "ab", "b", "图", "a\"", "z"].randomElement(using: &random) ?? "", tree(depth - 1))
                        },
                        uniquingKeysWith: { $1 }))
            default: .text(["", ",", "}", "\"", "图"].randomElement(using: &random) ?? "")
            }
        }
        for _ in 0..<500 {
            let value = tree(4)
            #expect(try String(decoding: CanonicalJSON.encode(value), as: UTF8.self) == value.sorted)
        }
    }

    private indirect enum Tree: Encodable {
        case text(String)
        case list([Tree])
        case object([String: Tree])

        func encode(to encoder: any Encoder) throws {
            switch self {
            case .text(let text):
                var container = encoder.singleValueContainer()
                try container.encode(text)
            case .list(let members):
                var container = encoder.unkeyedContainer()
                for member in members { try container.encode(member) }
            case .object(let members):
                var container = encoder.singleValueContainer()
                try container.encode(members)
            }
        }

        private static func quoted(_ text: String) -> String { "\"" + text.replacing("\"", with: "\\\"") + "\"" }

        var sorted: String {
            switch self {
            case .text(let text): Self.quoted(text)
            case .list(let members): "[" + members.map(\.sorted).joined(separator: ",") + "]"
            case .object(let members):
                "{"
                    + members.map { (Self.quoted($0), $1) }.sorted { Array($0.0.utf8).lexicographicallyPrecedes(Array($1.0.utf8)) }
                    .map { "\($0):\($1.sorted)" }.joined(separator: ",") + "}"
            }
        }
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
