import Foundation

extension CaseAction {
    /// One example of every act, and of every conclusion of a dispute: what a walk over the machine tries.
    public static let samples: [CaseAction] = {
        var samples: [CaseAction] = [.sealPart, .confirm, .sendBack(reason: "r"), .submit, .accept, .acceptWithDebts(items: ["i"])]
        samples += [.return(reason: "r", items: ["i"]), .refuse(reason: "r"), .resubmit, .openReviews, .reconcile, .issueOpinion, .startRevision]
        samples += [.pass, .fail(reason: "r"), .certify, .dispute(reason: "r")]
        samples += DisputeOutcome.allCases.map { .settleDispute($0, reason: "r") }
        samples += [
            .requestChange(reason: "r"), .openChange, .dropChange(reason: "r"), .escalate(reason: "r"), .withdraw(reason: "r"),
            .supersede(reason: "r", successor: UUID()),
        ]
        return samples + [.revoke(reason: "r"), .archive, .close(reason: "r")]
    }()
}

extension ReviewAction {
    /// One example of every act, and of every decision: what a walk over the machine tries.
    public static let samples: [ReviewAction] = {
        var samples: [ReviewAction] = [.assign(to: UUID()), .claim, .start, .release(reason: nil), .reassign(to: UUID(), reason: "r")]
        samples += [.recuse(reason: "r"), .replaceBody(with: nil, reason: "r"), .requeue, .check, .returnDraft(reason: "r")]
        samples += Decision.allCases.flatMap { [.draftOpinion($0), .decide($0)] }
        samples += [.verify, .suspend(reason: "r"), .resume, .cancel(reason: "r"), .makeNotApplicable(reason: "r", basis: "b")]
        return samples + [.reopen(reason: "r"), .outdate]
    }()

    /// The decision that the act proposes or makes.
    public var decision: Decision? {
        switch self {
        case .draftOpinion(let decision), .decide(let decision): decision
        case .assign, .claim, .start, .release, .reassign, .recuse, .replaceBody, .requeue, .check, .returnDraft, .verify, .suspend, .resume, .cancel,
            .makeNotApplicable, .reopen, .outdate:
            nil
        }
    }
}
