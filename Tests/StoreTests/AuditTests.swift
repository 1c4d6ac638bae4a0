import Crypto
import Foundation
import JointReview
import Postgres
import Store
import TestStore
import Testing

@Suite struct AuditTests {
    struct Changed: Error {}

    @Test func sixteenWritersNumberAProjectWithoutAGapAndARollbackLeavesNoHole() async throws {
        try await Cast.with(connections: 16) { kit, cast in
            let record = try await cast.draftCase(kit.store)
            let designer = try cast.actor("designer")
            let before = try await kit.number("SELECT last_seq FROM lianshen.audit_counter WHERE project_id = \(record.project)")
            let rounds = 6 * Scale.factor
            let written = try await withThrowingTaskGroup(of: Int.self) { group in
                for writer in 0..<16 {
                    group.addTask {
                        var written = 0
                        for round in 0..<rounds {
                            do {
                                try await kit.store.transaction(as: designer) { tx in
                                    try await tx.upload(into: record, cast.institute.id)
                                    if (writer + round).isMultiple(of: 3) { throw Changed() }
                                }
                                written += 1
                            } catch is Changed {}
                        }
                        return written
                    }
                }
                return try await group.reduce(0, +)
            }
            let entries = try await kit.look(
                "SELECT project_seq, audit_id FROM lianshen.audit_entry WHERE project_id = \(record.project) AND project_seq IS NOT NULL ORDER BY audit_id")
            let numbers: [Int] = try entries.map { try $0("project_seq") }
            #expect(numbers == Array(1...(before + written)), "dense, and in the order of the entries' own numbers")
            let kept = try await kit.look("SELECT project_seq, audit_id FROM lianshen.audit_project_seq WHERE project_id = \(record.project) ORDER BY project_seq")
            #expect(try kept.map { try $0("audit_id") as Int } == entries.map { try $0("audit_id") as Int })
            #expect(try await kit.number("SELECT last_seq FROM lianshen.audit_counter WHERE project_id = \(record.project)") == before + written)
            let orphans = try await kit.number(
                """
                SELECT (SELECT count(*) FROM lianshen.audit_entry e WHERE NOT EXISTS (SELECT FROM lianshen.audit_pending p WHERE p.audit_id = e.audit_id))
                     + (SELECT count(*) FROM lianshen.audit_pending p WHERE NOT EXISTS (SELECT FROM lianshen.audit_entry e WHERE e.audit_id = p.audit_id))
                     + (SELECT count(*) FROM lianshen.audit_detail d WHERE NOT EXISTS (SELECT FROM lianshen.audit_entry e WHERE e.audit_id = d.audit_id))
                """)
            #expect(orphans == 0)
        }
    }

    @Test func entriesOfOneActAreNumberedInTheOrderInWhichTheyAreTold() async throws {
        try await Cast.with { kit, cast in
            let accepted = try await cast.acceptedCase(kit.store)
            let entries = try await kit.look("SELECT act FROM lianshen.audit_entry WHERE case_id = \(accepted.id) ORDER BY project_seq DESC LIMIT 6")
            #expect(try entries.reversed().map { try $0("act") as String } == ["case.accept"] + Array(repeating: "review.open", count: 5))
        }
    }

    @Test func denialsSignInsViewsAndDownloadsTakeNoNumberOfTheProject() async throws {
        try await Cast.with { kit, cast in
            let record = try await cast.draftCase(kit.store)
            let owner = try cast.actor("owner")
            let before = try await kit.number("SELECT last_seq FROM lianshen.audit_counter WHERE project_id = \(record.project)")
            let sheet = UUID()
            try await kit.store.transaction(as: owner) { tx in
                try await tx.record(.accessDenied, denied: true, kind: "case", object: record.id, case: record.id, detail: ["act": "case.accept"])
                try await tx.record(.sessionSignIn, kind: "person", object: owner.person)
                for _ in 0..<3 { try await tx.recordView(.sheetView, kind: "sheet", object: sheet, project: record.project, case: record.id) }
                try await tx.recordDownload(
                    .packageDownload, kind: "package", object: UUID(), sha256: Array(repeating: 3, count: 32), size: 5, project: nil, case: record.id)
            }
            #expect(try await kit.number("SELECT last_seq FROM lianshen.audit_counter WHERE project_id = \(record.project)") == before)
            let rows = try await kit.look(
                """
                SELECT act || ' ' || result || ' ' || coalesce(project_seq::text, '-') || ' ' || (project_id IS NOT NULL)::text AS line
                  FROM lianshen.audit_entry ORDER BY audit_id DESC LIMIT 4
                """)
            #expect(
                try rows.map { try $0("line") as String }.reversed()
                    == ["access.denied denied - true", "session.sign_in ok - false", "sheet.view ok - true", "package.download ok - true"],
                "three views within a quarter of an hour are one entry")
        }
    }

    @Test func anEntrysCommitmentsAreRecomputedFromTheErasableRowsAndOutliveThem() async throws {
        try await Cast.with { kit, cast in
            let record = try await cast.draftCase(kit.store)
            let person = try #require(cast.people["designer"])
            let token = BearerToken()
            _ = try await kit.store.transaction(as: .system("t")) { try await $0.issue(token, id: UUID(), to: person.id, label: "", days: 1) }
            let session = try #require(try await kit.store.transaction(as: .system("t")) { try await $0.signedIn(token) })
            try await kit.store.transaction(as: session.actor(as: .projectLeader, requestID: "t")) { tx in
                _ = try await tx.upload(into: record, cast.institute.id)
            }
            let row = try #require(
                try await kit.look(
                    """
                    SELECT e.audit_id, e.actor_commitment, e.detail_digest, d.salt, d.body, p.salt AS person_salt, n.name, a.sign_in_name
                      FROM lianshen.audit_entry e JOIN lianshen.audit_detail d USING (audit_id) JOIN lianshen.person_salt p ON p.person_id = e.person_id
                      JOIN lianshen.person_detail n ON n.person_id = e.person_id JOIN lianshen.person a ON a.person_id = e.person_id
                     WHERE e.act = 'package.upload'
                    """
                ).first)
            let name: String = try row("name")
            let signInName: String = try row("sign_in_name")
            let text = "{\"name\":\"\(name)\",\"person\":\"\(person.id.uuidString.lowercased())\",\"signInName\":\"\(signInName)\"}"
            #expect(try Self.hmac(text, row("person_salt")) == row("actor_commitment"))
            #expect(try Self.hmac(row("body"), row("salt")) == row("detail_digest"))

            let leaf = try await kit.leaf(of: row("audit_id"))
            _ = try await kit.service { session in
                try await session.run("DELETE FROM audit_detail")
                try await session.run("DELETE FROM person_detail WHERE person_id = \(person.id)")
                try await session.run("DELETE FROM person_salt WHERE person_id = \(person.id)")
            }
            #expect(try await kit.leaf(of: row("audit_id")) == leaf)
            let left = try await kit.store.transaction(as: .system("t")) { tx in
                var filter = AuditFilter()
                filter.act = "package.upload"
                return try await tx.auditEntries(filter, after: nil, limit: 2)
            }
            #expect(left.map(\.detail) == [nil])
        }
    }

    @Test func aNewYearOfTheLogHasANewSaltMadeOnceHoweverManyRequestsComeFirst() async throws {
        try await Cast.with { kit, cast in
            let person = try #require(cast.people["owner"])
            let token = BearerToken()
            _ = try await kit.store.transaction(as: .system("t")) { try await $0.issue(token, id: UUID(), to: person.id, label: "", days: 1) }
            let old = try #require(try await kit.store.transaction(as: .system("t")) { try await $0.signedIn(token) }?.commitment)
            _ = try await kit.look("UPDATE lianshen.person_salt SET log_year = log_year - 1")
            let new = try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
                for _ in 0..<8 { group.addTask { try await kit.store.transaction(as: .system("t")) { try await $0.signedIn(token) }?.commitment } }
                return try await group.reduce(into: Set<[UInt8]?>()) { $0.insert($1) }
            }
            #expect(new.count == 1 && new.first != .some(nil) && new.first != .some(old))
        }
    }

    @Test func anActWhoseEntryCannotBeWrittenIsNotDone() async throws {
        try await Cast.with { kit, cast in
            let record = try await cast.draftCase(kit.store)
            for table in ["audit_entry", "audit_detail", "audit_project_seq", "audit_pending"] {
                try await kit.owner.withConnection {
                    try await $0.script(trusted: "ALTER TABLE lianshen.\(table) ADD CONSTRAINT shut CHECK (audit_id < 0) NOT VALID")
                }
                await #expect(throws: StoreError.invalid("shut")) {
                    try await kit.store.transaction(as: cast.actor("designer")) { try await $0.upload(into: record, cast.institute.id) }
                }
                try await kit.owner.withConnection { try await $0.script(trusted: "ALTER TABLE lianshen.\(table) DROP CONSTRAINT shut") }
            }
            #expect(try await kit.number("SELECT (SELECT count(*) FROM lianshen.package) + (SELECT count(*) FROM lianshen.job)") == 0)
        }
    }

    static func hmac(_ text: String, _ key: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: key)))
    }
}
