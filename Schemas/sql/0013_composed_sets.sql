-- The set that a package makes of the last complete one: sheet by sheet what became of it, and who confirmed exactly that.

CREATE TABLE package_set (
    package_id uuid PRIMARY KEY REFERENCES package,
    case_id    uuid NOT NULL REFERENCES joint_case,
    owner_id   uuid NOT NULL REFERENCES organisation,
    base_id    uuid REFERENCES package,         -- whose set it was applied to
    partial    boolean NOT NULL,
    documents  jsonb NOT NULL,
    sha256     bytea NOT NULL CONSTRAINT package_set_sha256_is_32_bytes CHECK (octet_length(sha256) = 32),
    CONSTRAINT package_set_of_changes_has_a_base CHECK (NOT partial OR base_id IS NOT NULL)
);

-- One line a sheet. A sheet that is carried over is a row of an earlier package, and stays it: its digest and what was said of it go on.
CREATE TABLE set_sheet (
    package_id    uuid NOT NULL REFERENCES package_set,
    ordinal       integer NOT NULL,
    case_id       uuid NOT NULL REFERENCES joint_case,
    owner_id      uuid NOT NULL REFERENCES organisation,
    number        text NOT NULL,
    standing      text NOT NULL CONSTRAINT set_sheet_standing_is_known CHECK (standing IN (
        'same_bytes', 'same_page', 'same_look', 'changed', 'added', 'removed')),
    sheet_id      uuid REFERENCES sheet,        -- in force; none when it was taken away
    before_id     uuid REFERENCES sheet,        -- in the set before; the same row when it is carried over
    declared      text CONSTRAINT set_sheet_declared_is_known CHECK (declared IN ('added', 'revised')),
    declared_text text,
    PRIMARY KEY (package_id, ordinal),
    CONSTRAINT set_sheet_in_force_has_a_sheet CHECK ((standing = 'removed') = (sheet_id IS NULL)),
    CONSTRAINT set_sheet_known_before_has_a_sheet CHECK ((standing = 'added') = (before_id IS NULL)),
    CONSTRAINT set_sheet_carried_is_the_same CHECK (sheet_id IS DISTINCT FROM before_id OR standing = 'same_bytes')
);
CREATE INDEX set_sheet_by_sheet ON set_sheet (sheet_id);

-- A confirmation stands until the institute uploads again; then it is void, and stays on record.
CREATE TABLE set_confirmation (
    confirmation_id uuid PRIMARY KEY,
    package_id      uuid NOT NULL REFERENCES package_set,
    case_id         uuid NOT NULL REFERENCES joint_case,
    owner_id        uuid NOT NULL REFERENCES organisation,
    side            text NOT NULL CONSTRAINT set_confirmation_side_is_known CHECK (side IN ('owner', 'institute')),
    sha256          bytea NOT NULL CONSTRAINT set_confirmation_sha256_is_32_bytes CHECK (octet_length(sha256) = 32),
    person_id       uuid NOT NULL REFERENCES person,
    organisation_id uuid NOT NULL REFERENCES organisation,
    confirmed_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    voided_at       timestamptz,
    voided_by       uuid REFERENCES package,
    CONSTRAINT set_confirmation_is_voided_by_a_package CHECK ((voided_at IS NULL) = (voided_by IS NULL))
);
CREATE UNIQUE INDEX set_confirmation_one_a_side ON set_confirmation (package_id, side) WHERE voided_at IS NULL;
CREATE INDEX set_confirmation_by_package ON set_confirmation (package_id, confirmed_at);
CREATE INDEX set_confirmation_standing ON set_confirmation (case_id) WHERE voided_at IS NULL;

-- Packages of before this step were complete sets. The digest is that of the text that the service makes: a line a sheet, then a line a document.
INSERT INTO package_set (package_id, case_id, owner_id, partial, documents, sha256)
SELECT k.package_id, k.case_id, k.owner_id, false, d.documents,
       sha256(convert_to(coalesce((
           SELECT string_agg(format(E'sheet\t%s\t%s\t%s\n', s.number, s.page, encode(s.file_sha256, 'hex')), '' ORDER BY s.ordinal)
             FROM sheet s WHERE s.package_id = k.package_id), '') || d.text, 'UTF8'))
  FROM package k, LATERAL (
       SELECT coalesce(jsonb_agg(jsonb_build_object('carried', false, 'document', jsonb_build_object(
                  'title', e.title, 'kind', e.kind, 'file', e.file, 'sha256', e.sha256)) ORDER BY e.place), '[]') AS documents,
              coalesce(string_agg(format(E'document\t%s\t%s\n', e.title, e.sha256), '' ORDER BY e.place), '') AS text
         FROM (SELECT l.place, l.entry ->> 'title' AS title, l.entry ->> 'kind' AS kind, l.entry ->> 'file' AS file, (
                      SELECT encode(p.sha256, 'hex') FROM package_entry p
                       WHERE p.package_id = k.package_id AND p.name = l.entry ->> 'file' AND p.sha256 IS NOT NULL ORDER BY p.ordinal LIMIT 1) AS sha256
                 FROM jsonb_array_elements(CASE WHEN jsonb_typeof(k.check_report -> 'documents') = 'array' THEN k.check_report -> 'documents' ELSE '[]' END)
                      WITH ORDINALITY AS l (entry, place)) AS e
        WHERE e.sha256 IS NOT NULL) AS d
 WHERE k.state IN ('checked', 'sealed', 'superseded');
INSERT INTO set_sheet (package_id, ordinal, case_id, owner_id, number, standing, sheet_id)
SELECT s.package_id, s.ordinal, s.case_id, s.owner_id, s.number, 'added', s.sheet_id FROM sheet s JOIN package_set USING (package_id);

GRANT SELECT, INSERT ON package_set, set_sheet, set_confirmation TO lianshen_service;
GRANT UPDATE (voided_at, voided_by) ON set_confirmation TO lianshen_service;
