-- What is submitted and reviewed. Every case table carries the organisation columns that row policies need;
-- lists start at case_party, which carries their sort key.

CREATE TABLE project (
    project_id   uuid PRIMARY KEY,
    project_code text,
    name         text NOT NULL CONSTRAINT project_name_is_not_empty CHECK (length(name) BETWEEN 1 AND 200),
    region       text NOT NULL DEFAULT '',
    owner_id     uuid NOT NULL REFERENCES organisation,
    facts        jsonb NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT project_code_is_unique UNIQUE (project_code)
);
CREATE INDEX project_by_owner ON project (owner_id, created_at, project_id);

-- The case (报审件). CASE is a reserved word of SQL, hence the longer name; its key is case_id everywhere.
CREATE TABLE joint_case (
    case_id      uuid PRIMARY KEY,
    project_id   uuid NOT NULL REFERENCES project,
    owner_id     uuid NOT NULL REFERENCES organisation,
    lead_id      uuid NOT NULL REFERENCES organisation,
    case_number  text NOT NULL,
    title        text NOT NULL,
    state        text NOT NULL CONSTRAINT joint_case_state_is_known CHECK (state IN (
        'draft', 'awaiting_owner_confirm', 'submitted', 'deficient', 'refused', 'accepted', 'accepted_with_debts', 'in_first_review', 'reconciling',
        'opinions_issued', 'revising', 'in_re_review', 'passed', 'certified', 'failed', 'disputed', 'change_requested', 'change_in_review',
        'withdrawn', 'superseded', 'revoked', 'archived', 'closed')),
    profile      text NOT NULL,
    round        integer NOT NULL DEFAULT 1 CONSTRAINT joint_case_round_is_positive CHECK (round > 0),
    remaining    smallint NOT NULL DEFAULT 0 CONSTRAINT joint_case_remaining_is_a_count CHECK (remaining >= 0),
    version      integer NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    confirmed_at timestamptz,
    confirmed_by uuid REFERENCES person,
    submitted_at timestamptz,
    accepted_at  timestamptz,
    accepted_by_rule text,                       -- name of the rule when the system accepted; NULL when a person did
    due_at       timestamptz,
    deadline     jsonb,                          -- the limit that due_at comes from
    reason       text,
    CONSTRAINT joint_case_number_is_unique UNIQUE (case_number)
) WITH (fillfactor = 80);
CREATE INDEX joint_case_by_project ON joint_case (project_id, created_at);

CREATE TABLE case_number_counter (
    year      integer PRIMARY KEY,
    last_used integer NOT NULL
);

-- Narrow on purpose: every list of cases is an index scan of this table.
CREATE TABLE case_party (
    organisation_id uuid NOT NULL REFERENCES organisation,
    case_id         uuid NOT NULL REFERENCES joint_case,
    opened_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    roles           text[] NOT NULL CONSTRAINT case_party_roles_are_known CHECK (roles <@ ARRAY[
        'owner', 'design_institute', 'survey_firm', 'review_body', 'lead_body', 'authority', 'regulator', 'quality_supervisor', 'contractor']),
    PRIMARY KEY (organisation_id, case_id)
);
CREATE INDEX case_party_list ON case_party (organisation_id, opened_at DESC, case_id DESC);
CREATE INDEX case_party_by_case ON case_party (case_id);

-- One part of the set for each invited institute; the case goes on when all are sealed.
CREATE TABLE case_part (
    case_id      uuid NOT NULL REFERENCES joint_case,
    institute_id uuid NOT NULL REFERENCES organisation,
    invited_by   uuid REFERENCES person,
    invited_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (case_id, institute_id)
);

CREATE TABLE case_role (
    case_id    uuid NOT NULL REFERENCES joint_case,
    owner_id   uuid NOT NULL REFERENCES organisation,
    person_id  uuid NOT NULL REFERENCES person,
    role       text NOT NULL CONSTRAINT case_role_is_known CHECK (role IN (
        'owner', 'owner_agent', 'project_leader', 'specialty_designer', 'survey_firm', 'desk_clerk', 'dispatcher', 'reviewer', 'checker', 'technical_head',
        'issuer', 'authority_decider', 'lead', 'regulator', 'quality_supervisor', 'contractor', 'system_administrator', 'security_administrator',
        'audit_administrator', 'system')),
    specialty  text NOT NULL DEFAULT '',
    ends_at    timestamptz,
    PRIMARY KEY (case_id, person_id, role, specialty)
);

CREATE TABLE package (
    package_id   uuid PRIMARY KEY,
    case_id      uuid NOT NULL REFERENCES joint_case,
    project_id   uuid NOT NULL REFERENCES project,
    owner_id     uuid NOT NULL REFERENCES organisation,
    institute_id uuid NOT NULL REFERENCES organisation,
    round        integer NOT NULL,
    file_name    text NOT NULL,
    sha256       bytea NOT NULL CONSTRAINT package_sha256_is_32_bytes CHECK (octet_length(sha256) = 32),
    sm3          bytea CONSTRAINT package_sm3_is_32_bytes CHECK (octet_length(sm3) = 32),
    size         bigint NOT NULL CONSTRAINT package_size_is_positive CHECK (size >= 0),
    state        text NOT NULL CONSTRAINT package_state_is_known CHECK (state IN ('uploaded', 'checked', 'rejected', 'sealed', 'superseded')),
    replaces     uuid REFERENCES package,
    check_report jsonb,
    uploaded_by  uuid NOT NULL REFERENCES person,
    uploaded_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    checked_at   timestamptz,
    sealed_by    uuid REFERENCES person,
    sealed_at    timestamptz,
    CONSTRAINT package_is_sealed_by_somebody CHECK ((state = 'sealed') <= (sealed_at IS NOT NULL AND sealed_by IS NOT NULL))
);
CREATE INDEX package_by_case ON package (case_id, round, uploaded_at);
-- One institute has one sealed part a round.
CREATE UNIQUE INDEX package_one_sealed_part ON package (case_id, institute_id, round) WHERE state = 'sealed';
-- What an institute's quota counts, without a visit to the table.
CREATE INDEX package_by_institute ON package (institute_id) INCLUDE (size);
CREATE INDEX package_by_digest ON package (sha256);

CREATE TABLE package_entry (
    package_id uuid NOT NULL REFERENCES package,
    ordinal    integer NOT NULL,
    case_id    uuid NOT NULL REFERENCES joint_case,
    owner_id   uuid NOT NULL REFERENCES organisation,
    raw_name   bytea NOT NULL,
    name       text NOT NULL,
    encoding   text NOT NULL,
    sha256     bytea CONSTRAINT package_entry_sha256_is_32_bytes CHECK (octet_length(sha256) = 32),
    size       bigint NOT NULL,
    role       text NOT NULL CONSTRAINT package_entry_role_is_known CHECK (role IN ('manifest', 'sheet', 'document', 'reference', 'other', 'directory')),
    PRIMARY KEY (package_id, ordinal)
);
CREATE INDEX package_entry_by_digest ON package_entry (sha256);

CREATE TABLE finding (
    package_id uuid NOT NULL REFERENCES package,
    ordinal    integer NOT NULL,
    case_id    uuid NOT NULL REFERENCES joint_case,
    owner_id   uuid NOT NULL REFERENCES organisation,
    code       text NOT NULL,
    severity   text NOT NULL CONSTRAINT finding_severity_is_known CHECK (severity IN ('reject', 'warn')),
    file       text NOT NULL,
    sheet      text,
    line       integer,
    message_zh text NOT NULL,
    message_en text NOT NULL,
    remedy_zh  text NOT NULL CONSTRAINT finding_names_its_remedy CHECK (length(remedy_zh) > 0),
    remedy_en  text NOT NULL CONSTRAINT finding_names_its_remedy_in_english CHECK (length(remedy_en) > 0),
    PRIMARY KEY (package_id, ordinal)
);

-- A sheet revision: the three values of identity are the file's digest (evidence), the page's digest and its look (a hint).
CREATE TABLE sheet (
    sheet_id     uuid PRIMARY KEY,
    package_id   uuid NOT NULL REFERENCES package,
    case_id      uuid NOT NULL REFERENCES joint_case,
    owner_id     uuid NOT NULL REFERENCES organisation,
    institute_id uuid NOT NULL REFERENCES organisation,
    ordinal      integer NOT NULL,
    number       text NOT NULL,
    title        text NOT NULL,
    revision     text NOT NULL,
    specialty    text NOT NULL,
    kind         text NOT NULL CONSTRAINT sheet_kind_is_known CHECK (kind IN (
        'drawing_list', 'design_notes', 'site_plan', 'fire_site_plan', 'basement_plan', 'floor_plan', 'roof_plan', 'elevation', 'section', 'detail',
        'civil_defence_plan', 'foundation', 'structural_plan', 'reinforcement', 'plumbing', 'ventilation', 'electrical', 'lightning', 'other')),
    file         text NOT NULL,
    page         integer NOT NULL,
    width        double precision NOT NULL,
    height       double precision NOT NULL,
    rotation     integer NOT NULL DEFAULT 0,
    file_sha256  bytea NOT NULL CONSTRAINT sheet_file_sha256_is_32_bytes CHECK (octet_length(file_sha256) = 32),
    page_digest  text,
    look         text,
    restricted   boolean NOT NULL DEFAULT false,
    CONSTRAINT sheet_place_in_package_is_unique UNIQUE (package_id, ordinal),
    CONSTRAINT sheet_number_in_package_is_unique UNIQUE (package_id, number)
);
CREATE INDEX sheet_by_case ON sheet (case_id, number);
CREATE INDEX sheet_by_file_digest ON sheet (file_sha256);

CREATE TABLE notice (
    notice_id       uuid PRIMARY KEY,
    case_id         uuid NOT NULL REFERENCES joint_case,
    organisation_id uuid NOT NULL REFERENCES organisation,
    kind            text NOT NULL CONSTRAINT notice_kind_is_known CHECK (kind IN (
        'deficiency', 'refusal', 'deadline', 'review_opened', 'opinion', 'idle_review', 'report', 'reassigned', 'withdrawn', 'job_failed')),
    body            jsonb NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    read_at         timestamptz
);
CREATE INDEX notice_list ON notice (organisation_id, created_at DESC, notice_id DESC);
