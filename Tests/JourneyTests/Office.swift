import Client
import Foundation
import JointReview
import SampleCase
import Wire

/// The few accounts that a case needs until it is submitted, made over HTTP.
struct Office {
    let owner: LianshenClient
    let designer: LianshenClient
    let caseID: UUID
    /// Every secret that was handed out.
    let secrets: [String]

    /// Signs the first administrator in with a code and opens a case that takes packages.
    static func open(at url: URL, code: String) async throws -> Office {
        let door = LianshenClient(baseURL: url, token: nil)
        let first = try await door.bootstrap(
            BootstrapRequestBody(
                code: code, organisation: .init(creditCode: "12000000YANGL0909D", name: "【样例】运营单位"), person: .init(signInName: "admin", name: "样例管理员")
            ))
        let administrator = door.signedIn(with: first.token)
        var organisations: [String: UUID] = [:]
        for sample in [SampleCase.owner, SampleCase.institute, SampleCase.lead] {
            let function = FunctionGrantBody(function: OrganisationFunction(rawValue: sample.function) ?? .contractor)
            organisations[sample.key] = try await administrator.createOrganisation(
                NewOrganisationBody(creditCode: sample.creditCode, name: sample.name, functions: [function])
            ).id
        }
        func person(_ signIn: String, _ role: Role, at key: String) async throws -> String {
            guard let organisation = organisations[key] else { throw Unmet(key) }
            let person = try await administrator.createPerson(
                NewPersonBody(organisationId: organisation, signInName: signIn, name: "样例\(signIn)", roles: [RoleGrantBody(role: role)]))
            return try await administrator.issueToken(for: person.id, NewTokenBody(label: "test", days: 1)).token
        }
        let tokens = [try await person("owner.a", .owner, at: "owner"), try await person("leader.a", .projectLeader, at: "institute")]
        guard let lead = organisations["lead"], let institute = organisations["institute"] else { throw Unmet("organisations") }
        let owner = door.signedIn(with: tokens[0])
        let project = try await owner.createProject(NewProjectBody(name: "【样例】项目", region: "000000", facts: SampleCase.project))
        let opened = try await owner.createCase(NewCaseBody(projectId: project.id, title: "【样例】初审", leadId: lead))
        _ = try await owner.inviteInstitute(institute, to: opened.id)
        return Office(owner: owner, designer: door.signedIn(with: tokens[1]), caseID: opened.id, secrets: tokens + [first.token, code])
    }

    /// Calls need no connections any more.
    func close() async {
        try? await owner.shutdown()
    }

    /// The same office as another server of the same database knows it.
    func elsewhere(_ url: URL) -> LianshenClient {
        LianshenClient(baseURL: url, token: secrets[0])
    }
}
