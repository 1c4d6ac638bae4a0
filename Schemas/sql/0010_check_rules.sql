-- Rules of the check: drafts that somebody else approves, one set in force at a time, tried on packages of the past.

ALTER TABLE rule DROP CONSTRAINT rule_kind_is_known;
ALTER TABLE rule ADD CONSTRAINT rule_kind_is_known CHECK (kind IN ('limit', 'profile', 'relevance', 'auto_accept', 'check'));
ALTER TABLE rule ADD COLUMN approved_at timestamptz;
-- Rules of before this step keep what was written then.
ALTER TABLE rule ADD CONSTRAINT rule_approver_is_not_its_author CHECK (approved_by <> author) NOT VALID;

-- A draft lies beside what is in force; only approval puts it there.
ALTER TABLE rule DROP CONSTRAINT rule_in_force_is_one;
ALTER TABLE rule ADD CONSTRAINT rule_in_force_is_one
    EXCLUDE USING gist (kind WITH =, name WITH =, daterange(effective_from, effective_to) WITH &&) WHERE (kind <> 'check');
ALTER TABLE rule ADD CONSTRAINT rule_check_in_force_is_one
    EXCLUDE USING gist (daterange(effective_from, effective_to) WITH &&) WHERE (kind = 'check' AND approved_by IS NOT NULL);

-- Packages that were checked, newest first: what a set of rules is tried on.
CREATE INDEX package_checked_list ON package (checked_at DESC, package_id DESC) WHERE checked_at IS NOT NULL;

-- Who may open a restricted sheet, and why not everybody; the log keeps every change of it.
ALTER TABLE sheet
    ADD COLUMN restricted_to     text[] CONSTRAINT sheet_restricted_to_is_known CHECK (restricted_to <@ ARRAY[
        'planning', 'fire', 'civil_defence', 'meteorology', 'structural']),
    ADD COLUMN restricted_reason text,
    ADD COLUMN restricted_by     uuid REFERENCES person,
    ADD COLUMN restricted_at     timestamptz;
CREATE INDEX sheet_restricted ON sheet (case_id) WHERE restricted;

GRANT UPDATE (approved_by, approved_at) ON rule TO lianshen_service;
GRANT UPDATE (restricted, restricted_to, restricted_reason, restricted_by, restricted_at) ON sheet TO lianshen_service;
