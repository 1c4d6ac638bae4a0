-- Whoever said something of an earlier comment in a review had a hand in it, also when another says it again: a second word keeps the first one's name.
ALTER TABLE backcheck ADD COLUMN earlier_persons uuid[] NOT NULL DEFAULT '{}';
GRANT UPDATE (earlier_persons) ON backcheck TO lianshen_service;

-- Words that were said again before this step, as the log has them.
UPDATE backcheck b SET earlier_persons = said.persons
  FROM (SELECT b.comment_id, b.review_id, array_agg(DISTINCT e.person_id) AS persons
          FROM backcheck b JOIN review r USING (review_id)
          JOIN audit_entry e ON e.object_id = b.comment_id AND e.act = 'comment.backcheck' AND e.result = 'ok' AND e.effective_at >= r.opened_at
         WHERE e.person_id <> b.person_id GROUP BY b.comment_id, b.review_id) AS said
 WHERE said.comment_id = b.comment_id AND said.review_id = b.review_id;
