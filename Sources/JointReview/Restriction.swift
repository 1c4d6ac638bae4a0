/// Who may open a sheet on which disclosure between bodies stops (some civil-defence sheets).
public enum Restriction {
    /// Parties of a case that see every sheet of it: whose drawings they are, who leads, and who supervises.
    public static let entitledParties: Set<OrganisationFunction> = [.owner, .designInstitute, .surveyFirm, .leadBody, .authority, .regulator]

    /// The disciplines whose bodies may open the sheet.
    ///
    /// - Parameter named: the disciplines that were named with the flag; where none were, a civil-defence sheet is civil defence's alone, and any
    ///   other one is for the disciplines that it concerns.
    public static func disciplines(named: [Discipline]?, kind: SheetKind, relevance: Relevance?) -> Set<Discipline> {
        if let named { return Set(named) }
        if kind == .civilDefencePlan { return [.civilDefence] }
        return Set(relevance?.disciplines(for: kind) ?? Discipline.allCases)
    }

    /// Whether an organisation may open a restricted sheet.
    ///
    /// - Parameters:
    ///   - parts: what it is in the case.
    ///   - reviewing: the disciplines that it reviews there.
    ///   - entitled: the disciplines whose bodies may.
    public static func allows(parts: Set<OrganisationFunction>, reviewing: Set<Discipline>, entitled: Set<Discipline>) -> Bool {
        !parts.isDisjoint(with: entitledParties) || !reviewing.isDisjoint(with: entitled)
    }
}
