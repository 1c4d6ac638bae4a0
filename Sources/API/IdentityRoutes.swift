import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// Who exists: `/v1/me`, `/v1/organisations`, `/v1/people`.
struct IdentityRoutes: Sendable {
    let interface: HTTPInterface

    /// Who is signed in. Asking it is what a client does to sign in, so it is an entry of the log.
    func me(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let person = try context.person
        let body = try await interface.store.transaction(as: context.anyActor) { tx in
            try await tx.record(.sessionSignIn, kind: person.isSession ? "session" : "token", object: person.token)
            return MeBody(person: PersonBody(person.person), organisation: OrganisationBody(try await tx.organisation(person.person.organisation)))
        }
        return try .json(body)
    }

    func organisations(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after = try page.key()
        let (knowsAll, opensCases) = try (context.person.knowsAllOrganisations, context.person.opensCases)
        let found = try await interface.store.transaction(as: context.anyActor) { tx in
            knowsAll
                ? try await tx.organisations(after: after, limit: page.limit + 1)
                : try await tx.knownOrganisations(after: after, limit: page.limit + 1, opensCases: opensCases)
        }
        return try .json(page.page(found, { Cursor(parts: [$0.creditCode]) }, OrganisationBody.init))
    }

    func organisation(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("organisationId")
        let (knowsAll, opensCases) = try (context.person.knowsAllOrganisations, context.person.opensCases)
        let found = try await interface.store.transaction(as: context.anyActor) { tx in
            if !knowsAll, try await !tx.knows(organisation: id, opensCases: opensCases) { throw StoreError.missing("organisation \(id)") }
            return try await tx.organisation(id)
        }
        return try .json(OrganisationBody(found))
    }

    func createOrganisation(_ request: Request, _ context: SignedIn) async throws -> Response {
        let actor = try context.actor(for: .organisationCreate)
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try NewOrganisationBody.read(bytes)
        let organisation = Organisation(
            id: UUID(), creditCode: try CreditCode(reading: body.creditCode).description, name: body.name, region: body.region ?? "",
            functions: body.functions.map { Organisation.Function(function: $0.function, discipline: $0.discipline) })
        return try await interface.once(request, as: actor, bytes: bytes, status: .created, located: "/v1/organisations") { tx, _ in
            try await tx.insert(organisation)
            return OrganisationBody(organisation)
        }
    }

    func createPerson(_ request: Request, _ context: SignedIn) async throws -> Response {
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try NewPersonBody.read(bytes)
        let roles = Set(body.roles.map(\.role))
        guard !roles.contains(.system) else { throw Denial.systemRole }
        let actor = try administrator(context, granting: roles)
        let person = Person(
            id: UUID(), organisation: body.organisationId, signInName: body.signInName, name: body.name,
            roles: body.roles.map { Person.Grant(role: $0.role, discipline: $0.discipline) })
        return try await interface.once(request, as: actor, bytes: bytes, status: .created) { tx, _ in
            try await tx.requireMayGrant(roles)
            // A foreign key would say no more than "missing"; the organisation is named.
            let faults = person.faults(under: try await tx.organisation(body.organisationId))
            guard faults.isEmpty else { throw Problem(.unprocessableContent, .invalid, findings: faults) }
            try await tx.insert(person, email: body.email, phone: body.phone)
            return PersonBody(person)
        }
    }

    /// The system administrator opens accounts; the security administrator opens those that hold administrator roles.
    private func administrator(_ context: SignedIn, granting roles: Set<Role>) throws -> Actor {
        if let role = try context.role(for: .personCreate) { return try context.person.actor(as: role, requestID: context.requestID) }
        guard !roles.isDisjoint(with: Role.administrators) else { throw Denial.role(.personCreate) }
        return try context.actor(for: .roleGrant)
    }
}

extension Person {
    /// Why the person may not hold these roles under this organisation, all at once: a role belongs to what the organisation is in the trade, and an
    /// administrator holds nothing beside his office.
    fileprivate func faults(under organisation: Organisation) -> [Finding] {
        var faults = roles.enumerated().compactMap { index, grant -> Finding? in
            guard let needed = grant.role.function, !organisation.has(needed, in: grant.discipline) else { return nil }
            let discipline = grant.discipline.map { ":\($0.rawValue)" } ?? ""
            return Finding(
                code: "person.role_function", severity: .reject, file: "/roles/\(index)",
                message: Bilingual(
                    zh: "该单位不具有 \(needed.rawValue)\(discipline) 职能,其人员不能担任\(grant.role.label.zh)",
                    en: "The organisation is no \(needed.rawValue)\(discipline); none of its people can be \(grant.role.label.en)."),
                remedy: Bilingual(zh: "将此人登记在相应职能的单位之下", en: "Register the person under an organisation that has the function."))
        }
        if !Role.mayBeHeldTogether(Set(roles.map(\.role))) {
            faults.append(
                Finding(
                    code: "person.roles_apart", severity: .reject, file: "/roles",
                    message: Bilingual(zh: "管理员不得兼任其他角色", en: "An administrator holds no other role."),
                    remedy: Bilingual(zh: "为另一角色另设账户,由他人担任", en: "Give the other role to another person.")))
        }
        return faults
    }
}

extension Organisation {
    fileprivate func has(_ function: OrganisationFunction, in discipline: Discipline?) -> Bool {
        functions.contains { $0.function == function && (discipline == nil || $0.discipline == nil || $0.discipline == discipline) }
    }
}

extension SignedInPerson {
    /// Owners choose the lead body and the institutes of a new case.
    var opensCases: Bool {
        person.roles.contains { [.owner, .ownerAgent].contains($0.role) }
    }

    /// Administrators, and those who bring parties together, see every organisation.
    var knowsAllOrganisations: Bool {
        person.roles.contains { Role.administrators.contains($0.role) || Role.desk.contains($0.role) }
    }
}

extension Tx {
    /// Administrator roles are the security administrator's to give. Somebody has to be the first: until a security administrator has ever signed in, the
    /// system administrator names one.
    func requireMayGrant(_ roles: Set<Role>) async throws {
        let administrations = roles.intersection(Role.administrators)
        guard !administrations.isEmpty, actor.role != .securityAdministrator else { return }
        guard administrations == [.securityAdministrator], try await !hasHadToken(.securityAdministrator) else {
            throw Denial.administratorRoles
        }
    }

    /// People issue their own tokens. The system administrator issues for those who hold no administrator role, the security administrator for everybody.
    func requireMayIssueToken(to person: Person) async throws {
        guard person.id != actor.person, actor.role != .securityAdministrator else { return }
        guard actor.role == .systemAdministrator else { throw Denial.othersToken }
        let administrations = Set(person.roles.map(\.role)).intersection(Role.administrators)
        guard !administrations.isEmpty else { return }
        guard administrations == [.securityAdministrator], try await !hasHadToken(.securityAdministrator) else { throw Denial.othersToken }
    }

    /// Refuses to end a token that is not the actor's to end: whoever runs the system must not be able to shut out those who watch over it.
    func requireMayRevokeToken(of person: Person) throws {
        guard person.id != actor.person, actor.role != .securityAdministrator else { return }
        let apart: Set<Role> = [.securityAdministrator, .auditAdministrator]
        guard actor.role == .systemAdministrator, apart.isDisjoint(with: person.roles.map(\.role)) else { throw Denial.othersToken }
    }
}
