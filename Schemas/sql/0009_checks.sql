-- The check before handing in, late findings, and the one-time notice of deficiencies.

ALTER TABLE finding
    ADD COLUMN basis text,
    ADD COLUMN late  boolean NOT NULL DEFAULT false;

-- A check belongs to an organisation and to no case. Its bytes lie outside of the blobs and are gone when it is done.
CREATE TABLE package_check (
    check_id        uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation,
    person_id       uuid NOT NULL REFERENCES person,
    file_name       text NOT NULL,
    sha256          bytea NOT NULL CONSTRAINT package_check_sha256_is_32_bytes CHECK (octet_length(sha256) = 32),
    size            bigint NOT NULL CONSTRAINT package_check_size_is_positive CHECK (size >= 0),
    facts           jsonb,
    state           text NOT NULL DEFAULT 'waiting' CONSTRAINT package_check_state_is_known CHECK (state IN ('waiting', 'done', 'failed')),
    report          jsonb,
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at     timestamptz,
    CONSTRAINT package_check_ends_with_a_report CHECK ((state = 'waiting') = (finished_at IS NULL) AND (state = 'waiting') = (report IS NULL))
);
CREATE INDEX package_check_list ON package_check (organisation_id, created_at DESC, check_id DESC);
CREATE INDEX package_check_waiting ON package_check (organisation_id) INCLUDE (size) WHERE state = 'waiting';
CREATE INDEX package_check_old ON package_check (created_at);

-- Work that is done for no case: a check.
ALTER TABLE job ALTER COLUMN case_id DROP NOT NULL;
ALTER TABLE job DROP CONSTRAINT job_kind_is_known;
ALTER TABLE job ADD CONSTRAINT job_kind_is_known CHECK (kind IN ('intake', 'render', 'report', 'notify', 'check'));
ALTER TABLE job ADD CONSTRAINT job_names_its_case CHECK ((kind = 'check') = (case_id IS NULL));

-- What was issued stands as it was issued: no UPDATE.
CREATE TABLE deficiency (
    case_id   uuid NOT NULL REFERENCES joint_case,
    serial    integer NOT NULL CONSTRAINT deficiency_serial_is_positive CHECK (serial > 0),
    owner_id  uuid NOT NULL REFERENCES organisation,
    round     integer NOT NULL,
    body      jsonb NOT NULL,
    told      jsonb NOT NULL,                   -- the packages with their digests and what was told of them: what a later notice is compared with
    sha256    bytea NOT NULL CONSTRAINT deficiency_sha256_is_32_bytes CHECK (octet_length(sha256) = 32),
    issued_by uuid REFERENCES person,
    issued_at timestamptz NOT NULL,
    PRIMARY KEY (case_id, serial)
);

GRANT SELECT, INSERT, DELETE ON package_check TO lianshen_service;
GRANT UPDATE (state, report, finished_at) ON package_check TO lianshen_service;
GRANT SELECT, INSERT ON deficiency TO lianshen_service;
