-- Editions of a case's report: one for every opinion, and one for every act that ends the review, a change or the case. None takes the place of another.

CREATE TABLE report_edition (
    edition_id  uuid PRIMARY KEY,
    case_id     uuid NOT NULL REFERENCES joint_case,
    owner_id    uuid NOT NULL REFERENCES organisation,
    serial      integer NOT NULL CONSTRAINT report_edition_serial_is_positive CHECK (serial > 0),
    ground      text NOT NULL CONSTRAINT report_edition_ground_is_known CHECK (ground IN (
        'opinion', 'pass', 'fail', 'settle_dispute', 'certify', 'drop_change', 'withdraw', 'supersede', 'revoke', 'archive', 'close')),
    round       integer NOT NULL,
    case_state  text NOT NULL CONSTRAINT report_edition_case_state_is_known CHECK (case_state IN (
        'draft', 'awaiting_owner_confirm', 'submitted', 'deficient', 'refused', 'accepted', 'accepted_with_debts', 'in_first_review', 'reconciling',
        'opinions_issued', 'revising', 'in_re_review', 'passed', 'certified', 'failed', 'disputed', 'change_requested', 'change_in_review', 'withdrawn',
        'superseded', 'revoked', 'archived', 'closed')),
    opinion_id  uuid REFERENCES opinion,            -- the newest at that moment; NULL where a case ended without one
    reason      text,
    audit_id    bigint,                             -- entry of the act, and its number in the project: the edition tells what came before, and it
    project_seq bigint,
    made_at     timestamptz NOT NULL DEFAULT business_now(),
    CONSTRAINT report_edition_serial_is_unique UNIQUE (case_id, serial),
    CONSTRAINT report_edition_of_an_opinion_names_it CHECK (ground <> 'opinion' OR opinion_id IS NOT NULL)
);

-- What was issued before there were editions keeps the identity of its opinion, so that files and jobs find it.
INSERT INTO report_edition (edition_id, case_id, owner_id, serial, ground, round, case_state, opinion_id, audit_id, project_seq, made_at)
SELECT o.opinion_id, o.case_id, o.owner_id, row_number() OVER (PARTITION BY o.case_id ORDER BY o.round), 'opinion', o.round,
       CASE WHEN e.to_state = 'change_in_review' THEN 'change_in_review' ELSE 'opinions_issued' END, o.opinion_id, e.audit_id, e.project_seq, o.issued_at
  FROM opinion o LEFT JOIN LATERAL (
       SELECT a.audit_id, a.project_seq, a.to_state FROM audit_entry a WHERE a.object_id = o.opinion_id AND a.act = 'opinion.issue' AND a.result = 'ok'
        ORDER BY a.audit_id LIMIT 1) AS e ON true;

ALTER TABLE report ADD COLUMN edition_id uuid REFERENCES report_edition;
UPDATE report SET edition_id = opinion_id;
ALTER TABLE report ALTER COLUMN edition_id SET NOT NULL;
ALTER TABLE report DROP COLUMN opinion_id;
ALTER TABLE report ADD CONSTRAINT report_one_per_edition_and_format UNIQUE (edition_id, format);

GRANT SELECT, INSERT ON report_edition TO lianshen_service;
