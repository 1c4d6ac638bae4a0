import Foundation
import JointReview
import Store
import Testing

/// Sample parties of one case: everybody that a joint review needs, in a database of its own.
struct Cast: Sendable {
    let owner = Cast.organisation("示例建设单位", 1, [.init(function: .owner)])
    let institute = Cast.organisation("示例设计院", 2, [.init(function: .designInstitute)])
    let lead = Cast.organisation("示例图审中心", 3, [.init(function: .leadBody)])
    let regulator = Cast.organisation("示例监管部门", 4, [.init(function: .regulator)])
    let bodies = Discipline.allCases.enumerated().map { index, discipline in
        Cast.organisation("示例\(discipline.label.zh)审查机构", 10 + index, [.init(function: .reviewBody, discipline: discipline)])
    }
    let people: [String: Person]

    init() {
        var people: [String: Person] = [:]
        people["owner"] = Cast.person("owner", owner.id, .owner)
        people["designer"] = Cast.person("designer", institute.id, .projectLeader)
        people["clerk"] = Cast.person("clerk", lead.id, .deskClerk)
        people["regulator"] = Cast.person("regulator", regulator.id, .regulator)
        for (index, discipline) in Discipline.allCases.enumerated() {
            people[discipline.rawValue] = Cast.person(
                discipline.rawValue.replacingOccurrences(of: "_", with: "-"), bodies[index].id, .reviewer, discipline)
        }
        people["issuer"] = Cast.person("issuer", bodies[bodies.count - 1].id, .issuer, .structural)
        self.people = people
    }

    func actor(_ name: String) throws -> Actor {
        let person = try #require(people[name])
        let role = try #require(person.roles.first?.role)
        return Actor(person: person.id, organisation: person.organisation, role: role, requestID: "test", commitment: Array(repeating: 7, count: 32))
    }

    func acting(_ name: String) throws -> ActingPerson {
        let person = try #require(people[name])
        return ActingPerson(person: person.id, organisation: person.organisation, role: try #require(person.roles.first?.role))
    }

    /// Writes organisations and people.
    func enter(_ store: Store) async throws {
        try await store.transaction(as: .system("cast")) { tx in
            for organisation in [owner, institute, lead, regulator] + bodies { try await tx.insert(organisation) }
            for person in people.values { try await tx.insert(person) }
        }
    }

    /// A case of its own, submitted with one sealed package of two sheets; ready to be accepted.
    func submittedCase(_ store: Store, title: String = "示例报审件") async throws -> CaseRecord {
        let project = Project(id: UUID(), code: nil, name: "【样例·非真实工程】", region: "320800", owner: owner.id, facts: Cast.facts)
        let record = try await store.transaction(as: actor("owner")) { tx in
            try await tx.insert(project)
            let record = try await tx.openCase(
                UUID(), project: project, lead: lead.id, title: title, profile: "national-current", kind: "F", year: 2026)
            try await tx.invite(institute: institute.id, to: record)
            return record
        }
        let package = try await store.transaction(as: actor("designer")) { tx in
            try await tx.insertPackage(
                UUID(), into: record, institute: institute.id, fileName: "p.zip", sha256: Array(repeating: 1, count: 32), sm3: nil, size: 10)
        }
        try await store.transaction(as: .system("intake")) { tx in
            try await tx.recordIntake(
                of: package, acceptable: true, report: "{}", entries: [], sheets: (0..<2).map { Cast.sheet($0, of: package) }, findings: [])
        }
        _ = try await store.transaction(as: actor("designer")) { try await $0.sealPart(package.id) }
        return try await store.transaction(as: actor("owner")) { tx in
            let (drafted, value) = try await tx.lockCase(record.id)
            let confirmed = try value.applying(.confirm, by: .owner)
            let moved = try await tx.move(drafted, to: confirmed, by: .confirm)
            return try await tx.move(moved, to: confirmed.applying(.submit, by: .owner), by: .submit)
        }
    }

    static func sheet(_ ordinal: Int, of package: PackageRecord) -> SheetRecord {
        SheetRecord(
            id: UUID(), package: package.id, caseID: package.caseID, ordinal: ordinal,
            entry: .init(number: "建施-0\(ordinal)", title: "平面", revision: "A", specialty: "建筑", kind: .floorPlan, file: "\(ordinal).pdf"),
            width: 2384,
            height: 1684, rotation: 0, fileSHA256: Array(repeating: UInt8(ordinal), count: 32), pageDigest: nil, look: nil)
    }

    private static func organisation(_ name: String, _ serial: Int, _ functions: [Organisation.Function]) -> Organisation {
        let body = "9132080000000" + String(format: "%04d", serial)
        return Organisation(id: UUID(), creditCode: code(body), name: name, region: "320800", functions: functions)
    }

    /// The code with the check character that fits: the one of the alphabet that the rule accepts.
    private static func code(_ body: String) -> String {
        "0123456789ABCDEFGHJKLMNPQRTUWXY".map { body + String($0) }.first { CreditCode($0) != nil } ?? body
    }

    static let facts = ProjectFacts(hasHazardousStore: true)

    private static func person(_ name: String, _ organisation: UUID, _ role: Role, _ discipline: Discipline? = nil) -> Person {
        Person(id: UUID(), organisation: organisation, signInName: name, name: "样例人员", roles: [.init(role: role, discipline: discipline)])
    }
}
