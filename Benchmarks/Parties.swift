import Client
import Foundation
import JointReview
import SampleCase
import Wire
import WorkingTime

/// The organisations of the sample in a new database, and who enters people.
struct Office: Sendable {
    let administrator: LianshenClient
    private let organisations: [String: UUID]

    init(_ server: OwnServer) async throws {
        let first = BootstrapRequestBody(
            code: server.code, organisation: .init(creditCode: "12000000YANGL0909D", name: "bench"),
            person: .init(signInName: "admin", name: "bench"))
        administrator = server.client.signedIn(with: try await server.client.bootstrap(first).token)
        var organisations: [String: UUID] = [:]
        for sample in SampleCase.organisations {
            let function = FunctionGrantBody(function: OrganisationFunction(rawValue: sample.function) ?? .contractor, discipline: sample.discipline)
            let body = NewOrganisationBody(creditCode: sample.creditCode, name: sample.name, region: "000000", functions: [function])
            organisations[sample.key] = try await administrator.createOrganisation(body).id
        }
        self.organisations = organisations
        try await coverCalendar()
    }

    func organisation(_ key: String) throws -> UUID {
        guard let id = organisations[key] else { throw BenchError.failed("sample", "no organisation \(key)") }
        return id
    }

    /// A new person of an organisation, signed in.
    func sign(_ name: String, _ organisation: String, _ role: Role, _ discipline: Discipline? = nil) async throws -> LianshenClient {
        try await sign(name, try self.organisation(organisation), role, discipline)
    }

    private func sign(_ name: String, _ organisation: UUID, _ role: Role, _ discipline: Discipline? = nil) async throws -> LianshenClient {
        let body = NewPersonBody(
            organisationId: organisation, signInName: name, name: name, roles: [RoleGrantBody(role: role, discipline: discipline)])
        let person = try await administrator.createPerson(body)
        return administrator.signedIn(with: try await administrator.issueToken(for: person.id, NewTokenBody(label: "bench", days: 1)).token)
    }

    /// Due dates can be counted only in years whose notice is known.
    private func coverCalendar() async throws {
        let security = try await sign("security", try await administrator.me().organisation.id, .securityAdministrator)
        let year = CalendarDay(Date()).year
        for year in [year, year + 1] where try await !security.calendar(year: year).isKnown {
            let days = SampleCase.holidays(of: year).map { CalendarDayBody(day: $0.day, kind: .holiday, name: $0.name, source: $0.source) }
            _ = try await security.writeCalendar(NewCalendarBody(days: days))
        }
    }
}

/// An owner, a designer and a desk, and what they hand in together; names end with a number, so that several groups work side by side.
struct Parties: Sendable {
    let caseID: UUID
    let owner: LianshenClient
    let designer: LianshenClient
    let desk: LianshenClient

    init(_ office: Office, number: Int = 0) async throws {
        owner = try await office.sign("owner\(number)", "owner", .owner)
        designer = try await office.sign("designer\(number)", "institute", .projectLeader)
        desk = try await office.sign("desk\(number)", "lead", .deskClerk)
        caseID = try await Self.open(owner, office)
    }

    /// The same people with a case of their own.
    private init(_ people: Parties, caseID: UUID) { (owner, designer, desk, self.caseID) = (people.owner, people.designer, people.desk, caseID) }

    /// A new case of the same people.
    func another(_ office: Office) async throws -> Parties { Parties(self, caseID: try await Self.open(owner, office)) }

    private static func open(_ owner: LianshenClient, _ office: Office) async throws -> UUID {
        let project = try await owner.createProject(NewProjectBody(name: "bench", region: "000000", facts: SampleCase.project))
        let opened = try await owner.createCase(NewCaseBody(projectId: project.id, title: "bench", leadId: try office.organisation("lead")))
        _ = try await owner.inviteInstitute(try office.organisation("institute"), to: opened.id)
        return opened.id
    }

    /// What three people do between a checked package and its reviews.
    func accept(_ package: UUID) async throws {
        _ = try await designer.seal(package)
        _ = try await owner.confirm(caseID)
        _ = try await owner.submit(caseID)
        _ = try await desk.accept(caseID)
    }
}
