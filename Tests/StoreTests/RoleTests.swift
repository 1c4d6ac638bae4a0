import Foundation
import JointReview
import Postgres
import Store
import TestDatabase
import TestStore
import Testing

@Suite struct RoleTests {
    /// Tables that the service may only read and add to, and what it may do besides to the others.
    private static let addOnly = [
        "organisation", "organisation_function", "person", "person_role", "rule", "calendar_day", "project", "case_party", "case_part", "case_role",
        "package_entry", "finding", "sheet", "sheet_thumbnail", "notice", "comment", "decision", "opinion", "report", "report_edition",
        "report_timestamp", "audit_project_seq", "audit_pending",
        "access_token", "bootstrap_code", "package", "review", "deficiency", "package_set", "set_sheet", "set_confirmation",
        "package_drawing", "page_thumbnail", "person_password", "invitation", "mandate", "carry_over", "look_confirmation", "answer_task", "answer",
        "answer_release",
        "backcheck", "recusal", "displacement", "clause_version", "clause", "checkpoint_tick", "standard_comment", "thread_message", "comment_seen",
        "specialty_review", "registered_firm", "registered_person", "independence_declaration", "body_choice",
        "body_allocation", "draw", "green_channel", "debt", "suspension", "body_recusal",
        "element", "linear_sum", "demand", "contradiction", "grouping_record", "conflict", "conflict_member", "settlement", "settlement_decision",
        "sheet_approval", "case_change", "followed_region",
    ]
    private static let expected: [String: String] = {
        var grants = Dictionary(uniqueKeysWithValues: addOnly.map { ($0, "INSERT SELECT") })
        for table in ["joint_case", "case_number_counter", "job", "audit_counter"] { grants[table] = "INSERT SELECT UPDATE" }
        for table in ["person_detail", "person_salt", "audit_detail", "view_mark", "idempotency_key"] { grants[table] = "DELETE INSERT SELECT" }
        for table in ["upload", "package_check", "session", "sign_in_try", "comment_draft", "report_unstamped"] {
            grants[table] = "DELETE INSERT SELECT"
        }
        for table in ["database_identity", "schema_migration", "sign_in_key", "due_change", "ended_seat", "log_tree", "log_leaf", "audit_entry"] {
            grants[table] = "SELECT"
        }
        return grants
    }()

    @Test func theServiceMayDoWhatIsListedAndNothingElse() async throws {
        try await TestStore.with { kit in
            let rows = try await kit.look(
                """
                SELECT c.relname::text AS name, string_agg(a.privilege_type, ' ' ORDER BY a.privilege_type) AS may
                  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) AS a
                 WHERE n.nspname = 'lianshen' AND a.grantee = 'lianshen_service'::regrole GROUP BY c.relname
                """)
            let found: [String: String] = try Dictionary(uniqueKeysWithValues: rows.map { (try $0("name"), try $0("may")) })
            #expect(found == Self.expected)
            let columns = try await kit.look(
                """
                SELECT c.relname::text AS name, string_agg(a.attname, ' ' ORDER BY a.attname) AS columns
                  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid, aclexplode(a.attacl) AS g
                 WHERE g.grantee = 'lianshen_service'::regrole AND g.privilege_type = 'UPDATE' AND NOT a.attisdropped GROUP BY c.relname
                """)
            let changeable: [String: String] = try Dictionary(uniqueKeysWithValues: columns.map { (try $0("name"), try $0("columns")) })
            #expect(
                changeable == [
                    "case_party": "roles", "calendar_day": "kind name source working", "access_token": "revoked_at", "bootstrap_code": "used_at",
                    "person": "disabled_at", "mandate": "revoked_at revoked_by", "person_password": "phc set_at version",
                    "invitation": "ended_at ended_because",
                    "followed_region": "certainty fate height sheet_id width x y",
                    "sheet_approval": "superseded_at superseded_round",
                    "case_change": "end_reason ended_at ended_by first_round grounds kind last_round opened_at outcome",
                    "conflict": "ended_at state", "linear_sum": "withdrawn_at withdrawn_by",
                    "session": "ended_at ended_because seen_at", "sign_in_try": "failures last_at succeeded_at",
                    "package": "bindings check_report checked_at contents handed_in_at sealed_at sealed_by state",
                    "review":
                        "active_at attempt body_id checker_id claimed_at decided_at decision drafted drafters idle_noticed_at resumes_to reviewer_id state "
                        + "summary version warned",
                    "registered_firm": "changed_at disciplines grade name region valid_from valid_through",
                    "registered_person": "changed_at credit_code grade name sign_in_name specialties valid_from valid_through",
                    "body_choice": "chosen_at chosen_by organisation_id", "draw": "drawn_at drawn_by result",
                    "specialty_review": "attempt checked_at checker_id finished_at finishers reviewer_id state taken_at",
                    "rule": "approved_at approved_by body effective_to", "package_check": "finished_at report state",
                    "set_confirmation": "voided_at voided_by",
                    "sheet": "restricted restricted_at restricted_by restricted_reason restricted_to",
                    "comment_draft": "changed_at content version", "standard_comment": "retired_at retired_by",
                    "clause": "until_version", "checkpoint_tick": "reason unticked_at unticked_by", "carry_over": "effect",
                    "answer_task": "assigned_at assigned_by person_id",
                    "answer": "author_id height released_at released_by sheet_number text verdict width written_at x y",
                    "answer_release": "replaced_at sheet_id",
                    "look_confirmation": "confirmed_at person_id taken_back_at", "displacement": "displaced_at displaced_by",
                    "backcheck": "checked_at earlier_persons person_id text verdict", "debt": "note settled_at settled_by warned",
                    "suspension": "resumed_at resumed_by",
                    "upload": "ended_at expires_at freed_at package_id received sha256 sm3 state",
                ], "a due date and a digest are not among them")
            let everybody = try await kit.number(
                """
                SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) AS a
                 WHERE n.nspname = 'lianshen' AND a.grantee = 0
                """)
            #expect(everybody == 0)
        }
    }

    @Test func theServiceOwnsNothing() async throws {
        try await TestStore.with { kit in
            let owned = try await kit.number(
                """
                SELECT (SELECT count(*) FROM pg_class WHERE relowner = 'lianshen_service'::regrole)
                     + (SELECT count(*) FROM pg_proc WHERE proowner = 'lianshen_service'::regrole)
                     + (SELECT count(*) FROM pg_namespace WHERE nspowner = 'lianshen_service'::regrole)
                     + (SELECT count(*) FROM pg_auth_members WHERE member = 'lianshen_service'::regrole)
                """)
            #expect(owned == 0)
            let bypass = try await kit.number(
                "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'lianshen%' AND (rolsuper OR rolbypassrls OR rolcreaterole)")
            #expect(bypass == 0)
        }
    }

    @Test func theServiceCannotChangeOrRemoveWhatWasLoggedSaidOrDecided() async throws {
        try await Cast.with { kit, cast in
            _ = try await cast.reviewedCase(kit.store)
            let place = try #require(try await kit.look("SELECT tableoid::regclass::text AS name FROM lianshen.audit_entry LIMIT 1").first)
            let partition: String = try place("name")
            for table in [
                "audit_entry", "audit_project_seq", "audit_pending", "comment", "decision", "opinion", "demand", "settlement", "settlement_decision",
                "lianshen.\(partition)",
            ] {
                let column = table.hasSuffix("pending") ? "recorded_at" : table == "audit_project_seq" ? "audit_id" : "case_id"
                for statement in ["UPDATE \(table) SET \(column) = \(column)", "DELETE FROM \(table)", "TRUNCATE \(table)"] {
                    let error = await #expect(throws: DatabaseError.self, "\(statement)") {
                        try await kit.service { try await $0.script(trusted: statement) }
                    }
                    #expect(error?.sqlState == .insufficientPrivilege, "\(statement)")
                }
            }
        }
    }

    @Test func evenTheOwnerIsStoppedFromAnAccidentWithTheLog() async throws {
        try await Cast.with { kit, cast in
            _ = try await cast.draftCase(kit.store)
            let partitions = try await kit.look(
                "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'lianshen.audit_entry'::regclass")
            var tables = try partitions.map { try $0("name") as String }.map { $0.hasPrefix("lianshen.") ? $0 : "lianshen.\($0)" }
            tables += ["lianshen.audit_entry", "lianshen.audit_project_seq"]
            for statement in ["UPDATE lianshen.audit_entry SET act = 'x'", "DELETE FROM lianshen.audit_entry"] + tables.map({ "TRUNCATE \($0)" }) {
                let error = await #expect(throws: DatabaseError.self, "\(statement)") {
                    try await kit.owner.withConnection { try await $0.script(trusted: statement) }
                }
                #expect(error?.sqlState == .insufficientPrivilege, "\(statement)")
            }
        }
    }

    @Test(arguments: [
        ("CREATE ROLE %@ LOGIN SUPERUSER", "SUPERUSER"), ("CREATE ROLE %@ LOGIN BYPASSRLS", "BYPASSRLS"),
        ("CREATE ROLE %@ LOGIN IN ROLE lianshen_owner NOINHERIT", "may become"),
        ("CREATE ROLE %@ LOGIN; GRANT USAGE ON SCHEMA lianshen TO %@; GRANT UPDATE (text) ON lianshen.comment TO %@", "may change comment"),
        ("CREATE ROLE %@ LOGIN; GRANT USAGE ON SCHEMA lianshen TO %@; GRANT DELETE ON lianshen.audit_entry TO %@", "may change audit_entry"),
    ]) func aRoleThatCouldDoMoreIsRefusedAtTheStart(_ script: String, _ because: String) async throws {
        try await TestStore.with { kit in
            let role = "t_\(UUID().uuidString.lowercased().replacingOccurrences(of: "-", with: ""))"
            try await kit.database.run(script.replacingOccurrences(of: "%@", with: role))
            let store = Store(
                pool: Pool(configuration: PoolConfiguration(url: kit.database.url(role: role)), logger: TestStore.quiet), logger: TestStore.quiet)
            let refusal = await #expect(throws: RoleRefusal.self) { try await store.requireModestRole() }
            await store.close()
            try await kit.database.run("DROP OWNED BY \(role); DROP ROLE \(role)")
            #expect(refusal?.description.contains(because) == true)
        }
    }

    @Test func theServiceRoleIsModest() async throws {
        try await TestStore.with { kit in try await kit.store.requireModestRole() }
    }

    /// Roles are the server's, not the database's: several databases of the product may be made on one server at the same time.
    @Test func rolesAreMadeByManyDatabasesAtTheSameTime() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    try await TestCluster.shared.withFreshDatabase { fresh in
                        let administrator = Pool(configuration: PoolConfiguration(url: fresh.url()), logger: TestStore.quiet)
                        for _ in 0..<3 { try await DatabaseRoles.create(as: administrator) }
                        await administrator.close()
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
