import Foundation
import JointReview
import Postgres
import Store
import TestDatabase
import TestStore
import Testing

/// Which entries the log owes for the packages of the database.
@Suite struct LoggedPackageTests {
    @Test func everyPackageOwesItsUploadAndOneThatWasReadOwesItsFilesAndItsSheets() async throws {
        try await TestStore.with { kit in
            // By their last digit: 1 was read before there were lists, 2 has all, 3 has no list of sheets, 4 has files and no list, 5 was never uploaded.
            try await kit.database.run(
                """
                SET session_replication_role = replica; SET search_path = lianshen;
                CREATE FUNCTION pg_temp.id(n text) RETURNS uuid LANGUAGE sql AS $$ SELECT ('00000000-0000-7000-8000-00000000000' || n)::uuid $$;
                INSERT INTO package (package_id, case_id, project_id, owner_id, institute_id, round, file_name, sha256, size, state, uploaded_by)
                SELECT pg_temp.id(n), id, id, id, id, 1, n, sha256('x'), 1, 'uploaded', id FROM unnest(ARRAY['1', '2', '3', '4', '5']) AS n, gen_random_uuid() AS id;
                INSERT INTO package_entry (package_id, ordinal, case_id, owner_id, raw_name, name, encoding, sha256, size, role)
                SELECT pg_temp.id(n), 0, id, id, 'x', 'x', 'utf8', sha256('x'), 1, 'sheet' FROM unnest(ARRAY['1', '2', '3', '4']) AS n, gen_random_uuid() AS id;
                INSERT INTO audit_entry (recorded_at, act, result, role, object_kind, object_id, request_id)
                SELECT '2031-01-01'::timestamptz + place * interval '1 minute', 'package.' || split_part(e, ' ', 2), 'ok', 'system', 'package',
                       pg_temp.id(split_part(e, ' ', 1)), e
                  FROM unnest(ARRAY['1 upload', '1 intake', '2 upload', '2 intake', '2 contents', '2 sheets', '3 upload', '3 intake', '3 contents',
                                    '4 upload', '4 intake']) WITH ORDINALITY AS entry (e, place)
                """)
            let rows = LogRows(url: kit.database.url(role: "lianshen_auditor"), logger: TestStore.quiet)
            let owed = try await rows.unloggedPackages(limit: 10).map { "\($0.package.uuidString.last ?? "?") \($0.act)" }
            let first = try await rows.unloggedPackages(limit: 1).count
            await rows.close()
            #expect(owed == ["3 package.sheets", "4 package.contents", "4 package.sheets", "5 package.upload"])
            #expect(first == 1)
        }
    }
}
