public import Foundation
import Postgres

/// A commitment to a person that cannot be shown to be his.
public struct StrangeCommitment: Sendable, Hashable {
    /// Whose it is said to be.
    public let person: UUID
    /// Year of the log that it is said to be of; 0 for somebody who has no commitment at all.
    public let year: Int
    /// Whether there is a record of the person, from which it would have to follow; an erasure takes the salt with it.
    public let hasRecord: Bool
}

extension LogRows {
    /// Commitments that do not follow from the salt, name and sign-in name beside them, by person and year; at most `limit`.
    ///
    /// Made anew here, of every person whose salt still stands, and not by the database.
    public func strangeCommitments(limit: Int) async throws -> [StrangeCommitment] {
        let page = 1000
        var strange: [StrangeCommitment] = []
        var last: (person: UUID, year: Int) = (UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)), 0)
        while strange.count < limit {
            let rows = try await pool.single(
                """
                SELECT s.person_id, s.log_year, s.salt, s.commitment, p.sign_in_name, d.name
                  FROM person_salt s LEFT JOIN person p ON p.person_id = s.person_id LEFT JOIN person_detail d ON d.person_id = s.person_id
                 WHERE (s.person_id, s.log_year) > (\(last.person), \(last.year)) ORDER BY s.person_id, s.log_year LIMIT \(page)
                """
            )
            for row in rows {
                last = (try row("person_id"), try row("log_year"))
                let (salt, commitment): ([UInt8], [UInt8]) = (try row("salt"), try row("commitment"))
                let (signInName, name): (String?, String?) = (try row.optional("sign_in_name"), try row.optional("name"))
                if let signInName, let name,
                    try Commitment.digest(person: last.person, signInName: signInName, name: name, salt: salt) == commitment
                {
                    continue
                }
                strange.append(StrangeCommitment(person: last.person, year: last.year, hasRecord: signInName != nil && name != nil))
            }
            if rows.count < page { break }
        }
        // An account is opened with its salt, and an erasure takes name and salts together.
        for row in try await pool.single(
            "SELECT person_id FROM person_detail d WHERE NOT EXISTS (SELECT FROM person_salt s WHERE s.person_id = d.person_id) ORDER BY person_id LIMIT \(limit)"
        ) {
            strange.append(StrangeCommitment(person: try row("person_id"), year: 0, hasRecord: true))
        }
        return Array(strange.prefix(limit))
    }
}
