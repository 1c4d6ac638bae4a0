-- Who exists: the database itself, organisations, people, what they may be, and how they sign in.

CREATE SCHEMA IF NOT EXISTS lianshen;

CREATE TABLE database_identity (
    only_one     boolean PRIMARY KEY DEFAULT true CONSTRAINT database_identity_is_one_row CHECK (only_one),
    database_id  uuid NOT NULL DEFAULT gen_random_uuid(),
    simulated    boolean NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- The business clock: due dates and statistics. Only a database that was created simulated listens to another clock than its own.
CREATE FUNCTION business_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN simulated THEN coalesce(nullif(current_setting('lianshen.effective_at', true), '')::timestamptz, statement_timestamp())
                ELSE statement_timestamp() END
      FROM database_identity
$$;

-- The check character of GB 32100-2015: weights 3^(i-1) mod 31, the sum completed to a multiple of 31. NULL for a body that is none.
CREATE FUNCTION credit_code_check_character(body text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT substr(c.alphabet, (31 - sum((strpos(c.alphabet, substr(body, i, 1)) - 1) * c.weights[i])::integer % 31) % 31 + 1, 1)
      FROM generate_series(1, 17) AS i,
           (SELECT '0123456789ABCDEFGHJKLMNPQRTUWXY' AS alphabet, ARRAY[1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] AS weights) AS c
     WHERE length(body) = 17
     GROUP BY c.alphabet
$$;

CREATE TABLE organisation (
    organisation_id uuid PRIMARY KEY,
    credit_code     text NOT NULL CONSTRAINT organisation_credit_code_is_well_formed CHECK (credit_code ~ '^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$'),
    name            text NOT NULL CONSTRAINT organisation_name_is_not_empty CHECK (length(name) BETWEEN 1 AND 200),
    region          text NOT NULL DEFAULT '',
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT organisation_credit_code_is_unique UNIQUE (credit_code),
    CONSTRAINT organisation_credit_code_has_its_check_character CHECK (right(credit_code, 1) = credit_code_check_character(left(credit_code, 17)))
);

-- What an organisation is in the trade. A review body serves disciplines; everybody else has discipline ''.
CREATE TABLE organisation_function (
    organisation_id uuid NOT NULL REFERENCES organisation,
    function        text NOT NULL CONSTRAINT organisation_function_is_known CHECK (function IN (
        'owner', 'design_institute', 'survey_firm', 'review_body', 'lead_body', 'authority', 'regulator', 'quality_supervisor', 'contractor', 'operator')),
    discipline      text NOT NULL DEFAULT '' CONSTRAINT organisation_function_discipline_is_known CHECK (discipline IN (
        '', 'planning', 'fire', 'civil_defence', 'meteorology', 'structural')),
    PRIMARY KEY (organisation_id, function, discipline)
);
CREATE INDEX organisation_function_by_discipline ON organisation_function (function, discipline, organisation_id);

CREATE TABLE person (
    person_id       uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation,
    sign_in_name    text NOT NULL CONSTRAINT person_sign_in_name_is_well_formed CHECK (sign_in_name ~ '^[a-z0-9._-]{2,64}$'),
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    disabled_at     timestamptz,
    CONSTRAINT person_sign_in_name_is_unique UNIQUE (sign_in_name)
);
CREATE INDEX person_by_organisation ON person (organisation_id, person_id);

-- Personal data stands apart so that it can be erased without touching anything that was proved about it.
CREATE TABLE person_detail (
    person_id uuid PRIMARY KEY REFERENCES person,
    name      text NOT NULL CONSTRAINT person_detail_name_is_not_empty CHECK (length(name) BETWEEN 1 AND 100),
    email     text,
    phone     text
);

-- One salt a person and log year: log entries carry HMAC-SHA256(salt, record), never the record.
CREATE TABLE person_salt (
    person_id  uuid NOT NULL REFERENCES person,
    log_year   integer NOT NULL,
    salt       bytea NOT NULL CONSTRAINT person_salt_is_32_bytes CHECK (octet_length(salt) = 32),
    commitment bytea NOT NULL CONSTRAINT person_salt_commitment_is_32_bytes CHECK (octet_length(commitment) = 32),
    PRIMARY KEY (person_id, log_year)
);

CREATE TABLE person_role (
    person_id  uuid NOT NULL REFERENCES person,
    role       text NOT NULL CONSTRAINT person_role_is_known CHECK (role IN (
        'owner', 'owner_agent', 'project_leader', 'specialty_designer', 'survey_firm', 'desk_clerk', 'dispatcher', 'reviewer', 'checker', 'technical_head',
        'issuer', 'authority_decider', 'lead', 'regulator', 'quality_supervisor', 'contractor', 'system_administrator', 'security_administrator',
        'audit_administrator', 'system')),
    discipline text NOT NULL DEFAULT '' CONSTRAINT person_role_discipline_is_known CHECK (discipline IN (
        '', 'planning', 'fire', 'civil_defence', 'meteorology', 'structural')),
    PRIMARY KEY (person_id, role, discipline)
);
-- Nobody holds two of the three administrations (三权分立).
CREATE UNIQUE INDEX person_role_administrations_exclude_each_other ON person_role (person_id)
    WHERE role IN ('system_administrator', 'security_administrator', 'audit_administrator');

CREATE TABLE access_token (
    token_id     uuid PRIMARY KEY,
    token_hash   bytea NOT NULL CONSTRAINT access_token_hash_is_sha256 CHECK (octet_length(token_hash) = 32),
    person_id    uuid NOT NULL REFERENCES person,
    label        text NOT NULL DEFAULT '',
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at   timestamptz NOT NULL,
    revoked_at   timestamptz,
    CONSTRAINT access_token_hash_is_unique UNIQUE (token_hash),
    CONSTRAINT access_token_lives_a_year_at_most CHECK (expires_at <= created_at + interval '366 days')
);
CREATE INDEX access_token_by_person ON access_token (person_id, created_at);

CREATE TABLE bootstrap_code (
    code_hash  bytea PRIMARY KEY,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);
