import Foundation
import JointReview
import Postgres
import Store
import TestDatabase
import TestStore
import Testing

/// A database with some thousand cases: one that waits for its reviewers and one that is reviewed, each copied many times over twenty sets of organisations.
struct FilledStore: Sendable {
    let kit: TestStore
    let cast: Cast
    let waiting: CaseRecord
    let reviewed: CaseRecord
    let package: PackageRecord

    static func with(_ body: @Sendable (FilledStore) async throws -> Void) async throws {
        try await Cast.with { kit, cast in
            let reviewed = try await cast.reviewedCase(kit.store)
            let waiting = try await cast.acceptedCase(kit.store)
            let package = try await kit.store.transaction(as: cast.actor("owner")) { tx in try #require(try await tx.packages(of: reviewed.id).first)
            }
            let owner = try cast.actor("owner")
            let edition = try await kit.store.transaction(as: owner) { try await $0.reportEdition(of: reviewed.id)?.id }
            try await kit.store.transaction(as: owner) { tx in
                try await tx.insert(
                    [ReportFile(id: UUID(), edition: try #require(edition), format: .json, sha256: Array(repeating: 8, count: 32), size: 9)],
                    case: reviewed.id)
                try await tx.recordView(.sheetView, kind: "sheet", object: UUID(), project: reviewed.project, case: reviewed.id)
            }
            try await kit.database.run(Self.script)
            try await kit.database.run(Self.comings)
            try await kit.database.run(Self.rounds)
            try await kit.database.run(Self.reviewWork)
            try await body(FilledStore(kit: kit, cast: cast, waiting: waiting, reviewed: reviewed, package: package))
        }
    }

    /// People who came in with passwords, and tries in vain.
    private static let comings = """
        INSERT INTO lianshen.session (session_id, token_hash, person_id, idle_seconds, expires_at, created_at)
        SELECT gen_random_uuid(), sha256(convert_to(n::text, 'UTF8')), p.people[1 + n % cardinality(p.people)], 3600, now() + interval '12 hours',
               now() - n * interval '1 second'
          FROM generate_series(1, 20000) AS n, (SELECT array_agg(person_id) AS people FROM lianshen.person) AS p;
        INSERT INTO lianshen.sign_in_try (try_key) SELECT sha256(convert_to(n::text, 'UTF8')) FROM generate_series(1, 20000) AS n;
        ANALYZE lianshen.session, lianshen.sign_in_try;
        """

    /// What institutes answered to every comment, and what became of it.
    private static let rounds = """
        SET search_path = lianshen;
        SET session_replication_role = replica;
        INSERT INTO answer (comment_id, round, case_id, owner_id, institute_id, verdict, text, author_id, released_by, released_at)
        SELECT c.comment_id, c.round, c.case_id, c.owner_id, s.institute_id, 'not_accepted', 'x', c.author_id, c.author_id, now()
          FROM comment c JOIN sheet s USING (sheet_id);
        INSERT INTO answer_release (comment_id, round, case_id, owner_id, institute_id, verdict, text, author_id, written_at, released_by, released_at)
        SELECT comment_id, round, case_id, owner_id, institute_id, verdict, text, author_id, written_at, released_by, released_at FROM answer;
        INSERT INTO answer_task (comment_id, round, case_id, owner_id, person_id, assigned_by)
        SELECT comment_id, round, case_id, owner_id, author_id, author_id FROM comment;
        INSERT INTO backcheck (comment_id, review_id, case_id, owner_id, round, verdict, text, person_id)
        SELECT comment_id, review_id, case_id, owner_id, round + 1, 'open', 'x', author_id FROM comment;
        INSERT INTO carry_over (review_id, case_id, owner_id, round, discipline, before_id, effect, relevance, reasons)
        SELECT review_id, case_id, owner_id, 2, discipline, review_id, 'drops', 1, '[]' FROM review;
        INSERT INTO specialty_review (review_id, specialty, ordinal, case_id, owner_id)
        SELECT review_id, name, place, case_id, owner_id FROM review, (VALUES ('建筑', 0), ('电气', 1)) AS s (name, place);
        INSERT INTO registered_firm (credit_code, name, grade, disciplines, region, valid_from)
        SELECT credit_code, name, '一类', '{fire}', 'CN', '2020-01-01' FROM organisation WHERE credit_code_check_character(left(credit_code, 17)) = right(credit_code, 1);
        INSERT INTO registered_person (registration_no, name, credit_code, grade, specialties, valid_from)
        SELECT 'n-' || n, 'x', credit_code, 'g', ARRAY[CASE n % 100 WHEN 0 THEN '结构' ELSE '其他' END], '2020-01-01'
          FROM generate_series(1, 5000) AS n, (SELECT credit_code FROM registered_firm LIMIT 1) AS f;
        INSERT INTO draw (draw_id, case_id, owner_id, purpose, candidates, wanted, seed, commitment)
        SELECT md5(case_id::text || '-draw')::uuid, case_id, owner_id, 'x', '{a,b}', 1, sha256('x'::bytea), sha256('x'::bytea) FROM joint_case;
        INSERT INTO body_allocation (review_id, case_id, owner_id, discipline, body_id, candidates)
        SELECT review_id, case_id, owner_id, discipline, body_id, '[]' FROM review;
        INSERT INTO debt (case_id, serial, owner_id, item, due_on)
        SELECT case_id, n, owner_id, 'x', current_date + 30 FROM joint_case, generate_series(1, 2) AS n;
        INSERT INTO suspension (suspension_id, review_id, case_id, owner_id, cause, reason, suspended_by, resumed_by, resumed_at)
        SELECT gen_random_uuid(), r.review_id, r.case_id, r.owner_id, 'force_majeure', 'x', p.person_id, p.person_id, now() FROM review r, (SELECT person_id FROM person LIMIT 1) AS p;
        INSERT INTO due_change (review_id, case_id, owner_id, cause, source, due_before, due_after)
        SELECT review_id, case_id, owner_id, 'calendar', 'x', due_at, due_at FROM review;
        INSERT INTO recusal (review_id, person_id, case_id, owner_id, discipline, reason)
        SELECT review_id, gen_random_uuid(), case_id, owner_id, discipline, 'x' FROM review;
        INSERT INTO displacement (review_id, person_id, case_id, owner_id, discipline)
        SELECT review_id, gen_random_uuid(), case_id, owner_id, discipline FROM review;
        ANALYZE debt, suspension, due_change, recusal, displacement;
        ANALYZE specialty_review, registered_firm, registered_person, draw, body_allocation;
        INSERT INTO sheet_approval (sheet_id, case_id, owner_id, round, approved_at, approved_by)
        SELECT s.sheet_id, s.case_id, s.owner_id, 1, now(), (SELECT person_id FROM person LIMIT 1) FROM sheet s;
        INSERT INTO case_change (change_id, case_id, owner_id, serial, reason, base_round, requested_by, first_round, last_round, kind, grounds, opened_at,
                                 outcome, end_reason, ended_by, ended_at)
        SELECT gen_random_uuid(), c.case_id, c.owner_id, n, 'x', 1, p.person_id, n + 1, n + 1, 'major', '[]', now(), 'dropped', 'x', p.person_id, now()
          FROM joint_case c, generate_series(1, 2) AS n, (SELECT person_id FROM person LIMIT 1) AS p;
        ANALYZE answer, answer_release, answer_task, backcheck, carry_over, sheet_approval, case_change;
        """

    /// A library of clauses, and ticked points.
    private static let reviewWork = """
        SET search_path = lianshen;
        SET session_replication_role = replica;
        INSERT INTO clause_version (version, author_id, sha256, clauses, added, changed, removed)
        SELECT n, p.person_id, sha256('x'::bytea), 1, 1, 0, 0 FROM generate_series(1, 3) AS n, (SELECT person_id FROM person LIMIT 1) AS p;
        INSERT INTO clause (since_version, until_version, code, edition, clause, status, body, sha256, code_key, grams)
        SELECT 1, CASE n % 3 WHEN 0 THEN 2 END, 'GB ' || n % 200, '2020', n / 200 || '.' || n % 7 || '.' || n, 'checked',
               jsonb_build_object('reference', jsonb_build_object('code', 'GB ' || n % 200, 'edition', '2020', 'clause', n / 200 || '.' || n % 7 || '.' || n),
                                  'title', 'x', 'text', '', 'edition', '{}'::jsonb, 'mandatory', '{}'::jsonb, 'status', 'checked'),
               sha256('x'::bytea), (n % 200)::text, ARRAY['GB', 'B' || n % 10, md5(n::text)] || CASE WHEN n % 1000 = 7 THEN ARRAY['登高', '高场', '场地'] ELSE '{}' END
          FROM generate_series(1, 30000) AS n;
        INSERT INTO checkpoint_tick (tick_id, review_id, case_id, owner_id, checkpoint, verdict, evidence, person_id)
        SELECT gen_random_uuid(), review_id, case_id, owner_id, 'p' || n, 'met', jsonb_build_array(jsonb_build_object('sheet', review_id)), reviewer_id FROM review, generate_series(1, 3) AS n WHERE reviewer_id IS NOT NULL;
        INSERT INTO comment_draft (draft_id, review_id, case_id, owner_id, body_id, discipline, author_id, content)
        SELECT gen_random_uuid(), review_id, case_id, owner_id, body_id, discipline, reviewer_id, '{}' FROM review, generate_series(1, 2) AS n
         WHERE reviewer_id IS NOT NULL AND body_id IS NOT NULL;
        INSERT INTO standard_comment (standard_id, organisation_id, discipline, title, content, author_id)
        SELECT gen_random_uuid(), f.organisation_id, f.discipline, 't' || n, '{"title":"t","severity":"advice","text":"x"}', p.person_id
          FROM organisation_function f, generate_series(1, 60) AS n, (SELECT person_id FROM person LIMIT 1) AS p WHERE f.discipline <> '';
        INSERT INTO thread_message (message_id, comment_id, case_id, owner_id, organisation_id, person_id, role, visibility, text)
        SELECT gen_random_uuid(), comment_id, case_id, owner_id, owner_id, author_id, 'reviewer', 'applicant', 'x' FROM comment;
        INSERT INTO comment_seen (comment_id, person_id, case_id, owner_id, organisation_id, seen_at)
        SELECT comment_id, author_id, case_id, owner_id, owner_id, now() - interval '1 day' FROM comment;
        VACUUM ANALYZE thread_message, comment_seen, decision;
        VACUUM ANALYZE clause, checkpoint_tick, clause_version, comment_draft, standard_comment;
        RESET session_replication_role;
        """

    /// Copies every row `copies` times. Organisations and people come in twenty sets; everything else is new in every copy, with its references inside the copy.
    private static let script = """
        SET search_path = lianshen;
        SET session_replication_role = replica;
        CREATE FUNCTION copy_value(name text, type text, n int) RETURNS text LANGUAGE sql AS $f$
            SELECT CASE
                WHEN name IN ('organisation_id', 'person_id', 'owner_id', 'lead_id', 'institute_id', 'body_id', 'reviewer_id', 'author_id', 'uploaded_by',
                              'sealed_by', 'confirmed_by', 'checker_id', 'invited_by')
                    THEN format('CASE WHEN n %% 20 = 0 THEN %1$I ELSE md5(%1$I::text || n %% 20)::uuid END', name)
                WHEN type = 'uuid' THEN format('md5(%I::text || ''-'' || n)::uuid', name)
                WHEN name IN ('recorded_at', 'priority_at', 'published_at', 'opened_at', 'created_at', 'due_at', 'active_at')
                    THEN format('%I - n * interval ''30 minutes''', name)
                WHEN name IN ('audit_id', 'job_id') THEN format('%I + n * 1000000', name)
                WHEN name IN ('case_number', 'project_code', 'sign_in_name') THEN format('%I || ''-'' || n', name)
                ELSE quote_ident(name) END
        $f$;
        DO $$ DECLARE t text; columns text; copied text; BEGIN
            FOREACH t IN ARRAY ARRAY['organisation_function', 'person', 'person_detail', 'person_salt', 'person_role', 'project', 'joint_case', 'case_party',
                'case_part', 'package', 'sheet', 'package_set', 'set_sheet', 'set_confirmation', 'notice', 'review', 'comment', 'decision', 'opinion', 'report_edition', 'report', 'job', 'audit_entry', 'audit_counter',
                'audit_project_seq', 'audit_pending', 'audit_detail', 'view_mark']
            LOOP
                SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position),
                       string_agg(copy_value(column_name, data_type, 0), ', ' ORDER BY ordinal_position)
                  INTO columns, copied FROM information_schema.columns
                 WHERE table_schema = 'lianshen' AND table_name = t AND is_generated = 'NEVER';
                EXECUTE format('INSERT INTO %1$I (%2$s) OVERRIDING SYSTEM VALUE SELECT %3$s FROM %1$I, generate_series(1, %4$s) AS n ORDER BY n', t, columns, copied,
                               CASE WHEN t LIKE 'person%' OR t LIKE 'organisation%' THEN 19 ELSE 1500 END);
            END LOOP;
        END $$;
        INSERT INTO organisation (organisation_id, credit_code, name)
        SELECT md5(organisation_id::text || n)::uuid, body || credit_code_check_character(body), name
          FROM organisation, generate_series(1, 19) AS n, LATERAL (SELECT left(credit_code, 9) || lpad(n::text, 4, '0') || substr(credit_code, 14, 4) AS body) AS b;
        INSERT INTO finding (package_id, ordinal, case_id, owner_id, code, severity, file, message_zh, message_en, remedy_zh, remedy_en)
        SELECT package_id, n, case_id, owner_id, 'package.clutter', 'warn', '', 'x', 'x', 'x', 'x' FROM package, generate_series(0, 4) AS n;
        INSERT INTO package_entry (package_id, ordinal, case_id, owner_id, raw_name, name, encoding, sha256, size, role)
        SELECT package_id, n, case_id, owner_id, 'x', 'x', 'ascii', sha256((package_id::text || n)::bytea), 1, 'other' FROM package, generate_series(0, 4) AS n;
        INSERT INTO package_drawing (package_id, case_id, owner_id, pages, listed) SELECT package_id, case_id, owner_id, 40, 40 FROM package;
        INSERT INTO page_thumbnail (package_id, ordinal, case_id, owner_id, file, page, role, file_sha256, sha256, size)
        SELECT package_id, n, case_id, owner_id, 'x.pdf', n + 1, 'document', sha256(package_id::text::bytea), sha256((package_id::text || n)::bytea), 1
          FROM package, generate_series(0, 39) AS n;
        INSERT INTO rule (rule_id, kind, name, version, effective_from, effective_to, body, legal_basis, author)
        SELECT gen_random_uuid(), 'relevance', 'r' || n, 1, '2020-01-01', '2020-02-01', '{}', 'x', 'x' FROM generate_series(1, 3000) AS n;
        INSERT INTO package_check (check_id, organisation_id, person_id, file_name, sha256, size, state, report, created_at, finished_at)
        SELECT gen_random_uuid(), p.organisation_id, p.person_id, 'x.zip', sha256('x'::bytea), 1, 'done', '{}', now() - n * interval '1 hour', now()
          FROM (SELECT DISTINCT ON (organisation_id) organisation_id, person_id FROM person ORDER BY organisation_id, person_id) AS p,
               generate_series(1, 60) AS n;
        INSERT INTO deficiency (case_id, serial, owner_id, round, body, told, sha256, issued_at)
        SELECT case_id, 1, owner_id, 1, '{}', '[]', sha256('x'::bytea), now() FROM joint_case;
        -- Every case has a register, a sum, records of groups, and two conflicts of which one is settled.
        INSERT INTO element (case_id, element_id, owner_id, mark, kind, added_by)
        SELECT c.case_id, 'e' || n, c.owner_id, 'e' || n, 'door', p.person_id FROM joint_case c, generate_series(1, 5) AS n, (SELECT person_id FROM person LIMIT 1) AS p;
        INSERT INTO linear_sum (sum_id, case_id, owner_id, sheet_id, body, declared_by)
        SELECT DISTINCT ON (s.case_id) md5(s.case_id::text)::uuid, s.case_id, s.owner_id, s.sheet_id,
               jsonb_build_object('id', 's', 'total', '{"element":"e1","property":"h"}'::jsonb, 'parts', '[{"element":"e2","property":"h"}]'::jsonb,
                                  'unit', 'mm', 'sheet', s.sheet_id, 'declaredBy', 'p'), p.person_id FROM sheet s, (SELECT person_id FROM person LIMIT 1) AS p;
        INSERT INTO grouping_record (case_id, owner_id, act, comments, reason, person_id)
        SELECT k.case_id, k.owner_id, 'split', ARRAY[k.comment_id], 'x', k.author_id FROM comment k;
        INSERT INTO demand (demand_id, comment_id, case_id, owner_id, ordinal, element_id, property, relation, value, unit)
        SELECT md5(k.comment_id || '-d')::uuid, k.comment_id, k.case_id, k.owner_id, 0, 'e1', 'w', '≥', '1', 'm' FROM comment k;
        INSERT INTO contradiction (comment_id, other_id, case_id, owner_id)
        SELECT min(k.comment_id::text)::uuid, max(k.comment_id::text)::uuid, k.case_id, k.owner_id FROM comment k GROUP BY k.case_id, k.owner_id HAVING count(*) > 1;
        INSERT INTO conflict (conflict_id, case_id, owner_id, round, serial, kind, declared, sums, state, ended_at)
        SELECT md5(case_id::text || n)::uuid, case_id, owner_id, 1, n, 'bounds', false, '{}', CASE n WHEN 1 THEN 'settled' ELSE 'open' END,
               CASE n WHEN 1 THEN now() END FROM joint_case, generate_series(1, 2) AS n;
        INSERT INTO conflict_member (conflict_id, ordinal, case_id, owner_id, comment_id, demand_id)
        SELECT f.conflict_id, row_number() OVER (PARTITION BY f.conflict_id), f.case_id, f.owner_id, d.comment_id, d.demand_id
          FROM conflict f JOIN demand d USING (case_id);
        INSERT INTO settlement (settlement_id, conflict_id, case_id, owner_id, held_on, minutes, participants, settled_by)
        SELECT md5(conflict_id::text)::uuid, conflict_id, case_id, owner_id, '2026-01-05', 'x', '[]', p.person_id
          FROM conflict, (SELECT person_id FROM person LIMIT 1) AS p WHERE state = 'settled';
        INSERT INTO settlement_decision (settlement_id, ordinal, case_id, owner_id, comment_id, demand_id, outcome, reason)
        SELECT s.settlement_id, m.ordinal, s.case_id, s.owner_id, m.comment_id, m.demand_id, 'stands', 'x'
          FROM settlement s JOIN conflict_member m USING (conflict_id);
        INSERT INTO idempotency_key SELECT p.organisation_id, p.person_id, 'old-' || n, 'POST', '', 200, '', now() - interval '5 days'
          FROM (SELECT * FROM person LIMIT 1) AS p, generate_series(1, 3000) AS n;
        INSERT INTO upload (upload_id, organisation_id, person_id, kind, state, length, created_at, expires_at, ended_at, freed_at)
        SELECT gen_random_uuid(), p.organisation_id, p.person_id, 'partial', CASE WHEN n % 300 = 0 THEN 'receiving' ELSE 'terminated' END, 1,
               now() - n * interval '1 minute', now() + interval '1 day', CASE WHEN n % 300 <> 0 THEN now() END, CASE WHEN n % 300 <> 0 THEN now() END
          FROM person AS p, generate_series(1, 300) AS n;
        INSERT INTO access_token (token_id, token_hash, person_id, expires_at)
        SELECT gen_random_uuid(), sha256((person_id::text || n)::bytea), person_id, now() + interval '1 day' FROM person, generate_series(1, 20) AS n;
        -- A seventh waits in the open pools; jobs stand everywhere.
        UPDATE review SET body_id = NULL WHERE state = 'pending' AND abs(hashtext(case_id::text)) % 7 = 0;
        UPDATE job SET state = 'done', finished_at = now() WHERE abs(hashtext(object_id::text)) % 4 = 0;
        UPDATE job SET state = 'delayed', not_before = now() + interval '1 hour' WHERE abs(hashtext(object_id::text)) % 4 = 1;
        UPDATE job SET state = 'leased', worker_id = gen_random_uuid(), lease_until = now() + interval '1 hour', attempt = 1
         WHERE abs(hashtext(object_id::text)) % 4 = 2;
        RESET session_replication_role;
        VACUUM ANALYZE;
        """
}
