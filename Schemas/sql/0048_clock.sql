-- The same clock, planned once a connection: a function in plain SQL that reads a table is planned anew by every statement that calls it, which was half of
-- what an entry of the log cost, in its default for effective_at alone.
CREATE OR REPLACE FUNCTION business_now() RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (SELECT CASE WHEN simulated THEN coalesce(nullif(current_setting('lianshen.effective_at', true), '')::timestamptz, statement_timestamp())
                        ELSE statement_timestamp() END
              FROM lianshen.database_identity);
END $$;
