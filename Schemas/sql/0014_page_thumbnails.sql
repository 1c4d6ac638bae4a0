-- Small pictures of every page of every PDF of a package, not only of its sheets, listed in the order of its files.

-- That a package was drawn, and how far: what the service draws of one package is bounded, and whoever looks at the list is told.
CREATE TABLE package_drawing (
    package_id uuid PRIMARY KEY REFERENCES package,
    case_id    uuid NOT NULL REFERENCES joint_case,
    owner_id   uuid NOT NULL REFERENCES organisation,
    pages      integer NOT NULL,                -- of all its PDFs
    listed     integer NOT NULL,                -- of those, the ones that are listed
    drawn_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT package_drawing_lists_no_more_than_there_is CHECK (listed BETWEEN 0 AND pages)
);

-- One line a page; a page that could not be drawn has no picture.
CREATE TABLE page_thumbnail (
    package_id  uuid NOT NULL REFERENCES package_drawing,
    ordinal     integer NOT NULL CONSTRAINT page_thumbnail_ordinal_is_a_place CHECK (ordinal >= 0),
    case_id     uuid NOT NULL REFERENCES joint_case,
    owner_id    uuid NOT NULL REFERENCES organisation,
    file        text NOT NULL,
    page        integer NOT NULL CONSTRAINT page_thumbnail_page_is_positive CHECK (page > 0),
    role        text NOT NULL CONSTRAINT page_thumbnail_role_is_known CHECK (role IN (
        'manifest', 'sheet', 'document', 'reference', 'other', 'directory')),
    file_sha256 bytea NOT NULL CONSTRAINT page_thumbnail_file_sha256_is_32_bytes CHECK (octet_length(file_sha256) = 32),
    sheet_id    uuid REFERENCES sheet,          -- that the page shows, where the list of the package names one
    sha256      bytea CONSTRAINT page_thumbnail_sha256_is_32_bytes CHECK (octet_length(sha256) = 32),
    size        integer CONSTRAINT page_thumbnail_size_is_positive CHECK (size > 0),
    PRIMARY KEY (package_id, ordinal),
    CONSTRAINT page_thumbnail_one_a_page UNIQUE (package_id, file, page),
    CONSTRAINT page_thumbnail_has_bytes_with_a_digest CHECK ((sha256 IS NULL) = (size IS NULL))
);
CREATE INDEX page_thumbnail_by_digest ON page_thumbnail (sha256) WHERE sha256 IS NOT NULL;

-- Packages that stand are drawn once more, behind everything that somebody waits for.
INSERT INTO job (kind, case_id, object_id, priority_at)
SELECT 'render', k.case_id, k.package_id, clock_timestamp() + interval '1 hour' FROM package k
 WHERE k.state IN ('checked', 'sealed')
   AND NOT EXISTS (SELECT FROM job j WHERE j.object_id = k.package_id AND j.kind = 'render' AND j.state NOT IN ('done', 'failed'));

-- A check may be held against the set of a package that was handed in before.
ALTER TABLE package_check ADD COLUMN base_id uuid REFERENCES package;

GRANT SELECT, INSERT ON package_drawing, page_thumbnail TO lianshen_service;
