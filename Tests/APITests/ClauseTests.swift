import Foundation
import JointReview
import NIOCore
import Store
import Testing
import Wire

/// The clause library over HTTP, and what it says of the basis of a comment.
@Suite(.timeLimit(.minutes(5))) struct ClauseTests {
    private static let head = ClauseTable.header.joined(separator: ",") + "\n"

    private func put(_ house: House, _ rows: String..., as person: String = "security", note: String = "") async throws -> Answer {
        try await house.send(
            .post, "/v1/clauses?note=\(note)", as: person, bytes: ByteBuffer(string: Self.head + rows.joined(separator: "\n")),
            headers: [("Content-Type", "text/csv")])
    }

    @Test func aLibraryIsTakenInWholeOrNotAtAllAndComesBackTheSame() async throws {
        try await House.with { house in
            let sample = try String(contentsOf: Self.root.appending(path: "Samples/clauses/clauses.csv"), encoding: .utf8)
            let first: ClauseVersionBody = try await house.send(.post, "/v1/clauses", as: "security", bytes: ByteBuffer(string: sample)).json()
            #expect(first.libraryVersion == 1 && first.clauses == first.added && first.removed == 0)
            let exported = try await house.call(.get, "/v1/clauses/export", as: "fire")
            #expect(exported["Content-Type"] == "text/csv; charset=utf-8")
            let rows = ClauseTable.read(sample.utf8, file: "s").clauses
            #expect(rows.count == first.clauses && Set(ClauseTable.read(exported.body, file: "e").clauses) == Set(rows))
            // What says the same is no new version.
            let same: ClauseVersionBody = try await house.send(.post, "/v1/clauses", as: "security", bytes: ByteBuffer(bytes: exported.body))
                .json()
            #expect(same == first)
            // One library for everybody: no lead body replaces it, and nobody does with nothing.
            #expect(try await house.send(.post, "/v1/clauses", as: "coordinator", bytes: ByteBuffer(bytes: exported.body)).brief == "403 forbidden")
            #expect(try await put(house).problem.findings?.map(\.code) == ["clause.none"])
            // One fault, and nothing is taken.
            let faulty = try await put(house, "GB 1,2020,1.1,,,,,,,,,,,,checked", "GB 1,2020,1.2,,,x,,,,,,,,,checked")
            #expect(
                try faulty.status == 422
                    && faulty.problem.findings?.map { "\($0.code) \($0.line ?? 0) \($0.file)" } == ["clause.day 3 clauses.csv#edition_from"])
            #expect(try await house.call(.get, "/v1/clauses/export", as: "fire").body == exported.body)
            let second: ClauseVersionBody = try await put(
                house, "GB 50016,2014(2018年版),7.2.2,登高操作场地,,,,,,,,,,,checked", "GB 1,2020,1.1,,,,,,,,,,,,checked", note: "second"
            ).json()
            #expect((second.libraryVersion, second.added, second.changed, second.removed) == (2, 1, 1, first.clauses - 1) && second.note == "second")
            // What was is still readable.
            #expect(try await house.call(.get, "/v1/clauses/export?version=1", as: "owner").body == exported.body)
            #expect(try await house.call(.get, "/v1/clauses/export?version=9", as: "owner").status == 404)
            let versions: PageBody<ClauseVersionBody> = try await house.call(.get, "/v1/clauses/versions?limit=1", as: "owner").json()
            #expect(versions.items == [second] && versions.next != nil)
            let author = try house.cast.person("security").id
            #expect(second.authorId == author)
            #expect(
                try await house.sql(
                    "SELECT string_agg(person_id || ' ' || to_state, ',' ORDER BY audit_id) FROM lianshen.audit_entry WHERE act = 'clause.import'"
                )
                .hasPrefix("\(author.text) 1,\(author.text) 2"))
            #expect(try await put(house, "GB 1,2020,1.1,,,,,,,,,,,,checked", as: "fire").brief == "403 forbidden")
        }
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test func theLibraryIsSearchedAndPaged() async throws {
        try await House.with { house in
            let rows = (1...7).map { "GB 50016,2014,7.2.\($0),消防车登高操作场地\($0),,,,,,,,,,,checked" } + ["GB 50057,2010,4.3.3,引下线,,,,,,,,,,,checked"]
            _ = try await house.send(.post, "/v1/clauses", as: "security", bytes: ByteBuffer(string: Self.head + rows.joined(separator: "\n")))
            func found(_ query: String) async throws -> [String] {
                let text = query.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                return try await house.call(.get, "/v1/clauses?q=\(text)", as: "fire").json(PageBody<ClauseBody>.self).items.map(\.clause)
            }
            #expect(try await found("登高场地3").isEmpty)
            #expect(try await found("操作场地3") == ["7.2.3"])
            #expect(try await found("gb50057") == ["4.3.3"])
            #expect(try await found("引下线") == ["4.3.3"])
            #expect(try await found("7.2.").count == 7)
            let first: PageBody<ClauseBody> = try await house.call(.get, "/v1/clauses?limit=5", as: "owner").json()
            let rest: PageBody<ClauseBody> = try await house.call(.get, "/v1/clauses?limit=5&after=\(try #require(first.next))", as: "owner").json()
            #expect((first.items + rest.items).map(\.clause) == (1...7).map { "7.2.\($0)" } + ["4.3.3"] && rest.next == nil)
            #expect(try await house.call(.get, "/v1/clauses?q=%20", as: "fire").brief == "422 invalid")
        }
    }

    @Test func theBasisOfACommentIsHeldAgainstTheLibrary() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let path = "/v1/reviews/\(try opened.review(.fire).id.text)/comments"
            func comment(_ edition: String, _ clause: String, _ severity: String = "mandatory_clause") async throws -> Answer {
                let basis = #","basis":{"kind":"clause","code":"GB 50016","edition":"\#(edition)","clause":"\#(clause)"}}"#
                return try await house.call(
                    .post, path, as: "fire", json: String(house.comment(opened, attempt: attempt, severity: severity).dropLast()) + basis)
            }
            // Without a library there is nothing to hold it against.
            #expect(try await comment("2014", "7.2.2").json(CommentBody.self).warnings == nil)
            _ = try await put(
                house, "GB 50016,2014,7.2.2,,,2015-05-01,,,mandatory,,2023-06-01,GB 55037,2022,3.4.7,checked",
                "GB 50016,2014,7.2.20,,,2015-05-01,,,,,,,,,checked", "GB 50016,2006,7.2.2,,,2006-12-01,2015-05-01,,,,,,,,checked")
            let moved = try await comment("2014", "7.2.2")
            let published: CommentBody = try moved.json()
            #expect(moved.status == 201 && published.warnings?.map(\.code) == ["basis.not_mandatory"])
            #expect(published.warnings?.first?.message.zh.contains("GB 55037-2022 3.4.7") == true)
            let read: CommentBody = try await house.call(.get, "/v1/comments/\(published.id.text)", as: "fire").json()
            #expect(read.warnings == nil, "for its author's eyes when he writes it")
            let unknown: CommentBody = try await comment("2014", "7.2.3", "general_clause").json()
            #expect(unknown.warnings?.map(\.code) == ["basis.clause_unknown"])
            #expect(unknown.warnings?.first?.remedy.en.contains("GB 50016-2014 7.2.2") == true)
            // An edition that was over on the project's day is refused, and nothing is published.
            let before = try await house.count("SELECT count(*) FROM lianshen.comment")
            let old = try await comment("2006", "7.2.2", "general_clause")
            #expect(try old.brief == "422 invalid" && old.problem.findings?.map(\.code) == ["basis.edition_refused"])
            #expect(try await house.count("SELECT count(*) FROM lianshen.comment") == before)
            // By rule the day of the design contract counts: such a project may go on with it.
            try await house.sql(
                "UPDATE lianshen.rule SET body = body || '{\"clause_date\":\"design_contract\"}' WHERE kind = 'profile' AND name = 'national-current';"
                    + "UPDATE lianshen.project SET facts = facts || '{\"design_contract_on\":\"2014-03-01\"}'")
            #expect(try await comment("2006", "7.2.2", "general_clause").json(CommentBody.self).warnings?.map(\.code) == ["basis.edition_old"])
            let drawing = String(house.comment(opened, attempt: attempt, severity: "general_clause").dropLast())
            func resting(on sha256: String) async throws -> Answer {
                try await house.call(.post, path, as: "fire", json: drawing + #","basis":{"kind":"approved_drawing","sha256":"\#(sha256)"}}"#)
            }
            // An approval document is looked for among what was handed in; the hint refuses nothing.
            let approval = drawing + #","basis":{"kind":"approval_document","number":"示规条〔2026〕7号","article":"第三条"}}"#
            #expect(
                try await house.call(.post, path, as: "fire", json: approval).json(CommentBody.self).warnings?.map(\.code) == [
                    "basis.document_unknown"
                ])
            try await house.sql("UPDATE lianshen.project SET facts = facts || '{\"civil_defence_off_site\":\"示规条(2026)第007号\"}'")
            #expect(try await house.call(.post, path, as: "fire", json: approval).json(CommentBody.self).warnings == nil)
            // A drawing that nobody has is no basis of a demand that blocks.
            #expect(
                try await resting(on: String(repeating: "0", count: 64)).problem.findings?.map { "\($0.code) \($0.file)" }
                    == ["basis.drawing_unknown /basis/sha256"])
            let there = try await resting(on: opened.sheets[1].fileSHA256.map { String(format: "%02x", $0) }.joined())
            #expect(try there.status == 201 && there.json(CommentBody.self).warnings == nil)
        }
    }
}
