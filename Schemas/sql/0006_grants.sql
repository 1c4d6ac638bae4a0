-- The service owns nothing and may do exactly what its statements do. It adds to the log and reads it, and never changes or removes an entry;
-- what was published, decided or issued has no UPDATE at all, a review's due date and a package's digests have none either.

GRANT USAGE ON SCHEMA lianshen TO lianshen_service, lianshen_sequencer, lianshen_auditor;

GRANT SELECT, INSERT ON
    organisation, organisation_function, person, person_detail, person_salt, person_role, access_token, bootstrap_code, rule, calendar_day,
    project, joint_case, case_number_counter, case_party, case_part, case_role, package, package_entry, finding, sheet, notice,
    review, comment, decision, opinion, report, job,
    audit_entry, audit_project_seq, audit_pending, audit_counter, audit_detail, view_mark, idempotency_key
TO lianshen_service;
GRANT SELECT ON database_identity, schema_migration TO lianshen_service, lianshen_sequencer, lianshen_auditor;

GRANT UPDATE ON joint_case, case_number_counter, job, audit_counter TO lianshen_service;
GRANT UPDATE (revoked_at) ON access_token TO lianshen_service;
GRANT UPDATE (effective_to, body) ON rule TO lianshen_service;
GRANT UPDATE (used_at) ON bootstrap_code TO lianshen_service;
GRANT UPDATE (state, checked_at, check_report, sealed_by, sealed_at) ON package TO lianshen_service;
GRANT UPDATE (body_id, state, reviewer_id, attempt, claimed_at, active_at, idle_noticed_at, drafted, checker_id, resumes_to, decision, decided_at, summary, version)
    ON review TO lianshen_service;

-- Erasable on purpose: personal data, the salts that tie a commitment to it, and free text. The rest is short-lived.
GRANT DELETE ON person_detail, person_salt, audit_detail, view_mark, idempotency_key TO lianshen_service;

REVOKE EXECUTE ON FUNCTION audit_make_partitions(timestamptz), audit_make_partitions() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_make_partitions() TO lianshen_service;

GRANT SELECT ON audit_entry, audit_project_seq, audit_counter TO lianshen_sequencer, lianshen_auditor;
GRANT SELECT, DELETE ON audit_pending TO lianshen_sequencer;
