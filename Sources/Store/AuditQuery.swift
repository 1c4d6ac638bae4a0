public import Foundation
public import JointReview
import Postgres

/// One entry of the log as a regulator reads it.
public struct AuditEntry: Sendable, Hashable, Codable {
    /// Number of the entry; grows, with gaps where a transaction was rolled back.
    public let id: Int
    /// Identity of the entry in the log.
    public let entry: UUID
    /// Database clock.
    public let recordedAt: Date
    /// Business clock; differs only in a simulated database.
    public let effectiveAt: Date
    /// Project and the entry's number inside it, without gaps; reads have none.
    public let project: UUID?
    /// The entry's number inside its project.
    public let projectSequence: Int?
    /// Case.
    public let caseID: UUID?
    /// What was done.
    public let act: String
    /// `ok`, `denied` or `failed`.
    public let result: String
    /// Who did it.
    public let person: UUID?
    /// The person's organisation.
    public let organisation: UUID?
    /// Role in which it was done.
    public let role: String
    /// What it was done to.
    public let objectKind: String
    /// Identity of what it was done to.
    public let object: UUID?
    /// State before, where the object has states.
    public let from: String?
    /// State after.
    public let to: String?
    /// Digest of the bytes concerned, lower-case hex.
    public let sha256: String?
    /// SM3 of the bytes concerned, lower-case hex.
    public let sm3: String?
    /// Their size.
    public let size: Int?
    /// Free text and before/after as JSON; gone once it was erased.
    public let detail: String?
    /// Request that it belongs to.
    public let request: String
    /// Administrative region of the project, where it has one.
    public let region: String?
    /// Place among the leaves of the log; nil until the sequencer has given it one.
    public let leaf: Int?
    /// Salt of the detail, where it was asked for.
    public let salt: [UInt8]?
}

/// What a regulator asks for; conditions left out are not applied.
public struct AuditFilter: Sendable, Hashable {
    /// Only entries of this project.
    public var project: UUID?
    /// Only entries of this case.
    public var caseID: UUID?
    /// Only acts of this person.
    public var person: UUID?
    /// Only acts of this organisation's people.
    public var organisation: UUID?
    /// Only acts on this object.
    public var object: UUID?
    /// Only this act.
    public var act: String?
    /// Only this result.
    public var result: String?
    /// From this instant of the database clock, included.
    public var from: Date?
    /// Before this instant.
    public var to: Date?
    /// Only entries of projects in this province, city or county.
    public var region: DivisionPrefix?
    /// Only leaves below this index; entries that wait for their place are left out.
    public var leaves: Int?

    /// No condition.
    public init() {}
}

extension Tx {
    /// The instant of the database's clock before which every entry is there: one with an earlier time can come no more.
    ///
    /// An entry has its time before its transaction commits, so the newest ones may still be preceded. Looked for among those that write or are about to:
    /// one that has changed something may have recorded as early as it began, one at its first change as early as its statement began. The clock is read
    /// before they are looked at. Nobody but the service's own role writes entries while it runs, and of that it sees every connection; of one that does
    /// not tell what it does (`track_activities`), it knows since when it has been there.
    public func auditEnd() async throws -> Date {
        let row = try await sql.first(
            """
            SELECT least(statement_timestamp(), min(CASE WHEN state = 'disabled' THEN backend_start WHEN backend_xid IS NOT NULL THEN xact_start
                                                         WHEN state = 'active' THEN query_start END)) AS until
              FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
            """)
        return try row?("until") ?? .distantPast
    }

    /// Entries in the order of recording, after the place given. Each condition has an index that is ordered the same way.
    /// - Parameter salted: whether the salts of their details come with them, for who is to check what the entries commit to.
    public func auditEntries(_ filter: AuditFilter, after: (Date, Int)?, limit: Int, salted: Bool = false) async throws -> [AuditEntry] {
        // Only the conditions that are asked for are in the text, so each combination is planned for its own index.
        var conditions = filter.conditions
        if let after { conditions.append("(recorded_at, audit_id) > (\(after.0), \(after.1))") }
        let entries: SQL
        if let region = filter.region, region.level == .province, !filter.isNarrow {
            entries = Self.entries(in: region, conditions, limit: limit)
        } else {
            let condition = conditions.isEmpty ? "true" : SQL.joined(conditions, separator: " AND ")
            entries = "SELECT * FROM audit_entry WHERE \(condition) ORDER BY recorded_at, audit_id LIMIT \(limit)"
        }
        let salt: SQL = salted ? "(SELECT salt FROM audit_detail d WHERE d.audit_id = e.audit_id)" : "NULL::bytea"
        return try await sql.all(
            """
            SELECT audit_id, entry_id, recorded_at, effective_at, project_id, project_seq, case_id, act, result, person_id, organisation_id, role, object_kind, object_id,
                   from_state, to_state, encode(sha256, 'hex') AS sha256, encode(sm3, 'hex') AS sm3, size, request_id, region,
                   (SELECT leaf_index FROM log_leaf l WHERE l.audit_id = e.audit_id) AS leaf, \(salt) AS salt,
                   (SELECT body FROM audit_detail d WHERE d.audit_id = e.audit_id) AS detail
              FROM (\(entries)) AS e ORDER BY recorded_at, audit_id
            """
        ).map(AuditEntry.init)
    }

    /// The entries of a province: those of each of its cities, in order, merged. The cities are found one after the other in the index of projects.
    private static func entries(in province: DivisionPrefix, _ conditions: [SQL], limit: Int) -> SQL {
        let condition = SQL.joined(["left(region, 4) = city.code"] + conditions, separator: " AND ")
        // A letter follows every digit, in whatever order the database sorts texts.
        let (first, end) = (province.digits, province.digits + "a")
        return """
            WITH RECURSIVE city AS (
                (SELECT left(region, 4) AS code FROM audit_counter WHERE left(region, 4) >= \(first) AND left(region, 4) < \(end) ORDER BY left(region, 4) LIMIT 1)
                 UNION ALL
                SELECT (SELECT left(c.region, 4) FROM audit_counter c WHERE left(c.region, 4) > city.code AND left(c.region, 4) < \(end) ORDER BY left(c.region, 4) LIMIT 1)
                  FROM city WHERE city.code IS NOT NULL)
            SELECT of_city.* FROM city CROSS JOIN LATERAL (
                   SELECT * FROM audit_entry WHERE \(condition) ORDER BY recorded_at, audit_id LIMIT \(limit)) AS of_city
             ORDER BY recorded_at, audit_id LIMIT \(limit)
            """
    }
}

extension AuditFilter {
    /// What must hold, but for a province outside of one project, which is asked for by its cities.
    fileprivate var conditions: [SQL] {
        var conditions: [SQL] = []
        if let project { conditions.append("project_id = \(project)") }
        if let caseID { conditions.append("case_id = \(caseID)") }
        if let person { conditions.append("person_id = \(person)") }
        if let organisation { conditions.append(beside("organisation_id = \(organisation)")) }
        if let object { conditions.append("object_id = \(object)") }
        if let act { conditions.append(beside("act = \(act)")) }
        if let result { conditions.append(beside("result = \(result)")) }
        if let from { conditions.append("recorded_at >= \(from)") }
        if let to { conditions.append("recorded_at < \(to)") }
        switch region?.level {
        case .city: conditions.append(beside("left(region, 4) = \(region?.digits)"))
        case .county: conditions.append(beside("left(region, 6) = \(region?.digits)"))
        case .province: if let region, isNarrow { conditions.append("starts_with(region, \(region.digits))") }
        case nil: break
        }
        if let leaves { conditions.append("(SELECT leaf_index FROM log_leaf l WHERE l.audit_id = audit_entry.audit_id) < \(leaves)") }
        return conditions
    }

    /// A condition that names no index of its own where a project or a case is asked for: theirs is the narrow one, and two of them read together are not.
    private func beside(_ condition: SQL) -> SQL { isNarrow ? "(\(condition)) IS TRUE" : condition }

    /// Whether one project or case is asked for.
    fileprivate var isNarrow: Bool { project != nil || caseID != nil }
}

extension AuditEntry {
    fileprivate init(_ row: Row) throws {
        id = try row("audit_id")
        entry = try row("entry_id")
        recordedAt = try row("recorded_at")
        effectiveAt = try row("effective_at")
        project = try row.optional("project_id")
        projectSequence = try row.optional("project_seq")
        caseID = try row.optional("case_id")
        act = try row("act")
        result = try row("result")
        person = try row.optional("person_id")
        organisation = try row.optional("organisation_id")
        role = try row("role")
        objectKind = try row("object_kind")
        object = try row.optional("object_id")
        from = try row.optional("from_state")
        to = try row.optional("to_state")
        sha256 = try row.optional("sha256")
        sm3 = try row.optional("sm3")
        size = try row.optional("size")
        detail = try row.optional("detail")
        request = try row("request_id")
        region = try row.optional("region")
        leaf = try row.optional("leaf")
        salt = try row.optional("salt")
    }
}
