-- The log as a tree (RFC 6962): which entry is which leaf, and the bytes that were hashed.
-- Written by the sequencer alone, in its own role. Everything here can be made again from audit_entry but the order of the leaves.

-- One row: a tree, its right edge, and who may append. Each sequencer that takes over raises the term, so one that was away too long cannot go on.
CREATE TABLE log_tree (
    one      boolean PRIMARY KEY DEFAULT true CONSTRAINT log_tree_is_one CHECK (one),
    origin   text NOT NULL,
    size     bigint NOT NULL DEFAULT 0 CONSTRAINT log_tree_size_is_counted CHECK (size >= 0),
    frontier bytea NOT NULL DEFAULT '' CONSTRAINT log_tree_frontier_is_hashes CHECK (octet_length(frontier) % 32 = 0),
    term     bigint NOT NULL DEFAULT 1
) WITH (fillfactor = 50);

-- No index on leaf_index: whoever has the index finds the entry in the batch that holds it.
CREATE TABLE log_leaf (
    audit_id   bigint PRIMARY KEY,
    leaf_index bigint NOT NULL
);

-- The bytes that were hashed, as they stand in bundles: each entry after its length in two bytes. Never made again from columns.
CREATE TABLE log_batch (
    first_index bigint PRIMARY KEY,
    entries     integer NOT NULL CONSTRAINT log_batch_has_entries CHECK (entries > 0),
    audit_ids   bigint[] NOT NULL CONSTRAINT log_batch_names_its_entries CHECK (cardinality(audit_ids) = entries),
    bytes       bytea COMPRESSION lz4 NOT NULL,
    made_at     timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- The last numbered entry of every project: what the next one names as the one before.
CREATE TABLE log_project (
    project_id  uuid PRIMARY KEY,
    project_seq bigint NOT NULL CONSTRAINT log_project_counts_from_one CHECK (project_seq > 0),
    leaf_hash   bytea NOT NULL CONSTRAINT log_project_hash_is_32_bytes CHECK (octet_length(leaf_hash) = 32)
) WITH (fillfactor = 70);

CREATE TRIGGER log_leaf_is_append_only BEFORE UPDATE OR DELETE ON log_leaf FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER log_leaf_is_never_truncated BEFORE TRUNCATE ON log_leaf FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER log_batch_is_append_only BEFORE UPDATE OR DELETE ON log_batch FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER log_batch_is_never_truncated BEFORE TRUNCATE ON log_batch FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

-- A queue that is emptied ten times a second: what was taken must not be walked over again.
ALTER TABLE audit_pending SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);

GRANT SELECT, INSERT ON log_tree, log_leaf, log_batch, log_project TO lianshen_sequencer;
GRANT UPDATE (size, frontier, term) ON log_tree TO lianshen_sequencer;
GRANT UPDATE (project_seq, leaf_hash) ON log_project TO lianshen_sequencer;
GRANT SELECT ON log_tree, log_leaf, log_batch, log_project TO lianshen_auditor;
GRANT SELECT ON log_tree, log_leaf TO lianshen_service;
-- Whether free text and persons are those that the entries commit to; never who the persons are.
GRANT SELECT ON audit_detail TO lianshen_auditor;
GRANT SELECT (person_id, log_year, commitment) ON person_salt TO lianshen_auditor;
GRANT SELECT (audit_id) ON audit_pending TO lianshen_auditor;

-- What the database says of an entry itself, nobody else may say: its number, its identifier and its time.
REVOKE INSERT ON audit_entry FROM lianshen_service;
GRANT INSERT (project_id, project_seq, case_id, act, result, person_id, actor_commitment, organisation_id, role, object_kind, object_id, from_state, to_state,
              sha256, sm3, size, detail_digest, request_id) ON audit_entry TO lianshen_service;
