-- Uploads that go on after the line was cut (tus 1.0). The bytes lie in a file of the blob folder until they are whole; `received` and the digests
-- speak of bytes that are on the medium, so a killed server never has less than it said.

CREATE TABLE upload (
    upload_id       uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation,
    person_id       uuid NOT NULL REFERENCES person,
    case_id         uuid REFERENCES joint_case,                  -- a partial upload may be begun before it is known what it is for
    file_name       text CONSTRAINT upload_file_name_is_bounded CHECK (length(file_name) BETWEEN 1 AND 255),
    kind            text NOT NULL CONSTRAINT upload_kind_is_known CHECK (kind IN ('whole', 'partial', 'final')),
    state           text NOT NULL CONSTRAINT upload_state_is_known CHECK (state IN (
        'receiving', 'received', 'finished', 'used', 'terminated', 'expired', 'refused')),
    length          bigint NOT NULL CONSTRAINT upload_length_is_a_size CHECK (length >= 0),
    received        bigint NOT NULL DEFAULT 0,
    sha256          bytea CONSTRAINT upload_sha256_is_32_bytes CHECK (octet_length(sha256) = 32),             -- of the first `received` bytes
    sm3             bytea CONSTRAINT upload_sm3_is_32_bytes CHECK (octet_length(sm3) = 32),
    declared_sha256 bytea CONSTRAINT upload_declared_sha256_is_32_bytes CHECK (octet_length(declared_sha256) = 32),
    metadata        text NOT NULL DEFAULT '' CONSTRAINT upload_metadata_is_bounded CHECK (length(metadata) <= 8192),
    parts           uuid[],                                      -- of a final upload, in their order
    package_id      uuid REFERENCES package,
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at      timestamptz NOT NULL,
    ended_at        timestamptz,
    freed_at        timestamptz,                                 -- when its file was gone
    CONSTRAINT upload_received_is_within_its_length CHECK (received BETWEEN 0 AND length),
    CONSTRAINT upload_received_bytes_have_a_digest CHECK ((received > 0) <= (sha256 IS NOT NULL)),
    CONSTRAINT upload_finished_is_a_package CHECK ((state = 'finished') = (package_id IS NOT NULL)),
    CONSTRAINT upload_has_an_end_or_none CHECK ((state = 'receiving' OR state = 'received') = (ended_at IS NULL)),
    CONSTRAINT upload_names_its_case_and_file CHECK (kind = 'partial' OR (case_id IS NOT NULL AND file_name IS NOT NULL))
) WITH (fillfactor = 80);
CREATE INDEX upload_list ON upload (organisation_id, created_at DESC, upload_id DESC);
-- What a quota and the limit of uploads at the same time count, without a visit to the table.
CREATE INDEX upload_open ON upload (organisation_id) INCLUDE (length) WHERE ended_at IS NULL;
CREATE INDEX upload_by_expiry ON upload (expires_at) WHERE ended_at IS NULL;
CREATE INDEX upload_to_free ON upload (ended_at) WHERE ended_at IS NOT NULL AND freed_at IS NULL;
CREATE INDEX upload_to_forget ON upload (ended_at) WHERE freed_at IS NOT NULL;

-- Short-lived: what counts of an upload that came to its end is its package.
GRANT SELECT, INSERT, DELETE ON upload TO lianshen_service;
GRANT UPDATE (state, received, sha256, sm3, package_id, expires_at, ended_at, freed_at) ON upload TO lianshen_service;
