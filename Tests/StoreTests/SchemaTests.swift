import Foundation
import JointReview
import Postgres
import Store
import TestStore
import Testing

@Suite struct SchemaTests {
    private static let disciplines = Set(Discipline.allCases.map(\.rawValue))
    private static let maybeDiscipline = disciplines.union([""])
    private static let decisions = Set(Decision.allCases.map(\.rawValue))
    private static let states = Set(ReviewState.allCases.map(\.rawValue))
    private static let roles = Set(Role.allCases.map(\.rawValue))

    /// Every CHECK that lists labels, and the Swift cases that it must list.
    private static let labels: [String: Set<String>] = [
        "organisation_function_is_known": labels(of: OrganisationFunction.self),
        "organisation_function_discipline_is_known": maybeDiscipline,
        "person_role_is_known": roles,
        "person_role_discipline_is_known": maybeDiscipline,
        "rule_kind_is_known": labels(of: NewRule.Kind.self),
        "joint_case_state_is_known": labels(of: CaseState.self),
        // An operator runs the service and is party to no case.
        "case_party_roles_are_known": labels(of: OrganisationFunction.self).subtracting([OrganisationFunction.operator.rawValue]),
        "case_role_is_known": roles,
        "package_state_is_known": labels(of: PackageRecord.State.self),
        "upload_kind_is_known": labels(of: UploadRecord.Kind.self),
        "upload_state_is_known": labels(of: UploadRecord.State.self),
        "package_entry_role_is_known": labels(of: PackageEntry.Role.self),
        "page_thumbnail_role_is_known": labels(of: PackageEntry.Role.self),
        "finding_severity_is_known": labels(of: Finding.Severity.self),
        "sheet_kind_is_known": labels(of: SheetKind.self),
        "sheet_restricted_to_is_known": disciplines,
        "notice_kind_is_known": labels(of: Notice.Kind.self),
        "review_discipline_is_known": disciplines,
        "review_applicability_is_known": labels(of: Applicability.Kind.self),
        "review_merged_into_is_known": disciplines,
        "review_state_is_known": states,
        "review_resumes_to_is_known": states,
        "review_drafted_is_known": decisions,
        "review_decision_is_known": decisions,
        "body_recusal_discipline_is_known": disciplines, "suspension_cause_is_known": labels(of: SuspensionCause.self),
        "due_change_cause_is_known": labels(of: DueDates.Cause.self),
        "registered_firm_disciplines_are_known": disciplines, "independence_declaration_discipline_is_known": disciplines,
        "body_choice_discipline_is_known": disciplines, "body_allocation_discipline_is_known": disciplines,
        "body_allocation_way_is_known": labels(of: AssignmentRule.Way.self),
        "specialty_review_state_is_known": labels(of: SpecialtyReview.State.self),
        "comment_discipline_is_known": disciplines,
        "comment_severity_is_known": labels(of: Severity.self),
        "decision_discipline_is_known": disciplines,
        "decision_is_known": decisions,
        "opinion_verdict_is_known": decisions,
        "report_format_is_known": labels(of: ReportFile.Format.self),
        "report_edition_ground_is_known": labels(of: ReportGround.self), "report_edition_case_state_is_known": labels(of: CaseState.self),
        "package_check_state_is_known": labels(of: PackageCheck.State.self),
        "set_sheet_standing_is_known": labels(of: SheetStanding.self),
        "set_sheet_declared_is_known": labels(of: PackageManifest.Change.Kind.self),
        "set_confirmation_side_is_known": labels(of: SetConfirmation.Side.self),
        "carry_over_discipline_is_known": disciplines, "recusal_discipline_is_known": disciplines,
        "displacement_discipline_is_known": disciplines,
        "look_confirmation_discipline_is_known": disciplines,
        "carry_over_effect_is_known": labels(of: CarryOverRecord.Effect.self), "answer_verdict_is_known": labels(of: Answer.Verdict.self),
        "answer_release_verdict_is_known": labels(of: Answer.Verdict.self),
        "backcheck_verdict_is_known": labels(of: BackcheckVerdict.self), "clause_status_is_known": labels(of: LegalBasis.Status.self),
        "joint_case_openness_is_known": labels(of: Openness.self), "thread_message_role_is_known": roles,
        "thread_message_visibility_is_known": labels(of: ThreadVisibility.self),
        "comment_draft_discipline_is_known": disciplines, "standard_comment_discipline_is_known": disciplines,
        "checkpoint_tick_verdict_is_known": labels(of: CheckpointTick.Verdict.self),
        "job_kind_is_known": labels(of: Job.Kind.self),
        "job_state_is_known": labels(of: Job.State.self),
        "element_kind_is_known": labels(of: Element.Kind.self),
        "demand_relation_is_known": labels(of: Relation.self),
        "conflict_kind_is_known": labels(of: Contradiction.Kind.self),
        "conflict_state_is_known": labels(of: CaseConflict.State.self),
        "settlement_decision_outcome_is_known": labels(of: DemandOutcome.self),
        "grouping_act_is_known": labels(of: Grouping.Act.self),
        "joint_case_conflict_policy_is_known": labels(of: ConflictPolicy.self),
        "followed_region_fate_is_known": labels(of: FollowedRegion.Fate.self),
        "case_change_kind_is_known": labels(of: Change.Kind.self), "case_change_outcome_is_known": labels(of: Change.Outcome.self),
        "mandate_kind_is_known": labels(of: Mandate.Kind.self),
        "session_end_is_known": labels(of: SignInSession.End.self),
        "invitation_end_is_known": ["used", "replaced", "disabled"],
        "audit_entry_result_is_known": ["ok", "denied", "failed"],
    ]

    private static func labels<Label: CaseIterable & RawRepresentable<String>>(of type: Label.Type) -> Set<String> {
        Set(Label.allCases.map(\.rawValue))
    }

    @Test func everyLabelOfTheDatabaseIsACaseInSwiftAndTheOtherWayRound() async throws {
        try await TestStore.with { kit in
            let rows = try await kit.look(
                """
                SELECT DISTINCT c.conname::text AS name, pg_get_constraintdef(c.oid) AS text FROM pg_constraint c
                 WHERE c.connamespace = 'lianshen'::regnamespace AND c.contype = 'c' AND pg_get_constraintdef(c.oid) ~ 'ARRAY\\['
                """)
            var found: [String: Set<String>] = [:]
            for row in rows {
                let text: String = try row("text")
                let name: String = try row("name")
                // Conditions over several columns list labels, too; what names the words of one column ends in _known.
                guard name.hasSuffix("_known") else { continue }
                found[name] = Set(text.matches(of: /'([^']*)'::text/).map { String($0.1) })
            }
            #expect(found == Self.labels)
        }
    }

    @Test func everyTableOfACaseNamesItsCaseAndAnOrganisation() async throws {
        try await TestStore.with { kit in
            let rows = try await kit.look(
                """
                SELECT c.relname::text AS name, string_agg(a.attname, ' ' ORDER BY a.attname) FILTER (
                           WHERE a.attnotnull AND a.attname IN ('owner_id', 'organisation_id', 'institute_id', 'body_id')) AS organisations
                  FROM pg_class c JOIN pg_attribute k ON k.attrelid = c.oid AND k.attname = 'case_id' AND k.attnotnull
                  JOIN pg_attribute a ON a.attrelid = c.oid
                 WHERE c.relnamespace = 'lianshen'::regnamespace AND c.relkind = 'r' GROUP BY c.relname
                """)
            var found: [String: String] = [:]
            for row in rows { found[try row("name")] = try row.optional("organisations") ?? "none" }
            #expect(
                found == [
                    "joint_case": "owner_id", "case_party": "organisation_id", "case_part": "institute_id", "case_role": "owner_id",
                    "package": "institute_id owner_id", "package_entry": "owner_id", "finding": "owner_id", "sheet": "institute_id owner_id",
                    "review": "owner_id", "comment": "owner_id", "decision": "body_id", "opinion": "owner_id", "report": "owner_id",
                    "report_edition": "owner_id",
                    "notice": "organisation_id", "deficiency": "owner_id", "sheet_thumbnail": "owner_id", "package_set": "owner_id",
                    "set_sheet": "owner_id", "set_confirmation": "organisation_id owner_id",
                    "package_drawing": "owner_id", "page_thumbnail": "owner_id", "carry_over": "owner_id", "look_confirmation": "owner_id",
                    "answer_task": "owner_id", "answer": "institute_id owner_id", "answer_release": "institute_id owner_id",
                    "backcheck": "owner_id", "recusal": "owner_id", "displacement": "owner_id",
                    "specialty_review": "owner_id", "debt": "owner_id", "suspension": "owner_id", "body_recusal": "organisation_id owner_id",
                    "due_change": "owner_id",
                    "independence_declaration": "owner_id", "body_choice": "organisation_id", "green_channel": "organisation_id owner_id",
                    "body_allocation": "owner_id", "draw": "owner_id", "ended_seat": "organisation_id owner_id",
                    "element": "owner_id", "linear_sum": "owner_id", "demand": "owner_id", "contradiction": "owner_id",
                    "grouping_record": "owner_id", "conflict": "owner_id", "conflict_member": "owner_id", "settlement": "owner_id",
                    "settlement_decision": "owner_id", "checkpoint_tick": "owner_id", "comment_draft": "body_id owner_id",
                    "thread_message": "organisation_id owner_id",
                    "comment_seen": "organisation_id owner_id",
                    "sheet_approval": "owner_id", "case_change": "owner_id", "followed_region": "owner_id",
                ])
        }
    }

    @Test(arguments: ["91320800000000001X", "913208000000000010", "9132080000000000", "91320800I000000012"])
    func aCreditCodeThatIsNoneIsRefusedByTheDatabaseToo(_ code: String) async throws {
        try #require(CreditCode(code) == nil)
        try await TestStore.with { kit in
            let error = await #expect(throws: StoreError.self) {
                try await kit.store.transaction(as: .system("t")) { tx in
                    try await tx.insert(Organisation(id: UUID(), creditCode: code, name: "示例", region: "", functions: []))
                }
            }
            guard case .invalid(let constraint) = error else { return #expect(Bool(false), "\(String(describing: error))") }
            #expect(constraint.hasPrefix("organisation_credit_code"))
        }
    }

    @Test func databaseAndDomainFindTheSameCheckCharacter() async throws {
        try await TestStore.with { kit in
            var generator = SystemRandomNumberGenerator()
            let letters = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
            let bodies = (0..<200).map { _ in
                String(
                    (0..<17).map { place in
                        (2...7).contains(place) ? letters[Int.random(in: 0...9, using: &generator)] : letters.randomElement() ?? "0"
                    })
            }
            let rows = try await kit.look("SELECT b || lianshen.credit_code_check_character(b) AS code FROM unnest(\(bodies)) AS b")
            let codes = try rows.map { try $0("code") as String }
            #expect(codes.count == 200 && codes.allSatisfy { CreditCode($0) != nil })
        }
    }
}
