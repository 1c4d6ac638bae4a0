-- What is approved, sheet by sheet; changes of it; and rounds beyond the limit.

ALTER TABLE joint_case ADD COLUMN approved_round integer;   -- the round whose set is in force on the site
ALTER TABLE joint_case ADD COLUMN round_limit integer
    CONSTRAINT joint_case_round_limit_is_positive CHECK (round_limit > 0);
ALTER TABLE joint_case ADD COLUMN escalated_round integer NOT NULL DEFAULT 0;   -- the last round that the lead allowed beyond the limit

-- That a certificate covers a sheet revision. A revision that is unchanged keeps its first approval, whatever is certified later.
CREATE TABLE sheet_approval (
    sheet_id         uuid PRIMARY KEY REFERENCES sheet,
    case_id          uuid NOT NULL REFERENCES joint_case,
    owner_id         uuid NOT NULL REFERENCES organisation,
    round            integer NOT NULL,
    approved_at      timestamptz NOT NULL,
    approved_by      uuid NOT NULL REFERENCES person,
    superseded_round integer,
    superseded_at    timestamptz,
    CONSTRAINT sheet_approval_superseded_says_when CHECK ((superseded_round IS NULL) = (superseded_at IS NULL)),
    CONSTRAINT sheet_approval_is_superseded_later CHECK (superseded_round > round)
);
CREATE INDEX sheet_approval_standing ON sheet_approval (case_id) WHERE superseded_round IS NULL;

-- A change of the approved set: asked for, reviewed in one round or several, certified or dropped.
CREATE TABLE case_change (
    change_id    uuid PRIMARY KEY,
    case_id      uuid NOT NULL REFERENCES joint_case,
    owner_id     uuid NOT NULL REFERENCES organisation,
    serial       integer NOT NULL CONSTRAINT case_change_serial_is_positive CHECK (serial > 0),
    reason       text NOT NULL CONSTRAINT case_change_reason_is_bounded CHECK (length(reason) BETWEEN 1 AND 2000),
    base_round   integer NOT NULL,                  -- whose set it changes
    requested_by uuid NOT NULL REFERENCES person,
    requested_at timestamptz NOT NULL DEFAULT business_now(),
    first_round  integer,                           -- NULL until it is under review
    last_round   integer,
    kind         text CONSTRAINT case_change_kind_is_known CHECK (kind IN ('ordinary', 'major')),
    grounds      jsonb,
    opened_at    timestamptz,
    outcome      text CONSTRAINT case_change_outcome_is_known CHECK (outcome IN ('certified', 'dropped')),
    end_reason   text,
    ended_by     uuid REFERENCES person,
    ended_at     timestamptz,
    CONSTRAINT case_change_serial_is_unique UNIQUE (case_id, serial),
    CONSTRAINT case_change_under_review_has_a_kind CHECK ((opened_at IS NULL) = (kind IS NULL) AND (kind IS NULL) = (first_round IS NULL) AND (kind IS NULL) = (last_round IS NULL)),
    CONSTRAINT case_change_ended_says_how CHECK ((ended_at IS NULL) = (outcome IS NULL) AND (ended_at IS NULL) = (ended_by IS NULL)),
    CONSTRAINT case_change_dropped_says_why CHECK (outcome IS DISTINCT FROM 'dropped' OR end_reason IS NOT NULL)
);
CREATE UNIQUE INDEX case_change_one_at_a_time ON case_change (case_id) WHERE ended_at IS NULL;
CREATE INDEX case_change_dropped ON case_change (case_id) WHERE outcome = 'dropped';

-- Whether a round was one of a change that was dropped, seen from a later one: its sets and comments are history then.
CREATE FUNCTION is_dropped(of_case uuid, in_round integer, seen_from integer) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM case_change d WHERE d.case_id = of_case AND d.outcome = 'dropped' AND in_round BETWEEN d.first_round AND d.last_round
                                              AND seen_from > d.last_round)
$$;

-- The round whose set a round is held against: for the first one of a change the approved one, else the one before.
CREATE FUNCTION round_before(of_case uuid, this_round integer) RETURNS integer LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT base_round FROM case_change d WHERE d.case_id = of_case AND d.first_round = this_round), this_round - 1)
$$;

CREATE OR REPLACE FUNCTION packages_in_force(of_case uuid, upto integer) RETURNS SETOF package LANGUAGE sql STABLE AS $$
    SELECT DISTINCT ON (institute_id) * FROM package
     WHERE case_id = of_case AND round <= upto AND state = 'sealed'
       AND NOT EXISTS (SELECT FROM case_change d WHERE d.case_id = of_case AND d.outcome = 'dropped' AND package.round BETWEEN d.first_round AND d.last_round
                                                    AND upto > d.last_round)
     ORDER BY institute_id, round DESC
$$;

-- Where the place of a comment is on the revision of a later round, found by comparing the drawings: a hint with its certainty.
CREATE TABLE followed_region (
    comment_id uuid NOT NULL REFERENCES comment,
    round      integer NOT NULL,
    case_id    uuid NOT NULL REFERENCES joint_case,
    owner_id   uuid NOT NULL REFERENCES organisation,
    sheet_id   uuid REFERENCES sheet,               -- NULL where the sheet was taken away
    fate       text NOT NULL CONSTRAINT followed_region_fate_is_known CHECK (fate IN ('same', 'moved', 'gone', 'unknown')),
    x          double precision,
    y          double precision,
    width      double precision CONSTRAINT followed_region_width_is_positive CHECK (width > 0),
    height     double precision CONSTRAINT followed_region_height_is_positive CHECK (height > 0),
    certainty  double precision NOT NULL CONSTRAINT followed_region_certainty_is_a_share CHECK (certainty BETWEEN 0 AND 1),
    PRIMARY KEY (comment_id, round),
    CONSTRAINT followed_region_found_has_a_place CHECK ((fate IN ('same', 'moved')) = (x IS NOT NULL AND y IS NOT NULL AND width IS NOT NULL AND height IS NOT NULL))
);

ALTER TABLE job DROP CONSTRAINT job_kind_is_known;
ALTER TABLE job ADD CONSTRAINT job_kind_is_known CHECK (kind IN ('intake', 'render', 'report', 'notify', 'check', 'follow'));

ALTER TABLE notice DROP CONSTRAINT notice_kind_is_known;
ALTER TABLE notice ADD CONSTRAINT notice_kind_is_known CHECK (kind IN (
    'deficiency', 'refusal', 'deadline', 'review_opened', 'decision_carried', 'opinion', 'idle_review', 'report', 'reassigned', 'withdrawn', 'job_failed',
    'conflict', 'settlement', 'change', 'escalation'));

GRANT SELECT, INSERT ON sheet_approval, case_change, followed_region TO lianshen_service;
GRANT UPDATE (superseded_round, superseded_at) ON sheet_approval TO lianshen_service;
GRANT UPDATE (first_round, last_round, kind, grounds, opened_at, outcome, end_reason, ended_by, ended_at) ON case_change TO lianshen_service;
GRANT UPDATE (sheet_id, fate, x, y, width, height, certainty) ON followed_region TO lianshen_service;
