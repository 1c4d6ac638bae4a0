import Foundation
import JointReview
import Store
import Testing

/// Sample parties of one joint review, and somebody from outside in every role.
struct Cast: Sendable {
    let operating = Cast.organisation("【样例】平台运营单位", 5, [.init(function: .operator)])
    let owner = Cast.organisation("【样例】建设单位", 1, [.init(function: .owner)])
    let institute = Cast.organisation("【样例】设计院", 2, [.init(function: .designInstitute)])
    let lead = Cast.organisation("【样例】图审中心", 3, [.init(function: .leadBody)])
    let supervision = Cast.organisation("【样例】监管部门", 4, [.init(function: .regulator)])
    let bodies = Discipline.allCases.enumerated().map { index, discipline in
        Cast.organisation("【样例】\(discipline.label.zh)审查机构", 10 + index, [.init(function: .reviewBody, discipline: discipline)])
    }
    /// Everything that an organisation can be, and a party of nothing.
    let outside = Cast.organisation(
        "【样例】局外单位", 90,
        OrganisationFunction.allCases.map { Organisation.Function(function: $0, discipline: $0 == .reviewBody ? .fire : nil) })
    let people: [String: Person]

    init() {
        var people: [String: Person] = [:]
        func add(_ name: String, _ organisation: Organisation, _ role: Role, _ discipline: Discipline? = nil) {
            people[name] = Person(
                id: UUID(), organisation: organisation.id, signInName: name.replacing("_", with: "-"), name: "样例人员",
                roles: [.init(role: role, discipline: discipline)])
        }
        add("system", operating, .systemAdministrator)
        add("security", operating, .securityAdministrator)
        add("auditor", operating, .auditAdministrator)
        add("owner", owner, .owner)
        add("agent", owner, .ownerAgent)
        add("designer", institute, .projectLeader)
        add("drafter", institute, .specialtyDesigner)
        add("clerk", lead, .deskClerk)
        add("coordinator", lead, .lead)
        add("regulator", supervision, .regulator)
        for (index, discipline) in Discipline.allCases.enumerated() {
            add(discipline.rawValue, bodies[index], .reviewer, discipline)
            add("\(discipline.rawValue)_second", bodies[index], .reviewer, discipline)
            add("\(discipline.rawValue)_dispatcher", bodies[index], .dispatcher, discipline)
            add("\(discipline.rawValue)_checker", bodies[index], .checker, discipline)
        }
        add("fire_issuer", bodies[1], .issuer, .fire)
        add("structural_issuer", bodies[4], .issuer, .structural)
        for role in Role.everybody { add("outside_\(role.rawValue)", outside, role, role == .reviewer ? .fire : nil) }
        self.people = people
    }

    func person(_ name: String) throws -> Person { try #require(people[name]) }

    func actor(_ name: String) throws -> Actor {
        let person = try person(name)
        return Actor(
            person: person.id, organisation: person.organisation, role: try #require(person.roles.first?.role), requestID: "test",
            commitment: Array(repeating: 7, count: 32))
    }

    /// Writes organisations and people, but nobody from outside yet: whoever is there when a case is accepted may become a party.
    func enter(_ store: Store) async throws {
        try await store.transaction(as: .system("cast")) { tx in
            for organisation in [operating, owner, institute, lead, supervision] + bodies { try await tx.insert(organisation) }
            for person in people.values where person.organisation != outside.id { try await tx.insert(person) }
        }
    }

    /// Writes the outside organisation and its people.
    func enterOutside(_ store: Store) async throws {
        try await store.transaction(as: .system("cast")) { tx in
            try await tx.insert(outside)
            for person in people.values where person.organisation == outside.id { try await tx.insert(person) }
        }
    }

    static func organisation(_ name: String, _ serial: Int, _ functions: [Organisation.Function]) -> Organisation {
        Organisation(id: UUID(), creditCode: creditCode(serial), name: name, region: "320800", functions: functions)
    }

    /// A code whose check character fits: the one of the alphabet that the rule accepts.
    static func creditCode(_ serial: Int) -> String {
        let body = "9132080000000" + String(format: "%04d", serial)
        return "0123456789ABCDEFGHJKLMNPQRTUWXY".map { body + String($0) }.first { CreditCode($0) != nil } ?? body
    }
}
