-- Rounds: what the institutes answer, what the issuing bodies verify, and which decisions stand on a later set.

-- The sealed part of each institute that is in force in a round: its own of that round, or the last one of an earlier round.
CREATE FUNCTION packages_in_force(of_case uuid, upto integer) RETURNS SETOF package LANGUAGE sql STABLE AS $$
    SELECT DISTINCT ON (institute_id) * FROM package
     WHERE case_id = of_case AND round <= upto AND state = 'sealed' ORDER BY institute_id, round DESC
$$;

ALTER TABLE review ADD COLUMN carried_from uuid REFERENCES review;      -- whose decision stands, when none was made in this round
ALTER TABLE review ADD CONSTRAINT review_carried_has_a_decision CHECK (carried_from IS NULL OR decision IS NOT NULL);
ALTER TABLE comment ADD COLUMN late_reason text CONSTRAINT comment_late_reason_is_bounded CHECK (length(late_reason) BETWEEN 1 AND 2000);
CREATE INDEX comment_late ON comment (discipline, published_at) WHERE late_reason IS NOT NULL;

ALTER TABLE notice DROP CONSTRAINT notice_kind_is_known;
ALTER TABLE notice ADD CONSTRAINT notice_kind_is_known CHECK (kind IN (
    'deficiency', 'refusal', 'deadline', 'review_opened', 'decision_carried', 'opinion', 'idle_review', 'report', 'reassigned', 'withdrawn', 'job_failed'));

-- What became of each decision when a later set took the place of the one it was made on; every reason is kept.
CREATE TABLE carry_over (
    review_id  uuid PRIMARY KEY REFERENCES review,      -- of the new round
    case_id    uuid NOT NULL REFERENCES joint_case,
    owner_id   uuid NOT NULL REFERENCES organisation,
    round      integer NOT NULL CONSTRAINT carry_over_round_is_a_later_one CHECK (round > 1),
    discipline text NOT NULL CONSTRAINT carry_over_discipline_is_known CHECK (discipline IN ('planning', 'fire', 'civil_defence', 'meteorology', 'structural')),
    before_id  uuid NOT NULL REFERENCES review,
    effect     text NOT NULL CONSTRAINT carry_over_effect_is_known CHECK (effect IN ('keeps', 'waits', 'drops')),
    relevance  integer NOT NULL,
    reasons    jsonb NOT NULL,
    CONSTRAINT carry_over_one_per_discipline_and_round UNIQUE (case_id, round, discipline)
);

-- A reviewer's word that two plots of a sheet show the same: for his discipline, and for exactly these two.
CREATE TABLE look_confirmation (
    review_id    uuid NOT NULL REFERENCES review,
    case_id      uuid NOT NULL REFERENCES joint_case,
    owner_id     uuid NOT NULL REFERENCES organisation,
    discipline   text NOT NULL CONSTRAINT look_confirmation_discipline_is_known CHECK (discipline IN ('planning', 'fire', 'civil_defence', 'meteorology', 'structural')),
    before_id    uuid NOT NULL REFERENCES sheet,
    sheet_id     uuid NOT NULL REFERENCES sheet,
    person_id    uuid NOT NULL REFERENCES person,
    confirmed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (review_id, sheet_id)
);
CREATE INDEX look_confirmation_by_case ON look_confirmation (case_id, discipline);

-- Who writes the answer to a comment of an opinion.
CREATE TABLE answer_task (
    comment_id  uuid NOT NULL REFERENCES comment,
    round       integer NOT NULL,
    case_id     uuid NOT NULL REFERENCES joint_case,
    owner_id    uuid NOT NULL REFERENCES organisation,
    person_id   uuid NOT NULL REFERENCES person,
    assigned_by uuid NOT NULL REFERENCES person,
    assigned_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (comment_id, round)
);
CREATE INDEX answer_task_by_person ON answer_task (person_id, assigned_at DESC);

-- One answer to a comment and round: a draft until the institute's project leader releases it, and after that what it is.
CREATE TABLE answer (
    comment_id   uuid NOT NULL REFERENCES comment,
    round        integer NOT NULL,                      -- of the opinion that is answered
    case_id      uuid NOT NULL REFERENCES joint_case,
    owner_id     uuid NOT NULL REFERENCES organisation,
    institute_id uuid NOT NULL REFERENCES organisation,
    verdict      text NOT NULL CONSTRAINT answer_verdict_is_known CHECK (verdict IN ('accepted', 'not_accepted')),
    text         text NOT NULL CONSTRAINT answer_text_is_bounded CHECK (length(text) BETWEEN 1 AND 4000),
    sheet_number text CONSTRAINT answer_sheet_number_is_bounded CHECK (length(sheet_number) BETWEEN 1 AND 100),
    x            double precision,
    y            double precision,
    width        double precision CONSTRAINT answer_width_is_positive CHECK (width > 0),
    height       double precision CONSTRAINT answer_height_is_positive CHECK (height > 0),
    sheet_id     uuid REFERENCES sheet,                 -- the revision that went into the next round under that number
    author_id    uuid NOT NULL REFERENCES person,
    written_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    released_by  uuid REFERENCES person,
    released_at  timestamptz,
    PRIMARY KEY (comment_id, round),
    CONSTRAINT answer_accepted_shows_where CHECK (verdict <> 'accepted' OR (sheet_number IS NOT NULL AND x IS NOT NULL AND y IS NOT NULL AND width IS NOT NULL AND height IS NOT NULL)),
    CONSTRAINT answer_is_released_by_somebody CHECK ((released_at IS NULL) = (released_by IS NULL))
);
CREATE INDEX answer_by_case ON answer (case_id, round);

-- What the issuing body found when it looked for itself.
CREATE TABLE backcheck (
    comment_id uuid NOT NULL REFERENCES comment,
    review_id  uuid NOT NULL REFERENCES review,
    case_id    uuid NOT NULL REFERENCES joint_case,
    owner_id   uuid NOT NULL REFERENCES organisation,
    round      integer NOT NULL,
    verdict    text NOT NULL CONSTRAINT backcheck_verdict_is_known CHECK (verdict IN ('closed', 'open')),
    text       text CONSTRAINT backcheck_text_is_bounded CHECK (length(text) BETWEEN 1 AND 4000),
    person_id  uuid NOT NULL REFERENCES person,
    checked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (comment_id, review_id),
    CONSTRAINT backcheck_that_keeps_open_says_why CHECK (verdict = 'closed' OR text IS NOT NULL)
);
CREATE INDEX backcheck_by_case ON backcheck (case_id, round);

GRANT SELECT, INSERT ON carry_over, look_confirmation, answer_task, answer, backcheck TO lianshen_service;
GRANT UPDATE (effect) ON carry_over TO lianshen_service;
GRANT UPDATE (person_id, assigned_by, assigned_at) ON answer_task TO lianshen_service;
GRANT UPDATE (verdict, text, sheet_number, x, y, width, height, sheet_id, author_id, written_at, released_by, released_at) ON answer TO lianshen_service;
GRANT UPDATE (verdict, text, person_id, checked_at) ON backcheck TO lianshen_service;
