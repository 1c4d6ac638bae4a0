/// Which reviews a case opens.
public enum FanOut {
    /// Why a project is not fanned out.
    public enum Refusal: Error, Hashable, Sendable {
        /// The owner declares the project classified: it must not come into this service.
        case classified
        /// A special review without its discipline.
        case specialDisciplineMissing
        /// A profile that does not answer for a discipline, or answers without a basis.
        case profileIncomplete(String)
        /// A discipline is merged into one that does not review the case.
        case mergedIntoNothing(Discipline, into: Discipline)
        /// Building civil-defence works elsewhere needs the number of its approval document.
        case approvalDocumentMissing

        /// Stable code of the refusal.
        public var code: String {
            switch self {
            case .classified: "project.classified"
            case .specialDisciplineMissing: "project.special_discipline_missing"
            case .profileIncomplete: "profile.incomplete"
            case .mergedIntoNothing: "profile.merged_into_nothing"
            case .approvalDocumentMissing: "project.approval_document_missing"
            }
        }
    }

    /// The answer for all five disciplines, always, in the order of `Discipline`, each with its reason and basis.
    public static func reviews(for facts: ProjectFacts, profile: RuleProfile) throws(Refusal) -> [DisciplineApplicability] {
        guard !facts.isClassified else { throw .classified }
        if let number = facts.civilDefenceOffSite, number.isBlank { throw .approvalDocumentMissing }
        if let fault = profile.faults.first { throw .profileIncomplete(fault) }
        var answers: [DisciplineApplicability] = []
        for discipline in Discipline.allCases {
            try answers.append(answer(for: discipline, facts, profile))
        }
        let reviewing = Set(answers.filter { $0.applicability == .applies }.map(\.discipline))
        for answer in answers {
            if let target = answer.applicability.target, !reviewing.contains(target) {
                throw .mergedIntoNothing(answer.discipline, into: target)
            }
        }
        return answers
    }

    private static func answer(
        for discipline: Discipline, _ facts: ProjectFacts, _ profile: RuleProfile
    ) throws(Refusal) -> DisciplineApplicability {
        if facts.class == .special {
            guard let special = facts.specialDiscipline else { throw .specialDisciplineMissing }
            return DisciplineApplicability(
                discipline: discipline, applicability: special == discipline ? .applies : .notApplicable,
                reason: profile.specialReview.reason, basis: profile.specialReview.basis)
        }
        let line = profile.lines.first { $0.discipline == discipline && $0.when.allSatisfy { $0.holds(for: facts) } }
        guard let line else { throw .profileIncomplete("\(profile.id): no line of \(discipline.rawValue) holds") }
        var basis = line.basis
        if line.when.contains(.civilDefenceOffSite), let number = facts.civilDefenceOffSite {
            // The project's own approval document is part of the ground, not only the law that allows it.
            basis.append(LegalBasis(text: number, status: .toBeChecked))
        }
        return DisciplineApplicability(discipline: discipline, applicability: line.applicability, reason: line.reason, basis: basis)
    }
}
