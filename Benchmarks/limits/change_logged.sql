-- The same claim with its entry, numbered in its project and waiting for its place, in one statement.
\set d :client_id % 5
WITH next AS MATERIALIZED (
    SELECT review_id FROM review
     WHERE discipline = (ARRAY['planning', 'fire', 'civil_defence', 'meteorology', 'structural'])[1 + :d::int]
       AND body_id = ('0000000a-0000-4000-8000-' || lpad(to_hex(11 + :d::int), 12, '0'))::uuid AND state IN ('pending', 'returned_to_queue')
     ORDER BY due_at, review_id LIMIT 1 FOR UPDATE SKIP LOCKED),
claimed AS (
    UPDATE review r SET state = 'in_review', reviewer_id = ('0000000b-0000-4000-8000-' || lpad(to_hex(100 + :client_id::int), 12, '0'))::uuid, attempt = attempt + 1,
           version = version + 1, claimed_at = now(), active_at = now(), idle_noticed_at = NULL
      FROM next WHERE r.review_id = next.review_id RETURNING r.review_id, r.case_id, r.project_id, r.body_id, r.reviewer_id),
counted AS (UPDATE audit_counter c SET last_seq = c.last_seq + 1 FROM claimed r WHERE c.project_id = r.project_id RETURNING c.last_seq),
entered AS (
    INSERT INTO audit_entry (project_id, project_seq, case_id, act, result, person_id, actor_commitment, organisation_id, role, object_kind, object_id, to_state, request_id)
    SELECT project_id, last_seq, case_id, 'review.claim', 'ok', reviewer_id, decode(repeat('07', 32), 'hex'), body_id, 'reviewer', 'review', review_id, 'in_review', 'bench'
      FROM claimed, counted RETURNING audit_id, recorded_at, project_id, project_seq),
numbered AS (INSERT INTO audit_project_seq (project_id, project_seq, audit_id) SELECT project_id, project_seq, audit_id FROM entered)
INSERT INTO audit_pending (audit_id, recorded_at) SELECT audit_id, recorded_at FROM entered;
