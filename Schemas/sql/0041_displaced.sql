-- Whose review was given to another: while he has nothing else to do in the case, he reads it no more than who stepped aside.
CREATE TABLE displacement (
    review_id    uuid NOT NULL REFERENCES review,
    person_id    uuid NOT NULL REFERENCES person,
    case_id      uuid NOT NULL REFERENCES joint_case,
    owner_id     uuid NOT NULL REFERENCES organisation,
    discipline   text NOT NULL CONSTRAINT displacement_discipline_is_known CHECK (discipline IN (
        'planning', 'fire', 'civil_defence', 'meteorology', 'structural')),
    displaced_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (review_id, person_id)
);
CREATE INDEX displacement_by_case ON displacement (case_id, person_id);
-- Which cases somebody is aside from, for lists that run over many.
CREATE INDEX displacement_by_person ON displacement (person_id, case_id);
CREATE INDEX recusal_by_person ON recusal (person_id, case_id);
GRANT SELECT, INSERT ON displacement TO lianshen_service;
