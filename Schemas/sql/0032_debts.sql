-- What is owed after an acceptance with debts (容缺受理): the case is reviewed without it and not passed without it.
CREATE TABLE debt (
    case_id     uuid NOT NULL REFERENCES joint_case,
    serial      integer NOT NULL CONSTRAINT debt_serial_is_positive CHECK (serial > 0),
    owner_id    uuid NOT NULL REFERENCES organisation,
    item        text NOT NULL CONSTRAINT debt_item_is_bounded CHECK (length(item) BETWEEN 1 AND 1000),
    due_on      date NOT NULL,                      -- the last day on which it is in time
    recorded_by uuid REFERENCES person,
    recorded_at timestamptz NOT NULL DEFAULT business_now(),
    settled_by  uuid REFERENCES person,
    settled_at  timestamptz,
    note        text CONSTRAINT debt_note_is_bounded CHECK (length(note) BETWEEN 1 AND 2000),
    warned      smallint NOT NULL DEFAULT 0,        -- the last level of warning that was sent
    PRIMARY KEY (case_id, serial),
    CONSTRAINT debt_settled_says_how CHECK ((settled_at IS NULL) = (settled_by IS NULL) AND (settled_at IS NULL) = (note IS NULL))
);
CREATE INDEX debt_open ON debt (due_on) WHERE settled_at IS NULL;

ALTER TABLE notice DROP CONSTRAINT notice_kind_is_known;
ALTER TABLE notice ADD CONSTRAINT notice_kind_is_known CHECK (kind IN (
    'deficiency', 'refusal', 'deadline', 'review_opened', 'decision_carried', 'opinion', 'idle_review', 'report', 'reassigned', 'withdrawn', 'job_failed',
    'conflict', 'settlement', 'change', 'escalation', 'debt', 'revocation'));

GRANT SELECT, INSERT ON debt TO lianshen_service;
GRANT UPDATE (settled_by, settled_at, note, warned) ON debt TO lianshen_service;
