-- Draws by lot: the seed is committed to before anything is drawn, and told with the result, so that anybody can draw again.
CREATE TABLE draw (
    draw_id      uuid PRIMARY KEY,
    case_id      uuid NOT NULL REFERENCES joint_case,
    owner_id     uuid NOT NULL REFERENCES organisation,
    purpose      text NOT NULL CONSTRAINT draw_purpose_is_bounded CHECK (length(purpose) BETWEEN 1 AND 500),
    candidates   text[] NOT NULL CONSTRAINT draw_has_candidates CHECK (cardinality(candidates) > 0),
    wanted       integer NOT NULL CONSTRAINT draw_wants_some_of_them CHECK (wanted BETWEEN 1 AND cardinality(candidates)),
    seed         bytea NOT NULL CONSTRAINT draw_seed_is_32_bytes CHECK (octet_length(seed) = 32),
    commitment   bytea NOT NULL CONSTRAINT draw_commitment_is_32_bytes CHECK (octet_length(commitment) = 32),
    committed_by uuid REFERENCES person,             -- NULL is the service, by rule
    committed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    result       text[],
    drawn_by     uuid REFERENCES person,
    drawn_at     timestamptz,
    CONSTRAINT draw_is_drawn_whole CHECK ((result IS NULL) = (drawn_at IS NULL)),
    CONSTRAINT draw_draws_as_many_as_wanted CHECK (cardinality(result) = wanted),
    CONSTRAINT draw_follows_its_commitment CHECK (drawn_at >= committed_at)
);
CREATE INDEX draw_by_case ON draw (case_id, committed_at, draw_id);

ALTER TABLE body_allocation ADD CONSTRAINT body_allocation_draw_exists FOREIGN KEY (draw_id) REFERENCES draw;

GRANT SELECT, INSERT ON draw TO lianshen_service;
GRANT UPDATE (result, drawn_by, drawn_at) ON draw TO lianshen_service;
