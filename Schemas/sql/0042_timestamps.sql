-- What an authority outside says of the time of a report file (RFC 3161), and which files still wait for it.

CREATE TABLE report_timestamp (
    report_id   uuid PRIMARY KEY REFERENCES report,
    token       bytea NOT NULL,
    stamped_at  timestamptz NOT NULL,             -- as the authority says
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE report_unstamped (report_id uuid PRIMARY KEY REFERENCES report);
INSERT INTO report_unstamped SELECT report_id FROM report;

GRANT SELECT, INSERT ON report_timestamp TO lianshen_service;
GRANT SELECT, INSERT, DELETE ON report_unstamped TO lianshen_service;
