public import Foundation

/// Where everything of a case stood at a moment, as the log tells it: nothing is taken from what was written later.
public struct CaseMoment: Hashable, Sendable {
    /// What one entry of the log says.
    public struct Line: Hashable, Sendable {
        /// What was done.
        public let act: Act
        /// What it was done to.
        public let kind: String
        /// Identity of that.
        public let object: UUID
        /// Where it stands since.
        public let to: String?

        /// A line of the log.
        public init(act: Act, kind: String, object: UUID, to: String?) { (self.act, self.kind, self.object, self.to) = (act, kind, object, to) }
    }

    /// State of the case.
    public private(set) var state = CaseState.draft
    /// Reviews that were open, with their states.
    public private(set) var reviews: [UUID: ReviewState] = [:]
    /// Packages that were there, with the words for their states.
    public private(set) var packages: [UUID: String] = [:]
    /// Comments in the order of their publication.
    public private(set) var comments: [UUID] = []
    /// What the issuing body found last of a comment.
    public private(set) var backchecks: [UUID: BackcheckVerdict] = [:]
    /// Conflicts that were found, with their states.
    public private(set) var conflicts: [UUID: CaseConflict.State] = [:]
    /// Opinions in the order of issue.
    public private(set) var opinions: [UUID] = []
    /// Ticks of check lists that stood.
    public private(set) var ticks: Set<UUID> = []
    /// When the applicant saw comments, as far as the lead had said so.
    public private(set) var openness: Openness?

    /// The moment after these entries, which are all that a case had then, in their order.
    public init(_ lines: some Sequence<Line>) {
        for line in lines { take(line) }
    }

    private mutating func take(_ line: Line) {
        switch (line.kind, line.act) {
        case ("case", .opennessChange): openness = line.to.flatMap(Openness.init)
        case ("case", _): move(line.to)
        // The opinion is what the entry is about; the states are those of the case.
        case (_, .opinionIssue):
            opinions.append(line.object)
            move(line.to)
        case ("review", .reviewOpen):
            // With its acceptance a case goes into review in the same act: its reviews are the entries that say so.
            if [.accepted, .acceptedWithDebts].contains(state) { state = .inFirstReview }
            reviews[line.object] = line.to.flatMap(ReviewState.init)
        case ("review", _): reviews[line.object] = line.to.flatMap(ReviewState.init) ?? reviews[line.object]
        case ("package", .packageUpload), ("package", .packageIntake), ("package", .packageSeal), ("package", .caseDropChange):
            packages[line.object] = line.to ?? packages[line.object]
        case ("comment", .commentPublish), ("comment", .commentSupersede): comments.append(line.object)
        case ("comment", .commentBackcheck): backchecks[line.object] = line.to.flatMap(BackcheckVerdict.init)
        case ("checkpoint", .checkpointTick), ("checkpoint", .checkpointCarry): ticks.insert(line.object)
        case ("checkpoint", .checkpointUntick): ticks.remove(line.object)
        case ("conflict", _): conflicts[line.object] = line.to.flatMap(CaseConflict.State.init) ?? conflicts[line.object]
        default: break
        }
    }

    private mutating func move(_ to: String?) { state = to.flatMap(CaseState.init) ?? state }
}
