-- The rows that acceptance writes: the case, five reviews, six parties, six notices, and for each of its six acts an entry, its number, its place in line and its detail.
\set n :client_id * :transactions + :i
\set i :i + 1
WITH accepted AS (
    UPDATE joint_case SET state = 'in_first_review', version = version + 1, accepted_at = now(), due_at = now() + interval '10 days',
           deadline = (SELECT deadline FROM bench_answer WHERE nth = 0), accepted_by_rule = 'demo-auto-accept', remaining = 5
     WHERE case_id = ('0000000d-0000-4000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid AND version = 1
 RETURNING case_id, project_id, owner_id, due_at),
opened AS (
    INSERT INTO review (review_id, case_id, project_id, owner_id, discipline, round, applicability, legal_basis, grounds, body_id, state, due_at)
    SELECT gen_random_uuid(), case_id, project_id, owner_id, discipline, 1, 'applies', legal_basis, grounds, body_id, 'pending', due_at
      FROM accepted, bench_answer RETURNING review_id, case_id, project_id),
seated AS (
    INSERT INTO case_party (organisation_id, case_id, roles)
    SELECT body_id, case_id, '{review_body}'::text[] FROM accepted, bench_answer
    UNION ALL SELECT '0000000a-0000-4000-8000-000000000003', case_id, '{regulator}'::text[] FROM accepted),
told AS (
    INSERT INTO notice (notice_id, case_id, organisation_id, kind, body)
    SELECT uuid_v7(), case_id, body_id, 'review_opened', jsonb_build_object('dueAt', due_at) FROM accepted, bench_answer
    UNION ALL SELECT uuid_v7(), case_id, owner_id, 'deadline', jsonb_build_object('dueAt', due_at) FROM accepted),
counted AS (
    UPDATE audit_counter c SET last_seq = c.last_seq + 6 FROM accepted a WHERE c.project_id = a.project_id RETURNING c.last_seq - 6 AS base),
entered AS (
    INSERT INTO audit_entry (project_id, project_seq, case_id, act, result, person_id, actor_commitment, organisation_id, role, object_kind, object_id,
                             from_state, to_state, detail_digest, request_id)
    SELECT project_id, base + row_number() OVER (), case_id, act, 'ok', '0000000b-0000-4000-8000-000000000001', decode(repeat('07', 32), 'hex'),
           '0000000a-0000-4000-8000-000000000002', 'desk_clerk', kind, object_id, before, after, decode(repeat('08', 32), 'hex'), 'bench'
      FROM counted, (SELECT project_id, case_id, 'case.accept' AS act, 'case' AS kind, case_id AS object_id, 'submitted' AS before, 'accepted' AS after FROM accepted
                      UNION ALL SELECT project_id, case_id, 'review.open', 'review', review_id, NULL, 'pending' FROM opened) AS acts
 RETURNING audit_id, recorded_at, project_id, project_seq, case_id),
numbered AS (INSERT INTO audit_project_seq (project_id, project_seq, audit_id) SELECT project_id, project_seq, audit_id FROM entered),
pending AS (INSERT INTO audit_pending (audit_id, recorded_at) SELECT audit_id, recorded_at FROM entered)
INSERT INTO audit_detail (audit_id, case_id, salt, body) SELECT audit_id, case_id, decode(repeat('09', 32), 'hex'), '{"rule":"demo-auto-accept"}' FROM entered;
