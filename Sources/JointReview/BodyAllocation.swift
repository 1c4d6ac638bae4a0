public import Foundation
public import WorkingTime

/// Choosing the review body of a discipline by rule, with the reason for whom was taken and for everybody who was not.
public struct BodyAllocation: Hashable, Sendable {
    /// A body that serves the discipline.
    public struct Candidate: Hashable, Sendable {
        /// The organisation.
        public var organisation: UUID
        /// Its credit code.
        public var creditCode: String
        /// Its registration, if it has one.
        public var registration: RegisteredFirm?
        /// Whether it has an interest in the case: owner, institute or survey firm of it.
        public var isInterested: Bool
        /// Whether it stepped aside in this discipline of the case.
        public var isRecused: Bool
        /// When it was last allocated a review of the discipline; nil if never.
        public var lastAllocated: Date?

        /// A body that serves the discipline.
        public init(
            organisation: UUID, creditCode: String, registration: RegisteredFirm? = nil, isInterested: Bool = false, isRecused: Bool = false,
            lastAllocated: Date? = nil
        ) {
            self.organisation = organisation
            self.creditCode = creditCode
            self.registration = registration
            self.isInterested = isInterested
            self.isRecused = isRecused
            self.lastAllocated = lastAllocated
        }
    }

    /// Why a body is not taken into account.
    public enum Bar: String, CaseIterable, Sendable, Codable, Labelled {
        case interested
        case recused
        case notRegistered = "not_registered"
        case notValid = "not_valid"
        case otherDiscipline = "other_discipline"
        case otherRegion = "other_region"
        case grade

        /// The bar in words.
        public var label: Bilingual {
            switch self {
            case .interested: Bilingual(zh: "与本项目有利害关系", en: "has an interest in the case")
            case .recused: Bilingual(zh: "已就本件回避", en: "stepped aside in this case")
            case .notRegistered: Bilingual(zh: "不在名录中", en: "is not in the register")
            case .notValid: Bilingual(zh: "资格不在有效期内", en: "its registration does not count today")
            case .otherDiscipline: Bilingual(zh: "资格不含该审查类别", en: "is not registered for the discipline")
            case .otherRegion: Bilingual(zh: "资格不含该地区", en: "is not registered for the region")
            case .grade: Bilingual(zh: "等级不含该规模的项目", en: "its grade does not reach to projects of this size")
            }
        }
    }

    /// What the choice is about.
    public struct Question: Hashable, Sendable {
        /// The discipline.
        public var discipline: Discipline
        /// Region of the project.
        public var region: String
        /// Its size.
        public var size: ProjectFacts.Size
        /// The business day.
        public var day: CalendarDay
        /// The profile's rule; nil leaves a discipline to its only body, or to the pool of several.
        public var rule: AssignmentRule?

        /// What the choice is about.
        public init(discipline: Discipline, region: String, size: ProjectFacts.Size, day: CalendarDay, rule: AssignmentRule?) {
            self.discipline = discipline
            self.region = region
            self.size = size
            self.day = day
            self.rule = rule
        }

        /// How the body is chosen.
        public var way: AssignmentRule.Way? { rule?.bodies?.first { $0.discipline == discipline }?.by }
    }

    /// Fit bodies, in the order of their credit codes.
    public let fit: [Candidate]
    /// The others, by organisation, each with its reason.
    public let barred: [UUID: Bar]
    /// How one is chosen.
    public let way: AssignmentRule.Way?

    /// Parts those who are fit from those who are not.
    public init(of candidates: [Candidate], for question: Question) {
        var barred: [UUID: Bar] = [:]
        for candidate in candidates { barred[candidate.organisation] = Self.bar(candidate, question) }
        fit = candidates.filter { barred[$0.organisation] == nil }.sorted { $0.creditCode < $1.creditCode }
        self.barred = barred
        way = question.way
    }

    /// The body that keeps a case which is opened anew after one that came to nothing: who drew another lot by withdrawing would choose his body.
    /// - Parameter earlier: whom rotation or draw gave the review of that case; nil where there was none.
    /// - Returns: nil where the way is no rotation or draw now, or the body is not fit any more.
    public func kept(_ earlier: UUID?) -> UUID? {
        guard way == .rotation || way == .draw else { return nil }
        return fit.first { $0.organisation == earlier }?.organisation
    }

    /// The body that the owner's choice or the rotation takes; nil where the way is another, or nobody is fit.
    /// - Throws: `BodyChoiceRefusal` where the owner chose nobody, or somebody who is not fit.
    public func body(chosen: UUID?) throws(BodyChoiceRefusal) -> UUID? {
        switch way {
        case .ownerChoice:
            guard let chosen else { throw .missing }
            if let bar = barred[chosen] { throw .barred(bar) }
            guard fit.contains(where: { $0.organisation == chosen }) else { throw .unknown }
            return chosen
        case .rotation:
            // Who was never allocated waited longest; at a tie the lower credit code goes first.
            return fit.min { ($0.lastAllocated ?? .distantPast, $0.creditCode) < ($1.lastAllocated ?? .distantPast, $1.creditCode) }?.organisation
        case .draw: return nil
        case nil: return fit.count == 1 ? fit.first?.organisation : nil
        }
    }

    private static func bar(_ candidate: Candidate, _ question: Question) -> Bar? {
        if candidate.isInterested { return .interested }
        if candidate.isRecused { return .recused }
        guard let rule = question.rule, rule.registered.contains(question.discipline) else { return nil }
        guard let firm = candidate.registration else { return .notRegistered }
        guard firm.validity.holds(on: question.day) else { return .notValid }
        guard firm.disciplines.contains(question.discipline) else { return .otherDiscipline }
        guard firm.covers(question.region) else { return .otherRegion }
        if let grade = rule.grades?.first(where: { $0.grade == firm.grade }), !grade.sizes.contains(question.size) { return .grade }
        return nil
    }
}

/// Why the owner's choice of a review body does not do.
public enum BodyChoiceRefusal: Error, Hashable, Sendable {
    /// He chose nobody.
    case missing
    /// Whom he chose serves the discipline no more.
    case unknown
    /// Whom he chose is not fit.
    case barred(BodyAllocation.Bar)
}

/// A review body that is not taken into account, by name, with the reason.
public struct BarredBody: Hashable, Sendable {
    /// The organisation.
    public let organisation: UUID
    /// Its name.
    public let name: String
    /// Its credit code.
    public let creditCode: String
    /// Why.
    public let bar: BodyAllocation.Bar

    /// A body with the reason why it is not taken into account.
    public init(organisation: UUID, name: String, creditCode: String, bar: BodyAllocation.Bar) {
        (self.organisation, self.name, self.creditCode, self.bar) = (organisation, name, creditCode, bar)
    }

    /// The body and the reason in words.
    public var words: Bilingual {
        Bilingual(zh: "\(name)(\(creditCode))\(bar.label.zh)", en: "\(name) (\(creditCode)) \(bar.label.en)")
    }
}
