/// What an organisation can be in the trade.
public enum OrganisationFunction: String, CaseIterable, Sendable, Codable {
    case owner
    case designInstitute = "design_institute"
    case surveyFirm = "survey_firm"
    case reviewBody = "review_body"
    case leadBody = "lead_body"
    case authority
    case regulator
    case qualitySupervisor = "quality_supervisor"
    case contractor
    /// Runs the service.
    case `operator`

    /// Those who hand in: what they prepare is theirs alone until then.
    public static let applicants: Set<OrganisationFunction> = [.owner, .designInstitute, .surveyFirm]
}
