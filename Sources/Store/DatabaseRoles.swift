public import Postgres

/// The four roles that the product uses, and what they are allowed.
public enum DatabaseRoles {
    /// SQL that a database administrator runs once, for servers where the product may not create roles. Connect to the product's database first.
    public static let script = """
        DO $$ BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'lianshen_owner') THEN CREATE ROLE lianshen_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS; END IF;
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'lianshen_service') THEN CREATE ROLE lianshen_service LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS; END IF;
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'lianshen_sequencer') THEN CREATE ROLE lianshen_sequencer LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS; END IF;
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'lianshen_auditor') THEN CREATE ROLE lianshen_auditor LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS; END IF;
        END $$;
        ALTER ROLE lianshen_owner SET search_path = lianshen;
        ALTER ROLE lianshen_service SET search_path = lianshen;
        ALTER ROLE lianshen_sequencer SET search_path = lianshen;
        ALTER ROLE lianshen_auditor SET search_path = lianshen;
        DO $$ BEGIN
            EXECUTE format('GRANT CONNECT ON DATABASE %I TO lianshen_owner, lianshen_service, lianshen_sequencer, lianshen_auditor', current_database());
            EXECUTE format('GRANT CREATE ON DATABASE %I TO lianshen_owner', current_database());
            EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
        END $$;
        """

    /// Makes roles and grants in the database that `administrator` is connected to. Safe to run again, also by several processes at once.
    public static func create(as administrator: Pool) async throws {
        // Roles belong to the whole server and advisory locks to one database: another database of the product may be at it, which the server answers with
        // a duplicate key or "tuple concurrently updated". The script then starts again and finds what the other made.
        for _ in 0..<49 {
            do {
                return try await createOnce(as: administrator)
            } catch let error as DatabaseError where ["23505", "42710", "XX000"].contains(error.sqlState.rawValue) {}
        }
        try await createOnce(as: administrator)
    }

    private static func createOnce(as administrator: Pool) async throws {
        try await administrator.withConnection { session in
            _ = try await session.first("SELECT pg_advisory_lock(7235043)")
            try await session.script(trusted: script)
            _ = try await session.first("SELECT pg_advisory_unlock(7235043)")
        }
    }

    /// Makes a database of the given name unless there is one.
    /// - Parameter name: a plain lower-case word of the product's own, never a user's text.
    public static func createDatabase(_ name: StaticString, as administrator: Pool) async throws {
        try await administrator.withConnection { session in
            _ = try await session.first("SELECT pg_advisory_lock(7235043)")
            let found = try await session.first("SELECT FROM pg_database WHERE datname = \(name.description)")
            if found == nil { try await session.script(trusted: "CREATE DATABASE \(name)") }
            _ = try await session.first("SELECT pg_advisory_unlock(7235043)")
        }
    }
}

/// Why the service does not start with the role that it was given.
public enum RoleRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// The role could read past row policies or change what it must not.
    case tooPowerful(String, because: String)

    /// What is wrong, and the remedy, in both languages.
    public var description: String {
        switch self {
        case .tooPowerful(let role, let because):
            "数据库角色 \(role) 权限过大(\(because)),服务拒绝启动;请使用 lianshen_service。"
                + " Database role \(role) is too powerful (\(because)); the service refuses to start. Use lianshen_service."
        }
    }
}

extension Store {
    /// Refuses a role that is a superuser, bypasses row policies, owns tables of the product, or could change the log or what was published, decided and issued.
    public func requireModestRole() async throws {
        let row = try await pool.withConnection { session in
            try await session.first(
                """
                SELECT rolname::text AS name, rolsuper, rolbypassrls,
                       EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'lianshen' AND c.relowner = r.oid) AS owns,
                       -- Membership counts, too: SET ROLE is one statement away.
                       EXISTS (SELECT FROM pg_roles o WHERE (o.rolname = 'lianshen_owner' OR o.rolsuper OR o.rolbypassrls) AND pg_has_role(r.oid, o.oid, 'MEMBER')) AS becomes,
                       (SELECT string_agg(c.relname, ', ') FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                         WHERE n.nspname = 'lianshen' AND c.relname IN ('audit_entry', 'comment', 'decision', 'opinion', 'demand', 'settlement', 'settlement_decision')
                           AND (has_table_privilege(r.oid, c.oid, 'UPDATE, DELETE, TRUNCATE') OR has_any_column_privilege(r.oid, c.oid, 'UPDATE'))) AS edits
                  FROM pg_roles r WHERE rolname = current_user
                """
            )
        }
        guard let row else { return }
        let name: String = try row("name")
        if try row("rolsuper") == true { throw RoleRefusal.tooPowerful(name, because: "SUPERUSER") }
        if try row("rolbypassrls") == true { throw RoleRefusal.tooPowerful(name, because: "BYPASSRLS") }
        if try row("owns") == true { throw RoleRefusal.tooPowerful(name, because: "owns tables") }
        if try row("becomes") == true { throw RoleRefusal.tooPowerful(name, because: "may become the owner or a superuser") }
        if let edits: String = try row.optional("edits") { throw RoleRefusal.tooPowerful(name, because: "may change \(edits)") }
    }

    /// Refuses a database server that is too old, and a database that is not at this program's version.
    /// - Throws: `MigrationError`.
    public func requireFittingDatabase() async throws {
        let found = try await pool.withConnection { session in
            let server = try await session.first(
                "SELECT current_setting('server_version_num')::integer AS version, to_regclass('lianshen.schema_migration') IS NOT NULL AS is_made")
            let version: Int = try server?("version") ?? 0
            guard version >= 150_000 else { throw MigrationError.server(version: version) }
            guard try server?("is_made") == true else { return 0 }
            let row = try await session.first("SELECT coalesce(max(number), 0) AS number FROM lianshen.schema_migration")
            return try row?("number") ?? 0
        }
        if found > Migration.newest { throw MigrationError.unknown(number: found) }
        if found < Migration.newest { throw MigrationError.behind(number: found) }
    }

    /// Identity of the database, as markers of blob and log folders carry it.
    public func databaseIdentity() async throws -> String {
        let row = try await pool.withConnection { session in
            try await session.first("SELECT database_id::text AS id FROM database_identity")
        }
        guard let row else { throw StoreError.missing("database identity") }
        return try row("id")
    }
}
