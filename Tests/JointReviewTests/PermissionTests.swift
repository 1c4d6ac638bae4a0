import JointReview
import Testing

@Suite struct PermissionTests {
    @Test(arguments: Act.allCases)
    func everyActBelongsToSomebodyAndHasADottedName(_ act: Act) {
        #expect(!act.roles.isEmpty)
        let parts = act.rawValue.split(separator: ".")
        #expect(parts.count == 2 && parts.allSatisfy { $0.allSatisfy { $0.isLowercase || $0 == "_" } })
    }

    @Test func everyRoleMaySignIn() {
        for role in Role.everybody { #expect(Permission.allows(.sessionSignIn, to: role)) }
        #expect(!Permission.allows(.sessionSignIn, to: .system))
    }

    @Test func everyRoleBelongsToWhatAnOrganisationIsInTheTrade() {
        for role in Role.allCases { #expect((role.function == nil) == (role == .system)) }
        for administrator in Role.administrators { #expect(administrator.function == .operator) }
        #expect(Set(Role.allCases.compactMap(\.function)) == Set(OrganisationFunction.allCases))
    }

    @Test func anAdministratorHoldsNothingBesideTheOffice() {
        #expect(Role.mayBeHeldTogether([.reviewer, .dispatcher]))
        #expect(Role.mayBeHeldTogether([.auditAdministrator]))
        #expect(!Role.mayBeHeldTogether([.securityAdministrator, .owner]))
        #expect(!Role.mayBeHeldTogether([.securityAdministrator, .auditAdministrator]))
    }

    @Test(arguments: Role.administrators)
    func administratorsTouchNoCase(_ administrator: Role) {
        let acts = Permission.acts(of: administrator).map(\.rawValue)
        for prefix in ["case.", "package.", "review.", "comment.", "opinion.", "sheet.", "report.", "project."] {
            #expect(!acts.contains { $0.hasPrefix(prefix) }, "\(administrator) \(prefix)")
        }
    }

    @Test func theThreeAdministratorsShareNoPowerButSigningIn() {
        let shared: Set<Act> = [.sessionSignIn, .sessionEnd, .passwordSet, .accessDenied, .tokenIssue]
        for one in Role.administrators {
            for other in Role.administrators where other != one {
                #expect(Set(Permission.acts(of: one)).intersection(Permission.acts(of: other)) == shared)
            }
        }
    }

    @Test func supervisorsReadAndNeverChangeAReview() {
        for role in [Role.regulator, .qualitySupervisor, .contractor] {
            let acts = Set(Permission.acts(of: role))
            #expect(acts.isDisjoint(with: [.caseSubmit, .caseAccept, .reviewClaim, .reviewDecide, .commentPublish, .packageUpload, .casePass]))
            #expect(acts.contains(.caseView) && acts.contains(.reportDownload))
        }
    }

    @Test func theWriterOfDrawingsNeverReviewsAndTheReviewerNeverSubmits() {
        for role in Role.designers.union(Role.owners) {
            #expect(!Permission.allows(.reviewClaim, to: role) && !Permission.allows(.reviewDecide, to: role))
        }
        for role in Role.reviewBody {
            #expect(!Permission.allows(.packageUpload, to: role) && !Permission.allows(.caseSubmit, to: role))
        }
    }

    @Test func theOwnerSubmitsAndTheInstituteUploads() {
        #expect(Act.caseSubmit.roles == [.owner, .ownerAgent])
        #expect(Act.packageUpload.roles == [.projectLeader, .specialtyDesigner, .surveyFirm])
        #expect(Act.reviewDecide.roles == [.reviewer])
        #expect(Act.auditQuery.roles == [.regulator, .auditAdministrator])
    }

    @Test func everyActionOfTheMachinesHasItsOwnAct() {
        let acts = CaseAction.Kind.allCases.map(\.act) + ReviewAction.Kind.allCases.map(\.act)
        #expect(Set(acts).count == acts.count)
    }
}

@Suite struct ExplainedTests {
    private static let caseRefusals: [CaseRefusal] = [
        .notAllowed(.submit, from: .draft), .notAllowed(.submit, from: .archived), .roleMayNot(.accept, .owner), .reasonMissing(.return),
        .itemsMissing(.return), .nothingToSeal, .partsUnsealed(1), .notConfirmed, .alreadyConfirmed, .packageNotAcceptable, .reviewsUndecided(1),
        .reviewsFailed(1), .blockingComments(1), .conflictsOpen(1), .noConflict, .debtsOpen(1), .setsUnconfirmed(1), .confirmedBySamePerson,
        .setBaseMoved, .itemsUnanswered(1), .roundLimit(3), .nothingToEscalate, .nothingChanged, .otherIssuer, .issuerReviewed, .issuerHasInterest,
        .changeLacksSet, .nothingToRevise(.opinionsIssued), .answersNotDue(.opinionsIssued), .choosesNoBody(.submitted),
    ]
    private static let reviewRefusals: [ReviewRefusal] = [
        .notAllowed(.claim, from: .inReview), .roleMayNot(.claim, .owner), .reasonMissing(.recuse), .legalBasisMissing, .otherBody, .heldByAnother,
        .attemptMissing, .staleAttempt(current: 2), .conflictOfInterest, .recusedEarlier, .alreadyHolds, .nothingToReturn, .blockingComments(1),
        .adviceStands(1), .noAdvice, .checkNeeded, .checkNotNeeded, .notTheCheckedDecision, .checkerIsReviewer,
        .checkerTookPart, .checkerDecides, .checksSpecialty, .draftsLeft(1), .unclaimed, .notInHand(.issuedPass), .specialty(.unnamed(of: ["电气"])),
        .specialty(.attemptMissing), .specialty(.notInReview(.finished)),
    ]

    @Test func everyRefusalSpeaksBothLanguagesAndNamesARemedy() {
        let refusals: [any Explained] = Self.caseRefusals + Self.reviewRefusals
        for refusal in refusals {
            let text = refusal.explanation
            for part in [text.message, text.remedy] {
                #expect(!part.zh.isEmpty && !part.en.isEmpty, "\(refusal.code)")
                #expect(part.zh.unicodeScalars.contains { $0.value > 0x4E00 }, "\(refusal.code): \(part.zh)")
            }
        }
    }

    @Test func codesAreDistinctAndNameTheirMachine() {
        let cases = Set(Self.caseRefusals.map(\.code))
        let reviews = Set(Self.reviewRefusals.map(\.code))
        #expect(cases.count == Self.caseRefusals.count - 1 && reviews.count == Self.reviewRefusals.count)
        #expect(cases.allSatisfy { $0.hasPrefix("case.") } && reviews.allSatisfy { $0.hasPrefix("review.") })
    }
}
