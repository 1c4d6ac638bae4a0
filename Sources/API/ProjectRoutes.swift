import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// Projects of owners: `/v1/projects`.
struct ProjectRoutes: Sendable {
    let interface: HTTPInterface

    func list(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after = try page.dateAndID()
        let found = try await interface.read(.caseView, context) { tx in try await tx.projects(after: after, limit: page.limit + 1) }
        return try .json(page.page(found, { Cursor($0.createdAt, $0.id) }, ProjectBody.init))
    }

    func project(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("projectId")
        return try .json(ProjectBody(try await interface.read(.caseView, on: .project(id), context) { tx in try await tx.project(id) }))
    }

    func create(_ request: Request, _ context: SignedIn) async throws -> Response {
        let actor = try context.actor(for: .projectCreate)
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try NewProjectBody.read(bytes)
        let code = try body.projectCode.map { text in
            guard let code = ProjectCode(text) else { throw Self.badCode }
            return code.description
        }
        guard try context.person.functions.contains(where: { $0.function == .owner }), let owner = actor.organisation else {
            throw Denial.seat(.projectCreate)
        }
        // Refused before anything of it comes in: a drawing that was uploaded cannot be un-seen.
        guard body.facts.classified != true else { throw FanOut.Refusal.classified }
        guard body.facts.class != .special || body.facts.specialDiscipline != nil else { throw FanOut.Refusal.specialDisciplineMissing }
        let id = UUID()
        return try await interface.once(request, as: actor, bytes: bytes, status: .created, located: "/v1/projects") { tx, _ in
            try await tx.insert(Project(id: id, code: code, name: body.name, region: body.region, owner: owner, facts: body.facts.facts))
            return ProjectBody(try await tx.project(id))
        }
    }

    private static let badCode = Problem(
        .unprocessableContent, .invalid,
        findings: [
            Finding(
                code: "project_code.form", severity: .reject, file: "/projectCode",
                message: Bilingual(zh: "项目代码的格式不对", en: "The project code does not have its form."),
                remedy: Bilingual(zh: "写作 2016-320800-70-03-123456", en: "Write it as 2016-320800-70-03-123456."))
        ])
}
