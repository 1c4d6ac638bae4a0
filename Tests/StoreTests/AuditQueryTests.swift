import Foundation
import JointReview
import Postgres
import Store
import TestStore
import Testing

/// Entries by the region of their project, and where each stands in the log.
@Suite struct AuditQueryTests {
    /// Projects of five places, each with entries of its own, recorded in turn.
    private func fill(_ kit: TestStore) async throws {
        _ = try await kit.look(
            """
            WITH place AS (SELECT region, md5(region)::uuid AS project, n FROM unnest(ARRAY['320812', '320803', '320583', '330106', '320000']) WITH ORDINALITY AS p (region, n)),
            counted AS (INSERT INTO lianshen.audit_counter (project_id, region) SELECT project, region FROM place)
            INSERT INTO lianshen.audit_entry (recorded_at, project_id, region, act, result, role, object_kind, request_id)
            SELECT '2031-01-01'::timestamptz + (turn * 10 + n) * interval '1 minute', project, region, 'case.view', 'ok', 'owner', 'case', region
              FROM place, generate_series(1, 40) AS turn ORDER BY 1
            """)
    }

    private func regions(_ kit: TestStore, _ code: String, limit: Int = 500) async throws -> [String] {
        var filter = AuditFilter()
        let region: DivisionPrefix = try #require(DivisionPrefix(code))
        filter.region = region
        filter.from = Date(timeIntervalSince1970: 1_900_000_000)
        let asked = filter
        return try await kit.store.transaction(as: .system("test")) { tx in
            // A page at a time: nothing is left out between two pages, and nothing comes twice.
            var (found, place): ([AuditEntry], (Date, Int)?) = ([], nil)
            while true {
                let page = try await tx.auditEntries(asked, after: place, limit: 7)
                found += page
                guard let last = page.last, found.count < limit else { break }
                place = (last.recordedAt, last.id)
            }
            #expect(Set(found.map(\.id)).count == found.count)
            #expect(found.map { $0.recordedAt } == found.map { $0.recordedAt }.sorted())
            return found.compactMap(\.region)
        }
    }

    @Test func aProvinceACityAndACountyHaveTheEntriesOfTheirProjects() async throws {
        try await TestStore.with { kit in
            try await fill(kit)
            for (code, held) in [
                ("32", ["320812", "320803", "320583", "320000"]), ("320000", ["320812", "320803", "320583", "320000"]),
                ("3208", ["320812", "320803"]),
                ("320800", ["320812", "320803"]), ("320812", ["320812"]), ("33", ["330106"]), ("51", []), ("3301", ["330106"]), ("330199", []),
            ] {
                let found = try await regions(kit, code)
                #expect(found.count == held.count * 40 && Set(found) == Set(held), "\(code)")
            }
        }
    }

    @Test(arguments: ["", "3", "320", "CN", "32O8", "3208123", "000000", "江苏"])
    func whatIsNoCodeOfADivisionIsNone(_ code: String) {
        #expect(DivisionPrefix(code) == nil)
    }

    @Test func everyEntryOfAProjectHasItsRegionFromTheFirstOnAndReadsDo() async throws {
        try await Cast.with { kit, cast in
            let record = try await cast.draftCase(kit.store)
            try await kit.store.transaction(as: try cast.actor("owner")) { tx in
                try await tx.record(.auditQuery, kind: "case", object: record.id, case: record.id)
                try await tx.record(.sessionSignIn, kind: "token", object: nil)
            }
            let without = try await kit.number(
                "SELECT count(*) FROM lianshen.audit_entry WHERE project_id = \(record.project) AND region IS DISTINCT FROM '320800'")
            #expect(without == 0)
            #expect(try await kit.number("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'audit.query' AND region = '320800'") == 1)
            #expect(try await kit.number("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'session.sign_in' AND region IS NULL") == 1)
        }
    }

    @Test func anEntryTellsItsPlaceInTheLogOnceItHasOne() async throws {
        try await TestStore.with { kit in
            try await fill(kit)
            _ = try await kit.look(
                "INSERT INTO lianshen.log_leaf SELECT audit_id, row_number() OVER (ORDER BY audit_id) - 1 FROM lianshen.audit_entry WHERE region = '330106'"
            )
            var filter = AuditFilter()
            filter.from = Date(timeIntervalSince1970: 1_900_000_000)
            (filter.region, filter.leaves) = (DivisionPrefix("33"), 10)
            let asked = filter
            let found = try await kit.store.transaction(as: .system("test")) { try await $0.auditEntries(asked, after: nil, limit: 100) }
            #expect(found.map(\.leaf) == (0..<10).map(Optional.some))
        }
    }
}
