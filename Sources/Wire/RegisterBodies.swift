public import Foundation
public import JointReview

/// A registered review firm.
public struct RegisteredFirmBody: Codable, Hashable, Sendable {
    /// Credit code.
    public var creditCode: String
    /// Registered name.
    public var name: String
    /// Grade.
    public var grade: String
    /// Disciplines that it may review.
    public var disciplines: [Discipline]
    /// Region that it may review in.
    public var region: String
    /// First day.
    public var validFrom: String
    /// Last day; absent while it has none.
    public var validThrough: String?

    /// A registered firm.
    public init(_ firm: RegisteredFirm) {
        creditCode = firm.creditCode.description
        name = firm.name
        grade = firm.grade
        disciplines = firm.disciplines
        region = firm.region
        validFrom = firm.validity.firstDay
        validThrough = firm.validity.lastDay
    }
}

/// A registration of a person.
public struct RegisteredPersonBody: Codable, Hashable, Sendable {
    /// Registration number.
    public var registrationNo: String
    /// Name on the certificate.
    public var name: String
    /// Sign-in name of the account.
    public var signInName: String?
    /// Credit code of the firm that the person is registered with.
    public var creditCode: String
    /// Grade.
    public var grade: String
    /// Specialties.
    public var specialties: [String]
    /// First day.
    public var validFrom: String
    /// Last day; absent while it has none.
    public var validThrough: String?

    /// A registration of a person.
    public init(_ person: RegisteredPerson) {
        registrationNo = person.number
        name = person.name
        signInName = person.account
        creditCode = person.firm.description
        grade = person.grade
        specialties = person.specialties
        validFrom = person.validity.firstDay
        validThrough = person.validity.lastDay
    }
}

/// What an import changed.
public struct RegisterChangeBody: Codable, Hashable, Sendable {
    /// Entries that are new.
    public var added: Int
    /// Entries that say something else now.
    public var changed: Int
    /// Entries that stood there as they are.
    public var unchanged: Int

    /// What an import changed.
    public init(added: Int, changed: Int, unchanged: Int) {
        self.added = added
        self.changed = changed
        self.unchanged = unchanged
    }
}

/// `PUT /v1/cases/{id}/bodies/{discipline}`.
public struct ChooseBodyBody: RequestBody, Hashable {
    /// The review body.
    public var organisationId: UUID

    /// A choice.
    public init(organisationId: UUID) { self.organisationId = organisationId }

    /// The fields.
    public static let shape = Shape(.required("organisationId", .identity))
}

/// How a review came to its body.
public struct AllocationBody: Codable, Hashable, Sendable {
    /// The review.
    public var reviewId: UUID
    /// Its discipline.
    public var discipline: Discipline
    /// How the body was chosen; absent where the profile names no way.
    public var way: AssignmentRule.Way?
    /// The body; absent is the open pool of those who are fit.
    public var bodyId: UUID?
    /// Everybody who serves the discipline.
    public var candidates: [Candidate]
    /// The draw, where one decided.
    public var drawId: UUID?
    /// Earlier case of the project, come to nothing, whose body by rotation or draw is kept.
    public var keptFrom: UUID?
    /// Why the body before it stepped aside; absent for the first.
    public var reason: String?
    /// When.
    public var allocatedAt: Date

    /// A body that serves the discipline.
    public struct Candidate: Codable, Hashable, Sendable {
        /// The organisation.
        public var organisationId: UUID
        /// Its credit code.
        public var creditCode: String
        /// Why it was not taken into account; absent where it was.
        public var bar: BodyAllocation.Bar?
        /// The same in words.
        public var why: Bilingual?

        /// A body that serves the discipline.
        public init(organisationId: UUID, creditCode: String, bar: BodyAllocation.Bar?) {
            self.organisationId = organisationId
            self.creditCode = creditCode
            self.bar = bar
            why = bar?.label
        }
    }

    /// How a review came to its body.
    public init(
        reviewId: UUID, discipline: Discipline, way: AssignmentRule.Way?, bodyId: UUID?, candidates: [Candidate], drawId: UUID?,
        keptFrom: UUID? = nil, reason: String? = nil, allocatedAt: Date
    ) {
        self.reviewId = reviewId
        self.discipline = discipline
        self.way = way
        self.bodyId = bodyId
        self.candidates = candidates
        self.drawId = drawId
        self.reason = reason
        self.keptFrom = keptFrom
        self.allocatedAt = allocatedAt
    }
}

/// How the reviews of a case came to their bodies.
public struct AllocationsBody: Codable, Hashable, Sendable {
    /// In the order of the disciplines.
    public var items: [AllocationBody]

    /// How the reviews of a case came to their bodies.
    public init(items: [AllocationBody]) { self.items = items }
}

/// `POST /v1/cases/{id}/draws`.
public struct NewDrawBody: RequestBody, Hashable {
    /// What for.
    public var purpose: String
    /// How many are drawn.
    public var count: Int
    /// Specialty of the registered persons to draw from: all whose registration counts today and who are independent of the case.
    public var specialty: String
    /// Those of them who are not on the list, each with a reason; the list is the register's, not the caller's.
    public var leftOut: [LeftOutBody]?

    /// A draw to commit to.
    public init(purpose: String, count: Int, specialty: String, leftOut: [LeftOutBody]? = nil) {
        self.purpose = purpose
        self.count = count
        self.specialty = specialty
        self.leftOut = leftOut
    }

    /// The fields.
    public static let shape = Shape(
        .required("purpose", .text(1...500)), .required("count", .integer(1...1000)), .required("specialty", .text(1...40)),
        .optional("leftOut", .list(.object(LeftOutBody.shape), 0...1000)))
}

/// Somebody who is left out of a draw.
public struct LeftOutBody: Codable, Hashable, Sendable {
    /// Registration number.
    public var registration: String
    /// Why.
    public var reason: String

    /// Somebody who is left out.
    public init(registration: String, reason: String) { (self.registration, self.reason) = (registration, reason) }

    /// The fields.
    static let shape = Shape(.required("registration", .text(1...60)), .required("reason", .text(1...500)))
}

/// A review body that an owner may choose, or why he may not.
public struct ReviewBodyBody: Codable, Hashable, Sendable {
    /// The organisation, as `PUT /v1/cases/{id}/bodies/{discipline}` names it.
    public var organisationId: UUID
    /// Its name.
    public var name: String
    /// Its credit code.
    public var creditCode: String
    /// Grade; absent where it is not registered.
    public var grade: String?
    /// Disciplines that it is registered for.
    public var disciplines: [Discipline]?
    /// Region that it is registered for.
    public var region: String?
    /// First day of its registration.
    public var validFrom: String?
    /// Last day; absent while it has none.
    public var validThrough: String?
    /// Why it would not be taken; absent where it would.
    public var bar: BodyAllocation.Bar?
    /// The same in words.
    public var why: Bilingual?

    /// A review body.
    public init(organisationId: UUID, name: String, creditCode: String, registration: RegisteredFirm?, bar: BodyAllocation.Bar?) {
        (self.organisationId, self.name, self.creditCode) = (organisationId, name, creditCode)
        (grade, disciplines, region) = (registration?.grade, registration?.disciplines, registration?.region)
        (validFrom, validThrough) = (registration?.validity.firstDay, registration?.validity.lastDay)
        (self.bar, why) = (bar, bar?.label)
    }
}
