import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// Authority given to another for a while: `/v1/mandates`.
struct MandateRoutes: Sendable {
    let interface: HTTPInterface

    func give(_ request: Request, _ context: SignedIn) async throws -> Response {
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try NewMandateBody.read(bytes)
        let giver = try context.person.person
        let now = Date()
        let mandate = Mandate(
            id: UUID(), kind: body.kind, giver: giver.id, holder: body.holderId, roles: Set(body.roles), cases: body.caseIds.map(Set.init),
            from: body.from ?? now, until: body.until)
        return try await interface.once(request, as: context.anyActor, bytes: bytes, status: .created, located: "/v1/mandates") { tx, _ in
            guard let holder = try await tx.activePerson(body.holderId) else { throw StoreError.missing("person") }
            let findings = mandate.findings(
                giverHolds: Set(giver.roles.map(\.role)), sameOrganisation: holder.organisation == giver.organisation,
                holderHolds: Set(holder.roles.map(\.role)), at: now)
            guard findings.isEmpty else { throw Problem(.unprocessableContent, .invalid, findings: findings) }
            // A case that the giver's organisation is no party of is none that he can let anybody act in.
            for id in mandate.cases ?? [] { _ = try await tx.caseRecord(id) }
            return MandateBody(try await tx.give(mandate, reason: body.reason))
        }
    }

    func list(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after = try page.dateAndID()
        let found = try await interface.store.transaction(as: context.anyActor) { try await $0.mandates(after: after, limit: page.limit + 1) }
        return try .json(page.page(found, { Cursor($0.createdAt, $0.mandate.id) }, MandateBody.init))
    }

    func revoke(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("mandateId")
        try await interface.store.transaction(as: context.anyActor) { try await $0.revoke(mandate: id) }
        return Response(status: .noContent)
    }
}

extension MandateBody {
    fileprivate init(_ record: MandateRecord) {
        self.init(record.mandate, organisation: record.organisation, reason: record.reason, createdAt: record.createdAt)
    }
}

extension HTTPField.Name {
    /// Under which mandate a request is made.
    static let mandate = named("Lianshen-Mandate")
}

extension SigningIn {
    /// Where somebody acts for another; everything else is his own affair, or reaches further than a mandate does.
    private static let places: Set<String> = [
        "cases", "projects", "packages", "sheets", "reviews", "comments", "conflicts", "draws", "drafts", "queues", "notices", "organisations",
    ]

    /// The person as he acts under the mandate that the request names.
    func acting(_ person: SignedInPerson, _ request: Request, _ context: SignedIn) async throws -> SignedInPerson {
        guard let named = request.headers[.mandate] else { return person }
        guard request.headers[values: .mandate].count == 1, let id = UUID(uuidString: named) else { throw Denial.mandate }
        let words = request.uri.path.split(separator: "/").map(String.init)
        guard words.count > 1, words[0] == "v1", Self.places.contains(words[1]) || words == ["v1", "me"] else { throw Denial.mandateScope }
        let object = words.dropFirst(2).first.flatMap(UUID.init(uuidString:))
        return try await interface.store.transaction(as: .system(context.requestID)) { tx in
            guard let acting = try await tx.acting(person, under: id), let mandate = acting.mandate else { throw Denial.mandate }
            var behind: (caseID: UUID, isParty: Bool)?
            if let object { behind = try await tx.caseBehind(object, party: person.person.organisation) }
            guard words == ["v1", "me"] || mandate.reaches(behind?.caseID, holderIsParty: behind?.isParty ?? false) else { throw Denial.mandateScope }
            return acting
        }
    }
}
