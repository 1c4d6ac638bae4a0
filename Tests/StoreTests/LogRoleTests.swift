import Foundation
import TestDatabase
import TestStore
import Testing

/// Everything that can be done to the tables of the log is tried as every role of the product, column by column.
@Suite struct LogRoleTests {
    private static let tables = [
        "audit_entry", "audit_project_seq", "audit_pending", "audit_counter", "audit_detail", "log_tree", "log_leaf", "log_batch", "log_project",
        "person", "person_detail", "person_salt",
    ]

    /// What each may do; whatever is not here was refused.
    private static let allowed: [String: Set<String>] = [
        "lianshen_service": [
            "SELECT audit_entry",
            "INSERT audit_entry(act actor_commitment case_id detail_digest from_state object_id object_kind organisation_id person_id project_id project_seq "
                + "region request_id result role sha256 size sm3 to_state)",
            "SELECT audit_project_seq", "INSERT audit_project_seq", "SELECT audit_pending", "INSERT audit_pending",
            "SELECT audit_counter", "INSERT audit_counter", "UPDATE audit_counter",
            "SELECT audit_detail", "INSERT audit_detail", "DELETE audit_detail", "SELECT log_tree", "SELECT log_leaf",
            "SELECT person", "INSERT person", "UPDATE person(disabled_at)", "SELECT person_detail", "INSERT person_detail", "DELETE person_detail",
            "SELECT person_salt", "INSERT person_salt", "DELETE person_salt",
        ],
        "lianshen_sequencer": [
            "SELECT audit_entry", "SELECT audit_project_seq", "SELECT audit_counter", "SELECT audit_pending", "DELETE audit_pending",
            "SELECT log_tree", "INSERT log_tree", "UPDATE log_tree(frontier size term)", "SELECT log_leaf", "INSERT log_leaf",
            "SELECT log_batch", "INSERT log_batch", "SELECT log_project", "INSERT log_project", "UPDATE log_project(leaf_hash project_seq)",
        ],
        "lianshen_auditor": [
            "SELECT audit_entry", "SELECT audit_project_seq", "SELECT audit_counter", "SELECT audit_pending(audit_id)", "SELECT audit_detail",
            "SELECT log_tree", "SELECT log_leaf", "SELECT log_batch", "SELECT log_project",
            // Whom an entry commits to is made of these; where to reach him is not.
            "SELECT person(person_id sign_in_name)", "SELECT person_detail(name person_id)", "SELECT person_salt",
        ],
    ]

    @Test(arguments: allowed.keys.sorted()) func aRoleMayDoToTheLogWhatIsListedAndNothingElse(_ role: String) async throws {
        try await TestStore.with { kit in
            let columns = try await kit.database.run(
                """
                SELECT c.relname || ' ' || a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                 WHERE c.relnamespace = 'lianshen'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
                   AND c.relname IN (\(Self.tables.map { "'\($0)'" }.joined(separator: ", "))) ORDER BY 1
                """
            ).split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
            #expect(Set(columns.map { $0[0] }) == Set(Self.tables))
            var tries: [(name: String, statement: String)] = []
            for column in columns {
                let (table, name) = (column[0], column[1])
                tries.append(("SELECT \(table) \(name)", "SELECT \(name) FROM lianshen.\(table) LIMIT 0"))
                tries.append(("INSERT \(table) \(name)", "INSERT INTO lianshen.\(table) (\(name)) SELECT NULL WHERE false"))
                tries.append(("UPDATE \(table) \(name)", "UPDATE lianshen.\(table) SET \(name) = NULL WHERE false"))
            }
            for table in Self.tables {
                tries.append(("DELETE \(table)", "DELETE FROM lianshen.\(table) WHERE false"))
                tries.append(("TRUNCATE \(table)", "TRUNCATE lianshen.\(table)"))
                tries.append(("DROP \(table)", "DROP TABLE lianshen.\(table) CASCADE"))
                tries.append(("DISABLE \(table)", "ALTER TABLE lianshen.\(table) DISABLE TRIGGER ALL"))
                tries.append(("OWN \(table)", "ALTER TABLE lianshen.\(table) OWNER TO \(role)"))
                tries.append(("RULE \(table)", "CREATE RULE gone AS ON INSERT TO lianshen.\(table) DO INSTEAD NOTHING"))
            }
            tries.append(("REPLICA", "SET session_replication_role = replica"))
            tries.append(("OWNER", "SET ROLE lianshen_owner"))
            let went = try await went(tries, as: role, kit)
            #expect(Self.summary(of: went, columns) == Self.allowed[role])
        }
    }

    /// Tries each statement and takes it back; gives the names of those that went through.
    private func went(_ tries: [(name: String, statement: String)], as role: String, _ kit: TestStore) async throws -> [String] {
        let values = tries.map { "('\($0.name)', '\($0.statement.replacingOccurrences(of: "'", with: "''"))')" }.joined(separator: ",\n")
        let script = """
            DO $$ DECLARE t record; went text := ''; BEGIN
                FOR t IN SELECT * FROM (VALUES \(values)) AS v (name, statement) LOOP
                    BEGIN
                        EXECUTE t.statement;
                        RAISE EXCEPTION USING ERRCODE = 'LS001';
                    EXCEPTION WHEN SQLSTATE 'LS001' THEN went := went || t.name || ',';
                              WHEN insufficient_privilege OR generated_always THEN NULL;
                    END;
                END LOOP;
                PERFORM set_config('test.went', went, false);
            END $$;
            SELECT current_setting('test.went');
            """
        return try await kit.database.run(script, role: role).trimmingCharacters(in: .whitespacesAndNewlines).split(separator: ",").map(String.init)
    }

    /// `VERB table` where it goes for every column or needs none, else `VERB table(columns)`.
    private static func summary(of went: [String], _ columns: [[String]]) -> Set<String> {
        var byVerb: [String: [String]] = [:]
        for words in went.map({ $0.split(separator: " ").map(String.init) }) {
            byVerb[words.prefix(2).joined(separator: " "), default: []] += words.dropFirst(2)
        }
        return Set(
            byVerb.map { verb, names in
                let all = columns.count { $0[0] == verb.split(separator: " ").last.map(String.init) }
                return names.isEmpty || names.count == all ? verb : "\(verb)(\(names.sorted().joined(separator: " ")))"
            })
    }

    /// The owner of the tables is stopped from an accident by triggers; only who is above the database can take them away.
    @Test func evenTheOwnerIsStoppedFromChangingOrRemovingALeaf() async throws {
        try await TestStore.with { kit in
            try await kit.database.run(
                """
                INSERT INTO lianshen.log_leaf (audit_id, leaf_index) VALUES (1, 0);
                INSERT INTO lianshen.log_batch (first_index, entries, audit_ids, bytes) VALUES (0, 1, '{1}', 'x')
                """)
            for (table, column) in [("log_leaf", "leaf_index"), ("log_batch", "first_index")] {
                for statement in ["UPDATE lianshen.\(table) SET \(column) = 7", "DELETE FROM lianshen.\(table)", "TRUNCATE lianshen.\(table)"] {
                    await #expect(throws: (any Error).self, "\(statement)") { try await kit.database.run(statement, role: "lianshen_owner") }
                }
                #expect(try await kit.database.run("SELECT count(*) FROM lianshen.\(table) WHERE \(column) = 0").hasPrefix("1"))
            }
        }
    }
}
