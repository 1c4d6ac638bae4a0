-- When a sealed part went to the bodies with its case: until then it is owner's and institutes' alone.
ALTER TABLE package ADD COLUMN handed_in_at timestamptz;
ALTER TABLE package ADD CONSTRAINT package_is_handed_in_sealed CHECK (handed_in_at IS NULL OR sealed_at IS NOT NULL);
UPDATE package k SET handed_in_at = greatest(k.sealed_at, c.submitted_at) FROM joint_case c
 WHERE c.case_id = k.case_id AND c.submitted_at IS NOT NULL AND k.sealed_at IS NOT NULL AND k.round <= c.round
   AND (k.state = 'sealed' OR k.state = 'superseded' AND k.round > 1);
GRANT UPDATE (handed_in_at) ON package TO lianshen_service;
