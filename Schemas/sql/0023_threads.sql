-- When the applicant sees comments, and what is said about a comment without being one.

-- NULL until the case is accepted or its lead says otherwise: then the profile's.
ALTER TABLE joint_case ADD COLUMN openness text CONSTRAINT joint_case_openness_is_known CHECK (openness IN ('on_publication', 'with_opinion'));
-- By the clock by which comments and elements are dated; the business clock of a simulated database is another.
ALTER TABLE opinion ADD COLUMN recorded_at timestamptz NOT NULL DEFAULT clock_timestamp();

-- A clarification is on record and never a demand: it has no weight, no basis and no state.
CREATE TABLE thread_message (
    message_id      uuid PRIMARY KEY,
    comment_id      uuid NOT NULL REFERENCES comment,
    case_id         uuid NOT NULL REFERENCES joint_case,
    owner_id        uuid NOT NULL REFERENCES organisation,
    organisation_id uuid NOT NULL REFERENCES organisation,
    person_id       uuid NOT NULL REFERENCES person,
    role            text NOT NULL CONSTRAINT thread_message_role_is_known CHECK (role IN (
        'owner', 'owner_agent', 'project_leader', 'specialty_designer', 'survey_firm', 'desk_clerk', 'dispatcher', 'reviewer', 'checker', 'technical_head',
        'issuer', 'authority_decider', 'lead', 'regulator', 'quality_supervisor', 'contractor', 'system_administrator', 'security_administrator',
        'audit_administrator', 'system')),
    visibility      text NOT NULL CONSTRAINT thread_message_visibility_is_known CHECK (visibility IN ('body', 'bodies', 'applicant')),
    text            text NOT NULL CONSTRAINT thread_message_text_is_bounded CHECK (length(text) BETWEEN 1 AND 4000),
    written_at      timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX thread_message_by_comment ON thread_message (comment_id, written_at, message_id);

GRANT SELECT, INSERT ON thread_message TO lianshen_service;
