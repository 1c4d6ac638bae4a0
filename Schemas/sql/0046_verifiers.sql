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

-- So had who drafted the opinion of a review or finished a specialty of it, though he gave it back afterwards.
ALTER TABLE review ADD COLUMN drafters uuid[] NOT NULL DEFAULT '{}';
ALTER TABLE specialty_review ADD COLUMN finishers uuid[] NOT NULL DEFAULT '{}';
GRANT UPDATE (drafters) ON review TO lianshen_service;
GRANT UPDATE (finishers) ON specialty_review TO lianshen_service;

-- The word of somebody who stepped aside carries nothing any more; another says it again.
ALTER TABLE look_confirmation ADD COLUMN taken_back_at timestamptz;
GRANT UPDATE (taken_back_at, person_id, confirmed_at) ON look_confirmation TO lianshen_service;

-- Who gave the review to another: whom somebody else's body removed does not give it back to himself.
ALTER TABLE displacement ADD COLUMN displaced_by uuid REFERENCES person;
GRANT UPDATE (displaced_by, displaced_at) ON displacement TO lianshen_service;
