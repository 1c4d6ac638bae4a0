-- What a package holds, by digest, as it was hashed for the log: the bytes of the list stand beside the rows that were made with it, so that a row
-- that was changed later can be named.
ALTER TABLE package ADD COLUMN contents bytea;
ALTER TABLE package_entry ADD COLUMN sm3 bytea CONSTRAINT package_entry_sm3_is_32_bytes CHECK (octet_length(sm3) = 32);

GRANT UPDATE (contents) ON package TO lianshen_service;
-- Digests only: the auditor compares them with the log and learns no names.
GRANT SELECT (package_id, sha256, sm3, size, contents) ON package TO lianshen_auditor;
GRANT SELECT (package_id, ordinal, sha256, sm3, size) ON package_entry TO lianshen_auditor;
GRANT SELECT (sheet_id, package_id, file_sha256) ON sheet TO lianshen_auditor;
