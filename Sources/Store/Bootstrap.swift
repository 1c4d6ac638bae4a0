import Crypto
import Foundation
public import JointReview
import Postgres

extension Tx {
    /// Makes a one-time code for the first sign-in, good for an hour. Only its digest is kept.
    /// - Returns: the code, or `nil` when the service has a system administrator already.
    public func makeBootstrapCode() async throws -> String? {
        let exists = try await sql.first("SELECT EXISTS (SELECT FROM person_role WHERE role = 'system_administrator') AS found")
        guard try exists?("found") == false else { return nil }
        let code = BearerToken().text
        try await sql.run(
            "INSERT INTO bootstrap_code (code_hash, expires_at) VALUES (\(Self.digest(code)), statement_timestamp() + interval '1 hour')")
        return code
    }

    /// Uses up a one-time code.
    /// - Throws: `StoreError.missing` when it is unknown, used or too old.
    public func useBootstrapCode(_ code: String) async throws {
        let used = try await sql.run(
            """
            UPDATE bootstrap_code SET used_at = statement_timestamp()
             WHERE code_hash = \(Self.digest(code)) AND used_at IS NULL AND expires_at > statement_timestamp()
            """
        )
        guard used == 1 else { throw StoreError.missing("bootstrap code") }
    }

    /// Whether a one-time code was used and its hour is not over: time in which its request may be repeated.
    public func wasUsed(bootstrapCode code: String) async throws -> Bool {
        let row = try await sql.first(
            """
            SELECT EXISTS (SELECT FROM bootstrap_code
                            WHERE code_hash = \(Self.digest(code)) AND used_at IS NOT NULL AND expires_at > statement_timestamp()) AS found
            """
        )
        return try row?("found") ?? false
    }

    /// Whether anybody who holds the role has ever had a token or a password. While nobody has, the first one may be let in by the system administrator.
    public func hasHadToken(_ role: Role) async throws -> Bool {
        let row = try await sql.first(
            """
            SELECT EXISTS (SELECT FROM person_role r JOIN access_token t USING (person_id) WHERE r.role = \(role))
                OR EXISTS (SELECT FROM person_role r JOIN person_password k USING (person_id) WHERE r.role = \(role)) AS found
            """)
        return try row?("found") ?? true
    }

    private static func digest(_ code: String) -> [UInt8] {
        Array(SHA256.hash(data: Data(code.utf8)))
    }
}
