-- What an institute released stays as it was released: a later release takes its place, and history reads it by time.
CREATE TABLE answer_release (
    release_id   uuid PRIMARY KEY DEFAULT uuid_v7(),
    comment_id   uuid NOT NULL REFERENCES comment,
    round        integer NOT NULL,                      -- of the opinion that is answered
    case_id      uuid NOT NULL REFERENCES joint_case,
    owner_id     uuid NOT NULL REFERENCES organisation,
    institute_id uuid NOT NULL REFERENCES organisation,
    verdict      text NOT NULL CONSTRAINT answer_release_verdict_is_known CHECK (verdict IN ('accepted', 'not_accepted')),
    text         text NOT NULL CONSTRAINT answer_release_text_is_bounded CHECK (length(text) BETWEEN 1 AND 4000),
    sheet_number text CONSTRAINT answer_release_sheet_number_is_bounded CHECK (length(sheet_number) BETWEEN 1 AND 100),
    x            double precision,
    y            double precision,
    width        double precision CONSTRAINT answer_release_width_is_positive CHECK (width > 0),
    height       double precision CONSTRAINT answer_release_height_is_positive CHECK (height > 0),
    sheet_id     uuid REFERENCES sheet,                 -- the revision that went into the next round under that number
    author_id    uuid NOT NULL REFERENCES person,
    written_at   timestamptz NOT NULL,
    released_by  uuid NOT NULL REFERENCES person,
    released_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    replaced_at  timestamptz,                           -- by the next release; NULL for the one that stands
    CONSTRAINT answer_release_accepted_shows_where CHECK (verdict <> 'accepted' OR (sheet_number IS NOT NULL AND x IS NOT NULL AND y IS NOT NULL AND width IS NOT NULL AND height IS NOT NULL)),
    CONSTRAINT answer_release_is_replaced_later CHECK (replaced_at >= released_at)
);
CREATE UNIQUE INDEX answer_release_one_stands ON answer_release (comment_id, round) WHERE replaced_at IS NULL;
CREATE INDEX answer_release_by_comment ON answer_release (comment_id, round, released_at);
CREATE INDEX answer_release_by_case ON answer_release (case_id, round) WHERE replaced_at IS NULL;

INSERT INTO answer_release (comment_id, round, case_id, owner_id, institute_id, verdict, text, sheet_number, x, y, width, height, sheet_id, author_id, written_at,
                            released_by, released_at)
SELECT comment_id, round, case_id, owner_id, institute_id, verdict, text, sheet_number, x, y, width, height, sheet_id, author_id, written_at, released_by, released_at
  FROM answer WHERE released_at IS NOT NULL;
ALTER TABLE answer DROP COLUMN sheet_id;                -- of what was released, not of the paper that is written on

GRANT SELECT, INSERT ON answer_release TO lianshen_service;
GRANT UPDATE (sheet_id, replaced_at) ON answer_release TO lianshen_service;
