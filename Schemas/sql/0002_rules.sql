-- What the rules say and when: versioned, effective-dated, with author, approval and legal source.

CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE rule (
    rule_id        uuid PRIMARY KEY,
    kind           text NOT NULL CONSTRAINT rule_kind_is_known CHECK (kind IN ('limit', 'profile', 'relevance', 'auto_accept')),
    name           text NOT NULL,
    version        integer NOT NULL CONSTRAINT rule_version_is_positive CHECK (version > 0),
    effective_from date NOT NULL,
    effective_to   date,
    body           jsonb NOT NULL,
    legal_basis    text NOT NULL CONSTRAINT rule_has_a_legal_basis CHECK (length(legal_basis) > 0),
    author         text NOT NULL,
    approved_by    text,
    created_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT rule_version_is_unique UNIQUE (kind, name, version),
    CONSTRAINT rule_ends_after_it_begins CHECK (effective_to IS NULL OR effective_to > effective_from),
    -- Two rules of one kind and name are never in force on the same day.
    CONSTRAINT rule_in_force_is_one EXCLUDE USING gist (kind WITH =, name WITH =, daterange(effective_from, effective_to) WITH &&)
);

CREATE TABLE calendar_day (
    day     date PRIMARY KEY,
    working boolean NOT NULL,
    kind    text NOT NULL,
    name    text NOT NULL,
    source  text NOT NULL
);
