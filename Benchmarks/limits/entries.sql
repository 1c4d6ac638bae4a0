-- A log of :entries entries in the order of its clock, one every three seconds up to now: two thousand projects in five provinces.
\set ON_ERROR_STOP on
SET search_path = lianshen;
SET synchronous_commit = off;
SET session_replication_role = replica;
CREATE FUNCTION pg_temp.id(kind text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT ('00000000-0000-7000-80' || encode(kind::bytea, 'hex') || '-' || lpad(to_hex(n), 12, '0'))::uuid
$$;
SELECT audit_make_partitions(now() - m * interval '1 month') FROM generate_series(0, ceil(:entries * 3.0 / 86400 / 28)::integer) AS m;
INSERT INTO audit_counter (project_id, region)
SELECT pg_temp.id('p', n), (ARRAY['32', '33', '34', '41', '51'])[1 + n % 5] || (10 + n / 5 % 13)::text || '0' || (1 + n / 65 % 9)::text
  FROM generate_series(0, 1999) AS n;
CREATE TEMP TABLE place AS SELECT row_number() OVER () - 1 AS n, project_id, region FROM audit_counter;
CREATE UNIQUE INDEX ON place (n);
ANALYZE place;
INSERT INTO audit_entry (recorded_at, effective_at, project_id, project_seq, case_id, act, result, person_id, actor_commitment, organisation_id, role,
                         object_kind, object_id, from_state, to_state, request_id, region)
SELECT now() - (:entries - e.n) * interval '3 seconds', now() - (:entries - e.n) * interval '3 seconds', p.project_id, e.n, pg_temp.id('c', e.h % 5000),
       CASE WHEN e.n % 5000 = 0 THEN 'case.certify' WHEN e.n % 20000 = 7 THEN 'draw.make'
            ELSE (ARRAY['review.claim', 'comment.publish', 'sheet.view', 'review.decide', 'package.upload', 'case.view', 'checkpoint.tick', 'answer.write'])[1 + e.h % 8] END,
       CASE WHEN e.n % 97 = 0 THEN 'denied' ELSE 'ok' END, pg_temp.id('u', e.h / 8 % 1024), sha256(int8send(e.h / 8 % 1024)), pg_temp.id('o', e.h / 64 % 128),
       'reviewer', 'review', pg_temp.id('b', e.n / 6), 'assigned', 'in_review', pg_temp.id('r', e.n)::text, p.region
  FROM (SELECT n, abs(hashint8(n)::bigint) AS h FROM generate_series(1, :entries) AS n) AS e JOIN place p ON p.n = e.h / 3 % 2000 ORDER BY e.n;
INSERT INTO audit_project_seq (project_id, project_seq, audit_id) SELECT project_id, project_seq, audit_id FROM audit_entry ORDER BY audit_id;
INSERT INTO log_leaf (audit_id, leaf_index) SELECT audit_id, audit_id - 1 FROM audit_entry ORDER BY audit_id;
-- The bytes of one entry in a hundred, for what they take.
INSERT INTO log_batch (first_index, entries, audit_ids, bytes)
SELECT min(audit_id) - 1, count(*)::integer, array_agg(audit_id ORDER BY audit_id), string_agg('\x0000'::bytea || convert_to(format(
           '{"act":"%s","actor":"%s","at":"2026-11-21T08:55:28.123Z","case":"%s","eff":"2026-11-21T08:55:28.123Z","from":"assigned","id":"%s","kind":"review","log":"log.example.org/lianshen/2026","obj":"%s","org":"%s","pprev":"%s","proj":"%s","pseq":%s,"req":"%s","res":"ok","role":"reviewer","to":"in_review","v":1}',
           act, encode(actor_commitment, 'base64'), case_id, entry_id, object_id, organisation_id, encode(sha256(int8send(audit_id)), 'base64'), project_id,
           project_seq, encode(sha256(int8send(audit_id + 1)), 'base64')), 'UTF8'), ''::bytea ORDER BY audit_id)
  FROM audit_entry WHERE audit_id <= :entries / 100 GROUP BY audit_id / 256;
RESET session_replication_role;
VACUUM ANALYZE audit_entry, log_leaf, audit_counter;
