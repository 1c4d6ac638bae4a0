import Foundation

/// What a database holds of one demo, in lines that do not depend on when and how often anything was tried.
struct Tally: Hashable, CustomStringConvertible {
    let lines: [String]

    var description: String { lines.joined(separator: "\n") }

    /// Lines that are in one and not in the other.
    func differences(from other: Tally) -> [String] {
        Set(lines).symmetricDifference(other.lines).sorted()
    }

    /// Counts everything in the private database of a site.
    static func of(_ site: Site, data: String? = nil) async throws -> Tally {
        // The database may be on its way back from the last kill; reading may be tried as often as one likes.
        let deadline = ContinuousClock.now + .seconds(60)
        while true {
            do {
                return Tally(lines: try await site.ask(question, data: data).split(separator: "\n").map(String.init).sorted())
            } catch  where ContinuousClock.now < deadline {
                try await Task.sleep(for: .milliseconds(200))
            }
        }
    }

    /// Reading is not counted but named: whoever asks twice because an answer was lost has asked twice.
    private static let reading =
        "('session.sign_in', 'case.view', 'sheet.view', 'package.download', 'report.download', 'audit.query', 'audit.export', 'file.verify', 'access.denied')"

    private static let question = """
        SET search_path = lianshen;
        SELECT 'organisations', count(*) FROM organisation;
        SELECT 'people', count(*) FROM person;
        SELECT 'tokens', count(*) FROM access_token WHERE revoked_at IS NULL;
        SELECT 'rules', kind, name, count(*) FROM rule GROUP BY kind, name;
        SELECT 'projects', count(*) FROM project;
        SELECT 'cases', state, round, count(*) FROM joint_case GROUP BY state, round;
        SELECT 'parties', count(*) FROM case_party;
        SELECT 'parts', count(*) FROM case_part;
        SELECT 'packages', state, encode(sha256, 'hex'), count(*) FROM package GROUP BY state, sha256;
        SELECT 'entries', count(*) FROM package_entry;
        SELECT 'findings', code, count(*) FROM finding GROUP BY code;
        SELECT 'sheets', encode(file_sha256, 'hex'), count(*) FROM sheet GROUP BY file_sha256;
        SELECT 'reviews', discipline, state, applicability, attempt, count(*) FROM review GROUP BY 2, 3, 4, 5;
        SELECT 'comments', discipline, severity, count(*) FROM comment GROUP BY 2, 3;
        SELECT 'decisions', discipline, decision, count(*) FROM decision GROUP BY 2, 3;
        SELECT 'opinions', count(*) FROM opinion;
        SELECT 'reports', format, count(*) FROM report GROUP BY format;
        SELECT 'jobs', kind, state, count(*) FROM job GROUP BY 2, 3;
        SELECT 'audit', act, result, count(*) FROM audit_entry e WHERE act NOT IN \(reading) GROUP BY act, result;
        SELECT DISTINCT 'read', e.act, e.result, p.sign_in_name FROM audit_entry e LEFT JOIN person p USING (person_id) WHERE e.act IN \(reading);
        SELECT 'details without an entry', count(*) FROM audit_detail d WHERE NOT EXISTS (SELECT FROM audit_entry e WHERE e.audit_id = d.audit_id);
        SELECT 'gaps in the sequence of a project', count(*) FROM audit_counter c
         WHERE c.last_seq <> (SELECT count(*) FROM audit_project_seq s WHERE s.project_id = c.project_id)
            OR c.last_seq <> (SELECT coalesce(max(project_seq), 0) FROM audit_project_seq s WHERE s.project_id = c.project_id);
        SELECT 'reviews claimed twice', count(*) FROM (SELECT object_id FROM audit_entry WHERE act = 'review.claim' AND result = 'ok'
                                                        GROUP BY object_id HAVING count(*) > 1) AS twice;
        SELECT 'comments told twice', count(*) FROM (SELECT review_id, sheet_id, severity, text FROM comment GROUP BY 1, 2, 3, 4 HAVING count(*) > 1) AS twice;
        """
}
