-- The service owns nothing. It may add to the log and read it, never change or remove an entry.

GRANT USAGE ON SCHEMA lianshen TO lianshen_service, lianshen_sequencer, lianshen_auditor;

GRANT SELECT, INSERT, UPDATE ON
    organisation, person, person_detail, person_salt, access_token, bootstrap_code, rule, calendar_day, project, joint_case, case_number_counter,
    case_party, case_role, package, sheet, notice, review, opinion, report, job, audit_counter
TO lianshen_service;
GRANT SELECT, INSERT, DELETE ON organisation_function, person_role, view_mark, idempotency_key TO lianshen_service;
GRANT SELECT, INSERT ON case_part, package_entry, finding, comment, decision, audit_detail TO lianshen_service;
GRANT DELETE ON person_detail, audit_detail TO lianshen_service;
GRANT SELECT ON database_identity TO lianshen_service, lianshen_sequencer, lianshen_auditor;
GRANT SELECT, INSERT ON audit_entry, audit_project_seq TO lianshen_service;
GRANT INSERT ON audit_pending TO lianshen_service;
GRANT SELECT ON audit_pending TO lianshen_service;
GRANT EXECUTE ON FUNCTION audit_ensure_partition(timestamptz) TO lianshen_service;
REVOKE EXECUTE ON FUNCTION audit_ensure_partition(timestamptz) FROM PUBLIC;

GRANT SELECT ON audit_entry, audit_project_seq, audit_counter TO lianshen_sequencer, lianshen_auditor;
GRANT SELECT, DELETE ON audit_pending TO lianshen_sequencer;
GRANT SELECT ON schema_migration TO lianshen_service, lianshen_sequencer, lianshen_auditor;
