-- The audit log. The statement that makes a change writes its entry; entries are numbered without a gap inside a project.
-- Leaves, tree and proofs are built later from audit_pending, never from "the largest id so far".

-- Version 7 of RFC 9562: 48 bits of milliseconds, then randomness.
CREATE FUNCTION uuid_v7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
    SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
                  PLACING substring(int8send(floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
$$;

CREATE TABLE audit_entry (
    audit_id         bigint GENERATED ALWAYS AS IDENTITY (CACHE 1),
    entry_id         uuid NOT NULL DEFAULT uuid_v7(),
    recorded_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    effective_at     timestamptz NOT NULL DEFAULT business_now(),
    project_id       uuid,
    project_seq      bigint,
    case_id          uuid,
    act              text NOT NULL,
    result           text NOT NULL CONSTRAINT audit_entry_result_is_known CHECK (result IN ('ok', 'denied', 'failed')),
    person_id        uuid,
    actor_commitment bytea,
    organisation_id  uuid,
    role             text NOT NULL,
    object_kind      text NOT NULL,
    object_id        uuid,
    from_state       text,
    to_state         text,
    sha256           bytea,
    sm3              bytea,
    size             bigint,
    detail_digest    bytea CONSTRAINT audit_entry_detail_digest_is_32_bytes CHECK (octet_length(detail_digest) = 32),
    request_id       text NOT NULL,
    PRIMARY KEY (audit_id, recorded_at),
    CONSTRAINT audit_entry_sequence_belongs_to_a_project CHECK ((project_seq IS NULL) OR (project_id IS NOT NULL))
) PARTITION BY RANGE (recorded_at);
CREATE INDEX audit_entry_by_time ON audit_entry (recorded_at, audit_id);
CREATE INDEX audit_entry_by_project ON audit_entry (project_id, recorded_at, audit_id);
CREATE INDEX audit_entry_by_person ON audit_entry (person_id, recorded_at, audit_id);
CREATE INDEX audit_entry_by_organisation ON audit_entry (organisation_id, recorded_at, audit_id);
CREATE INDEX audit_entry_by_object ON audit_entry (object_id, recorded_at, audit_id);
CREATE INDEX audit_entry_by_act ON audit_entry (act, recorded_at, audit_id);
CREATE INDEX audit_entry_by_result ON audit_entry (result, recorded_at, audit_id) WHERE result <> 'ok';
CREATE INDEX audit_entry_by_case ON audit_entry (case_id, recorded_at, audit_id);

-- Nothing is lost when nobody made the month's partition: it goes to the default one.
CREATE TABLE audit_entry_default PARTITION OF audit_entry DEFAULT;

-- Makes the partitions of the month that holds `at` and of the three after it, and says how many were missing.
--
-- A month whose entries went to the default partition already stays there: moving them would mean deleting entries. Run by every migration and every
-- hour by a worker; a reader that holds the table for long makes it give up after two seconds, not the writers wait behind it.
CREATE FUNCTION audit_make_partitions(at timestamptz) RETURNS integer LANGUAGE plpgsql SET search_path = lianshen, pg_temp SET lock_timeout = '2s' AS $$
DECLARE
    first_day timestamptz;
    next_month timestamptz;
    partition_name text;
    made integer := 0;
BEGIN
    FOR n IN 0..3 LOOP
        first_day := (date_trunc('month', at AT TIME ZONE 'UTC') + make_interval(months => n)) AT TIME ZONE 'UTC';
        next_month := (date_trunc('month', at AT TIME ZONE 'UTC') + make_interval(months => n + 1)) AT TIME ZONE 'UTC';
        partition_name := 'audit_entry_' || to_char(first_day AT TIME ZONE 'UTC', 'YYYYMM');
        CONTINUE WHEN to_regclass('lianshen.' || partition_name) IS NOT NULL;
        -- Two that make the same month at once: the second waits here and then finds it.
        PERFORM pg_advisory_xact_lock(hashtext('lianshen.audit_partition'));
        CONTINUE WHEN to_regclass('lianshen.' || partition_name) IS NOT NULL;
        CONTINUE WHEN EXISTS (SELECT FROM audit_entry_default WHERE recorded_at >= first_day AND recorded_at < next_month);
        EXECUTE format('CREATE TABLE lianshen.%I PARTITION OF lianshen.audit_entry FOR VALUES FROM (%L) TO (%L)', partition_name, first_day, next_month);
        -- Row triggers come with the partition, statement triggers do not.
        EXECUTE format('CREATE TRIGGER audit_entry_is_never_truncated BEFORE TRUNCATE ON lianshen.%I FOR EACH STATEMENT EXECUTE FUNCTION lianshen.audit_is_append_only()',
                       partition_name);
        made := made + 1;
    END LOOP;
    RETURN made;
END $$;

-- The same for the database's own present, as the service may call it.
CREATE FUNCTION audit_make_partitions() RETURNS integer LANGUAGE sql SECURITY DEFINER SET search_path = lianshen, pg_temp AS $$
    SELECT audit_make_partitions(clock_timestamp())
$$;

-- The counter row is locked last in every statement: review, case, then this.
CREATE TABLE audit_counter (
    project_id uuid PRIMARY KEY,      -- no reference: the row must stand before the statement that makes the project and writes its first entry
    last_seq   bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

-- Unique across partitions, which an index on the partitioned table cannot be.
CREATE TABLE audit_project_seq (
    project_id  uuid NOT NULL,
    project_seq bigint NOT NULL,
    audit_id    bigint NOT NULL,
    PRIMARY KEY (project_id, project_seq)
);

CREATE TABLE audit_pending (
    audit_id    bigint PRIMARY KEY,
    recorded_at timestamptz NOT NULL
);

-- Free text and before/after. Erasable; what was committed is HMAC-SHA256(salt, body).
CREATE TABLE audit_detail (
    audit_id bigint PRIMARY KEY,
    case_id  uuid,
    salt     bytea NOT NULL CONSTRAINT audit_detail_salt_is_32_bytes CHECK (octet_length(salt) = 32),
    body     text NOT NULL
);

-- One view a person, sheet revision and quarter of an hour.
CREATE TABLE view_mark (
    person_id uuid NOT NULL REFERENCES person,
    object_id uuid NOT NULL,
    quarter   bigint NOT NULL,
    PRIMARY KEY (person_id, object_id, quarter)
);
CREATE INDEX view_mark_by_age ON view_mark (quarter);

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit entries are append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_entry_is_append_only BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_entry_is_never_truncated BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_entry_is_never_truncated BEFORE TRUNCATE ON audit_entry_default FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_project_seq_is_append_only BEFORE UPDATE OR DELETE ON audit_project_seq FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_project_seq_is_never_truncated BEFORE TRUNCATE ON audit_project_seq FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

SELECT audit_make_partitions(clock_timestamp());

-- An answer that was given once is given again. Unique per organisation: a key held by somebody else is neither seen nor taken.
CREATE TABLE idempotency_key (
    organisation_id uuid NOT NULL REFERENCES organisation,
    person_id       uuid NOT NULL REFERENCES person,
    key             text NOT NULL CONSTRAINT idempotency_key_is_bounded CHECK (length(key) BETWEEN 1 AND 200),
    route           text NOT NULL,
    body_sha256     bytea NOT NULL,
    status          integer NOT NULL,
    response        bytea NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (organisation_id, person_id, key)
);
CREATE INDEX idempotency_key_by_age ON idempotency_key (created_at);
