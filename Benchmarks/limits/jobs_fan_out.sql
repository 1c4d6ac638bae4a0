-- Five machine jobs in one commit.
INSERT INTO job (kind, case_id, object_id)
SELECT 'render', ('0000000d-0000-4000-8000-' || lpad(to_hex(:client_id::int), 12, '0'))::uuid, gen_random_uuid() FROM generate_series(1, 5);
