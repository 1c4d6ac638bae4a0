public import WorkingTime

/// Somebody who is to review or check, as the rules of qualification and independence see him: read under the review's lock, never taken from a request.
public struct Candidacy: Hashable, Sendable {
    /// His registrations, of whatever day.
    public var registrations: [RegisteredPerson]
    /// His body's registration, if it has one.
    public var firm: RegisteredFirm?
    /// Registrations of whom he stands for.
    public var givers: [RegisteredPerson]
    /// Credit codes of the organisations that have a part in the project.
    public var interestedCodes: Set<String>
    /// Whether he declared his independence from this review.
    public var hasDeclared: Bool

    /// Somebody who is to review or check; nobody in particular unless said otherwise.
    public init(
        registrations: [RegisteredPerson] = [], firm: RegisteredFirm? = nil, givers: [RegisteredPerson] = [], interestedCodes: Set<String> = [],
        hasDeclared: Bool = false
    ) {
        self.registrations = registrations
        self.firm = firm
        self.givers = givers
        self.interestedCodes = interestedCodes
        self.hasDeclared = hasDeclared
    }

    /// What a review demands of those who take part in it.
    public struct Demands: Hashable, Sendable {
        /// The discipline.
        public var discipline: Discipline
        /// Whether firm and person must be registered and valid.
        public var registration: Bool
        /// Whether independence is declared before the review is opened.
        public var declaration: Bool
        /// The business day.
        public var day: CalendarDay

        /// What a review demands.
        public init(discipline: Discipline, registration: Bool, declaration: Bool, day: CalendarDay) {
            self.discipline = discipline
            self.registration = registration
            self.declaration = declaration
            self.day = day
        }
    }

    /// Refuses somebody who is registered with one of the parties, or has no valid qualification of the review's own body where one is demanded.
    /// - Parameter specialty: the specialty in question; nil for the review as a whole, for which any of his specialties will do.
    /// - Parameter opens: whether he opens the review now: then his declaration must be there.
    public func requireFit(for specialty: String?, _ demands: Demands, opens: Bool) throws(ReviewRefusal) {
        if let party = (registrations + givers).first(where: { $0.validity.holds(on: demands.day) && interestedCodes.contains($0.firm.description) })
        {
            throw .qualification(.employedByParty(party.firm.description))
        }
        if demands.registration {
            if let lack = firmLack(demands) { throw .qualification(lack) }
            if let lack = personLack(specialty, at: firm?.creditCode, on: demands.day) { throw .qualification(lack) }
        }
        if opens, demands.declaration, !hasDeclared { throw .qualification(.notDeclared) }
    }

    private func firmLack(_ demands: Demands) -> QualificationRefusal? {
        guard let firm else { return .firmNotRegistered }
        guard firm.validity.holds(on: demands.day) else { return .firmNotValid(from: firm.validity.from, through: firm.validity.through) }
        return firm.disciplines.contains(demands.discipline) ? nil : .firmOtherDiscipline(demands.discipline)
    }

    private func personLack(_ specialty: String?, at firm: CreditCode?, on day: CalendarDay) -> QualificationRefusal? {
        guard !registrations.isEmpty else { return .notRegistered }
        let registrations = registrations.filter { $0.firm == firm }
        guard !registrations.isEmpty else { return .otherFirm(self.registrations.map(\.firm.description)) }
        let own = registrations.filter { registration in specialty.map(registration.specialties.contains) ?? true }
        guard let first = own.first else { return .otherSpecialty(registrations.flatMap(\.specialties)) }
        guard own.contains(where: { $0.validity.holds(on: day) }) else {
            return .notValid(from: first.validity.from, through: first.validity.through)
        }
        return nil
    }
}

/// Why somebody may not review or check: qualification or independence.
public enum QualificationRefusal: Error, Hashable, Sendable {
    /// He uploaded, sealed or answered for what is reviewed.
    case designer
    /// He is registered with the owner, the institute or the survey firm of the case; their credit code.
    case employedByParty(String)
    /// His body is not in the register.
    case firmNotRegistered
    /// His body's registration does not count on this day.
    case firmNotValid(from: CalendarDay, through: CalendarDay?)
    /// His body is not registered for the discipline.
    case firmOtherDiscipline(Discipline)
    /// He is not in the register.
    case notRegistered
    /// He is registered with other firms than the review's own body; their credit codes.
    case otherFirm([String])
    /// He is registered for other specialties.
    case otherSpecialty([String])
    /// His registration does not count on this day.
    case notValid(from: CalendarDay, through: CalendarDay?)
    /// He did not declare his independence.
    case notDeclared

    /// Stable code of the refusal.
    public var code: String {
        switch self {
        case .designer: "review.designer_of_project"
        case .employedByParty: "review.employed_by_party"
        case .firmNotRegistered: "review.firm_not_registered"
        case .firmNotValid: "review.firm_not_valid"
        case .firmOtherDiscipline: "review.firm_other_discipline"
        case .notRegistered: "review.not_registered"
        case .otherFirm: "review.registered_elsewhere"
        case .otherSpecialty: "review.other_specialty"
        case .notValid: "review.registration_not_valid"
        case .notDeclared: "review.independence_not_declared"
        }
    }
}

extension QualificationRefusal: Explained {
    /// What is wrong, and what to do about it.
    public var explanation: Explanation {
        switch self {
        case .designer:
            Explanation(
                "此人上传、封存或回复过本项目的图纸,不得审查、校核", "The person uploaded, sealed or answered for what is reviewed.",
                remedy: "另派未参与设计的人员", "Choose somebody who had no part in the design.")
        case .employedByParty(let code):
            Explanation(
                "此人注册于本项目的参建单位(\(code))", "The person is registered with a party of the case (\(code)).",
                remedy: "另派与参建单位无隶属关系的人员;登记有误的请更正注册信息", "Choose somebody else, or have the register corrected.")
        case .firmNotRegistered:
            Explanation(
                "本审查机构不在审查机构名录中", "The review body is not in the register of firms.",
                remedy: "先由主管部门将机构录入名录", "Have the authority enter it into the register first.")
        case .firmNotValid(let from, let through):
            Explanation(
                "本审查机构的资格不在有效期内(\(Self.span(from, through)))", "The body's registration does not count today (\(Self.span(from, through))).",
                remedy: "续期后由主管部门更新名录", "Renew it and have the register brought up to date.")
        case .firmOtherDiscipline(let discipline):
            Explanation(
                "本审查机构的资格不含“\(discipline.label.zh)”", "The body is not registered for \(discipline.label.en).",
                remedy: "由有此资格的机构审查", "A body that is registered for it must review.")
        case .notRegistered:
            Explanation(
                "此人没有有效的注册信息", "The person is not in the register of registered persons.",
                remedy: "先由主管部门录入注册人员,并填写其登录名", "Have the registration entered, with the sign-in name.")
        case .otherFirm(let codes):
            Explanation(
                "此人注册于其他单位(\(codes.joined(separator: "、")))", "The person is registered with another firm (\(codes.joined(separator: ", "))).",
                remedy: "另派注册于本机构的人员,或先办理变更注册并更新名录", "Choose somebody registered with the body, or have the register corrected.")
        case .otherSpecialty(let own):
            Explanation(
                "此人注册的专业是:\(own.joined(separator: "、"))", "The person is registered for \(own.joined(separator: ", ")).",
                remedy: "另派具有该专业注册资格的人员", "Choose somebody registered for the specialty.")
        case .notValid(let from, let through):
            Explanation(
                "此人的注册不在有效期内(\(Self.span(from, through)))", "The registration does not count today (\(Self.span(from, through))).",
                remedy: "续期后更新名录,或另派他人", "Renew it and bring the register up to date, or choose another.")
        case .notDeclared:
            Explanation(
                "尚未声明与本项目无利害关系", "Independence from the project was not declared.",
                remedy: "先作独立性声明(POST /v1/reviews/{id}/declare),有利害关系的应当回避", "Declare it first (POST /v1/reviews/{id}/declare), or step aside.")
        }
    }

    private static func span(_ from: CalendarDay, _ through: CalendarDay?) -> String { "\(from) – \(through?.description ?? "")" }
}
