-- What happens to a limit while a review goes on: it stops for a listed cause, is counted again when the holidays change, and is chased when it runs out.

-- A special procedure that stops a review (特殊程序): who stopped it, for which of the listed causes, and until when.
CREATE TABLE suspension (
    suspension_id uuid PRIMARY KEY,
    review_id     uuid NOT NULL REFERENCES review,
    case_id       uuid NOT NULL REFERENCES joint_case,
    owner_id      uuid NOT NULL REFERENCES organisation,
    cause         text NOT NULL CONSTRAINT suspension_cause_is_known CHECK (cause IN (
        'expert_demonstration', 'authority_inquiry', 'legal_proceedings', 'force_majeure')),
    reason        text NOT NULL CONSTRAINT suspension_reason_is_bounded CHECK (length(reason) BETWEEN 1 AND 2000),
    suspended_by  uuid NOT NULL REFERENCES person,
    suspended_at  timestamptz NOT NULL DEFAULT business_now(),
    resumed_by    uuid REFERENCES person,
    resumed_at    timestamptz,
    CONSTRAINT suspension_ended_says_by_whom CHECK ((resumed_at IS NULL) = (resumed_by IS NULL))
);
CREATE UNIQUE INDEX suspension_one_at_a_time ON suspension (review_id) WHERE resumed_at IS NULL;
CREATE INDEX suspension_by_case ON suspension (case_id, suspended_at);

-- Every due date that was counted again: what it was, what it is, and why.
CREATE TABLE due_change (
    review_id  uuid NOT NULL REFERENCES review,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    case_id    uuid NOT NULL REFERENCES joint_case,
    owner_id   uuid NOT NULL REFERENCES organisation,
    cause      text NOT NULL CONSTRAINT due_change_cause_is_known CHECK (cause IN ('calendar', 'suspension')),
    source     text NOT NULL,                       -- the notice of the holidays, or the cause of the suspension
    due_before timestamptz NOT NULL,
    due_after  timestamptz NOT NULL,
    PRIMARY KEY (review_id, changed_at)
);
CREATE INDEX due_change_by_case ON due_change (case_id, changed_at);

ALTER TABLE review ADD COLUMN warned smallint NOT NULL DEFAULT 0    -- the last level of warning that was sent
    CONSTRAINT review_warned_is_a_level CHECK (warned BETWEEN 0 AND 3);
-- With a condition of its own: an index over all that wait, in the order of their dates, would be taken for the queues' lists.
CREATE INDEX review_running ON review (due_at)
    WHERE warned < 3 AND state IN ('pending', 'assigned', 'in_review', 'opinion_drafted', 'checked', 'verifying', 'returned_to_queue', 'reassigned', 'recused', 'outdated');

-- The service may not write a due date; this is the one way to one, and it keeps what the date was. Decided reviews keep theirs for good.
CREATE FUNCTION review_due_moves(reviews uuid[], dues timestamptz[], why text, by_source text)
RETURNS TABLE (moved_review uuid, moved_case uuid, due_was timestamptz, due_is timestamptz)
LANGUAGE sql SECURITY DEFINER SET search_path = lianshen, pg_temp AS $$
    WITH wanted AS (
        SELECT r.review_id, r.case_id, r.owner_id, r.due_at AS due_was, w.due AS due_is
          FROM unnest(reviews, dues) AS w (review_id, due) JOIN review r USING (review_id) WHERE r.decision IS NULL AND r.due_at <> w.due),
    moved AS (
        UPDATE review r SET due_at = w.due_is, warned = 0, version = r.version + 1 FROM wanted w WHERE r.review_id = w.review_id),
    kept AS (
        INSERT INTO due_change (review_id, case_id, owner_id, cause, source, due_before, due_after)
        SELECT review_id, case_id, owner_id, why, by_source, due_was, due_is FROM wanted)
    SELECT review_id, case_id, due_was, due_is FROM wanted
$$;
REVOKE EXECUTE ON FUNCTION review_due_moves(uuid[], timestamptz[], text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION review_due_moves(uuid[], timestamptz[], text, text) TO lianshen_service;

ALTER TABLE notice DROP CONSTRAINT notice_kind_is_known;
ALTER TABLE notice ADD CONSTRAINT notice_kind_is_known CHECK (kind IN (
    'deficiency', 'refusal', 'deadline', 'review_opened', 'decision_carried', 'opinion', 'idle_review', 'report', 'reassigned', 'withdrawn', 'job_failed',
    'conflict', 'settlement', 'change', 'escalation', 'debt', 'revocation', 'suspension', 'due_moved', 'overdue'));

GRANT SELECT, INSERT ON suspension TO lianshen_service;
GRANT SELECT ON due_change TO lianshen_service;
GRANT UPDATE (resumed_by, resumed_at) ON suspension TO lianshen_service;
GRANT UPDATE (warned) ON review TO lianshen_service;
