-- A case that goes through the green channel (绿色通道): who approved it and why. What it shortens is the rule profile's to say.
CREATE TABLE green_channel (
    case_id         uuid PRIMARY KEY REFERENCES joint_case,
    owner_id        uuid NOT NULL REFERENCES organisation,
    approver_id     uuid NOT NULL REFERENCES person,
    organisation_id uuid NOT NULL REFERENCES organisation,
    reason          text NOT NULL CONSTRAINT green_channel_reason_is_bounded CHECK (length(reason) BETWEEN 1 AND 2000),
    approved_at     timestamptz NOT NULL DEFAULT business_now()
);
GRANT SELECT, INSERT ON green_channel TO lianshen_service;
