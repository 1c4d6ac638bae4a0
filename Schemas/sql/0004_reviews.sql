-- The five queues, what reviewers say and decide, what comes of it, and machine jobs.

CREATE TABLE review (
    review_id     uuid PRIMARY KEY,
    case_id       uuid NOT NULL REFERENCES joint_case,
    project_id    uuid NOT NULL REFERENCES project,
    owner_id      uuid NOT NULL REFERENCES organisation,
    discipline    text NOT NULL CONSTRAINT review_discipline_is_known CHECK (discipline IN ('planning', 'fire', 'civil_defence', 'meteorology', 'structural')),
    round         integer NOT NULL,
    applicability text NOT NULL CONSTRAINT review_applicability_is_known CHECK (applicability IN ('applies', 'merged_into', 'not_applicable')),
    merged_into   text CONSTRAINT review_merged_into_is_known CHECK (merged_into IN ('planning', 'fire', 'civil_defence', 'meteorology', 'structural')),
    legal_basis   text NOT NULL CONSTRAINT review_has_a_legal_basis CHECK (length(legal_basis) > 0),
    grounds       jsonb,                             -- the whole answer of the rule profile: reason in both languages, bases with their status
    body_id       uuid REFERENCES organisation,      -- NULL is the open pool of the discipline
    state         text NOT NULL CONSTRAINT review_state_is_known CHECK (state IN (
        'not_applicable', 'pending', 'assigned', 'in_review', 'opinion_drafted', 'checked', 'issued_pass', 'issued_comments', 'verifying', 'suspended',
        'returned_to_queue', 'reassigned', 'recused', 'outdated', 'cancelled')),
    reviewer_id   uuid REFERENCES person,
    attempt       integer NOT NULL DEFAULT 0,
    opened_at     timestamptz NOT NULL DEFAULT business_now(),
    due_at        timestamptz NOT NULL,
    claimed_at    timestamptz,
    active_at     timestamptz,                       -- last act of the reviewer; idleness is measured from here, never ends a review
    idle_noticed_at timestamptz,
    needs_checker boolean NOT NULL DEFAULT false,
    drafted       text CONSTRAINT review_drafted_is_known CHECK (drafted IN ('pass', 'pass_with_advice', 'fail')),
    checker_id    uuid REFERENCES person,
    resumes_to    text CONSTRAINT review_resumes_to_is_known CHECK (resumes_to IN (
        'not_applicable', 'pending', 'assigned', 'in_review', 'opinion_drafted', 'checked', 'issued_pass', 'issued_comments', 'verifying', 'suspended',
        'returned_to_queue', 'reassigned', 'recused', 'outdated', 'cancelled')),
    decision      text CONSTRAINT review_decision_is_known CHECK (decision IN ('pass', 'pass_with_advice', 'fail')),
    decided_at    timestamptz,
    summary       text,
    version       integer NOT NULL DEFAULT 1,
    CONSTRAINT review_one_per_discipline_and_round UNIQUE (case_id, round, discipline),
    CONSTRAINT review_merged_has_a_target CHECK ((applicability = 'merged_into') = (merged_into IS NOT NULL)),
    CONSTRAINT review_decided_has_a_decision CHECK ((state IN ('issued_pass', 'issued_comments')) = (decision IS NOT NULL)),
    CONSTRAINT review_in_hand_has_a_reviewer CHECK (
        state NOT IN ('assigned', 'reassigned', 'in_review', 'opinion_drafted', 'checked', 'verifying') OR reviewer_id IS NOT NULL)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_cost_delay = 0);
-- Earliest due first with no sort over the backlog and no leak between queues.
CREATE INDEX review_waiting ON review (discipline, body_id, due_at, review_id) WHERE state IN ('pending', 'returned_to_queue');
CREATE INDEX review_in_hand ON review (reviewer_id, due_at, review_id)
    WHERE state IN ('assigned', 'reassigned', 'in_review', 'opinion_drafted', 'checked', 'verifying');
CREATE INDEX review_idle ON review (active_at)
    WHERE state IN ('assigned', 'reassigned', 'in_review', 'opinion_drafted', 'checked', 'verifying');

CREATE TABLE comment (
    comment_id    uuid PRIMARY KEY,
    review_id     uuid NOT NULL REFERENCES review,
    case_id       uuid NOT NULL REFERENCES joint_case,
    owner_id      uuid NOT NULL REFERENCES organisation,
    discipline    text NOT NULL CONSTRAINT comment_discipline_is_known CHECK (discipline IN ('planning', 'fire', 'civil_defence', 'meteorology', 'structural')),
    round         integer NOT NULL,
    specialty     text,
    sheet_id      uuid NOT NULL REFERENCES sheet,
    page          integer NOT NULL,
    x             double precision NOT NULL,
    y             double precision NOT NULL,
    width         double precision NOT NULL CONSTRAINT comment_width_is_positive CHECK (width > 0),
    height        double precision NOT NULL CONSTRAINT comment_height_is_positive CHECK (height > 0),
    severity      text NOT NULL CONSTRAINT comment_severity_is_known CHECK (severity IN ('mandatory_clause', 'general_clause', 'advice', 'information')),
    text          text NOT NULL CONSTRAINT comment_text_is_bounded CHECK (length(text) BETWEEN 1 AND 4000),
    basis         jsonb,
    author_id     uuid NOT NULL REFERENCES person,
    published_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    supersedes    uuid REFERENCES comment,
    CONSTRAINT comment_that_blocks_has_a_basis CHECK (severity IN ('advice', 'information') OR basis IS NOT NULL),
    CONSTRAINT comment_is_superseded_once UNIQUE (supersedes)
);
CREATE INDEX comment_by_case ON comment (case_id, published_at, comment_id);
CREATE INDEX comment_by_review ON comment (review_id, published_at);

CREATE TABLE decision (
    decision_id uuid PRIMARY KEY,
    review_id   uuid NOT NULL REFERENCES review,
    case_id     uuid NOT NULL REFERENCES joint_case,
    discipline  text NOT NULL CONSTRAINT decision_discipline_is_known CHECK (discipline IN ('planning', 'fire', 'civil_defence', 'meteorology', 'structural')),
    round       integer NOT NULL,
    attempt     integer NOT NULL,
    decision    text NOT NULL CONSTRAINT decision_is_known CHECK (decision IN ('pass', 'pass_with_advice', 'fail')),
    reviewer_id uuid NOT NULL REFERENCES person,
    body_id     uuid NOT NULL REFERENCES organisation,
    summary     text NOT NULL DEFAULT '',
    decided_at  timestamptz NOT NULL DEFAULT business_now(),
    CONSTRAINT decision_one_per_review_and_round UNIQUE (review_id, round)
);

CREATE TABLE opinion (
    opinion_id uuid PRIMARY KEY,
    case_id    uuid NOT NULL REFERENCES joint_case,
    owner_id   uuid NOT NULL REFERENCES organisation,
    round      integer NOT NULL,
    verdict    text NOT NULL CONSTRAINT opinion_verdict_is_known CHECK (verdict IN ('pass', 'pass_with_advice', 'fail')),
    body       jsonb NOT NULL,
    sha256     bytea NOT NULL CONSTRAINT opinion_sha256_is_32_bytes CHECK (octet_length(sha256) = 32),
    issued_at  timestamptz NOT NULL DEFAULT business_now(),
    CONSTRAINT opinion_one_per_round UNIQUE (case_id, round)
);

CREATE TABLE report (
    report_id  uuid PRIMARY KEY,
    case_id    uuid NOT NULL REFERENCES joint_case,
    owner_id   uuid NOT NULL REFERENCES organisation,
    opinion_id uuid NOT NULL REFERENCES opinion,
    format     text NOT NULL CONSTRAINT report_format_is_known CHECK (format IN ('html_zh', 'html_en', 'json')),
    sha256     bytea NOT NULL CONSTRAINT report_sha256_is_32_bytes CHECK (octet_length(sha256) = 32),
    size       bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT report_one_per_opinion_and_format UNIQUE (opinion_id, format)
);
CREATE INDEX report_by_case ON report (case_id, created_at);
CREATE INDEX report_by_digest ON report (sha256);

-- Machine work. A worker that lost its lease finds (job, worker, attempt) gone and its result is refused.
CREATE TABLE job (
    job_id      bigint GENERATED ALWAYS AS IDENTITY (CACHE 50) PRIMARY KEY,
    kind        text NOT NULL CONSTRAINT job_kind_is_known CHECK (kind IN ('intake', 'render', 'report', 'notify')),
    case_id     uuid NOT NULL REFERENCES joint_case,
    object_id   uuid NOT NULL,
    state       text NOT NULL DEFAULT 'ready' CONSTRAINT job_state_is_known CHECK (state IN ('ready', 'leased', 'delayed', 'done', 'failed')),
    priority_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    worker_id   uuid,
    attempt     integer NOT NULL DEFAULT 0,
    lease_until timestamptz,
    not_before  timestamptz,
    last_error  text,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at timestamptz,
    CONSTRAINT job_leased_has_a_worker CHECK ((state = 'leased') = (worker_id IS NOT NULL AND lease_until IS NOT NULL))
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX job_ready ON job (kind, priority_at, job_id) WHERE state = 'ready';
CREATE INDEX job_leased ON job (lease_until) WHERE state = 'leased';
CREATE INDEX job_delayed ON job (not_before) WHERE state = 'delayed';
CREATE INDEX job_by_object ON job (object_id, kind);
CREATE INDEX job_by_case ON job (case_id, job_id);
