import Crypto
public import Foundation
public import JointReview
import Postgres
import WorkingTime

/// One import of the clause library.
public struct ClauseVersion: Sendable, Hashable {
    /// Number, from 1.
    public let version: Int
    /// Who imported it.
    public let author: UUID
    /// When.
    public let importedAt: Date
    /// What the author says of it.
    public let note: String
    /// SHA-256 of the library as it is exported.
    public let sha256: [UInt8]
    /// Rows of the library.
    public let clauses: Int
    /// Rows that the version before had not, had otherwise, and had in vain.
    public let added: Int, changed: Int, removed: Int
}

extension Tx {
    /// Takes in a whole library as the next version: what is the same stays, what is not in it any more ends with the version before.
    /// - Returns: the version, and whether it is a new one; a library that says what the present one says makes none.
    public func importClauses(_ clauses: [Clause], note: String) async throws -> (version: ClauseVersion, isNew: Bool) {
        // The lock first, the look second: of two that come at once the second sees the first.
        _ = try await sql.first("SELECT pg_advisory_xact_lock(7235045)")
        let known = try await sql.all("SELECT clause_id, code, edition, clause, sha256 FROM clause WHERE until_version IS NULL")
        let wanted = try clauses.map { try Stored($0) }
        var present: [Clause.Reference: (id: UUID, sha256: [UInt8])] = [:]
        for row in known { present[try Clause.Reference(row)] = (try row("clause_id"), try row("sha256")) }
        let names = Set(clauses.map(\.reference))
        let new = wanted.filter { present[$0.clause.reference]?.sha256 != $0.sha256 }
        let changed = new.count { present[$0.clause.reference] != nil }
        let gone = present.filter { !names.contains($0.key) }.map(\.value.id)
        let ending = gone + new.compactMap { present[$0.clause.reference]?.id }
        let latest = try await clauseVersions(before: nil, limit: 1).first
        if let latest, new.isEmpty, gone.isEmpty { return (latest, false) }
        let digest = Array(SHA256.hash(data: Data(ClauseTable.text(clauses.sorted { $0.reference < $1.reference }).utf8)))
        let next = (latest?.version ?? 0) + 1
        let row = try await sql.first(
            """
            WITH imported AS (
                INSERT INTO clause_version (version, author_id, note, sha256, clauses, added, changed, removed)
                VALUES (\(next), \(actor.person), \(note), \(digest), \(clauses.count), \(new.count - changed), \(changed), \(gone.count))
                RETURNING *)
            \(audit(.clauseImport, "clause_library", "NULL", in: "imported", to: "\(next)", digests: "sha256, NULL::bytea, clauses::bigint",
                detail: .values(["note": note, "added": "\(new.count - changed)", "changed": "\(changed)", "removed": "\(gone.count)"])))
            SELECT * FROM imported
            """
        )
        guard let row else { throw StoreError.stale("clause library") }
        // Three statements: a row has to end before the one that takes its place begins, or both would be present for a moment.
        try await sql.run("UPDATE clause SET until_version = \(next) WHERE clause_id = ANY (\(ending))")
        try await sql.run(
            """
            INSERT INTO clause (since_version, code, edition, clause, status, body, sha256, code_key, grams)
            SELECT \(next), w.code, w.edition, w.clause, w.status, w.body, decode(w.sha256, 'hex'), w.key,
                   ARRAY(SELECT jsonb_array_elements_text(w.grams))
              FROM jsonb_to_recordset(\(try JSON(new)))
                   AS w (code text, edition text, clause text, status text, body jsonb, sha256 text, key text, grams jsonb)
            """
        )
        return (try ClauseVersion(row), true)
    }

    /// Imports, newest first, before the one given.
    public func clauseVersions(before version: Int?, limit: Int) async throws -> [ClauseVersion] {
        try await sql.all("SELECT * FROM clause_version WHERE version < \(version ?? Int(Int32.max)) ORDER BY version DESC LIMIT \(limit)")
            .map(ClauseVersion.init)
    }

    /// The whole library as it was at a version; the present one without it.
    /// - Throws: `StoreError.missing` for a version that there is not.
    public func clauseLibrary(version: Int? = nil) async throws -> [Clause] {
        guard let version else {
            return try await sql.all("SELECT body FROM clause WHERE until_version IS NULL ORDER BY code, edition, clause").map(Clause.init)
        }
        guard try await sql.first("SELECT FROM clause_version WHERE version = \(version)") != nil else {
            throw StoreError.missing("clause library \(version)")
        }
        return try await sql.all(
            """
            SELECT body FROM clause WHERE since_version <= \(version) AND (until_version IS NULL OR until_version > \(version))
             ORDER BY code, edition, clause
            """
        ).map(Clause.init)
    }

    /// Clauses of the present library by code, edition and number, after the place given; those that hold all that is searched for.
    public func clauses(holding text: String? = nil, after: Clause.Reference? = nil, limit: Int) async throws -> [Clause] {
        let start = after ?? Clause.Reference(code: "", edition: "", clause: "")
        guard let text, case let grams = Clause.wantedGrams(of: text), !grams.isEmpty else {
            return try await sql.all(
                """
                SELECT body FROM clause WHERE until_version IS NULL AND (code, edition, clause) > (\(start.code), \(start.edition), \(start.clause))
                 ORDER BY code, edition, clause LIMIT \(limit)
                """
            ).map(Clause.init)
        }
        // The index of letters first: the planner must not walk the whole library in its order for a word that is rare.
        return try await sql.all(
            """
            WITH found AS MATERIALIZED (SELECT code, edition, clause, body FROM clause WHERE until_version IS NULL AND grams @> \(grams))
            SELECT body FROM found WHERE (code, edition, clause) > (\(start.code), \(start.edition), \(start.clause))
             ORDER BY code, edition, clause LIMIT \(limit)
            """
        ).map(Clause.init)
    }

    /// What the library knows of the code of a basis: the clause itself, others of its number and its neighbours, and one of the edition.
    /// - Returns: nil when no library was ever imported: then nothing can be held against it.
    func clauses(like wanted: Clause.Reference) async throws -> [Clause]? {
        let key = Clause.codeKey(wanted.code)
        let number = Clause.plain(wanted.clause)
        let chapter = number.lastIndex(of: ".").map { String(number[...$0]) } ?? number
        let pattern = chapter.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_") + "%"
        let answers = try await sql.batch([
            "SELECT FROM clause_version LIMIT 1",
            "SELECT body FROM clause WHERE until_version IS NULL AND code_key = \(key) AND clause = \(wanted.clause) ORDER BY code, edition LIMIT 20",
            "SELECT body FROM clause WHERE until_version IS NULL AND code_key = \(key) AND clause LIKE \(pattern) ORDER BY clause LIMIT 40",
            "SELECT body FROM clause WHERE until_version IS NULL AND code = \(wanted.code) AND edition = \(wanted.edition) ORDER BY clause LIMIT 1",
            "SELECT body FROM clause WHERE until_version IS NULL AND code_key = \(key) ORDER BY clause LIMIT 20",
        ])
        guard !answers[0].isEmpty else { return nil }
        var seen: Set<Clause.Reference> = []
        return try answers[1...].flatMap { try $0.map(Clause.init) }.filter { seen.insert($0.reference).inserted }
    }
}

/// A clause as it is written.
private struct Stored: Encodable {
    let clause: Clause
    let sha256: [UInt8]

    init(_ clause: Clause) throws {
        self.clause = clause
        sha256 = Array(SHA256.hash(data: try CanonicalJSON.encode(clause)))
    }

    private enum Key: String, CodingKey { case code, edition, clause, status, body, sha256, key, grams }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(clause.reference.code, forKey: .code)
        try container.encode(clause.reference.edition, forKey: .edition)
        try container.encode(clause.reference.clause, forKey: .clause)
        try container.encode(clause.status, forKey: .status)
        try container.encode(clause, forKey: .body)
        try container.encode(sha256.hex, forKey: .sha256)
        try container.encode(Clause.codeKey(clause.reference.code), forKey: .key)
        try container.encode(clause.grams.sorted(), forKey: .grams)
    }
}

extension Clause {
    fileprivate init(_ row: Row) throws {
        let body: JSON = try row("body")
        self = try body.decode()
    }
}

extension Clause.Reference {
    fileprivate init(_ row: Row) throws {
        try self.init(code: row("code"), edition: row("edition"), clause: row("clause"))
    }
}

extension ClauseVersion {
    fileprivate init(_ row: Row) throws {
        try self.init(
            version: row("version"), author: row("author_id"), importedAt: row("imported_at"), note: row("note"), sha256: row("sha256"),
            clauses: row("clauses"), added: row("added"), changed: row("changed"), removed: row("removed"))
    }
}
