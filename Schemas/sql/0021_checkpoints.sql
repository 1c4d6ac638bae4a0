-- Points of the check list that a reviewer has ticked, with what he looked at. A tick is taken back by another act and stays on record.

CREATE TABLE checkpoint_tick (
    tick_id      uuid PRIMARY KEY,
    review_id    uuid NOT NULL REFERENCES review,
    case_id      uuid NOT NULL REFERENCES joint_case,
    owner_id     uuid NOT NULL REFERENCES organisation,
    checkpoint   text NOT NULL CONSTRAINT checkpoint_tick_names_a_point CHECK (length(checkpoint) BETWEEN 1 AND 200),
    verdict      text NOT NULL CONSTRAINT checkpoint_tick_verdict_is_known CHECK (verdict IN ('met', 'not_applicable')),
    evidence     jsonb NOT NULL,                     -- sheet revisions, and where on them
    note         text CONSTRAINT checkpoint_tick_note_is_bounded CHECK (length(note) BETWEEN 1 AND 2000),
    person_id    uuid NOT NULL REFERENCES person,
    ticked_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    carried_from uuid REFERENCES checkpoint_tick,    -- tick of an earlier round that stands
    unticked_at  timestamptz,
    unticked_by  uuid REFERENCES person,
    reason       text CONSTRAINT checkpoint_tick_reason_is_bounded CHECK (length(reason) BETWEEN 1 AND 2000),
    CONSTRAINT checkpoint_tick_rests_on_something CHECK (verdict <> 'met' OR jsonb_array_length(evidence) > 0),
    CONSTRAINT checkpoint_tick_not_applicable_says_why CHECK (verdict <> 'not_applicable' OR note IS NOT NULL),
    CONSTRAINT checkpoint_tick_is_taken_back_by_somebody CHECK ((unticked_at IS NULL) = (unticked_by IS NULL) AND (unticked_at IS NULL) = (reason IS NULL))
);
CREATE UNIQUE INDEX checkpoint_tick_stands_once ON checkpoint_tick (review_id, checkpoint) WHERE unticked_at IS NULL;
CREATE INDEX checkpoint_tick_by_review ON checkpoint_tick (review_id, ticked_at);

GRANT SELECT, INSERT ON checkpoint_tick TO lianshen_service;
GRANT UPDATE (unticked_at, unticked_by, reason) ON checkpoint_tick TO lianshen_service;
