import JointReview
import Testing

/// Which acts make a new edition of the report.
@Suite struct ReportGroundTests {
    @Test func everyActThatEndsSomethingMakesAnEditionAndNoOther() {
        for kind in CaseAction.Kind.allCases {
            let grounds = Set(CaseAction.samples.filter { $0.kind == kind }.compactMap { ReportGround($0) })
            switch kind {
            case .issueOpinion: #expect(grounds == [.opinion])
            case .pass, .fail, .settleDispute, .certify, .dropChange, .withdraw, .supersede, .revoke, .archive, .close:
                #expect(grounds == [ReportGround(rawValue: kind.rawValue)])
            case .sealPart, .confirm, .sendBack, .submit, .accept, .acceptWithDebts, .return, .refuse, .resubmit, .openReviews, .reconcile,
                .startRevision, .dispute, .requestChange, .openChange, .escalate:
                #expect(grounds.isEmpty, "\(kind)")
            }
        }
        #expect(ReportGround(.settleDispute(.reReview, reason: "r")) == nil)
    }
}
