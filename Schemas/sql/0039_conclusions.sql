-- What a re-check concluded for the applicant, and which case takes the place of an approved one.
ALTER TABLE joint_case ADD COLUMN overruled_round integer;              -- the round whose failures a re-check overruled
ALTER TABLE joint_case ADD COLUMN successor_id uuid REFERENCES joint_case;
ALTER TABLE joint_case ADD CONSTRAINT joint_case_successor_is_another CHECK (successor_id <> case_id);

-- Whether something certified has taken the place of a superseded case: its successor, or the successor's. Without a successor nothing is to be waited for.
CREATE FUNCTION is_replaced(of_case uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    WITH RECURSIVE later AS (
        SELECT s.case_id, s.approved_round, s.successor_id FROM joint_case c JOIN joint_case s ON s.case_id = c.successor_id WHERE c.case_id = of_case
         UNION
        SELECT s.case_id, s.approved_round, s.successor_id FROM later l JOIN joint_case s ON s.case_id = l.successor_id)
    SELECT NOT EXISTS (SELECT FROM later) OR EXISTS (SELECT FROM later WHERE approved_round IS NOT NULL)
$$;

-- An authority that is seated when a case is handed in may be its review body or regulator, too.
GRANT UPDATE (roles) ON case_party TO lianshen_service;

-- Where the bytes of a sheet came before or after: its status is theirs.
CREATE INDEX sheet_by_bytes ON sheet (case_id, number, file_sha256);
