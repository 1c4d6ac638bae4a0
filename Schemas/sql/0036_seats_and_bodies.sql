-- Bodies that were invited to the pool of a discipline and did not get its review: their seat in the case ends with the claim that gave it to another.
-- That they had one stays here.
CREATE TABLE ended_seat (
    review_id       uuid NOT NULL REFERENCES review,      -- that went to another body
    organisation_id uuid NOT NULL REFERENCES organisation,
    case_id         uuid NOT NULL REFERENCES joint_case,
    owner_id        uuid NOT NULL REFERENCES organisation,
    opened_at       timestamptz NOT NULL,
    ended_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (review_id, organisation_id)
);
CREATE INDEX ended_seat_by_case ON ended_seat (case_id, ended_at);
GRANT SELECT ON ended_seat TO lianshen_service;

-- However a review comes to its body, the seats that nobody needs any more end in the same transaction. A trigger, not a statement of each way:
-- the service itself may not take a seat away.
CREATE FUNCTION pool_seats_end() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = lianshen, pg_temp AS $$
DECLARE
    seat record;
BEGIN
    -- Each seat is held, in one order: of two pools that are claimed at once the second one sees what the first one took.
    FOR seat IN
        SELECT p.organisation_id, p.opened_at, p.roles FROM case_party p
         WHERE p.case_id = NEW.case_id AND p.organisation_id <> NEW.body_id AND 'review_body' = ANY (p.roles)
         ORDER BY p.organisation_id FOR UPDATE
    LOOP
        CONTINUE WHEN EXISTS (
            SELECT FROM review r WHERE r.case_id = NEW.case_id AND r.review_id <> NEW.review_id AND (
                r.body_id = seat.organisation_id
                OR r.body_id IS NULL AND r.applicability = 'applies' AND r.decision IS NULL AND r.state <> 'cancelled' AND EXISTS (
                   SELECT FROM organisation_function f
                    WHERE f.organisation_id = seat.organisation_id AND f.function = 'review_body' AND f.discipline = r.discipline)));
        INSERT INTO ended_seat (review_id, organisation_id, case_id, owner_id, opened_at)
        VALUES (NEW.review_id, seat.organisation_id, NEW.case_id, NEW.owner_id, seat.opened_at) ON CONFLICT DO NOTHING;
        IF seat.roles = ARRAY['review_body'] THEN
            DELETE FROM case_party WHERE case_id = NEW.case_id AND organisation_id = seat.organisation_id;
        ELSE
            UPDATE case_party SET roles = array_remove(roles, 'review_body') WHERE case_id = NEW.case_id AND organisation_id = seat.organisation_id;
        END IF;
    END LOOP;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION pool_seats_end() FROM PUBLIC;
-- Before the row is written: the entry of the log, with its counter, comes after it, and everybody takes the counter last.
CREATE TRIGGER review_leaves_the_pool BEFORE UPDATE OF body_id ON review FOR EACH ROW
WHEN (OLD.body_id IS NULL AND NEW.body_id IS NOT NULL) EXECUTE FUNCTION pool_seats_end();

-- A case that is opened anew after one that came to nothing keeps the body that rotation or draw gave it.
ALTER TABLE body_allocation ADD COLUMN kept_from uuid REFERENCES joint_case;

-- Who could have been drawn and was left out, each with a reason.
ALTER TABLE draw ADD COLUMN left_out jsonb NOT NULL DEFAULT '[]';
