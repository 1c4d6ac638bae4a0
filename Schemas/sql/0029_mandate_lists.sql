-- Whose turn it is names also those who act under a mandate: all mandates of an organisation are asked for.
CREATE INDEX mandate_by_organisation ON mandate (organisation_id, ends_at) WHERE revoked_at IS NULL;
