public import Foundation
public import JointReview
import Postgres
public import WorkingTime

/// What an import changed in the register.
public struct RegisterChange: Sendable, Hashable {
    /// Entries that are new.
    public let added: Int
    /// Entries that say something else now.
    public let changed: Int
    /// Entries that stood there as they are.
    public let unchanged: Int
}

extension Tx {
    private static let firms: SQL =
        "SELECT f.credit_code, f.name, f.grade, f.disciplines, f.region, f.valid_from::text, f.valid_through::text FROM registered_firm f"
    private static let persons: SQL =
        """
        SELECT p.registration_no, p.name, p.sign_in_name, p.credit_code, p.grade, p.specialties, p.valid_from::text, p.valid_through::text
          FROM registered_person p
        """

    /// Registered firms in the order of their credit codes, after the one given.
    public func registeredFirms(after creditCode: String? = nil, limit: Int) async throws -> [RegisteredFirm] {
        try await sql.all("\(Self.firms) WHERE f.credit_code > \(creditCode ?? "") ORDER BY f.credit_code LIMIT \(limit)").map(RegisteredFirm.init)
    }

    /// Registrations of persons in the order of their numbers, after the one given.
    public func registeredPersons(after number: String? = nil, limit: Int) async throws -> [RegisteredPerson] {
        try await sql.all("\(Self.persons) WHERE p.registration_no > \(number ?? "") ORDER BY p.registration_no LIMIT \(limit)").map(
            RegisteredPerson.init)
    }

    /// Registrations of an account.
    func registrations(of person: UUID?) -> SQL {
        "\(Self.persons) JOIN person a ON a.sign_in_name = p.sign_in_name WHERE a.person_id = \(person) ORDER BY p.registration_no"
    }

    /// The registrations of several accounts, each with its account.
    func registrations(ofPersons persons: [UUID]) -> SQL {
        """
        SELECT a.person_id, p.registration_no, p.name, p.sign_in_name, p.credit_code, p.grade, p.specialties, p.valid_from::text, p.valid_through::text
          FROM person a JOIN registered_person p ON p.sign_in_name = a.sign_in_name WHERE a.person_id = ANY (\(persons)) ORDER BY p.registration_no
        """
    }

    /// The registrations of several organisations, each with its organisation.
    func registrations(ofBodies organisations: [UUID]) -> SQL {
        """
        SELECT o.organisation_id, f.credit_code, f.name, f.grade, f.disciplines, f.region, f.valid_from::text, f.valid_through::text
          FROM organisation o JOIN registered_firm f ON f.credit_code = o.credit_code WHERE o.organisation_id = ANY (\(organisations))
        """
    }

    /// The registration of an organisation.
    func registration(ofBody organisation: SQL) -> SQL {
        "\(Self.firms) JOIN organisation o ON o.credit_code = f.credit_code WHERE o.organisation_id = \(organisation)"
    }

    /// Registrations for a specialty that count on a day and are with nobody who has an interest in the case, in the order of their numbers.
    public func expertsFit(for specialty: String, on day: CalendarDay, in caseID: UUID) async throws -> [RegisteredPerson] {
        try await sql.all(
            """
            WITH parts AS MATERIALIZED (\(Self.parts(in: "(SELECT project_id FROM joint_case WHERE case_id = \(caseID))")))
            \(Self.persons)
             WHERE p.specialties @> ARRAY[\(specialty)]::text[] AND p.valid_from <= \(day.description)::text::date
               AND (p.valid_through IS NULL OR p.valid_through >= \(day.description)::text::date)
               AND p.credit_code <> ALL (ARRAY(SELECT o.credit_code FROM organisation o JOIN parts t USING (organisation_id)))
               AND coalesce(p.sign_in_name, '') <> ALL (ARRAY(SELECT a.sign_in_name FROM person a JOIN parts t USING (person_id)))
             ORDER BY p.registration_no LIMIT 10000
            """
        ).map(RegisteredPerson.init)
    }

    /// Writes firms into the register: those with a known credit code are brought up to date, the others added; nobody else is touched.
    /// - Parameter digest: SHA-256 of the table that they come from; the entry of the log carries it.
    public func register(_ firms: [RegisteredFirm], digest: [UInt8]) async throws -> RegisterChange {
        try await kept(
            """
            WITH wanted AS (
                SELECT code, name, grade, string_to_array(disciplines, ';') AS disciplines, region, since::date AS valid_from, nullif(through, '')::date AS valid_through
                  FROM unnest(\(firms.map(\.creditCode.description)), \(firms.map(\.name)), \(firms.map(\.grade)),
                              \(firms.map { $0.disciplines.map(\.rawValue).joined(separator: ";") }), \(firms.map(\.region)),
                              \(firms.map(\.validity.firstDay)), \(firms.map { $0.validity.lastDay ?? "" }))
                       AS w (code, name, grade, disciplines, region, since, through)),
            kept AS (
                INSERT INTO registered_firm AS f (credit_code, name, grade, disciplines, region, valid_from, valid_through)
                SELECT * FROM wanted
                ON CONFLICT (credit_code) DO UPDATE SET name = excluded.name, grade = excluded.grade, disciplines = excluded.disciplines, region = excluded.region,
                       valid_from = excluded.valid_from, valid_through = excluded.valid_through, changed_at = clock_timestamp()
                 WHERE (f.name, f.grade, f.disciplines, f.region, f.valid_from, f.valid_through)
                       IS DISTINCT FROM (excluded.name, excluded.grade, excluded.disciplines, excluded.region, excluded.valid_from, excluded.valid_through)
             RETURNING xmax = 0 AS is_new)
            """, of: firms.count, "firms", digest)
    }

    /// Writes registrations of persons into the register, as `register(_:digest:)` writes firms.
    public func register(_ persons: [RegisteredPerson], digest: [UInt8]) async throws -> RegisterChange {
        try await kept(
            """
            WITH wanted AS (
                SELECT number, name, nullif(account, '') AS sign_in_name, firm, grade, string_to_array(specialties, ';') AS specialties, since::date AS valid_from,
                       nullif(through, '')::date AS valid_through
                  FROM unnest(\(persons.map(\.number)), \(persons.map(\.name)), \(persons.map { $0.account ?? "" }), \(persons.map(\.firm.description)),
                              \(persons.map(\.grade)), \(persons.map { $0.specialties.joined(separator: ";") }), \(persons.map(\.validity.firstDay)),
                              \(persons.map { $0.validity.lastDay ?? "" }))
                       AS w (number, name, account, firm, grade, specialties, since, through)),
            kept AS (
                INSERT INTO registered_person AS p (registration_no, name, sign_in_name, credit_code, grade, specialties, valid_from, valid_through)
                SELECT * FROM wanted
                ON CONFLICT (registration_no) DO UPDATE SET name = excluded.name, sign_in_name = excluded.sign_in_name, credit_code = excluded.credit_code,
                       grade = excluded.grade, specialties = excluded.specialties, valid_from = excluded.valid_from, valid_through = excluded.valid_through,
                       changed_at = clock_timestamp()
                 WHERE (p.name, p.sign_in_name, p.credit_code, p.grade, p.specialties, p.valid_from, p.valid_through) IS DISTINCT FROM
                       (excluded.name, excluded.sign_in_name, excluded.credit_code, excluded.grade, excluded.specialties, excluded.valid_from, excluded.valid_through)
             RETURNING xmax = 0 AS is_new)
            """, of: persons.count, "persons", digest)
    }

    /// Runs an import's statement and counts what it changed, with its entry.
    private func kept(_ statement: SQL, of count: Int, _ what: String, _ digest: [UInt8]) async throws -> RegisterChange {
        let row = try await sql.first(
            """
            \(statement),
            counted AS (SELECT count(*) FILTER (WHERE is_new) AS added, count(*) FILTER (WHERE NOT is_new) AS changed FROM kept)
            \(audit(
                """
                SELECT \(Act.registerChange), NULL::uuid, NULL::uuid, 'register', NULL::uuid, NULL, \(what), \(digest)::bytea, NULL::bytea, NULL::bigint FROM counted
                """,
                detail: .values(["table": what, "rows": String(count)]), sequenced: false))
            SELECT added, changed FROM counted
            """
        )
        guard let row else { throw StoreError.missing("register") }
        let (added, changed): (Int, Int) = try (row("added"), row("changed"))
        return RegisterChange(added: added, changed: changed, unchanged: count - added - changed)
    }
}

extension RegisteredFirm {
    init(_ row: Row) throws {
        let disciplines: [String] = try row("disciplines")
        try self.init(
            creditCode: CreditCode.kept(row("credit_code")), name: row("name"), grade: row("grade"),
            disciplines: disciplines.compactMap(Discipline.init), region: row("region"), validity: Validity(row))
    }
}

extension RegisteredPerson {
    init(_ row: Row) throws {
        try self.init(
            number: row("registration_no"), name: row("name"), account: row.optional("sign_in_name"), firm: CreditCode.kept(row("credit_code")),
            grade: row("grade"), specialties: row("specialties"), validity: Validity(row))
    }
}

extension Validity {
    fileprivate init(_ row: Row) throws {
        let (from, through): (String, String?) = try (row("valid_from"), row.optional("valid_through"))
        guard let first = CalendarDay(from) else { throw StoreError.missing("day \(from)") }
        self.init(from: first, through: through.flatMap(CalendarDay.init))
    }
}

extension CreditCode {
    /// A code that the database has checked.
    fileprivate static func kept(_ text: String) throws -> CreditCode {
        guard let code = CreditCode(text) else { throw StoreError.missing("credit code") }
        return code
    }
}
