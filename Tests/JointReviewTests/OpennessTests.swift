import JointReview
import Testing

/// When the applicant sees comments, and who reads and writes what is said about them.
@Suite struct OpennessTests {
    @Test(arguments: OrganisationFunction.allCases)
    func beforeTheOpinionOnlyWhoeverReviewsOrWatchesReads(_ part: OrganisationFunction) {
        let reads = [.reviewBody, .leadBody, .authority, .regulator, .qualitySupervisor].contains(part)
        #expect(Openness.withOpinion.shows(isOut: false, toParts: [part]) == reads)
        #expect(Openness.withOpinion.shows(isOut: true, toParts: [part]))
        #expect(Openness.onPublication.shows(isOut: false, toParts: [part]))
    }

    @Test func internalMessagesStayInside() {
        #expect(ThreadVisibility.read(byParts: [.reviewBody], isOwnBody: true) == ThreadVisibility.allCases)
        #expect(ThreadVisibility.read(byParts: [.reviewBody], isOwnBody: false) == [.bodies, .applicant])
        #expect(ThreadVisibility.read(byParts: [.leadBody], isOwnBody: false) == [.bodies, .applicant])
        #expect(ThreadVisibility.read(byParts: [.regulator], isOwnBody: false) == [.bodies, .applicant])
        for part in [OrganisationFunction.owner, .designInstitute, .surveyFirm, .contractor] {
            #expect(ThreadVisibility.read(byParts: [part], isOwnBody: false) == [.applicant], "\(part)")
        }
    }

    @Test(arguments: Role.allCases)
    func nobodyWritesWhatHeWouldNotReadAndTheApplicantNothingInternal(_ role: Role) {
        let parts: Set<OrganisationFunction> = role.function.map { [$0] } ?? []
        for visibility in ThreadVisibility.allCases {
            for isOwn in [true, false] where !isOwn || role.function == .reviewBody {
                let writes = visibility.isWritten(by: role, parts: parts, isOwnBody: isOwn)
                let reviews = [Role.reviewer, .checker, .technicalHead].contains(role)
                let applies = [Role.owner, .ownerAgent, .projectLeader, .specialtyDesigner, .surveyFirm].contains(role)
                #expect(
                    writes == (reviews && (isOwn || visibility != .body) || applies && visibility == .applicant), "\(role) \(visibility) \(isOwn)")
            }
        }
    }
}
