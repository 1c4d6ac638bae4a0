-- The claim of claim.sql without its entry.
\set d :i % 4
\set i :i + 1
WITH next AS MATERIALIZED (
    SELECT review_id FROM review
     WHERE discipline = (ARRAY['planning', 'fire', 'civil_defence', 'meteorology', 'structural'])[1 + :d::int]
       AND body_id = ('0000000a-0000-4000-8000-' || lpad(to_hex(11 + :d::int), 12, '0'))::uuid AND state IN ('pending', 'returned_to_queue')
     ORDER BY due_at, review_id LIMIT 1 FOR UPDATE SKIP LOCKED)
UPDATE review r SET state = 'in_review', reviewer_id = ('0000000b-0000-4000-8000-' || lpad(to_hex(100 + :d::int), 12, '0'))::uuid, attempt = attempt + 1,
       version = version + 1, claimed_at = now(), active_at = now(), idle_noticed_at = NULL
  FROM next WHERE r.review_id = next.review_id;
