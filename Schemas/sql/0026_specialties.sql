-- Specialties inside a discipline's review: each is finished by its reviewer and looked over by its checker before the review decides.
-- What the rule profile names when a case is accepted is written here; a review without any is one person's, as before.

ALTER TABLE review ADD COLUMN specialties smallint NOT NULL DEFAULT 0 CONSTRAINT review_specialties_is_a_count CHECK (specialties >= 0);

CREATE TABLE specialty_review (
    review_id   uuid NOT NULL REFERENCES review,
    specialty   text NOT NULL CONSTRAINT specialty_review_name_is_bounded CHECK (length(specialty) BETWEEN 1 AND 40),
    ordinal     integer NOT NULL,                    -- the order in which they sign
    case_id     uuid NOT NULL REFERENCES joint_case,
    owner_id    uuid NOT NULL REFERENCES organisation,
    state       text NOT NULL DEFAULT 'waiting' CONSTRAINT specialty_review_state_is_known CHECK (state IN (
        'waiting', 'assigned', 'in_review', 'finished', 'checked')),
    reviewer_id uuid REFERENCES person,
    checker_id  uuid REFERENCES person,
    attempt     integer NOT NULL DEFAULT 0,
    taken_at    timestamptz,
    finished_at timestamptz,
    checked_at  timestamptz,
    PRIMARY KEY (review_id, specialty),
    CONSTRAINT specialty_review_has_four_eyes CHECK (reviewer_id <> checker_id),
    CONSTRAINT specialty_review_in_hand_has_a_reviewer CHECK (state = 'waiting' OR reviewer_id IS NOT NULL),
    CONSTRAINT specialty_review_checked_has_a_checker CHECK (state <> 'checked' OR checker_id IS NOT NULL AND finished_at IS NOT NULL AND checked_at IS NOT NULL)
) WITH (fillfactor = 80);
CREATE INDEX specialty_review_by_case ON specialty_review (case_id);
CREATE INDEX specialty_review_in_hand ON specialty_review (reviewer_id) WHERE state IN ('assigned', 'in_review');
CREATE INDEX specialty_review_to_check ON specialty_review (checker_id) WHERE state = 'finished';

GRANT SELECT, INSERT ON specialty_review TO lianshen_service;
GRANT UPDATE (state, reviewer_id, checker_id, attempt, taken_at, finished_at, checked_at) ON specialty_review TO lianshen_service;
