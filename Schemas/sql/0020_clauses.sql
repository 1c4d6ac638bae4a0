-- The clause library: what codes say, which edition was in force when, and until when a clause was mandatory.
-- A row lives from the import that brought it to the one that took it away; what a past library said stays readable.

CREATE TABLE clause_version (
    version     integer PRIMARY KEY CONSTRAINT clause_version_is_positive CHECK (version > 0),
    author_id   uuid NOT NULL REFERENCES person,
    imported_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    note        text NOT NULL DEFAULT '' CONSTRAINT clause_version_note_is_bounded CHECK (length(note) <= 1000),
    sha256      bytea NOT NULL CONSTRAINT clause_version_sha256_is_32_bytes CHECK (octet_length(sha256) = 32),
    clauses     integer NOT NULL,
    added       integer NOT NULL,
    changed     integer NOT NULL,
    removed     integer NOT NULL
);

CREATE TABLE clause (
    clause_id     uuid PRIMARY KEY DEFAULT uuid_v7(),
    since_version integer NOT NULL REFERENCES clause_version,
    until_version integer REFERENCES clause_version,
    code          text NOT NULL CONSTRAINT clause_code_is_bounded CHECK (length(code) BETWEEN 1 AND 100),
    edition       text NOT NULL CONSTRAINT clause_edition_is_bounded CHECK (length(edition) BETWEEN 1 AND 100),
    clause        text NOT NULL CONSTRAINT clause_number_is_bounded CHECK (length(clause) BETWEEN 1 AND 100),
    status        text NOT NULL CONSTRAINT clause_status_is_known CHECK (status IN ('checked', 'to_be_checked')),
    body          jsonb NOT NULL,                    -- the row as it was imported
    sha256        bytea NOT NULL CONSTRAINT clause_sha256_is_32_bytes CHECK (octet_length(sha256) = 32),
    code_key      text NOT NULL,                     -- what the names of one code have in common
    grams         text[] NOT NULL,                   -- letters and pairs of letters: what a search looks for, in any script and collation
    CONSTRAINT clause_ends_after_it_begins CHECK (until_version > since_version)
);
CREATE UNIQUE INDEX clause_present ON clause (code, edition, clause) WHERE until_version IS NULL;
CREATE INDEX clause_by_key ON clause (code_key, clause text_pattern_ops) WHERE until_version IS NULL;
CREATE INDEX clause_by_gram ON clause USING gin (grams) WHERE until_version IS NULL;
CREATE INDEX clause_by_version ON clause (since_version, until_version);

GRANT SELECT, INSERT ON clause_version, clause TO lianshen_service;
GRANT UPDATE (until_version) ON clause TO lianshen_service;
