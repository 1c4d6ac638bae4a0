import Client
import Foundation
import JointReview
import SampleCase
import Wire

/// Everybody of the sample case, signed in: organisations and people by their key.
struct DemoCast: Sendable {
    let organisations: [String: UUID]
    let clients: [String: LianshenClient]
    let people: [String: UUID]

    /// Registers the sample's organisations and people and issues a token for each, all as the administrator. Every request has its own key, so a repeated one changes nothing.
    static func enter(administrator: LianshenClient, run: String) async throws -> DemoCast {
        var organisations: [String: UUID] = [:]
        for sample in SampleCase.organisations {
            let function = FunctionGrantBody(function: OrganisationFunction(rawValue: sample.function) ?? .contractor, discipline: sample.discipline)
            let body = NewOrganisationBody(creditCode: sample.creditCode, name: sample.name, region: "000000", functions: [function])
            organisations[sample.key] = try await administrator.createOrganisation(body, key: "\(run)-organisation-\(sample.key)").id
        }
        var clients: [String: LianshenClient] = [:]
        var people: [String: UUID] = [:]
        for sample in SampleCase.people {
            guard let organisation = organisations[sample.organisation] else { continue }
            let roles = sample.roles.map { RoleGrantBody(role: $0, discipline: $0 == .reviewer || $0 == .checker ? sample.discipline : nil) }
            let person = try await administrator.createPerson(
                NewPersonBody(organisationId: organisation, signInName: sample.signIn, name: sample.name, roles: roles),
                key: "\(run)-person-\(sample.signIn)")
            people[sample.signIn] = person.id
            let issued = try await administrator.issueToken(
                for: person.id, NewTokenBody(label: "demo", days: 1), key: "\(run)-token-\(sample.signIn)")
            clients[sample.signIn] = administrator.signedIn(with: issued.token)
        }
        return DemoCast(organisations: organisations, clients: clients, people: people)
    }

    /// The client of the first person who holds a role, in a discipline where one is named.
    func client(_ role: Role, _ discipline: Discipline? = nil) throws -> LianshenClient {
        let person = SampleCase.people.first { $0.roles.contains(role) && (discipline == nil || $0.discipline == discipline) }
        guard let person, let client = clients[person.signIn] else { throw DemoError.unexpected("样例中没有 · nobody in the sample is \(role.label.en)") }
        return client
    }

    func organisation(_ key: String) throws -> UUID {
        guard let id = organisations[key] else { throw DemoError.unexpected("no organisation \(key)") }
        return id
    }
}
