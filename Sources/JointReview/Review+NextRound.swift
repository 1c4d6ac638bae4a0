extension Review {
    /// The review of the next round (复审), made of this one: kept as decided where the decision stands, else open again.
    ///
    /// It goes back to the body that reviewed, and there to the same reviewer while he serves it: who demanded a revision verifies it, who passed a
    /// sheet that is another one now looks again.
    /// - Parameter stays: whether the reviewer of this round still works for the body.
    public func nextRound(_ effect: CarryGround.Effect, reviewerStays stays: Bool, by service: ActingPerson) throws(ReviewRefusal) -> Review {
        guard state != .notApplicable else { return self }
        // A review that was cancelled decided nothing: it is owed still.
        guard state.isIssued else { return Review(id: id, discipline: discipline, body: body, state: .pending, attempt: attempt) }
        guard effect != .keeps else { return self }
        if state == .issuedComments, stays { return try applying(.verify, by: service) }
        let waiting = try applying(.outdate, by: service).applying(.reopen(reason: "round"), by: service)
        guard let reviewer, stays else { return waiting }
        return try waiting.applying(.assign(to: reviewer), by: service)
    }
}

extension ComposedSet {
    /// What became of each sheet when one complete set took the place of another, whatever packages brought them.
    public init(_ set: SheetSet, after base: SheetSet) {
        self.init(PackageManifest(project: "", scope: .complete, sheets: []), sheets: set.sheets, documents: set.documents, on: base)
    }
}
