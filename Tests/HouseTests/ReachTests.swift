import JointReview
import Testing

/// Whatever a person may do to a case or a review by the state machines has an operation of the interface.
struct ReachTests {
    /// Which operation does an act; nil for what no person does by itself.
    private static func operation(_ kind: CaseAction.Kind) -> String? {
        switch kind {
        case .sealPart: "sealPackage"
        case .confirm: "confirmCase"
        case .sendBack: "sendBackCase"
        case .submit, .resubmit: "submitCase"
        case .accept: "acceptCase"
        case .acceptWithDebts: "acceptCaseWithDebts"
        case .return: "returnCase"
        case .refuse: "refuseCase"
        case .openReviews, .reconcile, .issueOpinion: nil
        case .startRevision: "reviseCase"
        case .pass: "passCase"
        case .fail: "failCase"
        case .certify: "certifyCase"
        case .dispute: "disputeCase"
        case .settleDispute: "settleDisputeOfCase"
        case .requestChange: "requestChange"
        case .openChange: "openChange"
        case .dropChange: "dropChange"
        case .escalate: "escalateCase"
        case .withdraw: "withdrawCase"
        case .supersede: "supersedeCase"
        case .revoke: "revokeCase"
        case .archive: "archiveCase"
        case .close: "closeCase"
        }
    }

    /// The same of a review; taking up what was assigned is a claim, too.
    private static func operation(_ kind: ReviewAction.Kind) -> String? {
        switch kind {
        case .assign: "assignReview"
        case .claim, .start: "claimReview"
        case .release: "releaseReview"
        case .reassign: "reassignReview"
        case .recuse: "recuseReview"
        case .replaceBody: "replaceBody"
        case .requeue: "requeueReview"
        case .draftOpinion: "draftOpinion"
        case .check: "checkOpinion"
        case .returnDraft: "returnDraft"
        case .decide: "decideReview"
        case .suspend: "suspendReview"
        case .resume: "resumeReview"
        case .makeNotApplicable: "setAsideReview"
        case .reopen: "reopenReview"
        case .verify, .cancel, .outdate: nil
        }
    }

    @Test("Every act of a person has its operation, and what only follows from others has none")
    func everyActOfAPersonIsReached() throws {
        let paths = try #require(value(try Repository.openAPI(), "paths") as? [String: Any])
        let operations = Set(
            paths.values.flatMap { path in
                ((path as? [String: Any])?.values).map(Array.init)?.compactMap { ($0 as? [String: Any])?["operationId"] as? String } ?? []
            })
        let acts = CaseAction.Kind.allCases.map { ($0.act, Self.operation($0)) } + ReviewAction.Kind.allCases.map { ($0.act, Self.operation($0)) }
        for (act, operation) in acts {
            #expect((operation == nil) == (act.roles == [.system]), "\(act.rawValue)")
            if let operation { #expect(operations.contains(operation), "\(act.rawValue): \(operation)") }
        }
    }
}
