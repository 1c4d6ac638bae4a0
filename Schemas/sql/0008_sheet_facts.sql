-- What intake read of a sheet's file and page (fonts, layers, signatures by revision, title block), and its thumbnail. Facts are evidence of what was
-- handed in: written with the sheet and never changed, like the sheet itself.

ALTER TABLE sheet ADD COLUMN facts jsonb;

CREATE TABLE sheet_thumbnail (
    sheet_id   uuid PRIMARY KEY REFERENCES sheet,
    case_id    uuid NOT NULL REFERENCES joint_case,
    owner_id   uuid NOT NULL REFERENCES organisation,
    sha256     bytea NOT NULL CONSTRAINT sheet_thumbnail_sha256_is_32_bytes CHECK (octet_length(sha256) = 32),
    size       integer NOT NULL CONSTRAINT sheet_thumbnail_size_is_positive CHECK (size > 0),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX sheet_thumbnail_by_digest ON sheet_thumbnail (sha256);

GRANT SELECT, INSERT ON sheet_thumbnail TO lianshen_service;
