-- Fills a migrated database. Variables: submitted (cases ready to be accepted), opened (cases under review), jobs (ready machine jobs),
-- deep (cases with four waiting reviews and a shared project), fifth (how many of those have a fifth). Identities are made from numbers as in the scripts beside this.
SET search_path = lianshen;
-- The rows are right by construction; checking a million references is not what is measured.
SET session_replication_role = replica;

CREATE FUNCTION bench_id(kind text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT ('0000000' || kind || '-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid
$$;

INSERT INTO organisation (organisation_id, credit_code, name)
SELECT bench_id('a', n), body || credit_code_check_character(body), 'made for measuring ' || n
  FROM unnest(ARRAY[1, 2, 3, 11, 12, 13, 14, 15]) AS n, LATERAL (SELECT '91320800' || lpad(n::text, 9, '0') AS body) AS made_up;
INSERT INTO organisation_function (organisation_id, function, discipline)
SELECT bench_id('a', n), function, '' FROM (VALUES (1, 'owner'), (2, 'lead_body'), (3, 'regulator')) AS f (n, function) UNION ALL
SELECT body_id, 'review_body', discipline FROM bench_answer;
INSERT INTO person (person_id, organisation_id, sign_in_name)
SELECT bench_id('b', 1), bench_id('a', 2), 'clerk' UNION ALL
SELECT bench_id('b', 2), bench_id('a', 1), 'owner' UNION ALL
SELECT bench_id('b', 100 + n), bench_id('a', 11 + n % 5), 'reviewer-' || n FROM generate_series(0, 63) AS n;

-- A project for each case, as in life: entries are numbered inside a project, so cases of one project would queue for its counter.
CREATE TEMPORARY TABLE made AS
SELECT n, 'submitted' AS state, n AS project, 0 AS remaining FROM generate_series(0, :submitted - 1) AS n UNION ALL
-- After those, and one more than there are reviews: the merge that the last decision brings is not part of a step.
SELECT n, 'in_first_review', n, 6 FROM generate_series(:submitted, :submitted + :opened - 1) AS n UNION ALL
SELECT n, 'in_first_review', n % 1000, 6 FROM generate_series(0, :deep - 1) AS n;

INSERT INTO project (project_id, name, owner_id, facts)
SELECT DISTINCT bench_id('c', project), 'made for measuring', bench_id('a', 1), f.facts FROM made, bench_facts f;
INSERT INTO audit_counter (project_id) SELECT project_id FROM project;
INSERT INTO joint_case (case_id, project_id, owner_id, lead_id, case_number, title, state, profile, remaining, submitted_at, accepted_at, due_at)
SELECT bench_id('d', n), bench_id('c', project), bench_id('a', 1), bench_id('a', 2), 'made-' || n, 'made for measuring', state, 'national-current', remaining,
       now(), CASE WHEN state <> 'submitted' THEN now() END, CASE WHEN state <> 'submitted' THEN date_trunc('day', now()) + (7 + n % 7) * interval '1 day' END
  FROM made;
INSERT INTO case_party (organisation_id, case_id, roles)
SELECT bench_id('a', p.n), bench_id('d', made.n), ARRAY[p.role]
  FROM made, (VALUES (1, 'owner', true), (2, 'lead_body', true), (3, 'regulator', false), (11, 'review_body', false), (12, 'review_body', false),
                     (13, 'review_body', false), (14, 'review_body', false), (15, 'review_body', false)) AS p (n, role, always)
 WHERE p.always OR (made.state <> 'submitted' AND :deep = 0);
-- Due at the end of a day, then in no order, as the product opens them: the five reviews of a case do not come up at the same time.
INSERT INTO review (review_id, case_id, project_id, owner_id, discipline, round, applicability, legal_basis, grounds, body_id, state, due_at)
SELECT gen_random_uuid(), c.case_id, c.project_id, c.owner_id, a.discipline, 1, 'applies', a.legal_basis, CASE WHEN :deep = 0 THEN a.grounds END, a.body_id, 'pending', c.due_at
  FROM made JOIN joint_case c ON c.case_id = bench_id('d', made.n), bench_answer a
 WHERE made.state <> 'submitted' AND (:deep = 0 OR a.nth < 4 OR made.n < :fifth);
-- What was submitted: the rule of acceptance looks for a sealed package.
INSERT INTO package (package_id, case_id, project_id, owner_id, institute_id, round, file_name, sha256, size, state, uploaded_by, sealed_by, sealed_at, handed_in_at)
SELECT gen_random_uuid(), bench_id('d', n), bench_id('c', n), bench_id('a', 1), bench_id('a', 1), 1, 'package.zip', decode(repeat('0a', 32), 'hex'), 1, 'sealed',
       bench_id('b', 2), bench_id('b', 2), now(), now()
  FROM generate_series(0, :submitted - 1) AS n;
INSERT INTO job (kind, case_id, object_id) SELECT 'render', bench_id('d', 0), gen_random_uuid() FROM generate_series(1, :jobs);
RESET session_replication_role;
VACUUM ANALYZE;
