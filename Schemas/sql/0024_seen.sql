-- Which comments of the other bodies a reviewer has read, and which he had not when he decided.

-- Once a person and comment: reading it again writes nothing.
CREATE TABLE comment_seen (
    comment_id      uuid NOT NULL REFERENCES comment,
    person_id       uuid NOT NULL REFERENCES person,
    case_id         uuid NOT NULL,                   -- the comment's; without a reference of its own, so that reading waits for nobody who holds the case
    owner_id        uuid NOT NULL REFERENCES organisation,
    organisation_id uuid NOT NULL REFERENCES organisation,
    seen_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (comment_id, person_id)
);
CREATE INDEX comment_seen_by_case ON comment_seen (case_id, seen_at, comment_id, person_id);

-- NULL for a decision of before this step: nobody knows.
ALTER TABLE decision ADD COLUMN unseen uuid[];
CREATE INDEX decision_by_case ON decision (case_id, decided_at, decision_id);

GRANT SELECT, INSERT ON comment_seen TO lianshen_service;
