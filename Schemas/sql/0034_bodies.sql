-- A review body that steps aside as a whole (机构回避): recorded with its reason, replaced by the rule that allocates, and out of the case unless it reviews
-- something else there.

CREATE TABLE body_recusal (
    case_id         uuid NOT NULL REFERENCES joint_case,
    discipline      text NOT NULL CONSTRAINT body_recusal_discipline_is_known CHECK (discipline IN (
        'planning', 'fire', 'civil_defence', 'meteorology', 'structural')),
    organisation_id uuid NOT NULL REFERENCES organisation,
    owner_id        uuid NOT NULL REFERENCES organisation,
    review_id       uuid NOT NULL REFERENCES review,
    person_id       uuid NOT NULL REFERENCES person,
    reason          text NOT NULL CONSTRAINT body_recusal_reason_is_bounded CHECK (length(reason) BETWEEN 1 AND 2000),
    recused_at      timestamptz NOT NULL DEFAULT business_now(),
    PRIMARY KEY (case_id, discipline, organisation_id)
);
GRANT SELECT, INSERT ON body_recusal TO lianshen_service;

-- A review may come to a body more than once.
ALTER TABLE body_allocation ADD COLUMN place smallint NOT NULL DEFAULT 1, ADD COLUMN reason text;
ALTER TABLE body_allocation DROP CONSTRAINT body_allocation_pkey;
ALTER TABLE body_allocation ADD PRIMARY KEY (review_id, place);

-- The service takes nobody's seat; this function takes that of a body which has nothing to review in the case any more.
CREATE FUNCTION review_body_leaves(from_case uuid, body uuid) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = lianshen, pg_temp AS $$
    DELETE FROM case_party p WHERE p.case_id = from_case AND p.organisation_id = body AND p.roles = ARRAY['review_body']
       AND EXISTS (SELECT FROM body_recusal b WHERE b.case_id = from_case AND b.organisation_id = body)
       AND NOT EXISTS (SELECT FROM review r JOIN joint_case c ON c.case_id = r.case_id AND c.round = r.round WHERE r.case_id = from_case AND r.body_id = body)
$$;
REVOKE EXECUTE ON FUNCTION review_body_leaves(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION review_body_leaves(uuid, uuid) TO lianshen_service;

ALTER TABLE notice DROP CONSTRAINT notice_kind_is_known;
ALTER TABLE notice ADD CONSTRAINT notice_kind_is_known CHECK (kind IN (
    'deficiency', 'refusal', 'deadline', 'review_opened', 'decision_carried', 'opinion', 'idle_review', 'report', 'reassigned', 'withdrawn', 'job_failed',
    'conflict', 'settlement', 'change', 'escalation', 'debt', 'revocation', 'suspension', 'due_moved', 'overdue', 'body_replaced'));
