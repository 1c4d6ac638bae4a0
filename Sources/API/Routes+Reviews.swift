import Hummingbird

/// The routes of review work: reviews, what is said and drafted, specialties, register, merge, rounds.
extension Routes {
    static func reviews(_ reviews: ReviewRoutes, _ acts: ReviewActRoutes, _ comments: CommentRoutes) -> [Route] {
        [
            .get("/v1/me/reviews", reviews.inHand),
            .get("/v1/cases/{caseId}/reviews", reviews.ofCase),
            .get("/v1/cases/{caseId}/checklist", ChecklistRoutes(interface: reviews.interface).one),
            .get("/v1/queues/{discipline}", reviews.queue),
            .post("/v1/queues/{discipline}/claim", acts.claimNext),
            .get("/v1/reviews/{reviewId}", reviews.review),
            .post("/v1/reviews/{reviewId}/claim", acts.claim),
            .post("/v1/reviews/{reviewId}/assign", acts.assign),
            .post("/v1/reviews/{reviewId}/reassign", acts.reassign),
            .post("/v1/reviews/{reviewId}/release", acts.release),
            .post("/v1/reviews/{reviewId}/recuse", acts.recuse),
            .post("/v1/reviews/{reviewId}/declare", acts.declare),
            .post("/v1/reviews/{reviewId}/reopen", LateDisciplineRoutes(interface: reviews.interface).add),
            .post("/v1/reviews/{reviewId}/set-aside", LateDisciplineRoutes(interface: reviews.interface).setAside),
            .post("/v1/reviews/{reviewId}/suspend", SuspensionRoutes(interface: reviews.interface).suspend),
            .post("/v1/reviews/{reviewId}/resume", SuspensionRoutes(interface: reviews.interface).resume),
            .post("/v1/reviews/{reviewId}/requeue", SuspensionRoutes(interface: reviews.interface).requeue),
            .post("/v1/reviews/{reviewId}/draft", acts.draft),
            .post("/v1/reviews/{reviewId}/check", acts.check),
            .post("/v1/reviews/{reviewId}/return-draft", acts.returnDraft),
            .post("/v1/reviews/{reviewId}/decide", acts.decide),
            .get("/v1/reviews/{reviewId}/checkpoints", CheckpointRoutes(interface: reviews.interface).list),
            .post("/v1/reviews/{reviewId}/checkpoints", CheckpointRoutes(interface: reviews.interface).tick),
            .post("/v1/reviews/{reviewId}/checkpoints/untick", CheckpointRoutes(interface: reviews.interface).untick),
            .post("/v1/reviews/{reviewId}/comments", comments.publish),
            .get("/v1/cases/{caseId}/comments", comments.ofCase),
            .get("/v1/comments/{commentId}", comments.comment),
            .post("/v1/comments/{commentId}/supersede", comments.supersede),
        ]
    }

    static func talk(_ threads: ThreadRoutes, _ seen: SeenRoutes) -> [Route] {
        [
            .get("/v1/comments/{commentId}/thread", threads.messages),
            .post("/v1/comments/{commentId}/thread", threads.write),
            .put("/v1/cases/{caseId}/openness", threads.setOpenness),
            .get("/v1/cases/{caseId}/seen", seen.seen),
            .get("/v1/cases/{caseId}/unseen", seen.unseen),
        ]
    }

    static func drafts(_ drafts: DraftRoutes, _ standards: StandardRoutes) -> [Route] {
        [
            .get("/v1/reviews/{reviewId}/drafts", drafts.list),
            .post("/v1/reviews/{reviewId}/drafts", drafts.begin),
            .post("/v1/reviews/{reviewId}/drafts/publish", drafts.publishAll),
            .put("/v1/drafts/{draftId}", drafts.rewrite),
            .delete("/v1/drafts/{draftId}", drafts.discard),
            .post("/v1/drafts/{draftId}/publish", drafts.publish),
            .get("/v1/standard-comments/{discipline}", standards.list),
            .post("/v1/standard-comments/{discipline}", standards.add),
            .delete("/v1/standard-comments/{discipline}/{standardId}", standards.retire),
        ]
    }

    static func register(_ register: RegisterRoutes, _ allocations: AllocationRoutes) -> [Route] {
        [
            .get("/v1/register/firms", register.firms),
            .get("/v1/register/firms/export", register.exportFirms),
            .post("/v1/register/firms/import", register.importFirms),
            .get("/v1/register/persons", register.persons),
            .get("/v1/register/persons/export", register.exportPersons),
            .post("/v1/register/persons/import", register.importPersons),
            .get("/v1/cases/{caseId}/bodies/{discipline}", allocations.bodies),
            .put("/v1/cases/{caseId}/bodies/{discipline}", allocations.choose),
            .post("/v1/reviews/{reviewId}/replace-body", allocations.replace),
            .get("/v1/cases/{caseId}/allocations", allocations.allocations),
            .post("/v1/cases/{caseId}/green-channel", allocations.approveGreenChannel),
            .get("/v1/cases/{caseId}/draws", allocations.draws),
            .post("/v1/cases/{caseId}/draws", allocations.commit),
            .get("/v1/draws/{drawId}", allocations.draw),
            .post("/v1/draws/{drawId}/make", allocations.make),
        ]
    }

    static func specialties(_ specialties: SpecialtyRoutes) -> [Route] {
        [
            .get("/v1/reviews/{reviewId}/specialties", specialties.ofReview),
            .post("/v1/reviews/{reviewId}/specialties/assign", specialties.assign),
            .post("/v1/reviews/{reviewId}/specialties/claim", specialties.claim),
            .post("/v1/reviews/{reviewId}/specialties/finish", specialties.finish),
            .post("/v1/reviews/{reviewId}/specialties/check", specialties.check),
            .post("/v1/reviews/{reviewId}/specialties/return", specialties.sendBack),
            .post("/v1/reviews/{reviewId}/specialties/release", specialties.release),
            .post("/v1/reviews/{reviewId}/specialties/recuse", specialties.recuse),
        ]
    }

    static func merging(_ elements: ElementRoutes, _ merge: MergeRoutes, _ conflicts: ConflictRoutes) -> [Route] {
        [
            .get("/v1/cases/{caseId}/elements", elements.elements),
            .post("/v1/cases/{caseId}/elements", elements.add),
            .get("/v1/cases/{caseId}/sums", elements.sums),
            .post("/v1/cases/{caseId}/sums", elements.declare),
            .post("/v1/cases/{caseId}/sums/{sumId}/withdraw", elements.withdraw),
            .get("/v1/cases/{caseId}/merge", merge.merged),
            .get("/v1/cases/{caseId}/groupings", merge.groupings),
            .post("/v1/cases/{caseId}/groupings", merge.group),
            .get("/v1/cases/{caseId}/conflicts", conflicts.ofCase),
            .get("/v1/conflicts/{conflictId}", conflicts.conflict),
            .post("/v1/conflicts/{conflictId}/settle", conflicts.settle),
        ]
    }

    static func rounds(_ rounds: RoundRoutes, _ answers: AnswerRoutes) -> [Route] {
        [
            .post("/v1/cases/{caseId}/revise", rounds.revise),
            .get("/v1/cases/{caseId}/rounds", rounds.rounds),
            .get("/v1/cases/{caseId}/items", rounds.items),
            .get("/v1/cases/{caseId}/turn", rounds.turn),
            .get("/v1/cases/{caseId}/answers", AnswerSheetRoutes(interface: rounds.interface).download),
            .put("/v1/cases/{caseId}/answers", AnswerSheetRoutes(interface: rounds.interface).upload),
            .post("/v1/cases/{caseId}/answers/release", answers.release),
            .put("/v1/comments/{commentId}/answer", answers.write),
            .post("/v1/comments/{commentId}/answer/assign", answers.assign),
            .post("/v1/comments/{commentId}/backcheck", answers.backcheck),
            .post("/v1/reviews/{reviewId}/confirm-look", rounds.confirmLook),
        ]
    }
}
