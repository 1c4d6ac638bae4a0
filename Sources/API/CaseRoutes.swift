import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire
import WorkingTime

/// Cases and who takes part: `/v1/cases`.
struct CaseRoutes: Sendable {
    let interface: HTTPInterface

    func list(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after = try page.dateAndID()
        let found = try await interface.read(.caseView, context) { tx in try await tx.caseRecords(after: after, limit: page.limit + 1) }
        return try .json(page.page(found, { Cursor($0.openedAt, $0.record.id) }, { CaseBody($0.record) }))
    }

    func one(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("caseId")
        let body = try await interface.read(.caseView, on: .joint(id), context, outline: true) { tx in
            CaseBody(
                try await tx.caseRecord(id), parties: try await tx.parties(of: id) + tx.formerParties(of: id),
                green: try await tx.greenChannel(of: id))
        }
        let bytes = Array(try WireJSON.encode(body))
        return .json(bytes: bytes).tagged(bytes)
    }

    func create(_ request: Request, _ context: SignedIn) async throws -> Response {
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try NewCaseBody.read(bytes)
        let actor = try await interface.actor(for: .caseCreate, on: .project(body.projectId), context)
        let id = UUID()
        return try await interface.once(request, as: actor, bytes: bytes, status: .created, located: "/v1/cases") { tx, outbox in
            let project = try await tx.project(body.projectId)
            guard project.owner == actor.organisation else { throw Denial.seat(.caseCreate) }
            let lead = try await tx.organisation(body.leadId)
            guard lead.functions.contains(where: { $0.function == .leadBody }) else { throw Self.notALeadBody }
            let book = try await tx.ruleBook()
            let profile = try ProfileChoice.profile(
                asked: body.profile, for: project.facts.class, in: project.region, of: Array(book.profiles.values))
            let record = try await tx.openCase(
                id, project: project, lead: body.leadId, title: body.title, profile: profile, kind: project.facts.class.letter, year: book.day.year)
            outbox.add(.case, case: id, object: id)
            return CaseBody(record)
        }
    }

    func invite(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("caseId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try InviteInstituteBody.read(bytes)
        let actor = try await interface.actor(for: .caseInvite, on: .joint(id), context)
        return try await interface.once(request, as: actor, bytes: bytes, status: .created) { tx, outbox in
            let (record, _) = try await tx.lockCase(id)
            try await tx.requireSeat(for: .caseInvite, in: record)
            guard record.state.takesPackages else { throw CaseRefusal.takesNoPackages(record.state) }
            let institute = try await tx.organisation(body.organisationId)
            guard institute.functions.contains(where: { [.designInstitute, .surveyFirm].contains($0.function) }) else { throw Self.notAnInstitute }
            let part = try await tx.part(of: institute.id, in: id)
            if let refusal = InvitationRefusal(roles: part.roles, chosenFor: part.chosenFor) {
                throw Problem(.conflict, .notAllowed, refusal: refusal.code, explanation: refusal.explanation)
            }
            try await tx.invite(institute: institute.id, to: record)
            outbox.add(.case, case: id, object: id)
            return PartyBody(organisationId: institute.id, name: institute.name, roles: [.designInstitute])
        }
    }

    func jobs(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after = try page.number()
        let id = try context.id("caseId")
        let found = try await interface.read(.caseView, on: .joint(id), context) { tx in
            _ = try await tx.caseRecord(id)
            return try await tx.jobs(of: id, after: after, limit: page.limit + 1)
        }
        return try .json(page.page(found, { Cursor(parts: [String($0.id)]) }, JobBody.init))
    }

    private static let notALeadBody = organisationFault("/leadId", "该单位不是牵头单位", "The organisation is no lead body.")
    private static let notAnInstitute = organisationFault(
        "/organisationId", "该单位不是设计或勘察单位", "The organisation is no design institute or survey firm.")

    private static func organisationFault(_ place: String, _ zh: String, _ en: String) -> Problem {
        Problem(
            .unprocessableContent, .invalid,
            findings: [
                Finding(
                    code: "organisation.function", severity: .reject, file: place, message: Bilingual(zh: zh, en: en),
                    remedy: Bilingual(zh: "另选单位,或请系统管理员登记其职能", en: "Choose another, or have the system administrator register its function."))
            ])
    }
}

extension ProjectFacts.Class {
    /// Letter of the class in a case's number.
    fileprivate var letter: String {
        switch self {
        case .building: "F"
        case .municipal: "S"
        case .special: "Z"
        }
    }
}
