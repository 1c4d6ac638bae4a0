import Foundation
import Testing
import Wire

@Suite(.timeLimit(.minutes(5))) struct SignInTests {
    @Test func bootstrapPrintsTheCodeAndNothingElse() async throws {
        let code = try await Service.shared.code
        #expect(code.status == 0)
        #expect(code.output.wholeMatch(of: /\S{20,}\n/) != nil)
        #expect(code.errors == "")
    }

    @Test func theFirstSignInIsKeptForItsOwnerAlone() async throws {
        let service = try await Service.shared
        let me: MeBody = try await service.administrator.ask("whoami")
        #expect(me.person.id == service.firstSignIn.person.id)
        let folder = service.configuration + "/lianshen"
        let files = try FileManager.default.contentsOfDirectory(atPath: folder + "/sign-in")
        #expect(files.count == 1)
        for file in files { #expect(try mode(of: folder + "/sign-in/" + file) == 0o600) }
        #expect(try mode(of: folder) == 0o700 && mode(of: folder + "/sign-in") == 0o700)
    }

    /// Whoever lost the answer asks again under the same key, and has the same token.
    @Test func aRepeatedBootstrapGivesTheSameToken() async throws {
        let service = try await Service.shared
        try await withFolder { folder in
            let again = try await Program.run(Service.bootstrap(service.code), ["XDG_CONFIG_HOME": folder, "LIANSHEN_URL": service.url])
            #expect(again.status == 0)
            #expect(try WireJSON.decode(BootstrapBody.self, from: Data(again.output.utf8)).token == service.firstSignIn.token)
        }
    }

    @Test func aSignInServesLaterCommandsAndEndsWithLogout() async throws {
        let service = try await Service.shared
        try await withFolder { folder in
            let account = Account(variables: ["XDG_CONFIG_HOME": folder])
            let login = try await account.run("login", "--server", service.url + "/", input: service.firstSignIn.token + "\n")
            #expect(login.status == 0)
            #expect(!login.output.contains(service.firstSignIn.token) && !login.errors.contains(service.firstSignIn.token))
            // Neither address nor token is named any more.
            #expect(try await account.ask("whoami", answering: MeBody.self).person.signInName == "admin")
            #expect(try await account.run("logout").status == 0)
            let after = try await account.run("whoami")
            #expect(after.status == 2 && after.errors.contains("lianshen login"))
            #expect(try await account.run("logout").status == 2)
        }
    }

    @Test func aTokenThatOthersMayReadIsNotUsed() async throws {
        let service = try await Service.shared
        try await withFolder { folder in
            let account = Account(variables: ["XDG_CONFIG_HOME": folder, "LIANSHEN_URL": service.url])
            #expect(try await account.run("login", input: service.firstSignIn.token).status == 0)
            let files = try FileManager.default.contentsOfDirectory(atPath: folder + "/lianshen/sign-in")
            let file = folder + "/lianshen/sign-in/" + (try #require(files.first))
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
            let refused = try await account.run("whoami")
            #expect(refused.status == 2 && refused.errors.contains("chmod 600") && refused.errors.contains("可被他人读取"))
        }
    }

    @Test func aWrongTokenIsNotKept() async throws {
        let service = try await Service.shared
        try await withFolder { folder in
            let account = Account(variables: ["XDG_CONFIG_HOME": folder, "LIANSHEN_URL": service.url])
            let login = try await account.run("login", input: "ls_" + String(repeating: "x", count: 43))
            #expect(login.status == 1 && login.errors.contains("signed-out"))
            #expect(try await account.run("whoami").status == 2)
        }
    }

    @Test func aRevokedTokenEnds() async throws {
        let service = try await Service.shared
        let me = service.firstSignIn.person.id.text
        let issued: IssuedTokenBody = try await service.administrator.ask("token", "issue", me, "--label", "to be revoked", "--days", "1")
        let account = Account(url: service.url, token: issued.token)
        #expect(try await account.run("whoami").status == 0)
        #expect(try await account.run("token", "revoke", issued.tokenId.text).status == 0)
        #expect(try await account.refused("whoami").code == "signed-out")
    }

    private func mode(of path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    /// The last token of an administrator is lost: who has the server has a way back, and the log has an entry.
    @Test func anAdministratorWhoLostEveryTokenGetsOneOnTheServer() async throws {
        let service = try await Service.shared
        let cast = try await Cast.shared
        func issue(_ person: String, _ more: String...) async throws -> Program.Outcome {
            try await Program.run(["admin", "token", person, "--label", "补发", "--data", service.data] + more)
        }
        for person in ["admin", service.firstSignIn.person.id.uuidString] {
            let issued = try await issue(person, "--days", "3")
            #expect(issued.status == 0 && issued.output.wholeMatch(of: /ls_[A-Za-z0-9_-]{43}\n/) != nil, "\(issued.errors)")
            let token = issued.output.trimmingCharacters(in: .whitespacesAndNewlines)
            let me: MeBody = try await Account(url: service.url, token: token).ask("whoami")
            #expect(me.person.id == service.firstSignIn.person.id)
        }
        for (person, words) in [("owner", "is no administrator"), ("nobody-here", "no account"), (UUID().uuidString, "no account")] {
            let refused = try await issue(person)
            #expect(refused.status == 2 && refused.output.isEmpty && refused.errors.contains(words), "\(person): \(refused.errors)")
        }
        for days in ["0", "366"] { #expect(try await issue("admin", "--days", days).status != 0) }
        let log: PageBody<AuditEntryBody> = try await cast.regulator.ask(
            "audit", "query", "--act", "token.issue", "--object", service.firstSignIn.person.id.uuidString)
        let entries = log.items.filter { $0.requestId == "admin token" }
        #expect(entries.count == 2 && entries.allSatisfy { $0.role == "system" && $0.detail?.contains("补发") == true })
    }
}
