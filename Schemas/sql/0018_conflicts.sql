-- What demands are about, what they demand, which of them cannot all hold, and how that was settled.
-- Everything that somebody said, read from a sheet or decided is added and never changed; only a conflict has a state.

-- The register of a case. Demands name an element by its own text, so that a person can read them without the register.
CREATE TABLE element (
    case_id    uuid NOT NULL REFERENCES joint_case,
    element_id text NOT NULL CONSTRAINT element_id_is_bounded CHECK (length(element_id) BETWEEN 1 AND 200),
    owner_id   uuid NOT NULL REFERENCES organisation,
    building   text CONSTRAINT element_building_is_bounded CHECK (length(building) BETWEEN 1 AND 100),
    storey     text CONSTRAINT element_storey_is_bounded CHECK (length(storey) BETWEEN 1 AND 100),
    mark       text NOT NULL CONSTRAINT element_mark_is_bounded CHECK (length(mark) BETWEEN 1 AND 200),
    kind       text NOT NULL CONSTRAINT element_kind_is_known CHECK (kind IN (
        'building', 'storey', 'room', 'corridor', 'stair', 'lobby', 'door', 'window', 'wall', 'column', 'beam', 'slab', 'opening', 'foundation', 'site',
        'road', 'boundary', 'distance', 'pipe', 'duct', 'equipment', 'conductor', 'lift', 'other', 'fire_compartment', 'shelter_unit', 'parking_spaces')),
    added_by   uuid NOT NULL REFERENCES person,
    added_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (case_id, element_id)
);

-- A sum that a person read from a sheet: it holds while that sheet revision is in force, and until it is taken back.
CREATE TABLE linear_sum (
    sum_id      uuid PRIMARY KEY,
    case_id     uuid NOT NULL REFERENCES joint_case,
    owner_id    uuid NOT NULL REFERENCES organisation,
    sheet_id    uuid NOT NULL REFERENCES sheet,
    body        jsonb NOT NULL,                      -- total, parts, constant, unit; values as text
    declared_by uuid NOT NULL REFERENCES person,
    declared_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    withdrawn_at timestamptz,
    withdrawn_by uuid REFERENCES person,
    CONSTRAINT linear_sum_is_withdrawn_by_somebody CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))
);
CREATE INDEX linear_sum_by_case ON linear_sum (case_id, declared_at, sum_id);

-- A case's conflicts: found when the last discipline decides, or when a settlement changes what is demanded.
CREATE TABLE conflict (
    conflict_id uuid PRIMARY KEY,
    case_id     uuid NOT NULL REFERENCES joint_case,
    owner_id    uuid NOT NULL REFERENCES organisation,
    round       integer NOT NULL,
    serial      integer NOT NULL CONSTRAINT conflict_serial_is_positive CHECK (serial > 0),
    kind        text NOT NULL CONSTRAINT conflict_kind_is_known CHECK (kind IN ('bounds', 'sums', 'words', 'removal', 'move', 'declared')),
    declared    boolean NOT NULL,
    sums        uuid[] NOT NULL,
    state       text NOT NULL DEFAULT 'open' CONSTRAINT conflict_state_is_known CHECK (state IN ('open', 'settled', 'lapsed')),
    opened_at   timestamptz NOT NULL DEFAULT business_now(),
    due_at      timestamptz,                         -- NULL where no limit for settling is in force
    ended_at    timestamptz,
    CONSTRAINT conflict_serial_is_unique UNIQUE (case_id, serial),
    CONSTRAINT conflict_that_ended_says_when CHECK ((state = 'open') = (ended_at IS NULL))
) WITH (fillfactor = 80);
CREATE INDEX conflict_open ON conflict (case_id) WHERE state = 'open';

-- The meeting and the decision that ends a conflict: once, for good.
CREATE TABLE settlement (
    settlement_id uuid PRIMARY KEY,
    conflict_id   uuid NOT NULL REFERENCES conflict,
    case_id       uuid NOT NULL REFERENCES joint_case,
    owner_id      uuid NOT NULL REFERENCES organisation,
    held_on       date NOT NULL,
    minutes       text NOT NULL CONSTRAINT settlement_minutes_are_bounded CHECK (length(minutes) BETWEEN 1 AND 20000),
    participants  jsonb NOT NULL,                    -- identities only: names stay erasable
    settled_by    uuid NOT NULL REFERENCES person,
    settled_at    timestamptz NOT NULL DEFAULT business_now(),
    CONSTRAINT settlement_one_per_conflict UNIQUE (conflict_id)
);
CREATE INDEX settlement_by_case ON settlement (case_id);

-- What a comment demands, typed, as it was written; and what a settlement put in the place of it.
CREATE TABLE demand (
    demand_id     uuid PRIMARY KEY,
    comment_id    uuid NOT NULL REFERENCES comment,
    case_id       uuid NOT NULL,
    owner_id      uuid NOT NULL REFERENCES organisation,
    ordinal       integer NOT NULL,
    element_id    text NOT NULL,
    property      text,
    relation      text NOT NULL CONSTRAINT demand_relation_is_known CHECK (relation IN ('≥', '≤', '=', 'add', 'remove', 'move')),
    value         text,
    unit          text,
    replaces      uuid REFERENCES demand,
    settlement_id uuid REFERENCES settlement,        -- that put it there; NULL when the comment was published with it
    CONSTRAINT demand_element_is_in_the_register FOREIGN KEY (case_id, element_id) REFERENCES element,
    CONSTRAINT demand_place_in_comment_is_unique UNIQUE (comment_id, ordinal),
    CONSTRAINT demand_replaces_only_by_settlement CHECK (replaces IS NULL OR settlement_id IS NOT NULL)
);
CREATE INDEX demand_by_case ON demand (case_id);

-- One decision a demand, or a comment where the conflict was only declared.
CREATE TABLE settlement_decision (
    settlement_id  uuid NOT NULL REFERENCES settlement,
    ordinal        integer NOT NULL,
    case_id        uuid NOT NULL REFERENCES joint_case,
    owner_id       uuid NOT NULL REFERENCES organisation,
    comment_id     uuid NOT NULL REFERENCES comment,
    demand_id      uuid REFERENCES demand,
    outcome        text NOT NULL CONSTRAINT settlement_decision_outcome_is_known CHECK (outcome IN ('stands', 'replaced', 'withdrawn')),
    replacement_id uuid REFERENCES demand,
    reason         text NOT NULL CONSTRAINT settlement_decision_reason_is_bounded CHECK (length(reason) BETWEEN 1 AND 2000),
    agreed_by      uuid REFERENCES person,           -- of the body whose demand it is, when that body agreed
    PRIMARY KEY (settlement_id, ordinal),
    CONSTRAINT settlement_decision_replaced_names_what_by CHECK ((outcome = 'replaced') = (replacement_id IS NOT NULL))
);
CREATE INDEX settlement_decision_by_case ON settlement_decision (case_id);
CREATE INDEX settlement_decision_by_demand ON settlement_decision (demand_id);

CREATE TABLE conflict_member (
    conflict_id uuid NOT NULL REFERENCES conflict,
    ordinal     integer NOT NULL,
    case_id     uuid NOT NULL REFERENCES joint_case,
    owner_id    uuid NOT NULL REFERENCES organisation,
    comment_id  uuid NOT NULL REFERENCES comment,
    demand_id   uuid REFERENCES demand,              -- NULL in a conflict that was only declared
    PRIMARY KEY (conflict_id, ordinal)
);
CREATE INDEX conflict_member_by_case ON conflict_member (case_id);

-- That the author of one comment says it contradicts another.
CREATE TABLE contradiction (
    comment_id uuid NOT NULL REFERENCES comment,
    other_id   uuid NOT NULL REFERENCES comment,
    case_id    uuid NOT NULL REFERENCES joint_case,
    owner_id   uuid NOT NULL REFERENCES organisation,
    PRIMARY KEY (comment_id, other_id),
    CONSTRAINT contradiction_is_with_another CHECK (comment_id <> other_id)
);
CREATE INDEX contradiction_by_case ON contradiction (case_id);

-- What a person recorded about which comments say the same; a later record wins.
CREATE TABLE grouping_record (
    grouping_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id     uuid NOT NULL REFERENCES joint_case,
    owner_id    uuid NOT NULL REFERENCES organisation,
    act         text NOT NULL CONSTRAINT grouping_act_is_known CHECK (act IN ('join', 'split')),
    comments    uuid[] NOT NULL CONSTRAINT grouping_names_enough_comments CHECK (cardinality(comments) BETWEEN 1 AND 1000),
    reason      text NOT NULL CONSTRAINT grouping_reason_is_bounded CHECK (length(reason) BETWEEN 1 AND 2000),
    person_id   uuid NOT NULL REFERENCES person,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX grouping_by_case ON grouping_record (case_id, grouping_id);

-- Whether an open conflict holds up the opinion, or stands in it with both texts.
ALTER TABLE joint_case ADD COLUMN conflict_policy text NOT NULL DEFAULT 'blocks'
    CONSTRAINT joint_case_conflict_policy_is_known CHECK (conflict_policy IN ('blocks', 'both_texts'));

ALTER TABLE notice DROP CONSTRAINT notice_kind_is_known;
ALTER TABLE notice ADD CONSTRAINT notice_kind_is_known CHECK (kind IN (
    'deficiency', 'refusal', 'deadline', 'review_opened', 'decision_carried', 'opinion', 'idle_review', 'report', 'reassigned', 'withdrawn', 'job_failed',
    'conflict', 'settlement'));

GRANT SELECT, INSERT ON element, linear_sum, demand, contradiction, grouping_record, conflict, conflict_member, settlement, settlement_decision
TO lianshen_service;
GRANT UPDATE (state, ended_at) ON conflict TO lianshen_service;
GRANT UPDATE (withdrawn_at, withdrawn_by) ON linear_sum TO lianshen_service;
