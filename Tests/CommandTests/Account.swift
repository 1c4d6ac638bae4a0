import Foundation
import JointReview
import Wire

/// Somebody at a terminal.
struct Account: Sendable {
    let variables: [String: String]

    /// A holder of a token, without any file.
    init(url: String, token: String) {
        variables = ["LIANSHEN_URL": url, "LIANSHEN_TOKEN": token, "XDG_CONFIG_HOME": "/nonexistent"]
    }

    init(variables: [String: String]) {
        self.variables = variables
    }

    /// Runs a command.
    func run(_ arguments: String..., input: String = "") async throws -> Program.Outcome {
        try await Program.run(arguments, variables, input: input)
    }

    /// Runs a command with `--json` that must succeed, and reads its answer.
    func ask<Answer: Decodable>(_ arguments: String..., answering: Answer.Type = Answer.self) async throws -> Answer {
        try await ask(arguments)
    }

    /// The same, for arguments that were put together.
    func ask<Answer: Decodable>(_ arguments: [String]) async throws -> Answer {
        let outcome = try await Program.run(arguments + ["--json"], variables)
        guard outcome.status == 0 else { throw Failure("\(arguments.joined(separator: " ")): \(outcome.status)\n\(outcome.errors)") }
        return try WireJSON.decode(from: Data(outcome.output.utf8))
    }

    /// Runs a command with `--json` that must be refused, and reads the problem.
    func refused(_ arguments: String...) async throws -> ProblemBody {
        let outcome = try await Program.run(arguments + ["--json"], variables)
        guard outcome.status == 1, outcome.output.isEmpty else {
            throw Failure("\(arguments.joined(separator: " ")) was not refused: \(outcome.status)\n\(outcome.output)\(outcome.errors)")
        }
        return try WireJSON.decode(from: Data(outcome.errors.utf8))
    }
}

/// The people of a joint review, registered and signed in by commands; one cast for all tests of this process.
struct Cast: Sendable {
    let service: Service
    let owner: Account
    let designer: Account
    let desk: Account
    let regulator: Account
    let security: Account
    let dispatcher: Account
    let coordinator: Account
    let reviewers: [Discipline: Account]
    /// The planning reviewer's identity.
    let planner: UUID
    let lead: UUID
    let institute: UUID

    static var shared: Cast {
        get async throws { try await entering.value }
    }

    private static let entering = Task { try await enter() }

    private static func enter() async throws -> Cast {
        let service = try await Service.shared
        let office = Registry(service: service)
        let ownerBody = try await office.organisation("【样例】建设单位", "owner")
        let institute = try await office.organisation("【样例】设计院", "design_institute")
        let lead = try await office.organisation("【样例】联合审图窗口", "lead_body")
        let authority = try await office.organisation("【样例】监管部门", "regulator")
        var reviewers: [Discipline: Account] = [:]
        var dispatcher: Account?
        var planner: UUID?
        for discipline in Discipline.allCases {
            let word = discipline.rawValue
            let body = try await office.organisation("【样例】\(discipline.label.zh)审图机构", "review_body:\(word)")
            let (person, account) = try await office.person("\(word).reviewer", in: body, "reviewer:\(word)")
            reviewers[discipline] = account
            if discipline == .planning {
                planner = person
                dispatcher = try await office.person("\(word).dispatcher", in: body, "dispatcher").account
            }
        }
        guard let planner, let dispatcher else { throw Failure("no planning body") }
        let operating = service.firstSignIn.organisation.id
        let security = try await office.person("security", in: operating, "security_administrator").account
        try await security.coverCalendar()
        return Cast(
            service: service, owner: try await office.person("owner", in: ownerBody, "owner").account,
            designer: try await office.person("designer", in: institute, "project_leader").account,
            desk: try await office.person("desk", in: lead, "desk_clerk").account,
            regulator: try await office.person("regulator", in: authority, "regulator").account,
            security: security, dispatcher: dispatcher,
            coordinator: try await office.person("coordinator", in: lead, "lead").account,
            reviewers: reviewers, planner: planner, lead: lead, institute: institute)
    }

    /// A case that is open and has an institute.
    func openCase(_ title: String) async throws -> CaseBody {
        let project: ProjectBody = try await owner.ask(
            "project", "create", "--name", "【样例】\(title)", "--region", "000000", "--class", "building", "--funding", "filed", "--size", "large",
            "--height", "58.2", "--hazardous-store")
        let opened: CaseBody = try await owner.ask(
            "case", "open", "--project", project.id.text, "--title", title, "--lead", lead.text, "--non-classified")
        _ = try await owner.ask("case", "invite", opened.id.text, institute.text, answering: PartyBody.self)
        return opened
    }

    /// A case whose institute has sealed a package, ready for the owner.
    func sealedCase(_ title: String, package path: String) async throws -> CaseBody {
        let opened = try await openCase(title)
        let uploaded: DrawingPackageBody = try await designer.ask("upload", opened.id.text, path)
        _ = try await designer.ask("package", "check", uploaded.id.text, answering: CheckReportBody.self)
        _ = try await designer.ask("package", "seal", uploaded.id.text, answering: DrawingPackageBody.self)
        return opened
    }
}

/// The system administrator at work.
private struct Registry {
    let service: Service

    func organisation(_ name: String, _ function: String) async throws -> UUID {
        let made: OrganisationBody = try await service.administrator.ask(
            "organisation", "create", "--credit-code", Self.creditCode(), "--name", name, "--function", function)
        return made.id
    }

    func person(_ name: String, in organisation: UUID, _ role: String) async throws -> (id: UUID, account: Account) {
        let person: PersonBody = try await service.administrator.ask(
            "person", "create", "--organisation", organisation.text, "--sign-in-name", name, "--name", "样例 \(name)", "--role", role)
        let issued: IssuedTokenBody = try await service.administrator.ask("token", "issue", person.id.text, "--label", "test", "--days", "1")
        return (person.id, Account(url: service.url, token: issued.token))
    }

    /// A code of no authority, with the right check character.
    private static func creditCode() throws -> String {
        let letters = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
        let body = "91000000TE5T" + String((0..<5).compactMap { _ in letters.randomElement() })
        guard let code = letters.map({ body + String($0) }).first(where: { CreditCode($0) != nil }) else { throw Failure("no code from \(body)") }
        return code
    }
}
