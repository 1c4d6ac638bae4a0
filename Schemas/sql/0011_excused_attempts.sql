-- An attempt that ended because the database went away says nothing about the job: it is not held against it.

ALTER TABLE job
    ADD COLUMN claimed_at timestamptz,
    ADD COLUMN excused    integer NOT NULL DEFAULT 0,
    ADD CONSTRAINT job_excuses_no_more_than_were_made CHECK (excused BETWEEN 0 AND attempt);
