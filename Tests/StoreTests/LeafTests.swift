import Crypto
import Foundation
import JointReview
import Postgres
import Store
import TestStore
import Testing

/// The frozen leaf format of the log against its vectors and against rows that the product wrote.
@Suite struct LeafTests {
    private struct Vectors: Decodable {
        struct Person: Decodable {
            let record: String
            let salt: String
            let commitment: String
        }
        struct Detail: Decodable {
            let body: String
            let salt: String
            let digest: String
        }
        struct Case: Decodable {
            let name: String
            let log: String
            let previous: String?
            let row: [String: String]
            let leaf: String
            let hash: String
        }
        let format: String
        let person: Person
        let detail: Detail
        let leaves: [Case]
    }

    private static func vectors() throws -> Vectors {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return try JSONDecoder().decode(Vectors.self, from: Data(contentsOf: root.appendingPathComponent("Schemas/log/1/vectors.json")))
    }

    /// Each vector's row is written into the log's own table, read back and made a leaf: schema, reading and format agree to the byte.
    @Test func rowsOfTheVectorsGiveTheirLeavesAndHashes() async throws {
        let vectors = try Self.vectors()
        #expect(vectors.format == "lianshen.log/1")
        try await TestStore.with { kit in
            for vector in vectors.leaves {
                let columns = vector.row.keys.sorted()
                let values = columns.map { vector.row[$0] ?? "" }
                // jsonb_populate_record reads each text by the type of its column; bytes stand as \x….
                let rows = try await kit.look(
                    """
                    WITH given AS (
                        SELECT (jsonb_populate_record(NULL::lianshen.audit_entry, (SELECT jsonb_object_agg(k, v) FROM unnest(\(columns), \(values)) AS p (k, v)))).*),
                    written AS (
                        INSERT INTO lianshen.audit_entry (entry_id, recorded_at, effective_at, project_id, project_seq, case_id, act, result, person_id,
                               actor_commitment, organisation_id, role, object_kind, object_id, from_state, to_state, sha256, sm3, size, detail_digest, request_id)
                        SELECT entry_id, recorded_at, effective_at, project_id, project_seq, case_id, act, result, person_id,
                               actor_commitment, organisation_id, role, object_kind, object_id, from_state, to_state, sha256, sm3, size, detail_digest, request_id
                          FROM given RETURNING *)
                    \(LogLeaf.columns) FROM written
                    """)
                let place = LogLeaf.Place(log: vector.log, previous: vector.previous.flatMap { Data(base64Encoded: $0) }.map(Array.init))
                let leaf = try LogLeaf(try #require(rows.first), place)
                #expect(String(decoding: leaf.bytes, as: UTF8.self) == vector.leaf, "\(vector.name)")
                #expect(Data(leaf.hash).base64EncodedString() == vector.hash, "\(vector.name)")
            }
        }
    }

    @Test func commitmentsOfTheVectorsAreRecomputed() throws {
        let vectors = try Self.vectors()
        let personSalt = try #require(Data(base64Encoded: vectors.person.salt))
        #expect(Data(AuditTests.hmac(vectors.person.record, Array(personSalt))).base64EncodedString() == vectors.person.commitment)
        let detailSalt = try #require(Data(base64Encoded: vectors.detail.salt))
        #expect(Data(AuditTests.hmac(vectors.detail.body, Array(detailSalt))).base64EncodedString() == vectors.detail.digest)
    }

    /// Whatever the product writes can become a leaf: within the character set and the size, chained inside its project without a break.
    @Test func everyEntryOfAReviewedCaseMakesALeafAndItsProjectAChain() async throws {
        try await Cast.with { kit, cast in
            let record = try await cast.reviewedCase(kit.store)
            let rows = try await kit.look("\(LogLeaf.columns) FROM lianshen.audit_entry ORDER BY audit_id")
            #expect(rows.count > 20)
            var last: [UUID: (number: Int, hash: [UInt8])] = [:]
            for row in rows {
                let project: UUID? = try row.optional("project_id")
                let number: Int? = try row.optional("project_seq")
                let before = project.flatMap { last[$0] }
                let leaf = try LogLeaf(row, .init(log: "log.example.org/lianshen/2026", previous: number == nil ? nil : before?.hash))
                #expect(leaf.bytes.count < 65_536 && leaf.bytes.allSatisfy { (0x20..<0x7F).contains($0) && $0 != 0x5C })
                let read = try JSONSerialization.jsonObject(with: Data(leaf.bytes)) as? [String: Any]
                #expect(read?["v"] as? Int == 1 && read?["act"] as? String != nil)
                guard let project, let number else { continue }
                #expect(number == (before?.number ?? 0) + 1)
                last[project] = (number, leaf.hash)
            }
            #expect(last[record.project] != nil)
        }
    }
}
