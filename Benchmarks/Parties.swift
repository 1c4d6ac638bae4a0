import Client
import Foundation
import JointReview
import SampleCase
import Wire
import WorkingTime

/// The organisations of the sample, an owner, a designer and a desk among them, and a case in draft.
struct Parties: Sendable {
    let caseID: UUID
    let owner: LianshenClient
    let designer: LianshenClient
    let desk: LianshenClient

    init(_ door: LianshenClient, code: String) async throws {
        let first = BootstrapRequestBody(
            code: code, organisation: .init(creditCode: "12000000YANGL0909D", name: "bench"), person: .init(signInName: "admin", name: "bench"))
        let administrator = door.signedIn(with: try await door.bootstrap(first).token)
        var organisations: [String: UUID] = [:]
        for sample in SampleCase.organisations {
            let function = FunctionGrantBody(function: OrganisationFunction(rawValue: sample.function) ?? .contractor, discipline: sample.discipline)
            let body = NewOrganisationBody(creditCode: sample.creditCode, name: sample.name, region: "000000", functions: [function])
            organisations[sample.key] = try await administrator.createOrganisation(body).id
        }
        guard let submitter = organisations["owner"], let institute = organisations["institute"], let lead = organisations["lead"] else {
            throw BenchError.failed("sample", "an organisation is missing")
        }
        func sign(_ name: String, _ organisation: UUID, _ role: Role) async throws -> LianshenClient {
            let body = NewPersonBody(organisationId: organisation, signInName: name, name: name, roles: [RoleGrantBody(role: role, discipline: nil)])
            let person = try await administrator.createPerson(body)
            return administrator.signedIn(with: try await administrator.issueToken(for: person.id, NewTokenBody(label: "bench", days: 1)).token)
        }
        owner = try await sign("owner", submitter, .owner)
        designer = try await sign("designer", institute, .projectLeader)
        desk = try await sign("desk", lead, .deskClerk)
        try await Self.coverCalendar(try await sign("security", try await administrator.me().organisation.id, .securityAdministrator))
        let project = try await owner.createProject(NewProjectBody(name: "bench", region: "000000", facts: SampleCase.project))
        let opened = try await owner.createCase(NewCaseBody(projectId: project.id, title: "bench", leadId: lead))
        _ = try await owner.inviteInstitute(institute, to: opened.id)
        caseID = opened.id
    }

    /// What three people do between a checked package and its reviews.
    func accept(_ package: UUID) async throws {
        _ = try await designer.seal(package)
        _ = try await owner.confirm(caseID)
        _ = try await owner.submit(caseID)
        _ = try await desk.accept(caseID)
    }

    /// Due dates can be counted only in years whose notice is known.
    private static func coverCalendar(_ security: LianshenClient) async throws {
        let year = CalendarDay(Date()).year
        for year in [year, year + 1] where try await !security.calendar(year: year).isKnown {
            let days = SampleCase.holidays(of: year).map { CalendarDayBody(day: $0.day, kind: .holiday, name: $0.name, source: $0.source) }
            _ = try await security.writeCalendar(NewCalendarBody(days: days))
        }
    }
}
