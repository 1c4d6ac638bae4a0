import Foundation
import Testing
import Wire

/// Signing in with a password by commands: never an argument, never printed, kept for its owner alone.
@Suite(.timeLimit(.minutes(5))) struct PasswordTests {
    private static let password = "mauve teapot ledger 7"

    /// Somebody new, and the code that lets him in.
    private func invited(_ name: String) async throws -> (service: Service, person: UUID, code: String) {
        let service = try await Service.shared
        let operating = service.firstSignIn.organisation.id
        let person: PersonBody = try await service.administrator.ask(
            "person", "create", "--organisation", operating.text, "--sign-in-name", name, "--name", "样例人员")
        let invitation: InvitationBody = try await service.administrator.ask("person", "invite", person.id.text, "--hours", "2")
        return (service, person.id, invitation.code)
    }

    @Test func anInvitedPersonSetsAPasswordSignsInChangesItAndSignsOut() async throws {
        let (service, person, code) = try await invited("pw.first")
        try await withFolder { folder in
            let account = Account(variables: ["XDG_CONFIG_HOME": folder, "LIANSHEN_URL": service.url])
            let weak = try await account.run("password", "--invitation", code, input: "pw.first\n")
            #expect(weak.status == 1 && weak.errors.contains("password.short") && weak.errors.contains("password.personal"), "\(weak.errors)")
            let set = try await account.run("password", "--invitation", code, input: Self.password + "\n")
            #expect(set.status == 0, "\(set.errors)")
            #expect(try await account.run("login", "pw.first", input: "not the right one\n").status == 1)

            let login = try await account.run("login", "pw.first", input: Self.password + "\n")
            #expect(login.status == 0, "\(login.errors)")
            #expect(!(login.output + login.errors).contains(Self.password) && !login.output.contains("lss_"))
            #expect(try await account.ask("whoami", answering: MeBody.self).person.id == person)
            let file =
                folder + "/lianshen/sign-in/" + (try #require(FileManager.default.contentsOfDirectory(atPath: folder + "/lianshen/sign-in").first))
            #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
            let kept = try String(contentsOfFile: file, encoding: .utf8)
            #expect(kept.contains("lss_") && !kept.contains(Self.password))

            let changed = try await account.run("password", input: Self.password + "\nledger of mauve teapots\n")
            #expect(changed.status == 0, "\(changed.errors)")
            let secret = folder + "/secret"
            try Data("ledger of mauve teapots\n".utf8).write(to: URL(fileURLWithPath: secret))
            let second = Account(variables: ["XDG_CONFIG_HOME": folder + "/second", "LIANSHEN_URL": service.url])
            #expect(try await second.run("login", "pw.first", "--password-file", secret).status == 0)
            let sessions: PageBody<SessionBody> = try await second.ask("session", "list")
            #expect(sessions.items.map(\.current) == [true, false] && sessions.items.allSatisfy { $0.client == "lianshen-client/1" })
            #expect(try await second.ask("session", "end-others", answering: EndedSessionsBody.self).ended == 1)
            #expect(try await account.refused("whoami").code == "signed-out")

            // Signing out ends the session itself, not only the file.
            let token = try SecondFile.token(folder + "/second")
            #expect(try await second.run("logout").status == 0)
            #expect(try await Account(url: service.url, token: token).refused("whoami").code == "signed-out")
            #expect(try await second.run("whoami").status == 2)
        }
    }

    @Test func aDisabledPersonIsOutAtOnce() async throws {
        let (service, person, code) = try await invited("pw.second")
        try await withFolder { folder in
            let account = Account(variables: ["XDG_CONFIG_HOME": folder, "LIANSHEN_URL": service.url])
            #expect(try await account.run("password", "--invitation", code, input: Self.password).status == 0)
            #expect(try await account.run("login", "pw.second", input: Self.password).status == 0)
            let disabled = try await service.administrator.run("person", "disable", person.text, "--reason", "离职")
            #expect(disabled.status == 0, "\(disabled.errors)")
            #expect(try await account.refused("whoami").code == "signed-out")
            #expect(try await account.run("login", "pw.second", input: Self.password).status == 1)
            #expect(try await service.administrator.run("person", "enable", person.text, "--reason", "误停").status == 0)
            #expect(try await account.run("login", "pw.second", input: Self.password).status == 0)
        }
    }

    @Test func aPasswordIsNoArgument() async throws {
        let outcome = try await Program.run(["login", "name", "a password"], ["LIANSHEN_URL": "http://127.0.0.1:9"])
        #expect(outcome.status == 2)
        let file = try await Program.run(["login", "--password-file", "/nonexistent"], ["LIANSHEN_URL": "http://127.0.0.1:9"])
        #expect(file.status == 2)
    }
}

/// What `login` kept, as somebody who copied the file would have it.
private enum SecondFile {
    static func token(_ configuration: String) throws -> String {
        let folder = configuration + "/lianshen/sign-in"
        let name = try #require(FileManager.default.contentsOfDirectory(atPath: folder).first)
        let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
        return String(try #require(text.firstMatch(of: /lss_[A-Za-z0-9_-]{43}/)).output)
    }
}
