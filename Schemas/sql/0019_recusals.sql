-- Who stepped aside for interest (回避), and why: never the same person again in the same discipline of the same case.
CREATE TABLE recusal (
    review_id  uuid NOT NULL REFERENCES review,
    person_id  uuid NOT NULL REFERENCES person,
    case_id    uuid NOT NULL REFERENCES joint_case,
    owner_id   uuid NOT NULL REFERENCES organisation,
    discipline text NOT NULL CONSTRAINT recusal_discipline_is_known CHECK (discipline IN ('planning', 'fire', 'civil_defence', 'meteorology', 'structural')),
    reason     text NOT NULL CONSTRAINT recusal_reason_is_bounded CHECK (length(reason) BETWEEN 1 AND 2000),
    recused_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (review_id, person_id)
);
CREATE INDEX recusal_by_case ON recusal (case_id, discipline, person_id);
GRANT SELECT, INSERT ON recusal TO lianshen_service;
