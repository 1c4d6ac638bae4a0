import Crypto
import Foundation
import JointReview
public import Logging
public import Postgres

/// One numbered step of the schema. Steps run once, in order, forward only; a step that has run never changes.
public struct Migration: Sendable, Hashable {
    /// Position; ascending, though numbers may be left out between steps.
    public let number: Int
    /// Name of its file without number and ending.
    public let name: String
    /// Text of the file.
    public let text: String

    /// SHA-256 of the text, lower-case hex: a database remembers it and refuses a step that was edited afterwards.
    public var checksum: String {
        Array(SHA256.hash(data: Data(text.utf8))).hex
    }

    /// Every step of this version of the product; the files lie in `Schemas/sql` and are built into the binary.
    public static let all: [Migration] = [
        Migration(1, "identity", PackageResources._001_identity_sql),
        Migration(2, "rules", PackageResources._002_rules_sql),
        Migration(3, "cases", PackageResources._003_cases_sql),
        Migration(4, "reviews", PackageResources._004_reviews_sql),
        Migration(5, "audit", PackageResources._005_audit_sql),
        Migration(6, "grants", PackageResources._006_grants_sql),
        Migration(7, "uploads", PackageResources._007_uploads_sql),
        Migration(8, "sheet_facts", PackageResources._008_sheet_facts_sql),
        Migration(9, "checks", PackageResources._009_checks_sql),
        Migration(10, "check_rules", PackageResources._010_check_rules_sql),
        Migration(11, "excused_attempts", PackageResources._011_excused_attempts_sql),
        Migration(12, "calendar_notices", PackageResources._012_calendar_notices_sql),
        Migration(13, "composed_sets", PackageResources._013_composed_sets_sql),
        Migration(14, "page_thumbnails", PackageResources._014_page_thumbnails_sql),
        Migration(15, "people", PackageResources._015_people_sql),
        Migration(16, "rounds", PackageResources._016_rounds_sql),
        Migration(17, "rule_days", PackageResources._017_rule_days_sql),
        Migration(18, "conflicts", PackageResources._018_conflicts_sql),
        Migration(19, "recusals", PackageResources._019_recusals_sql),
        Migration(20, "clauses", PackageResources._020_clauses_sql),
        Migration(21, "checkpoints", PackageResources._021_checkpoints_sql),
        Migration(22, "drafts", PackageResources._022_drafts_sql),
        Migration(23, "threads", PackageResources._023_threads_sql),
        Migration(24, "seen", PackageResources._024_seen_sql),
        Migration(25, "changes", PackageResources._025_changes_sql),
        Migration(26, "specialties", PackageResources._026_specialties_sql),
        Migration(27, "register", PackageResources._027_register_sql),
        Migration(28, "draws", PackageResources._028_draws_sql),
        Migration(29, "mandate_lists", PackageResources._029_mandate_lists_sql),
        Migration(30, "late_disciplines", PackageResources._030_late_disciplines_sql),
        Migration(31, "green_channel", PackageResources._031_green_channel_sql),
        Migration(32, "debts", PackageResources._032_debts_sql),
        Migration(33, "clocks", PackageResources._033_clocks_sql),
        Migration(34, "bodies", PackageResources._034_bodies_sql),
        Migration(35, "report_editions", PackageResources._035_report_editions_sql),
        Migration(36, "seats_and_bodies", PackageResources._036_seats_and_bodies_sql),
        Migration(37, "handed_in", PackageResources._037_handed_in_sql),
        Migration(38, "released_answers", PackageResources._038_released_answers_sql),
        Migration(39, "conclusions", PackageResources._039_conclusions_sql),
        Migration(40, "log", PackageResources._040_log_sql),
        Migration(41, "displaced", PackageResources._041_displaced_sql),
        Migration(42, "timestamps", PackageResources._042_timestamps_sql),
        Migration(43, "regions", PackageResources._043_regions_sql),
        Migration(44, "contents", PackageResources._044_contents_sql),
        Migration(45, "bindings", PackageResources._045_bindings_sql),
        Migration(46, "verifiers", PackageResources._046_verifiers_sql),
        Migration(47, "persons_shown", PackageResources._047_persons_shown_sql),
        Migration(48, "clock", PackageResources._048_clock_sql),
    ]

    /// The number of the newest step.
    public static var newest: Int { all.last?.number ?? 0 }

    init(_ number: Int, _ name: String, _ bytes: [UInt8]) {
        self.number = number
        self.name = name
        text = String(decoding: bytes, as: UTF8.self)
    }
}

/// Why a database cannot be brought to this version.
public enum MigrationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A step that ran has another text now.
    case edited(number: Int, name: String)
    /// A step is missing between steps that ran.
    case gap(number: Int)
    /// The database is newer than this binary.
    case unknown(number: Int)
    /// The database is at an older step, and nobody who may migrate it was named.
    case behind(number: Int)
    /// The database server is older than PostgreSQL 15.
    case server(version: Int)
    /// The database was made with the other clock policy.
    case clock(simulated: Bool)

    /// What is wrong, and the remedy, in both languages.
    public var description: String {
        switch self {
        case .edited(let number, let name):
            "迁移 \(number) (\(name)) 执行后被修改,请使用与数据库相符的版本。"
                + " Migration \(number) (\(name)) was edited after it ran; use the version that belongs to this database."
        case .gap(let number):
            "数据库缺少迁移 \(number),但之后的迁移已执行;请从备份恢复。"
                + " Migration \(number) is missing though later ones ran; restore the database from a backup."
        case .unknown(let number):
            "数据库已迁移到第 \(number) 步,比本程序新,请升级程序。 The database is at migration \(number), newer than this program; upgrade the program."
        case .behind(let number):
            "数据库停在第 \(number) 步迁移,请设置 LIANSHEN_OWNER_URL 后执行 lianshen migrate。"
                + " The database is at migration \(number) of \(Migration.newest); set LIANSHEN_OWNER_URL and run `lianshen migrate`."
        case .server(let version):
            "数据库服务器版本 \(version / 10_000) 过旧,需要 PostgreSQL 15 或更高。"
                + " The database server is PostgreSQL \(version / 10_000); version 15 or later is needed."
        case .clock(let simulated):
            simulated
                ? "数据库是真实时钟数据库,不能按模拟时钟打开。 The database keeps real time; it cannot be opened as simulated."
                : "数据库是模拟时钟数据库,请加 --simulated。 The database was created simulated; start with --simulated."
        }
    }
}

extension Migration {
    /// Brings the database behind `owner` to this version and returns the steps that ran. Safe to call from several processes at once.
    ///
    /// - Parameter simulated: clock policy for a database that is made now; an existing one must have been made with the same.
    @discardableResult
    public static func run(as owner: Pool, simulated: Bool, logger: Logger) async throws -> [Migration] {
        try await owner.withConnection { session in
            // A step may take long, and so may the wait for another process that is at it.
            try await session.run("SET statement_timeout = 0")
            // The lock belongs to the session: whoever comes second waits here and then finds nothing to do.
            _ = try await session.first("SELECT pg_advisory_lock(7235041)")
            do {
                let ran = try await apply(on: session, simulated: simulated, logger: logger)
                _ = try await session.first("SELECT pg_advisory_unlock(7235041)")
                return ran
            } catch {
                _ = try? await session.first("SELECT pg_advisory_unlock(7235041)")
                throw error
            }
        }
    }

    private static func apply(on session: any Session, simulated: Bool, logger: Logger) async throws -> [Migration] {
        // Looked for first: a restored database has the schema, but not always the right to make one, which IF NOT EXISTS asks for all the same.
        if try await session.first("SELECT FROM pg_namespace WHERE nspname = 'lianshen'") == nil {
            try await session.run("CREATE SCHEMA lianshen")
        }
        try await session.run(
            """
            CREATE TABLE IF NOT EXISTS lianshen.schema_migration (
                number integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT clock_timestamp())
            """
        )
        let rows = try await session.all("SELECT number, checksum FROM lianshen.schema_migration ORDER BY number")
        let done: [Int: String] = try Dictionary(uniqueKeysWithValues: rows.map { row in (try row("number"), try row("checksum")) })
        let newest = done.keys.max() ?? 0
        if let unknown = done.keys.filter({ number in !all.contains { $0.number == number } }).max() { throw MigrationError.unknown(number: unknown) }
        if let missing = all.first(where: { $0.number < newest && done[$0.number] == nil }) { throw MigrationError.gap(number: missing.number) }
        var ran: [Migration] = []
        for migration in all {
            if let checksum = done[migration.number] {
                guard checksum == migration.checksum else { throw MigrationError.edited(number: migration.number, name: migration.name) }
                continue
            }
            try await migration.apply(on: session)
            logger.info("Migrated", metadata: ["migration.number": "\(migration.number)", "migration.name": "\(migration.name)"])
            ran.append(migration)
        }
        try await session.run("INSERT INTO lianshen.database_identity (simulated) VALUES (\(simulated)) ON CONFLICT DO NOTHING")
        let identity = try await session.first("SELECT simulated FROM lianshen.database_identity")
        let made: Bool = try identity?("simulated") ?? simulated
        guard made == simulated else { throw MigrationError.clock(simulated: simulated) }
        do {
            try await session.run("SELECT lianshen.audit_make_partitions(clock_timestamp())")
        } catch let error as DatabaseError where error.sqlState.rawValue == "55P03" {
            // Somebody reads the log for long. There is a default partition, and a worker tries again within the hour.
            logger.notice("Partitions of the log were not made: it is being read")
        }
        if let last = ran.last { try await log(from: newest, to: last.number, on: session) }
        return ran
    }

    /// The log says that the tables themselves changed. After the identity row, which the entry's clock reads.
    private static func log(from: Int, to: Int, on session: any Session) async throws {
        try await session.run(
            """
            WITH entry AS (
                INSERT INTO lianshen.audit_entry (act, result, role, object_kind, from_state, to_state, request_id)
                VALUES (\(Act.schemaMigrate), 'ok', 'system', 'schema', \(String(from)), \(String(to)), 'migrate') RETURNING audit_id, recorded_at)
            INSERT INTO lianshen.audit_pending (audit_id, recorded_at) SELECT audit_id, recorded_at FROM entry
            """
        )
    }

    private func apply(on session: any Session) async throws {
        try await session.script(trusted: "BEGIN; SET LOCAL search_path = lianshen;\n" + text)
        try await session.run("INSERT INTO lianshen.schema_migration (number, name, checksum) VALUES (\(number), \(name), \(checksum))")
        try await session.run("COMMIT")
    }
}
