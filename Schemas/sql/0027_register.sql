-- Who may review: the register of review firms and registered persons, declarations of independence, and how a review came to its body.

CREATE TABLE registered_firm (
    credit_code   text PRIMARY KEY CONSTRAINT registered_firm_has_a_credit_code CHECK (
        length(credit_code) = 18 AND right(credit_code, 1) = credit_code_check_character(left(credit_code, 17))),
    name          text NOT NULL CONSTRAINT registered_firm_name_is_bounded CHECK (length(name) BETWEEN 1 AND 200),
    grade         text NOT NULL CONSTRAINT registered_firm_grade_is_bounded CHECK (length(grade) BETWEEN 1 AND 40),
    disciplines   text[] NOT NULL CONSTRAINT registered_firm_disciplines_are_known CHECK (disciplines <@ ARRAY[
        'planning', 'fire', 'civil_defence', 'meteorology', 'structural']),
    region        text NOT NULL,
    valid_from    date NOT NULL,
    valid_through date,
    changed_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT registered_firm_serves_a_discipline CHECK (cardinality(disciplines) > 0),
    CONSTRAINT registered_firm_ends_after_it_begins CHECK (valid_through >= valid_from)
);

-- A registration number, not a person: somebody with two certificates stands there twice.
CREATE TABLE registered_person (
    registration_no text PRIMARY KEY CONSTRAINT registered_person_number_is_bounded CHECK (length(registration_no) BETWEEN 1 AND 60),
    name            text NOT NULL CONSTRAINT registered_person_name_is_bounded CHECK (length(name) BETWEEN 1 AND 100),
    sign_in_name    text,                        -- of the account, where there is one
    credit_code     text NOT NULL CONSTRAINT registered_person_has_a_credit_code CHECK (
        length(credit_code) = 18 AND right(credit_code, 1) = credit_code_check_character(left(credit_code, 17))),
    grade           text NOT NULL CONSTRAINT registered_person_grade_is_bounded CHECK (length(grade) BETWEEN 1 AND 40),
    specialties     text[] NOT NULL CONSTRAINT registered_person_has_a_specialty CHECK (cardinality(specialties) > 0),
    valid_from      date NOT NULL,
    valid_through   date,
    changed_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT registered_person_ends_after_it_begins CHECK (valid_through >= valid_from)
);
CREATE INDEX registered_person_by_specialty ON registered_person USING gin (specialties);
CREATE INDEX registered_person_by_account ON registered_person (sign_in_name) WHERE sign_in_name IS NOT NULL;

-- What the rule profile of the case demanded when the review was opened.
ALTER TABLE review ADD COLUMN needs_registration boolean NOT NULL DEFAULT false, ADD COLUMN needs_declaration boolean NOT NULL DEFAULT false;

-- That a person declared himself independent of a discipline's review of a case, in whatever round.
CREATE TABLE independence_declaration (
    case_id     uuid NOT NULL REFERENCES joint_case,
    discipline  text NOT NULL CONSTRAINT independence_declaration_discipline_is_known CHECK (discipline IN (
        'planning', 'fire', 'civil_defence', 'meteorology', 'structural')),
    person_id   uuid NOT NULL REFERENCES person,
    review_id   uuid NOT NULL REFERENCES review,
    owner_id    uuid NOT NULL REFERENCES organisation,
    declared_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (case_id, discipline, person_id)
);

-- The review body that the owner chose before handing in; counts where the profile leaves it to him.
CREATE TABLE body_choice (
    case_id         uuid NOT NULL REFERENCES joint_case,
    discipline      text NOT NULL CONSTRAINT body_choice_discipline_is_known CHECK (discipline IN (
        'planning', 'fire', 'civil_defence', 'meteorology', 'structural')),
    organisation_id uuid NOT NULL REFERENCES organisation,
    chosen_by       uuid NOT NULL REFERENCES person,
    chosen_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (case_id, discipline)
);

-- Which body got a review, how, and who was not taken into account.
CREATE TABLE body_allocation (
    review_id    uuid PRIMARY KEY REFERENCES review,
    case_id      uuid NOT NULL REFERENCES joint_case,
    owner_id     uuid NOT NULL REFERENCES organisation,
    discipline   text NOT NULL CONSTRAINT body_allocation_discipline_is_known CHECK (discipline IN (
        'planning', 'fire', 'civil_defence', 'meteorology', 'structural')),
    way          text CONSTRAINT body_allocation_way_is_known CHECK (way IN ('owner_choice', 'rotation', 'draw')),
    body_id      uuid REFERENCES organisation,   -- NULL is the open pool of those who are fit
    candidates   jsonb NOT NULL,
    draw_id      uuid,
    allocated_at timestamptz NOT NULL DEFAULT business_now()
);
CREATE INDEX body_allocation_by_case ON body_allocation (case_id);
CREATE INDEX body_allocation_by_body ON body_allocation (discipline, body_id, allocated_at DESC);

GRANT SELECT, INSERT ON registered_firm, registered_person, independence_declaration, body_choice, body_allocation TO lianshen_service;
GRANT UPDATE (name, grade, disciplines, region, valid_from, valid_through, changed_at) ON registered_firm TO lianshen_service;
GRANT UPDATE (name, sign_in_name, credit_code, grade, specialties, valid_from, valid_through, changed_at) ON registered_person TO lianshen_service;
GRANT UPDATE (organisation_id, chosen_by, chosen_at) ON body_choice TO lianshen_service;
