-- A machine job claimed and completed, in two commits.
WITH next AS MATERIALIZED (SELECT job_id FROM job WHERE kind = 'render' AND state = 'ready' ORDER BY priority_at, job_id LIMIT 1 FOR UPDATE SKIP LOCKED)
UPDATE job j SET state = 'leased', worker_id = '0000000b-0000-4000-8000-000000000064', lease_until = now() + interval '60 s', attempt = attempt + 1
  FROM next WHERE j.job_id = next.job_id RETURNING j.job_id AS review \gset
UPDATE job SET state = 'done', worker_id = NULL, lease_until = NULL, finished_at = now(), last_error = NULL
 WHERE job_id = :review AND worker_id = '0000000b-0000-4000-8000-000000000064' AND state = 'leased';
