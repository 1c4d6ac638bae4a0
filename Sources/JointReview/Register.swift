public import WorkingTime

/// Days on which a registration counts.
public struct Validity: Hashable, Sendable {
    /// First day.
    public let from: CalendarDay
    /// Last day; nil while it has none.
    public let through: CalendarDay?

    /// Days on which a registration counts.
    public init(from: CalendarDay, through: CalendarDay?) {
        self.from = from
        self.through = through
    }

    /// First day as text, e.g. 2026-11-22.
    public var firstDay: String { from.description }
    /// Last day as text.
    public var lastDay: String? { through?.description }

    /// Whether it counts on a day.
    public func holds(on day: CalendarDay) -> Bool {
        from <= day && (through.map { day <= $0 } ?? true)
    }
}

/// A review firm (审图机构) as it is registered: what it may review, where, and until when.
public struct RegisteredFirm: Hashable, Sendable {
    /// Its credit code, by which it is known everywhere.
    public let creditCode: CreditCode
    /// Registered name.
    public let name: String
    /// Grade, in the words of its certificate, e.g. 一类.
    public let grade: String
    /// Disciplines that it may review.
    public let disciplines: [Discipline]
    /// Region that it may review in: the code of an administrative division, `CN` for everywhere.
    public let region: String
    /// When it counts.
    public let validity: Validity

    /// A registered firm.
    public init(creditCode: CreditCode, name: String, grade: String, disciplines: [Discipline], region: String, validity: Validity) {
        self.creditCode = creditCode
        self.name = name
        self.grade = grade
        self.disciplines = disciplines
        self.region = region
        self.validity = validity
    }

    /// Whether its region contains another: 320000 contains 320800, and `CN` everything.
    public func covers(_ other: String) -> Bool {
        DivisionCode.covers(region, other)
    }
}

/// A registered person (注册人员): for which specialties, with which firm, until when. Somebody with several registrations stands there several times.
public struct RegisteredPerson: Hashable, Sendable {
    /// Registration number.
    public let number: String
    /// Name on the certificate.
    public let name: String
    /// Sign-in name of the person's account; nil while there is none.
    public let account: String?
    /// Credit code of the firm that the person is registered with.
    public let firm: CreditCode
    /// Grade, in the words of the certificate.
    public let grade: String
    /// Specialties (专业) that the person may review.
    public let specialties: [String]
    /// When it counts.
    public let validity: Validity

    /// A registered person.
    public init(number: String, name: String, account: String?, firm: CreditCode, grade: String, specialties: [String], validity: Validity) {
        self.number = number
        self.name = name
        self.account = account
        self.firm = firm
        self.grade = grade
        self.specialties = specialties
        self.validity = validity
    }
}
