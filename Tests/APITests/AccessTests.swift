import API
import Foundation
import JointReview
import NIOCore
import Store
import Testing
import Wire

/// Who may see and do what: every route, every role, and no token at all.
@Suite(.timeLimit(.minutes(10))) struct AccessTests {
    /// Answers that a stranger may get to operations that are about no object of a case.
    private static let harmless: Set<Int> = [200, 201, 202, 204, 403, 404, 409, 422]

    @Test func nobodyOutsideACaseLearnsAnythingAboutIt() async throws {
        try await House.with { plain in
            let opened = try await plain.inReview()
            let attempt = try await plain.claim(.fire, opened)
            let published = try await plain.call(
                .post, "/v1/reviews/\(try opened.review(.fire).id.text)/comments", as: "fire", json: plain.comment(opened, attempt: attempt))
            let comment = try published.json(CommentBody.self).id
            let house = try await plain.withOutside()
            let (_, token) = try await house.token(of: "owner")
            var names = try house.names(opened, comment: comment, token: token)
            names["uploadId"] = try await house.begun(nil, length: 5, concat: "partial").split(separator: "/").last.map(String.init)
            let acts = "SELECT count(*) FROM lianshen.audit_entry WHERE project_id = '\(opened.project)' AND result <> 'denied'"
            let before = try await house.count(acts)
            let known = names
            let secrets =
                [
                    opened.id, opened.project, opened.package.id, opened.sheets[0].id, comment,
                    try #require(names["uploadId"].flatMap(UUID.init(uuidString:))),
                ] + opened.reviews.values.map(\.id)

            let denied = try await together(4) { part in
                var denied: [String] = []
                for (index, role) in Role.everybody.sorted(by: { $0.rawValue < $1.rawValue }).enumerated() where index % 4 == part {
                    for operation in Operation.all where !operation.isPublic {
                        let answer = try await Self.ask(operation, role, house, opened, known)
                        // A tile that is not there is nobody's secret.
                        let isDenied = answer.status == 403 || answer.status == 404 && !operation.path.hasPrefix("/log/")
                        if isDenied { denied.append(answer.requestID) }
                        let what: Testing.Comment = "\(role) \(operation.id): \(answer.brief)"
                        if Self.isAboutTheCase(operation) {
                            // An answer to HEAD has no body.
                            #expect(answer.brief == (operation.method == .head ? "404 " : "404 missing"), what)
                        } else {
                            #expect(Self.harmless.contains(answer.status), what)
                        }
                        guard !Self.isOpenTo(role, operation) else { continue }
                        #expect(!secrets.contains { answer.text.contains($0.text) }, what)
                    }
                }
                return denied
            }

            // Nothing moved, and every denial is an entry of its own.
            #expect(try await house.count(acts) == before)
            let entries = try await house.sql("SELECT request_id FROM lianshen.audit_entry WHERE result = 'denied' AND act = 'access.denied'")
            let recorded = entries.split(separator: "\n").map(String.init)
            let expected = denied.flatMap { $0 }
            #expect(Set(expected).subtracting(recorded).isEmpty && recorded.count == expected.count)
            #expect(recorded.count > 300)
        }
    }

    @Test func anUnknownIdentityAndAForeignOneGetTheSameAnswer() async throws {
        try await House.with { plain in
            let opened = try await plain.inReview()
            let house = try await plain.withOutside()
            for path in ["/v1/cases/", "/v1/packages/", "/v1/projects/", "/v1/sheets/", "/v1/reviews/"] {
                let real =
                    try ["/v1/packages/": opened.package.id, "/v1/projects/": opened.project, "/v1/sheets/": opened.sheets[0].id][path]
                    ?? (path == "/v1/cases/" ? opened.id : opened.review(.fire).id)
                var foreign = try await house.call(.get, path + real.text, as: "outside_owner").json(ProblemBody.self)
                var unknown = try await house.call(.get, path + UUID().text, as: "outside_owner").json(ProblemBody.self)
                (foreign.instance, unknown.instance) = ("", "")
                #expect(foreign == unknown)
            }
            let malformed = try await house.call(.get, "/v1/cases/not-an-id", as: "owner")
            #expect(malformed.brief == "404 missing")
        }
    }

    @Test func everyOperationRefusesWhoIsNotSignedIn() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let (expired, revoked) = (try await house.token(of: "owner"), try await house.token(of: "owner"))
            try await house.sql(
                """
                UPDATE lianshen.access_token SET expires_at = now() - interval '1 second', created_at = now() - interval '2 days'
                 WHERE token_id = '\(expired.id)'
                """
            )
            #expect(try await house.call(.delete, "/v1/tokens/\(revoked.id.text)", as: "owner").status == 204)
            let names = try house.names(opened, comment: UUID(), token: UUID())
            let unknown = BearerToken().text
            let tokens = [nil, "garbage", "ls_short", unknown, expired.text, revoked.text]

            for operation in Operation.all where !operation.isPublic {
                for token in tokens {
                    let answer = try await house.call(
                        operation.method, operation.path(names), token: token, json: try house.body(operation, opened))
                    #expect(answer.brief == (operation.method == .head ? "401 " : "401 signed-out"), "\(operation.id) with \(token ?? "none")")
                    #expect(answer["WWW-Authenticate"]?.hasPrefix("Bearer") == true)
                }
            }
            // What pretended to be a token is an entry each time; a request without one is no attempt.
            let operations = Operation.all.count { !$0.isPublic }
            let denied = "FROM lianshen.audit_entry WHERE act = 'session.sign_in' AND result = 'denied'"
            #expect(try await house.count("SELECT count(*) \(denied)") == operations * 5)
            #expect(try await house.count("SELECT count(*) \(denied) AND object_id = '\(expired.id)'") == operations)
            #expect(try await house.count("SELECT count(*) \(denied) AND object_id = '\(revoked.id)'") == operations)
        }
    }

    @Test(arguments: [
        ["POST", "/v1/cases/CASE/accept", "owner"], ["POST", "/v1/cases/CASE/confirm", "designer"], ["POST", "/v1/cases/CASE/submit", "clerk"],
        ["POST", "/v1/reviews/REVIEW/claim", "clerk"], ["POST", "/v1/reviews/REVIEW/claim", "planning"],
        ["POST", "/v1/packages/PACKAGE/seal", "drafter"], ["POST", "/v1/packages/PACKAGE/seal", "owner"],
        ["POST", "/v1/packages/PACKAGE/set/confirm", "fire"], ["POST", "/v1/packages/PACKAGE/set/confirm", "drafter"],
        ["POST", "/v1/packages/PACKAGE/set/confirm", "clerk"], ["GET", "/v1/queues/fire", "designer"],
        ["GET", "/v1/queues/fire", "planning"], ["POST", "/v1/queues/fire/claim", "planning"], ["GET", "/v1/audit", "owner"],
        ["GET", "/v1/audit", "designer"], ["GET", "/v1/audit/export", "fire"], ["GET", "/v1/cases", "system"], ["GET", "/v1/events", "auditor"],
    ])
    func aWrongRoleInAKnownCaseIsForbiddenAndRecorded(_ line: [String]) async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let path = line[1].replacing("CASE", with: opened.id.text).replacing("REVIEW", with: try opened.review(.fire).id.text)
                .replacing("PACKAGE", with: opened.package.id.text)
            let digest = #"{"sha256":"\#(String(repeating: "0", count: 64))"}"#
            let answer = try await house.call(
                line[0] == "GET" ? .get : .post, path, as: line[2], json: path.hasSuffix("/set/confirm") ? digest : nil)
            #expect(answer.brief == "403 forbidden")
            #expect(try answer.problem.refusal != nil)
            let entry = try await house.sql(
                "SELECT result, person_id, object_kind FROM lianshen.audit_entry WHERE request_id = '\(answer.requestID)'")
            #expect(entry.hasPrefix("denied|\(try house.cast.person(line[2]).id.text)"))
        }
    }

    private static func ask(_ operation: Operation, _ role: Role, _ house: House, _ opened: Opened, _ names: [String: String]) async throws -> Answer
    {
        var path = operation.path(names)
        if ["uploadPackage", "createCheck"].contains(operation.id) { path += "?name=x.zip" }
        if operation.id == "events" { path += "?case=\(opened.id.text)" }
        var names = names
        // Administrators may end any token: each gets one that nobody needs.
        if operation.id == "revokeToken" {
            names["tokenId"] = try await house.token(of: "agent").id.text
            path = operation.path(names)
        }
        if operation.path.hasPrefix("/v1/uploads"), operation.method != .get {
            let headers = [House.tus, ("Upload-Length", "5"), ("Upload-Offset", "0"), ("Upload-Metadata", House.metadata(opened.record))]
            let bytes = operation.id == "appendUpload" ? ByteBuffer(string: "some bytes") : nil
            return try await house.send(operation.method, path, as: "outside_\(role.rawValue)", bytes: bytes, headers: headers)
        }
        return try await house.call(operation.method, path, as: "outside_\(role.rawValue)", json: try house.body(operation, opened))
    }

    private static func isAboutTheCase(_ operation: Operation) -> Bool {
        ["caseId", "packageId", "sheetId", "reviewId", "commentId", "projectId", "uploadId", "conflictId", "draftId", "drawId"].contains {
            operation.path.contains("{\($0)}")
        }
            || operation.id == "createCase" || operation.id == "createUpload" || operation.id == "events"
    }

    /// The log is a regulator's and an audit administrator's to read, whoever the entry is about.
    private static func isOpenTo(_ role: Role, _ operation: Operation) -> Bool {
        ["queryAudit", "exportAudit"].contains(operation.id) && [.regulator, .auditAdministrator].contains(role)
    }
}
