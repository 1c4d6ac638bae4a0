public import Foundation

/// Makes one opinion of what all disciplines said.
public enum Merge {
    /// Everything that one round's opinion is made of.
    public struct Round: Hashable, Sendable {
        /// Case.
        public var `case`: UUID
        /// Round of the case.
        public var round: Int
        /// Sheets in the order of the package: the order of the drawing list.
        public var sheets: [OpinionItem.Sheet]
        /// Reviews of the applicable disciplines, in any order.
        public var reviews: [Outcome]
        /// Comments of those reviews, in any order.
        public var comments: [Comment]
        /// Typed demands of those comments, also those that a settlement took out of force.
        public var demands: [CaseDemand] = []
        /// Comments that a comment's author says it contradicts.
        public var contradicts: [UUID: [UUID]] = [:]
        /// Register of the case.
        public var elements: [Element] = []
        /// Declared sums; one that was read from a sheet that is not in the list any more does not hold.
        public var sums: [LinearSum] = []
        /// What persons recorded about which comments say the same.
        public var groupings: [Grouping] = []
        /// Numbers of the round before; none in the first.
        public var numbering: Numbering?
        /// Numbers of the log's entries that published the comments.
        public var entries: [UUID: Int64] = [:]
        /// Conflicts of the round, with their settlements.
        public var conflicts: [CaseConflict] = []

        /// What one review came to.
        public struct Outcome: Hashable, Sendable {
            /// Its discipline.
            public let discipline: Discipline
            /// The review.
            public let review: UUID
            /// What it decided; nil while it has not.
            public let decision: Decision?
            /// Who signed for its specialties; empty where one person answers for the discipline.
            public let specialties: [SpecialtySignature]

            /// What one review came to.
            public init(discipline: Discipline, review: UUID, decision: Decision?, specialties: [SpecialtySignature] = []) {
                self.discipline = discipline
                self.review = review
                self.decision = decision
                self.specialties = specialties
            }
        }

        /// The material of one round.
        public init(case: UUID, round: Int, sheets: [OpinionItem.Sheet], reviews: [Outcome], comments: [Comment]) {
            self.case = `case`
            self.round = round
            self.sheets = sheets
            self.reviews = reviews
            self.comments = comments
        }
    }

    /// Why there is no opinion.
    public enum Refusal: Error, Hashable, Sendable {
        /// No discipline reviewed anything.
        case noReview
        /// A discipline has not decided.
        case undecided(Discipline)
        /// A discipline has two reviews in the round.
        case disciplineTwice(Discipline)
        /// A comment of a review that is not part of the round.
        case foreignComment(UUID)
        /// A comment on a sheet that is not in the package.
        case unknownSheet(comment: UUID)
        /// The material cannot be merged.
        case material([Finding])

        /// Stable code of the refusal.
        public var code: String {
            switch self {
            case .noReview: "merge.no_review"
            case .undecided: "merge.undecided"
            case .disciplineTwice: "merge.discipline_twice"
            case .foreignComment: "merge.foreign_comment"
            case .unknownSheet: "merge.unknown_sheet"
            case .material: "merge.material"
            }
        }
    }

    /// The opinion of a round: pure, and the same for every order of the input's reviews and comments.
    ///
    /// The items are those of `report(on:)`: by sheet in the order of the package, then by position from the top left, severity, discipline and identity,
    /// duplicates in one, with numbers that stay the same from round to round. Superseded comments are left out. The verdict is the most severe decision.
    /// - Parameter report: the report on the round's material where it was made before.
    public static func opinion(of round: Round, report: MergeReport? = nil) throws(Refusal) -> Opinion {
        let decisions = try decisions(of: round)
        let places = Dictionary(round.sheets.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let reviews = Set(decisions.map(\.review))
        for comment in round.comments {
            guard reviews.contains(comment.review) else { throw .foreignComment(comment.id) }
            guard places[comment.sheet] != nil else { throw .unknownSheet(comment: comment.id) }
        }
        let report = report ?? self.report(on: round.material)
        guard report.merged else { throw .material(report.findings) }
        return OpinionBuilding(round, report).opinion(decisions, verdict: verdict(of: decisions))
    }

    private static func decisions(of round: Round) throws(Refusal) -> [Opinion.DisciplineDecision] {
        var decisions: [Opinion.DisciplineDecision] = []
        for discipline in Discipline.allCases {
            let own = round.reviews.filter { $0.discipline == discipline }
            guard own.count <= 1 else { throw .disciplineTwice(discipline) }
            guard let outcome = own.first else { continue }
            guard let decision = outcome.decision else { throw .undecided(discipline) }
            decisions.append(
                Opinion.DisciplineDecision(
                    discipline: discipline, review: outcome.review, decision: decision,
                    specialties: outcome.specialties.isEmpty ? nil : outcome.specialties))
        }
        guard !decisions.isEmpty else { throw .noReview }
        return decisions
    }

    private static func verdict(of decisions: [Opinion.DisciplineDecision]) -> Decision {
        if decisions.contains(where: { $0.decision == .fail }) { return .fail }
        return decisions.contains { $0.decision == .passWithAdvice } ? .passWithAdvice : .pass
    }
}
