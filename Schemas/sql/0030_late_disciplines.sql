-- A discipline that is added when reviewing has begun, or turns out not to apply. A due date is written when a review is opened and never moved:
-- the service may not write it, and this function does so only for a review that nobody has opened yet.

CREATE FUNCTION review_applies(
    wanted uuid, due timestamptz, law text, why jsonb, body uuid, specialties_of integer, second_person boolean, registration boolean, declaration boolean
) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = lianshen, pg_temp AS $$
    UPDATE review SET applicability = 'applies', merged_into = NULL, legal_basis = law, grounds = why, opened_at = business_now(), due_at = due, body_id = body,
           specialties = specialties_of, needs_checker = second_person, needs_registration = registration, needs_declaration = declaration
     WHERE review_id = wanted AND state = 'not_applicable'
$$;

CREATE FUNCTION review_set_aside(wanted uuid, law text, why jsonb) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = lianshen, pg_temp AS $$
    UPDATE review SET applicability = 'not_applicable', merged_into = NULL, legal_basis = law, grounds = why
     WHERE review_id = wanted AND decision IS NULL AND state IN ('pending', 'returned_to_queue', 'assigned', 'reassigned', 'in_review', 'recused')
$$;

REVOKE EXECUTE ON FUNCTION review_applies(uuid, timestamptz, text, jsonb, uuid, integer, boolean, boolean, boolean), review_set_aside(uuid, text, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION review_applies(uuid, timestamptz, text, jsonb, uuid, integer, boolean, boolean, boolean), review_set_aside(uuid, text, jsonb)
TO lianshen_service;
