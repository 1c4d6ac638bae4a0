/// Who reads a message of a clarification thread (澄清). Source: domain §0a.16.
public enum ThreadVisibility: String, CaseIterable, Sendable, Codable, Labelled {
    /// The body that wrote it, alone: the one that had the comment's review then.
    case body
    /// All review bodies of the case, its lead and its regulator.
    case bodies
    /// Everybody who takes part in the case, the applicant too.
    case applicant

    /// Name of the visibility.
    public var label: Bilingual {
        switch self {
        case .body: Bilingual(zh: "本机构内部", en: "within the body")
        case .bodies: Bilingual(zh: "各审查机构", en: "review bodies")
        case .applicant: Bilingual(zh: "报审方可见", en: "visible to the applicant")
        }
    }

    /// What an organisation must be in a case to read what the bodies say among themselves.
    public static let bodiesReaders: Set<OrganisationFunction> = [.reviewBody, .leadBody, .regulator]

    /// Whether an organisation of these parts reads such a message.
    /// - Parameter isOwnBody: whether the organisation wrote it; of a message that is to be written, whether it is the body that made the comment.
    public func isRead(byParts parts: Set<OrganisationFunction>, isOwnBody: Bool) -> Bool {
        switch self {
        case .body: isOwnBody
        case .bodies: isOwnBody || !parts.isDisjoint(with: Self.bodiesReaders)
        case .applicant: true
        }
    }

    /// What an organisation of these parts reads.
    public static func read(byParts parts: Set<OrganisationFunction>, isOwnBody: Bool) -> [ThreadVisibility] {
        allCases.filter { $0.isRead(byParts: parts, isOwnBody: isOwnBody) }
    }

    /// Whether somebody in a role writes such a message: he would read it himself, and the applicant's side writes nothing internal.
    public func isWritten(by role: Role, parts: Set<OrganisationFunction>, isOwnBody: Bool) -> Bool {
        guard Act.threadWrite.roles.contains(role), isRead(byParts: parts, isOwnBody: isOwnBody) else { return false }
        if role.function == .reviewBody { return isOwnBody || parts.contains(.reviewBody) }
        return self == .applicant
    }
}

/// Why a message of a thread is not taken.
public enum ThreadRefusal: Error, Hashable, Sendable, Explained {
    /// The writer would not read it himself, or it is not his to write.
    case notHisToWrite(ThreadVisibility)
    /// The case is over.
    case over(CaseState)
    /// The case is certified: its opinions are out, and nothing is left that could be opened later.
    case allOpen

    /// Stable code of the refusal.
    public var code: String {
        switch self {
        case .notHisToWrite: "thread.not_his_to_write"
        case .over: "thread.over"
        case .allOpen: "openness.all_open"
        }
    }

    /// What is wrong and what to do.
    public var explanation: Explanation {
        switch self {
        case .notHisToWrite(let visibility):
            Explanation(
                "您的单位不能写“\(visibility.label.zh)”的交流", "Your organisation does not write messages “\(visibility.label.en)”.",
                remedy: "改为报审方可见,或由意见所属机构书写", "Make it visible to the applicant, or leave it to the body that made the comment.")
        case .allOpen:
            Explanation(
                "该件已发合格书,意见均已公开", "The case is certified; every comment of it is open.",
                remedy: "申请变更后,再就变更审查设定公开方式", "Set it once a change was requested: it then counts for the review of the change.")
        case .over(let state):
            Explanation(
                "报审件已“\(state.label.zh)”", "The case is \(state.label.en).", remedy: "已结束的报审件不再交流", "Nothing is added to a case that is over.")
        }
    }
}

extension CaseState {
    /// Whether nothing more is said in the case.
    public var isOver: Bool { [.refused, .withdrawn, .superseded, .revoked, .archived, .closed].contains(self) }
}
