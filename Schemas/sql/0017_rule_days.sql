-- A rule that begins today can be ended today: then there is no day on which it holds, and its days overlap with no other's.

ALTER TABLE rule DROP CONSTRAINT rule_ends_after_it_begins;
ALTER TABLE rule ADD CONSTRAINT rule_does_not_end_before_it_begins CHECK (effective_to IS NULL OR effective_to >= effective_from);
