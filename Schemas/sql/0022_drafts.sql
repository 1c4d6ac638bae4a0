-- What reviewers draw on sheets, drafts that only their authors see, and comments that a body makes often.

ALTER TABLE comment ADD COLUMN markup jsonb CONSTRAINT comment_markup_is_a_list CHECK (jsonb_typeof(markup) = 'array');

-- No act yet: a draft can be changed and thrown away, and the log knows nothing of it until it is published.
CREATE TABLE comment_draft (
    draft_id   uuid PRIMARY KEY,
    review_id  uuid NOT NULL REFERENCES review,
    case_id    uuid NOT NULL REFERENCES joint_case,
    owner_id   uuid NOT NULL REFERENCES organisation,
    body_id    uuid NOT NULL REFERENCES organisation,
    discipline text NOT NULL CONSTRAINT comment_draft_discipline_is_known CHECK (discipline IN ('planning', 'fire', 'civil_defence', 'meteorology', 'structural')),
    author_id  uuid NOT NULL REFERENCES person,
    content    jsonb NOT NULL,
    version    integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX comment_draft_by_review ON comment_draft (review_id, created_at, draft_id);

CREATE TABLE standard_comment (
    standard_id     uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation,
    discipline      text NOT NULL CONSTRAINT standard_comment_discipline_is_known CHECK (discipline IN (
        'planning', 'fire', 'civil_defence', 'meteorology', 'structural')),
    title           text NOT NULL CONSTRAINT standard_comment_title_is_bounded CHECK (length(title) BETWEEN 1 AND 200),
    content         jsonb NOT NULL,
    author_id       uuid NOT NULL REFERENCES person,
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    retired_at      timestamptz,
    retired_by      uuid REFERENCES person,
    CONSTRAINT standard_comment_is_retired_by_somebody CHECK ((retired_at IS NULL) = (retired_by IS NULL))
);
CREATE INDEX standard_comment_list ON standard_comment (organisation_id, discipline, title, standard_id) WHERE retired_at IS NULL;

GRANT SELECT, INSERT, DELETE ON comment_draft TO lianshen_service;
GRANT UPDATE (content, version, changed_at) ON comment_draft TO lianshen_service;
GRANT SELECT, INSERT ON standard_comment TO lianshen_service;
GRANT UPDATE (retired_at, retired_by) ON standard_comment TO lianshen_service;
