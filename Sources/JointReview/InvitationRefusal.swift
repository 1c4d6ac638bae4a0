/// Why an organisation is not invited to make drawings for a case: it has another part in it, and nobody stands on two sides.
public enum InvitationRefusal: Error, Hashable, Sendable {
    /// It reviews in the case, or is asked to.
    case reviews
    /// The owner chose it as the review body of these disciplines.
    case chosen([Discipline])
    /// It has another seat.
    case seated([OrganisationFunction])

    /// What keeps an organisation from being invited; nil where nothing does.
    /// - Parameter roles: what it is in the case.
    /// - Parameter disciplines: what the owner chose it to review.
    public init?(roles: Set<String>, chosenFor disciplines: [Discipline]) {
        let seats = OrganisationFunction.allCases.filter { roles.contains($0.rawValue) }
        // Who makes drawings already is invited once, which the case's parts say themselves.
        if seats.contains(.designInstitute) || seats.contains(.surveyFirm) { return nil }
        if seats.contains(.reviewBody) {
            self = .reviews
        } else if !disciplines.isEmpty {
            self = .chosen(disciplines)
        } else if !seats.isEmpty {
            self = .seated(seats)
        } else {
            return nil
        }
    }
}

extension InvitationRefusal: Explained {
    /// Stable code of the refusal.
    public var code: String {
        switch self {
        case .reviews: "case.invites_review_body"
        case .chosen: "case.invites_chosen_body"
        case .seated: "case.invites_party"
        }
    }

    /// What is wrong, and what to do about it.
    public var explanation: Explanation {
        switch self {
        case .reviews:
            Explanation(
                "该单位是本件的审查机构,不能同时作为设计、勘察单位", "The organisation is a review body of this case; it cannot make its drawings as well.",
                remedy: "另选设计、勘察单位;确由该单位设计的,先由其就各审查任务整体回避(/v1/reviews/{id}/replace-body),再邀请",
                "Invite another one; where it does make the drawings it first steps aside as a body (/v1/reviews/{id}/replace-body).")
        case .chosen(let disciplines):
            Explanation(
                "建设单位已选定该单位审查:\(disciplines.map(\.label.zh).joined(separator: "、"))",
                "The owner chose the organisation to review \(disciplines.map(\.label.en).joined(separator: ", ")).",
                remedy: "另选设计、勘察单位,或先为上述类别另选审查机构(PUT /v1/cases/{id}/bodies/{discipline})",
                "Invite another one, or first choose another review body (PUT /v1/cases/{id}/bodies/{discipline}).")
        case .seated(let seats):
            Explanation(
                "该单位在本件中已有其他身份(\(seats.map(\.rawValue).joined(separator: "、"))),不能同时作为设计、勘察单位",
                "In this case the organisation is \(seats.map(\.rawValue).joined(separator: ", ")) already; it cannot make the drawings as well.",
                remedy: "邀请实际承担设计、勘察的另一单位", "Invite another organisation that makes the drawings.")
        }
    }
}
