-- What the auditor compares of names and titles: digests, so that he learns none. The database makes them itself of what the rows say.
ALTER TABLE package_entry ADD COLUMN name_sha256 bytea GENERATED ALWAYS AS (sha256(replace(name, E'\\', E'\\\\')::bytea)) STORED;
ALTER TABLE sheet ADD COLUMN words_sha256 bytea GENERATED ALWAYS AS (
    sha256(replace(number || E'\n' || title || E'\n' || revision || E'\n' || specialty || E'\n' || kind || E'\n' || file, E'\\', E'\\\\')::bytea)) STORED;

-- Which bytes stand behind which sheet and which name, as it was hashed for the log with the check of a package: the list itself, beside the rows that were
-- made with it, so that one that was changed later can be named.
-- Last, so that nobody waits for it while the tables above are written anew.
ALTER TABLE package ADD COLUMN bindings bytea;

GRANT UPDATE (bindings) ON package TO lianshen_service;
GRANT SELECT (bindings) ON package TO lianshen_auditor;
GRANT SELECT (name_sha256) ON package_entry TO lianshen_auditor;
GRANT SELECT (ordinal, page, words_sha256) ON sheet TO lianshen_auditor;

-- Where a project lies, so that the auditor sees whether its entries are shown to the regulator of that place.
GRANT SELECT (project_id, region) ON project TO lianshen_auditor;
