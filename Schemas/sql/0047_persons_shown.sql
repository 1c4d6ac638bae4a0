-- What a commitment to a person is made of: salt, name and sign-in name (Schemas/log/1/README.md, section 2). The auditor makes each anew, so that the
-- salts and entries of two people cannot be exchanged; a function that told him only whether it fits would be the word of the database that he examines.
GRANT SELECT (salt) ON person_salt TO lianshen_auditor;
GRANT SELECT (person_id, sign_in_name) ON person TO lianshen_auditor;
GRANT SELECT (person_id, name) ON person_detail TO lianshen_auditor;
