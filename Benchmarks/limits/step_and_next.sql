-- The decision on the review in hand and the claim of the next, both with their entries, in one statement and one commit. The first turn has nothing in hand and only claims.
\set d :client_id % 5
WITH moved AS (
    UPDATE review SET state = 'issued_pass', decision = 'pass', decided_at = now(), summary = '', version = version + 1, active_at = now()
     WHERE review_id = nullif(:review::text, '0')::uuid AND state = 'in_review' RETURNING review_id, case_id, project_id, discipline, round, attempt, reviewer_id, body_id),
decided AS (
    INSERT INTO decision (decision_id, review_id, case_id, discipline, round, attempt, decision, reviewer_id, body_id, summary)
    SELECT uuid_v7(), review_id, case_id, discipline, round, attempt, 'pass', reviewer_id, body_id, '' FROM moved),
left_over AS (UPDATE joint_case c SET remaining = remaining - 1, version = version + 1 FROM moved WHERE c.case_id = moved.case_id),
next AS MATERIALIZED (
    SELECT review_id FROM review
     WHERE discipline = (ARRAY['planning', 'fire', 'civil_defence', 'meteorology', 'structural'])[1 + :d::int]
       AND body_id = ('0000000a-0000-4000-8000-' || lpad(to_hex(11 + :d::int), 12, '0'))::uuid AND state IN ('pending', 'returned_to_queue')
     ORDER BY due_at, review_id LIMIT 1 FOR UPDATE SKIP LOCKED),
claimed AS (
    UPDATE review r SET state = 'in_review', reviewer_id = ('0000000b-0000-4000-8000-' || lpad(to_hex(100 + :client_id::int), 12, '0'))::uuid, attempt = attempt + 1,
           version = version + 1, claimed_at = now(), active_at = now(), idle_noticed_at = NULL
      FROM next WHERE r.review_id = next.review_id RETURNING r.review_id, r.case_id, r.project_id, r.body_id, r.reviewer_id),
acts AS (
    SELECT 1 AS nth, 'review.decide' AS act, project_id, case_id, review_id, body_id, reviewer_id, 'in_review' AS before, 'issued_pass' AS after FROM moved
    UNION ALL SELECT 2, 'review.claim', project_id, case_id, review_id, body_id, reviewer_id, NULL, 'in_review' FROM claimed),
counted AS (
    UPDATE audit_counter c SET last_seq = c.last_seq + n.entries FROM (SELECT project_id, count(*) AS entries FROM acts GROUP BY project_id) AS n
     WHERE c.project_id = n.project_id RETURNING c.project_id, c.last_seq - n.entries AS base),
entered AS (
    INSERT INTO audit_entry (project_id, project_seq, case_id, act, result, person_id, actor_commitment, organisation_id, role, object_kind, object_id, from_state,
                             to_state, detail_digest, request_id)
    SELECT project_id, base + row_number() OVER (PARTITION BY project_id ORDER BY nth), case_id, act, 'ok', reviewer_id, decode(repeat('07', 32), 'hex'), body_id, 'reviewer',
           'review', review_id, before, after, CASE WHEN nth = 1 THEN decode(repeat('08', 32), 'hex') END, 'bench'
      FROM acts JOIN counted USING (project_id) RETURNING audit_id, recorded_at, project_id, project_seq, case_id, act),
numbered AS (INSERT INTO audit_project_seq (project_id, project_seq, audit_id) SELECT project_id, project_seq, audit_id FROM entered),
pending AS (INSERT INTO audit_pending (audit_id, recorded_at) SELECT audit_id, recorded_at FROM entered),
explained AS (
    INSERT INTO audit_detail (audit_id, case_id, salt, body)
    SELECT audit_id, case_id, decode(repeat('09', 32), 'hex'), '{"decision":"pass","summary":""}' FROM entered WHERE act = 'review.decide')
SELECT review_id AS review FROM claimed \gset
