-- Any change of a case, with its entry.
\set n random(0, 999)
WITH touched AS (
    UPDATE joint_case SET version = version + 1 WHERE case_id = ('0000000d-0000-4000-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid RETURNING case_id, project_id, lead_id),
counted AS (UPDATE audit_counter c SET last_seq = c.last_seq + 1 FROM touched t WHERE c.project_id = t.project_id RETURNING c.last_seq),
entered AS (
    INSERT INTO audit_entry (project_id, project_seq, case_id, act, result, person_id, actor_commitment, organisation_id, role, object_kind, object_id, to_state, request_id)
    SELECT project_id, last_seq, case_id, 'review.claim', 'ok', '0000000b-0000-4000-8000-000000000001', decode(repeat('07', 32), 'hex'), lead_id, 'clerk', 'case', case_id,
           'in_first_review', 'bench'
      FROM touched, counted RETURNING audit_id, recorded_at, project_id, project_seq),
numbered AS (INSERT INTO audit_project_seq (project_id, project_seq, audit_id) SELECT project_id, project_seq, audit_id FROM entered)
INSERT INTO audit_pending (audit_id, recorded_at) SELECT audit_id, recorded_at FROM entered;
