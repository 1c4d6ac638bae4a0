import Client
import Foundation
import JointReview
import Testing
import Wire

/// What somebody with every right in the database may put in, take out or point elsewhere, one thing at a time; everything else stays as it was.
@Suite(.timeLimit(.minutes(5))) struct LogForgeryTests {
    private struct Deed {
        let name: String
        let sql: String
        let code: String
        /// How the finding names what it found.
        let place: String
    }

    private static let forged = """
        forged AS (INSERT INTO audit_entry (act, result, role, object_kind, request_id)
                   VALUES ('review.decide', 'ok', 'reviewer', 'review', 'forged') RETURNING audit_id)
        """
    private static let owner = "(SELECT person_id FROM person WHERE sign_in_name = 'owner.a')"
    private static let erased = "(SELECT person_id FROM person WHERE sign_in_name = 'leader.a')"
    private static let other = "(SELECT person_id FROM person WHERE sign_in_name = 'security')"
    /// Somebody who never acted, and whose data were erased.
    private static let idle = "(SELECT person_id FROM person WHERE sign_in_name = 'idle')"
    private static let entry = "(SELECT max(audit_id) FROM audit_entry WHERE person_id = \(owner))"
    private static let ofProject = "(SELECT max(audit_id) FROM audit_entry WHERE region IS NOT NULL)"

    private static let deeds: [Deed] = [
        Deed(
            name: "an entry in another's place", sql: "WITH \(forged) INSERT INTO log_leaf SELECT audit_id, 2 FROM forged",
            code: "database.row_unlogged", place: "audit_entry "),
        Deed(
            name: "an entry beyond the end", sql: "WITH \(forged) INSERT INTO log_leaf SELECT audit_id, 1000000 FROM forged",
            code: "database.row_unlogged", place: "audit_entry "),
        Deed(
            name: "an entry in a batch inside another",
            sql: """
                WITH \(forged), inside AS (SELECT first_index + 1 AS place FROM log_batch WHERE entries > 1 ORDER BY 1 LIMIT 1),
                batch AS (INSERT INTO log_batch (first_index, entries, audit_ids, bytes) SELECT place, 1, ARRAY[audit_id], 'x' FROM forged, inside)
                INSERT INTO log_leaf SELECT audit_id, place FROM forged, inside
                """, code: "database.row_unlogged", place: "audit_entry "),
        Deed(
            name: "a second row of the last entry",
            sql: """
                INSERT INTO audit_entry (audit_id, recorded_at, act, result, role, object_kind, request_id) OVERRIDING SYSTEM VALUE
                SELECT max(audit_id), clock_timestamp(), 'review.decide', 'ok', 'reviewer', 'review', 'forged' FROM log_leaf
                """, code: "database.row_unlogged", place: "audit_entry "),
        Deed(
            name: "a place without a row", sql: "INSERT INTO log_leaf (audit_id, leaf_index) VALUES (999999999, 2)", code: "database.row_unlogged",
            place: "log_leaf 999999999"),
        Deed(
            name: "a person taken away", sql: "UPDATE audit_entry SET person_id = NULL WHERE audit_id = \(entry)", code: "database.person_altered",
            place: ": no person_id"),
        Deed(
            name: "a person whom nobody knows", sql: "UPDATE audit_entry SET person_id = gen_random_uuid() WHERE audit_id = \(entry)",
            code: "database.person_altered", place: ": no person_salt"),
        Deed(
            name: "a person whose data were erased", sql: "UPDATE audit_entry SET person_id = \(erased) WHERE audit_id = \(entry)",
            code: "database.person_altered", place: "audit_entry "),
        Deed(
            name: "two people exchanged, with salts and all entries",
            sql: """
                UPDATE person_salt s SET salt = o.salt, commitment = o.commitment FROM person_salt o
                 WHERE s.log_year = o.log_year AND (s.person_id, o.person_id) IN ((\(owner), \(other)), (\(other), \(owner)));
                UPDATE audit_entry SET person_id = CASE person_id WHEN \(owner) THEN \(other) ELSE \(owner) END
                 WHERE person_id IN (\(owner), \(other))
                """, code: "database.person_altered", place: "person_salt "),
        Deed(
            name: "another name", sql: "UPDATE person_detail SET name = '他人' WHERE person_id = \(owner)", code: "database.person_altered",
            place: "person_salt "),
        Deed(
            name: "a name taken away", sql: "DELETE FROM person_detail WHERE person_id = \(owner)", code: "database.person_altered",
            place: ": no person_detail"),
        Deed(
            name: "a person's acts for those of somebody whose data were erased",
            sql: "UPDATE audit_entry SET person_id = \(idle) WHERE person_id = \(owner); DELETE FROM person_salt WHERE person_id = \(owner)",
            code: "database.person_altered", place: "not among those that were erased"),
        Deed(
            name: "a person for the system's act",
            sql:
                "UPDATE audit_entry SET person_id = \(owner) WHERE audit_id = (SELECT min(audit_id) FROM audit_entry WHERE actor_commitment IS NULL)",
            code: "database.person_altered", place: "audit_entry "),
        Deed(
            name: "a text deleted",
            sql: """
                DELETE FROM audit_detail
                 WHERE audit_id = (SELECT min(audit_id) FROM audit_entry WHERE object_kind <> 'person' AND detail_digest IS NOT NULL)
                """, code: "database.detail_altered", place: ": no row"),
        Deed(
            name: "an erasure of salts without its entry", sql: "DELETE FROM person_salt WHERE person_id = \(owner)", code: "database.person_altered",
            place: ": no person_salt"),
        Deed(
            name: "an erasure of texts without its entry",
            sql: "DELETE FROM audit_detail WHERE audit_id IN (SELECT audit_id FROM audit_entry WHERE object_id = \(owner))",
            code: "database.detail_altered", place: ": no row"),
        Deed(
            name: "an erasure whose entry never came into the log",
            sql: """
                DELETE FROM person_salt WHERE person_id = \(owner); DELETE FROM person_detail WHERE person_id = \(owner);
                INSERT INTO audit_entry (act, result, role, object_kind, object_id, request_id)
                VALUES ('person.erase', 'ok', 'security_administrator', 'person', \(owner), 'forged')
                """, code: "database.row_unlogged", place: "audit_entry "),
        Deed(
            name: "the region of one entry", sql: "UPDATE audit_entry SET region = '999999' WHERE audit_id = \(ofProject)",
            code: "database.row_altered", place: ": region"),
        Deed(
            name: "a region taken away", sql: "UPDATE audit_entry SET region = NULL WHERE audit_id = \(ofProject)", code: "database.row_altered",
            place: ": region"),
        Deed(
            name: "a region where there is no project",
            sql: "UPDATE audit_entry SET region = '000000' WHERE audit_id = (SELECT min(audit_id) FROM audit_entry WHERE project_id IS NULL)",
            code: "database.row_altered", place: ": region"),
        Deed(
            name: "the region of a whole project",
            sql: """
                UPDATE project SET region = '999999'; UPDATE audit_counter SET region = '999999';
                UPDATE audit_entry SET region = '999999' WHERE region IS NOT NULL
                """, code: "database.row_altered", place: ": region"),
        Deed(name: "the region in the register", sql: "UPDATE project SET region = '999999'", code: "database.row_altered", place: "project "),
        Deed(
            name: "the region of entries to come", sql: "UPDATE audit_counter SET region = '999999'", code: "database.row_altered",
            place: "audit_counter "),
        Deed(
            name: "many batches in the place of one",
            sql: """
                ALTER TABLE log_batch DROP CONSTRAINT log_batch_pkey;
                INSERT INTO log_batch SELECT b.* FROM log_batch b, generate_series(1, 40)
                """,
            code: "database.batch_altered", place: "log_batch 0: several"),
    ]

    private static let tables = ["audit_entry", "audit_detail", "person_salt", "person_detail", "log_leaf", "log_batch", "project", "audit_counter"]

    @Test func whatIsForgedOrTakenAwayInTheDatabaseIsNamedAndAnErasureThatTheLogKnowsIsNot() async throws {
        try await Site.with { site in
            let (server, log) = (try await site.serve(), PublicLog(site: site))
            let office = try await Office.open(at: site.url, code: try await site.bootstrapCode())
            try await erase(office)
            try await log.settled()
            let sound = try await log.verify()
            #expect(sound.status == 0, "after an erasure: \(sound.errors) \(String(describing: sound.report))")
            #expect(try await site.ask("SET search_path = lianshen; SELECT count(*) FROM audit_entry WHERE person_id = \(Self.erased)") != "0")

            let keep = Self.tables.map { "CREATE TABLE kept.\($0) AS TABLE lianshen.\($0);" }.joined()
            _ = try await site.ask("CREATE SCHEMA kept; \(keep)")
            let restore = Self.tables.map { "DELETE FROM \($0); INSERT INTO \($0) OVERRIDING SYSTEM VALUE SELECT * FROM kept.\($0);" }.joined()
            for deed in Self.deeds {
                _ = try await site.ask("SET session_replication_role = replica; SET search_path = lianshen; \(deed.sql)")
                let verdict = try await log.verify()
                let report = try #require(verdict.report, "\(deed.name): \(verdict.errors)")
                #expect(verdict.status == 1 && report.codes == [deed.code], "\(deed.name): \(report)")
                #expect(
                    report.findings.contains { $0.place?.contains(deed.place) == true }, "\(deed.name): \(report)")
                _ = try await site.ask("SET session_replication_role = replica; SET search_path = lianshen; BEGIN; \(restore) COMMIT")
            }
            let again = try await log.verify()
            #expect(again.status == 0, "everything was put back: \(String(describing: again.report))")
            await office.close()
            server.signal(SIGTERM)
            _ = await server.ended()
        }
    }

    /// An erasure excuses what it took once the head that is verified covers it, and no sooner.
    @Test func anErasureBeyondTheHeadThatIsVerifiedIsNoExcuseAndNoCrime() async throws {
        try await Site.with { site in
            let (server, log) = (try await site.serve(), PublicLog(site: site))
            let office = try await Office.open(at: site.url, code: try await site.bootstrapCode())
            try await log.settled()
            let (older, heads) = (site.folder + "/older", ["--heads", site.folder + "/kept"])
            try FileManager.default.copyItem(atPath: site.data + "/log", toPath: older)
            try await erase(office)
            try await log.settled()

            let early = try await log.verify(older, heads)
            let report = try #require(early.report, "\(early.errors)")
            #expect(early.status == 2 && !report.sound && report.findings.isEmpty, "\(report)")
            #expect(Set(report.awaited.map(\.code)) == ["database.erasure_awaited"], "\(report)")
            #expect(report.uncompared == log.size - report.entries)
            let told = try await site.run(["audit", "verify", older, "--vkey", try await log.vkey, "--database", log.database])
            #expect(told.status == 2 && told.output.contains("not in the log yet, verify again"), "\(told.output) \(told.errors)")
            // The head was sound: what came to light later is held against it.
            let late = try await log.verify(nil, heads)
            #expect(late.status == 0 && late.report?.heads == 1 && late.report?.awaited.isEmpty == true, "\(String(describing: late.report))")
            #expect(late.report?.uncompared == 0)

            _ = try await site.ask("SET session_replication_role = replica; UPDATE lianshen.audit_entry SET act = 'x' WHERE audit_id = 2")
            #expect(try await log.verify(older).status == 1, "what is wrong outweighs what waits")
            await office.close()
            server.signal(SIGTERM)
            _ = await server.ended()
        }
    }

    /// Somebody who has acted leaves, and one who never did; their data are erased as the law has it.
    private func erase(_ office: Office) async throws {
        let administrator = office.owner.signedIn(with: office.secrets[2])
        let person = try await administrator.createPerson(
            NewPersonBody(
                organisationId: try await administrator.me().organisation.id, signInName: "security", name: "样例安全管理员",
                roles: [RoleGrantBody(role: .securityAdministrator)]))
        let security = administrator.signedIn(with: try await administrator.issueToken(for: person.id, NewTokenBody(label: "test", days: 1)).token)
        let leaver = try await office.designer.me().person.id
        let idle = try await administrator.createPerson(
            NewPersonBody(
                organisationId: try await office.owner.me().organisation.id, signInName: "idle", name: "样例人员",
                roles: [RoleGrantBody(role: .owner)]))
        for person in [leaver, idle.id] {
            _ = try await security.disable(person, ReasonBody(reason: "离职"))
            _ = try await security.erase(person, ReasonBody(reason: "本人请求"))
        }
    }
}
