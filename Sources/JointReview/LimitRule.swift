public import Foundation
public import WorkingTime

/// How many working days a stage may take, from which day on, and who says so.
public struct LimitRule: Hashable, Sendable, Codable, Identifiable {
    /// Stage that a limit binds.
    public enum Stage: String, CaseIterable, Sendable, Codable, Labelled {
        case acceptance
        case firstReview = "first_review"
        case reReview = "re_review"
        case changeReview = "change_review"
        /// Settling a conflict between disciplines, counted from when it is found.
        case reconciliation

        /// Name of the stage.
        public var label: Bilingual {
            switch self {
            case .acceptance: Bilingual(zh: "受理", en: "acceptance")
            case .firstReview: Bilingual(zh: "初审", en: "first review")
            case .reReview: Bilingual(zh: "复审", en: "re-review")
            case .changeReview: Bilingual(zh: "变更审查", en: "change review")
            case .reconciliation: Bilingual(zh: "意见协调", en: "reconciliation")
            }
        }
    }

    /// Whether a limit is the law's or a promise; statistics need both.
    public enum Nature: String, CaseIterable, Sendable, Codable {
        case promised, legal
    }

    /// Name of the rule, e.g. `first-review-promised`.
    public let id: String
    /// Stage that it binds.
    public let stage: Stage
    /// Promise or law.
    public let nature: Nature
    /// Sizes that it binds; nil binds all.
    public let sizes: Set<ProjectFacts.Size>?
    /// The limit in working days.
    public let workingDays: Int
    /// First day on which it holds.
    public let effectiveFrom: CalendarDay
    /// First day on which it no longer holds; nil while it does.
    public let effectiveTo: CalendarDay?
    /// Who says so.
    public let basis: LegalBasis

    private enum CodingKeys: String, CodingKey {
        case id, stage, nature, sizes, basis
        case workingDays = "working_days"
        case effectiveFrom = "effective_from"
        case effectiveTo = "effective_to"
    }

    /// A limit.
    public init(
        id: String, stage: Stage, nature: Nature = .promised, sizes: Set<ProjectFacts.Size>? = nil, workingDays: Int, effectiveFrom: CalendarDay,
        effectiveTo: CalendarDay? = nil, basis: LegalBasis
    ) {
        self.id = id
        self.stage = stage
        self.nature = nature
        self.sizes = sizes
        self.workingDays = workingDays
        self.effectiveFrom = effectiveFrom
        self.effectiveTo = effectiveTo
        self.basis = basis
    }

    /// Whether the rule holds on a day.
    public func isInForce(on day: CalendarDay) -> Bool {
        effectiveFrom <= day && (effectiveTo.map { day < $0 } ?? true)
    }

    /// Whether the rule binds a stage of such a project.
    public func binds(_ stage: Stage, _ nature: Nature, _ size: ProjectFacts.Size) -> Bool {
        self.stage == stage && self.nature == nature && (sizes?.contains(size) ?? true)
    }

    /// The deadline of something that began at an instant: day 1 is the next working day, due at 24:00 of the last.
    public func deadline(from start: Date, in calendar: WorkingCalendar) throws(CalendarFault) -> Deadline {
        let day = calendar.day(of: start)
        let last = try calendar.adding(workingDays: workingDays, after: day)
        return Deadline(rule: id, workingDays: workingDays, startDay: day, lastDay: last, due: last.end(in: calendar.zone))
    }
}

/// A due date with the rule that made it.
public struct Deadline: Hashable, Sendable, Codable {
    /// Rule that made it.
    public let rule: String
    /// Its limit in working days.
    public let workingDays: Int
    /// Day of the act from which it counts; not itself counted.
    public let startDay: CalendarDay
    /// Last day on which it is in time.
    public let lastDay: CalendarDay
    /// The end of that day; overdue at or after this instant.
    public let due: Date

    /// A due date.
    public init(rule: String, workingDays: Int, startDay: CalendarDay, lastDay: CalendarDay, due: Date) {
        self.rule = rule
        self.workingDays = workingDays
        self.startDay = startDay
        self.lastDay = lastDay
        self.due = due
    }

    private enum CodingKeys: String, CodingKey {
        case rule, due
        case workingDays = "working_days"
        case startDay = "start_day"
        case lastDay = "last_day"
    }

    /// Whether something finished at an instant is in time.
    public func isInTime(_ instant: Date) -> Bool { instant < due }
}
