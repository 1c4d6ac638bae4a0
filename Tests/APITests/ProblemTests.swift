import Foundation
import JointReview
import NIOCore
import Store
import Testing
import Wire

/// What the interface says when something is wrong.
@Suite(.timeLimit(.minutes(10))) struct ProblemTests {
    private static let project = #"{"name":"n","region":"320800","facts":{"class":"building","funding":"filed","size":"medium"}}"#

    @Test func everyProblemHasItsFormInBothLanguages() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let answers = [
                try await house.call(.get, "/v1/me"), try await house.call(.get, "/v1/nothing"), try await house.call(.delete, "/v1/me", as: "owner"),
                try await house.call(.get, "/v1/cases/\(UUID().text)", as: "owner"), try await house.call(.get, "/v1/audit", as: "owner"),
                try await house.call(.post, "/v1/projects", as: "owner", json: "{"),
                try await house.call(.post, "/v1/projects", as: "owner", json: "{}"),
                try await house.call(.post, "/v1/cases/\(opened.id.text)/submit", as: "owner"),
                try await house.send(.post, "/v1/projects", as: "owner", bytes: ByteBuffer(string: "a=b"), headers: [("Content-Type", "text/plain")]),
                try await house.send(
                    .post, "/v1/projects", as: "owner", bytes: ByteBuffer(repeating: 0x20, count: 2 << 20),
                    headers: [("Content-Type", "application/json")]),
            ]
            #expect(answers.map(\.status) == [401, 404, 405, 404, 403, 400, 422, 409, 415, 413])
            for answer in answers {
                let problem = try answer.problem
                #expect(Operation.codes.contains(problem.code))
                #expect(problem.type == "urn:lianshen:problem:\(problem.code)" && problem.status == answer.status && !problem.title.isEmpty)
                #expect(problem.instance == answer.requestID && UUID(uuidString: problem.instance) != nil)
                for text in [problem.detail.zh, problem.remedy.zh] { #expect(text.unicodeScalars.contains { $0.value > 0x4E00 }, "\(problem.code)") }
                for text in [problem.detail.en, problem.remedy.en] {
                    #expect(text.contains(" ") && text.utf8.allSatisfy { $0 < 0x80 }, "\(problem.code): \(text)")
                }
            }
        }
    }

    @Test func everyFaultOfABodyIsNamedAtOnceWithItsPlace() async throws {
        try await House.with { house in
            let body =
                #"{"name":"","region":7,"surprise":1,"facts":{"class":"castle","size":"medium","height":-3,"hazardousStore":"yes","extra":{}}}"#
            let problem = try await house.call(.post, "/v1/projects", as: "owner", json: body).problem
            let findings = try #require(problem.findings)
            #expect(
                Set(findings.map { "\($0.code) \($0.file)" }) == [
                    "field.length /name", "field.type /region", "field.unknown /surprise", "field.word /facts/class", "field.missing /facts/funding",
                    "field.range /facts/height", "field.type /facts/hazardousStore", "field.unknown /facts/extra",
                ])
            #expect(findings.allSatisfy { !$0.message.zh.isEmpty && !$0.message.en.isEmpty && !$0.remedy.zh.isEmpty && !$0.remedy.en.isEmpty })
        }
    }

    @Test(arguments: [
        "", "{", "[]]", "nul", "{\"name\":\"a\",\"name\":\"b\"}", "\u{FEFF}{}", "{'a':1}", "{\"a\":01}", "{\"a\":1e999}", "{\"a\":NaN}", "{} {}",
        "{\"name\":\"\\ud800\"}", "{\"name\":\"\\udc00\\ud800\"}", "{\"name\":\"\\u12\"}", "{\"name\":\"a\nb\"}",
        String(repeating: "[", count: 100_000),
        String(repeating: "{\"a\":", count: 40) + "1" + String(repeating: "}", count: 40),
    ])
    func whatIsNotJSONIsRefused(_ text: String) async throws {
        try await House.with { house in
            let answer = try await house.call(.post, "/v1/projects", as: "owner", json: text)
            #expect(answer.brief == "400 request")
        }
    }

    @Test func textThatIsNotUTF8IsRefused() async throws {
        try await House.with { house in
            let bad: [[UInt8]] = [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xD6, 0xD0], [0x80], [0]]
            for bytes in bad {
                var body = ByteBuffer(string: #"{"name":""#)
                body.writeBytes(bytes)
                body.writeString(#"","region":"","facts":{"class":"building","funding":"filed","size":"medium"}}"#)
                let answer = try await house.send(.post, "/v1/projects", as: "owner", bytes: body, headers: [("Content-Type", "application/json")])
                #expect(answer.brief == "400 request", "\(bytes)")
            }
        }
    }

    /// A database text cannot hold U+0000: wherever a body takes text it is refused, and never a defect.
    @Test func noTextTakesNULAnywhere() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let draft = try await house.draft()
            let nul = "a\\u0000b"
            let review = "/v1/reviews/\(try opened.review(.fire).id.text)"
            let requests: [(Verb, String, String, String)] = [
                (.post, "/v1/projects", "owner", Self.project.replacing("\"n\"", with: "\"\(nul)\"")),
                (.post, "/v1/projects", "owner", Self.project.replacing("320800", with: nul)),
                (.post, "/v1/projects", "owner", Self.project.replacing("\"name\"", with: "\"projectCode\":\"\(nul)\",\"name\"")),
                (.post, "/v1/projects", "owner", Self.project.replacing("\"name\"", with: "\"\(nul)\":1,\"name\"")),
                (.post, "/v1/projects", "owner", Self.project.replacing("\"filed\"", with: "\"filed\",\"civilDefenceOffSite\":\"\(nul)\"")),
                (
                    .post, "/v1/organisations", "system",
                    #"{"creditCode":"\#(Cast.creditCode(400))","name":"\#(nul)","functions":[{"function":"owner"}]}"#
                ),
                (.post, "/v1/people", "system", #"{"organisationId":"\#(house.cast.owner.id.text)","signInName":"p-x","name":"\#(nul)","roles":[]}"#),
                (
                    .post, "/v1/people", "system",
                    #"{"organisationId":"\#(house.cast.owner.id.text)","signInName":"p-x","name":"n","email":"\#(nul)","roles":[]}"#
                ),
                (.post, review + "/comments", "fire", house.comment(opened, attempt: attempt, text: nul)),
                (.post, review + "/release", "fire", #"{"attempt":\#(attempt),"reason":"\#(nul)"}"#),
                (.post, review + "/decide", "fire", #"{"attempt":\#(attempt),"decision":"pass","summary":"\#(nul)"}"#),
                (.post, "/v1/cases/\(opened.id.text)/withdraw", "owner", #"{"reason":"\#(nul)"}"#),
                (.post, "/v1/rules", "security", House.acceptance(name: nul, from: "2031-01-01")),
                (.post, "/v1/rules", "security", House.acceptance(name: "n", from: "2031-01-01").replacing("\"sample\"", with: "\"\(nul)\"")),
                (
                    .post, "/v1/rules", "security",
                    House.acceptance(name: "n", from: "2031-01-01").replacing("\"title\"", with: "\"\(nul)\":1,\"title\"")
                ),
                (.post, "/v1/people/\(try house.cast.person("owner").id.text)/tokens", "owner", #"{"label":"\#(nul)","days":1}"#),
                (.put, "/v1/cases/\(draft.id.text)/packages?name=a%00b.zip", "designer", "bytes"),
            ]
            for (verb, path, name, body) in requests {
                let answer = try await house.call(verb, path, as: name, json: body)
                #expect(answer.brief == "422 invalid", "\(path): \(answer.text)")
            }
            for query in ["?act=%00", "?person=%00", "?from=%00", "?%00=1", "?result=a%00"] {
                #expect(try await house.call(.get, "/v1/audit" + query, as: "regulator").brief == "422 invalid", "\(query)")
            }
            #expect([404, 422].contains(try await house.call(.get, "/v1/cases/%00", as: "owner").status))
        }
    }

    @Test func longTextsAreMeasuredInCharactersAndKeptWhole() async throws {
        try await House.with { house in
            let longest = String(repeating: "图", count: 200)
            let kept = try await house.call(.post, "/v1/projects", as: "owner", json: Self.project.replacing("\"n\"", with: "\"\(longest)\""))
            #expect(try kept.json(ProjectBody.self).name == longest)
            let over = try await house.call(.post, "/v1/projects", as: "owner", json: Self.project.replacing("\"n\"", with: "\"\(longest)图\""))
            #expect(over.brief == "422 invalid")
            let huge = String(repeating: "x", count: 900_000)
            let name = try await house.call(.post, "/v1/projects", as: "owner", json: Self.project.replacing("\"name\"", with: "\"\(huge)\""))
            #expect(name.brief == "422 invalid" && name.body.count < 10_000)
        }
    }

    @Test func numbersOutsideOfEveryRangeAreRefused() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let path = "/v1/reviews/\(try opened.review(.fire).id.text)/comments"
            let good = house.comment(opened, attempt: attempt)
            for (field, value) in [
                ("\"page\":1", "\"page\":9223372036854775807"), ("\"page\":1", "\"page\":1e300"), ("\"page\":1", "\"page\":0"),
                ("\"x\":10", "\"x\":1e308"),
                ("\"x\":10", "\"x\":-1"), ("\"width\":50", "\"width\":1e308"), ("\"width\":50", "\"width\":0"),
                ("\"attempt\":\(attempt)", "\"attempt\":99999999999999999999"), ("\"attempt\":\(attempt)", "\"attempt\":-1"),
            ] {
                let answer = try await house.call(.post, path, as: "fire", json: good.replacing(field, with: value))
                #expect(answer.brief == "422 invalid", "\(value): \(answer.text)")
            }
            let far = try await house.call(
                .post, path, as: "fire", json: good.replacing("\"attempt\":\(attempt)", with: "\"attempt\":9223372036854775807"))
            #expect(far.brief == "409 stale")
            let days = "/v1/people/\(try house.cast.person("owner").id.text)/tokens"
            for number in ["0", "366", "-1", "1.5", "9223372036854775807"] {
                #expect(try await house.call(.post, days, as: "owner", json: #"{"label":"l","days":\#(number)}"#).brief == "422 invalid")
            }
        }
    }

    @Test func otherContentTypesAreRefused() async throws {
        try await House.with { house in
            for type in ["text/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json-patch+json", ""] {
                let answer = try await house.send(
                    .post, "/v1/projects", as: "owner", bytes: ByteBuffer(string: Self.project), headers: [("Content-Type", type)])
                #expect(answer.brief == "415 media-type", "\(type)")
            }
            let charset = try await house.send(
                .post, "/v1/projects", as: "owner", bytes: ByteBuffer(string: Self.project),
                headers: [("Content-Type", "Application/JSON; charset=utf-8")])
            #expect(charset.status == 201)
        }
    }

    @Test func actsWithoutParticularsTakeNoBody() async throws {
        try await House.with { house in
            let opened = try await house.submitted()
            let path = "/v1/cases/\(opened.id.text)/accept"
            #expect(try await house.call(.post, path, as: "clerk", json: #"{"force":true}"#).brief == "422 invalid")
            #expect(try await house.call(.post, path, as: "clerk", json: "{}").status == 200)
        }
    }

    @Test func aWrongMethodNamesTheRightOnes() async throws {
        try await House.with { house in
            for (verb, path, allowed) in [
                (Verb.delete, "/v1/me", "GET"), (.put, "/v1/projects", "GET, POST"), (.patch, "/v1/cases/\(UUID().text)", "GET"),
                (.get, "/v1/bootstrap", "POST"), (.post, "/healthz", "GET"), (.post, "/v1/cases/\(UUID().text)/packages", "GET, PUT"),
                (.options, "/v1/tokens/x", "DELETE"),
            ] {
                let answer = try await house.call(verb, path, as: "owner")
                #expect(answer.brief == "405 method" && answer["Allow"] == allowed, "\(path): \(answer.brief)")
            }
            for path in ["/", "/v1", "/v2/me", "/v1/cases/x/y/z", "/v1/me/..", "/admin", "/.env", "/v1/%2e%2e/healthz"] {
                #expect(try await house.call(.get, path, as: "owner").brief == "404 route", "\(path)")
            }
        }
    }

    @Test func unknownQueryParametersAreRefused() async throws {
        try await House.with { house in
            for path in ["/v1/me?x=1", "/v1/cases?limt=1", "/v1/cases?limit=1&limit=2", "/v1/audit?user=x"] {
                let answer = try await house.call(.get, path, as: path.contains("audit") ? "regulator" : "owner")
                #expect(answer.brief == "422 invalid", "\(path)")
                #expect(try answer.problem.findings?.count == 1)
            }
        }
    }

    @Test(arguments: [("53100", "507 no-space"), ("53200", "503 overloaded")])
    func aDatabaseShortOfRoomSaysWhatIsShort(_ state: String, _ expected: String) async throws {
        try await House.with { house in
            try await house.sql(
                """
                CREATE FUNCTION lianshen.is_short() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'short' USING ERRCODE = '\(state)'; END $$;
                CREATE TRIGGER is_short BEFORE INSERT ON lianshen.project FOR EACH ROW EXECUTE FUNCTION lianshen.is_short()
                """)
            let answer = try await house.call(.post, "/v1/projects", as: "owner", json: Self.project)
            #expect(answer.brief == expected && (answer["Retry-After"] == nil) == (state == "53100"))
        }
    }
}
