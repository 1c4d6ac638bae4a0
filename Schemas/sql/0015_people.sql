-- How people come in with a password: what is kept of it, invitations to set one, sessions, and how often it was tried in vain.

CREATE TABLE person_password (
    person_id uuid PRIMARY KEY REFERENCES person,
    phc       text NOT NULL CONSTRAINT person_password_is_argon2id CHECK (phc LIKE '$argon2id$%' AND length(phc) < 400),
    version   integer NOT NULL DEFAULT 1,        -- grows when another password is set, not when the same one is hashed anew
    set_at    timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- A code that sets the first password, or another when it was forgotten: once, and for a while.
CREATE TABLE invitation (
    invitation_id uuid PRIMARY KEY,
    code_hash     bytea NOT NULL CONSTRAINT invitation_hash_is_sha256 CHECK (octet_length(code_hash) = 32),
    person_id     uuid NOT NULL REFERENCES person,
    issued_by     uuid REFERENCES person,
    created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at    timestamptz NOT NULL,
    ended_at      timestamptz,
    ended_because text CONSTRAINT invitation_end_is_known CHECK (ended_because IN ('used', 'replaced', 'disabled')),
    CONSTRAINT invitation_hash_is_unique UNIQUE (code_hash),
    CONSTRAINT invitation_lives_a_week_at_most CHECK (expires_at <= created_at + interval '169 hours'),
    CONSTRAINT invitation_ends_for_a_reason CHECK ((ended_at IS NULL) = (ended_because IS NULL))
);
-- The latest one counts; a letter that was lost opens nothing once there is another.
CREATE UNIQUE INDEX invitation_one_open ON invitation (person_id) WHERE ended_at IS NULL;

CREATE TABLE session (
    session_id    uuid PRIMARY KEY,
    token_hash    bytea NOT NULL CONSTRAINT session_hash_is_sha256 CHECK (octet_length(token_hash) = 32),
    person_id     uuid NOT NULL REFERENCES person,
    address       text NOT NULL DEFAULT '',
    client        text NOT NULL DEFAULT '' CONSTRAINT session_client_is_bounded CHECK (length(client) <= 200),
    created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    seen_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    idle_seconds  integer NOT NULL CONSTRAINT session_idles_for_a_while CHECK (idle_seconds > 0),
    expires_at    timestamptz NOT NULL,          -- however busy it is
    ended_at      timestamptz,
    ended_because text CONSTRAINT session_end_is_known CHECK (ended_because IN ('signed_out', 'ended_elsewhere', 'password_changed', 'disabled')),
    CONSTRAINT session_token_is_unique UNIQUE (token_hash),
    CONSTRAINT session_ends_for_a_reason CHECK ((ended_at IS NULL) = (ended_because IS NULL))
) WITH (fillfactor = 80);
CREATE INDEX session_open ON session (person_id, created_at DESC, session_id DESC) WHERE ended_at IS NULL;
CREATE INDEX session_by_age ON session (expires_at);

-- Names are not kept, for a password is typed into the wrong field sooner or later: a digest under a key of this database, of the name and the place.
CREATE TABLE sign_in_key (
    only_one boolean PRIMARY KEY DEFAULT true CONSTRAINT sign_in_key_is_one_row CHECK (only_one),
    key      bytea NOT NULL DEFAULT sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
);
INSERT INTO sign_in_key DEFAULT VALUES;

CREATE TABLE sign_in_try (
    try_key      bytea PRIMARY KEY CONSTRAINT sign_in_try_key_is_32_bytes CHECK (octet_length(try_key) = 32),
    failures     integer NOT NULL DEFAULT 0 CONSTRAINT sign_in_try_failures_is_a_count CHECK (failures >= 0),
    last_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    succeeded_at timestamptz                     -- a place that the name has signed in from
) WITH (fillfactor = 70);
CREATE INDEX sign_in_try_by_age ON sign_in_try (last_at);

CREATE FUNCTION sign_in_try_key(name text, place text) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(key || sha256(convert_to(name, 'UTF8')) || convert_to(place, 'UTF8')) FROM sign_in_key
$$;

-- Authority that one person gives another for a while: to a colleague, or to an agent of another organisation.
CREATE TABLE mandate (
    mandate_id      uuid PRIMARY KEY,
    kind            text NOT NULL CONSTRAINT mandate_kind_is_known CHECK (kind IN ('delegation', 'agency')),
    organisation_id uuid NOT NULL REFERENCES organisation,   -- whose authority it is
    giver_id        uuid NOT NULL REFERENCES person,
    holder_id       uuid NOT NULL REFERENCES person,
    roles           text[] NOT NULL CONSTRAINT mandate_roles_are_some CHECK (cardinality(roles) > 0),
    cases           uuid[],                                  -- NULL is all of the organisation's
    starts_at       timestamptz NOT NULL,
    ends_at         timestamptz NOT NULL,
    reason          text NOT NULL CONSTRAINT mandate_reason_is_bounded CHECK (length(reason) BETWEEN 1 AND 1000),
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    revoked_at      timestamptz,
    revoked_by      uuid REFERENCES person,
    CONSTRAINT mandate_is_for_another CHECK (giver_id <> holder_id),
    CONSTRAINT mandate_ends_after_it_begins CHECK (ends_at > starts_at),
    CONSTRAINT mandate_is_revoked_by_somebody CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
);
CREATE INDEX mandate_by_giver ON mandate (giver_id, created_at DESC, mandate_id DESC);
CREATE INDEX mandate_by_holder ON mandate (holder_id, created_at DESC, mandate_id DESC);

GRANT SELECT, INSERT ON mandate TO lianshen_service;
GRANT UPDATE (revoked_at, revoked_by) ON mandate TO lianshen_service;
GRANT SELECT, INSERT ON person_password, invitation, session, sign_in_try TO lianshen_service;
GRANT SELECT ON sign_in_key TO lianshen_service;
GRANT UPDATE (phc, version, set_at) ON person_password TO lianshen_service;
GRANT UPDATE (ended_at, ended_because) ON invitation TO lianshen_service;
GRANT UPDATE (seen_at, ended_at, ended_because) ON session TO lianshen_service;
GRANT UPDATE (failures, last_at, succeeded_at), DELETE ON sign_in_try TO lianshen_service;
GRANT DELETE ON session TO lianshen_service;
GRANT UPDATE (disabled_at) ON person TO lianshen_service;
