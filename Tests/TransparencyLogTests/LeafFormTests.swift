import Foundation
import JointReview
import Testing
import TransparencyLog

/// The bytes of an entry against the product's general writer of canonical JSON, which knows nothing of entries.
@Suite struct LeafFormTests {
    private enum Value: Encodable {
        case text(String)
        case number(Int)

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .number(let number): try container.encode(number)
            }
        }
    }

    @Test func anEntryIsCanonicalJSON() throws {
        let entry = try LeafTests.full()
        func id(_ id: UUID?) throws -> Value { .text(try #require(id).uuidString.lowercased()) }
        func hash(_ hash: TreeHash?) throws -> Value { .text(try #require(hash).base64) }
        func moment(_ at: Int?) throws -> Value { .text(CanonicalJSON.text(Date(timeIntervalSince1970: Double(try #require(at)) / 1000))) }
        let members: [String: Value] = [
            "act": .text(entry.act), "actor": try hash(entry.actor), "at": try moment(entry.at), "case": try id(entry.caseID),
            "detail": try hash(entry.detail), "eff": try moment(entry.effective), "from": .text("draft"), "id": try id(entry.id),
            "log": .text(entry.log),
            "kind": .text("package"), "obj": try id(entry.objectID), "org": try id(entry.organisation),
            "pprev": try hash(entry.previous), "proj": try id(entry.project), "pseq": .number(try #require(entry.sequence)),
            "req": try hash(entry.request), "res": .text("ok"), "role": .text("owner"), "sha256": try hash(entry.sha256),
            "size": .number(try #require(entry.size)), "sm3": try hash(entry.sm3), "to": .text("sealed"), "v": .number(1),
        ]
        #expect(Set(members.keys) == Set(LeafEntry.Member.allCases.map(\.rawValue)))
        #expect(try entry.bytes() == Array(CanonicalJSON.encode(members)))
    }
}
