public import Foundation

extension ReportRecord {
    /// The project that was reviewed.
    public struct Project: Hashable, Sendable, Codable {
        /// Identity.
        public var id: UUID
        /// Name.
        public var name: String
        /// Code of the national investment platform, if it has one.
        public var code: String?
        /// Region code.
        public var region: String
        /// What the rules were told about it.
        public var facts: ProjectFacts
        /// Audit entries behind it.
        public var audit: [Int64]

        /// A project.
        public init(id: UUID, name: String, code: String?, region: String, facts: ProjectFacts, audit: [Int64]) {
            self.id = id
            self.name = name
            self.code = code
            self.region = region
            self.facts = facts
            self.audit = audit
        }
    }

    /// The case: its number, state and times.
    public struct CaseLine: Hashable, Sendable, Codable {
        /// Identity.
        public var id: UUID
        /// Number of the case, e.g. 2026-0001.
        public var number: String
        /// Title.
        public var title: String
        /// State when the record was made.
        public var state: CaseState
        /// Round when the record was made.
        public var round: Int
        /// Rule profile that decided applicability.
        public var profile: String
        /// When it was created.
        public var createdAt: Date
        /// When the owner submitted it.
        public var submittedAt: Date?
        /// When it was accepted.
        public var acceptedAt: Date?
        /// Rule under which the system accepted; nil when a person did.
        public var acceptedByRule: String?
        /// The limit of the round and its due date.
        public var deadline: Deadline?
        /// When the last discipline decided.
        public var decidedAt: Date?
        /// Audit entries behind it.
        public var audit: [Int64]

        private enum CodingKeys: String, CodingKey {
            case id, number, title, state, round, profile, deadline, audit
            case createdAt = "created_at"
            case submittedAt = "submitted_at"
            case acceptedAt = "accepted_at"
            case acceptedByRule = "accepted_by_rule"
            case decidedAt = "decided_at"
        }

        /// A case.
        public init(
            id: UUID, number: String, title: String, state: CaseState, round: Int, profile: String, createdAt: Date, submittedAt: Date?,
            acceptedAt: Date?, acceptedByRule: String?, deadline: Deadline?, decidedAt: Date?, audit: [Int64]
        ) {
            self.id = id
            self.number = number
            self.title = title
            self.state = state
            self.round = round
            self.profile = profile
            self.createdAt = createdAt
            self.submittedAt = submittedAt
            self.acceptedAt = acceptedAt
            self.acceptedByRule = acceptedByRule
            self.deadline = deadline
            self.decidedAt = decidedAt
            self.audit = audit
        }
    }

    /// An organisation, as a report names it.
    public struct Organisation: Hashable, Sendable, Codable {
        /// Identity.
        public var id: UUID
        /// Name.
        public var name: String
        /// Unified social credit code.
        public var creditCode: CreditCode

        private enum CodingKeys: String, CodingKey {
            case id, name
            case creditCode = "credit_code"
        }

        /// An organisation.
        public init(id: UUID, name: String, creditCode: CreditCode) {
            self.id = id
            self.name = name
            self.creditCode = creditCode
        }
    }

    /// A person, as a report names one.
    public struct Person: Hashable, Sendable, Codable {
        /// Identity.
        public var id: UUID
        /// Name; the sign-in name once personal data is erased.
        public var name: String

        /// A person.
        public init(id: UUID, name: String) {
            self.id = id
            self.name = name
        }
    }

    /// An organisation's part in the case.
    public struct Party: Hashable, Sendable, Codable {
        /// The organisation.
        public var organisation: Organisation
        /// What it is in the case: `owner`, `design_institute`, `review_body` …
        public var functions: [String]
        /// People who acted for it, with their roles.
        public var people: [PersonInRole]
        /// Audit entries behind it.
        public var audit: [Int64]

        /// A party.
        public init(organisation: Organisation, functions: [String], people: [PersonInRole], audit: [Int64]) {
            self.organisation = organisation
            self.functions = functions
            self.people = people
            self.audit = audit
        }
    }

    /// A person in one role.
    public struct PersonInRole: Hashable, Sendable, Codable {
        /// The person.
        public var person: Person
        /// The role.
        public var role: Role

        /// A person in one role.
        public init(person: Person, role: Role) {
            self.person = person
            self.role = role
        }
    }
}
