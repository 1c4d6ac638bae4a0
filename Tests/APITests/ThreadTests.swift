import Foundation
import JointReview
import Store
import TestDatabase
import TestStore
import Testing
import Wire

/// Clarification: who writes and reads which, on record, and nothing of the comment changes by it.
@Suite(.timeLimit(.minutes(5))) struct ThreadTests {
    @Test func messagesAreReadByThoseWhomTheyAreForAndChangeNothing() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let published = try await house.call(
                .post, "/v1/reviews/\(try opened.review(.fire).id.text)/comments", as: "fire", json: house.comment(opened, attempt: attempt))
            let comment: CommentBody = try published.json()
            let path = "/v1/comments/\(comment.id.text)/thread"
            func write(_ person: String, _ visibility: String, _ text: String) async throws -> Answer {
                try await house.call(.post, path, as: person, json: #"{"visibility":"\#(visibility)","text":"\#(text)"}"#)
            }
            func read(_ person: String) async throws -> [String] {
                try await house.call(.get, path, as: person).json(PageBody<MessageBody>.self).items.map(\.text)
            }
            for (person, visibility, status) in [
                ("designer", "applicant", 201), ("drafter", "applicant", 201), ("fire", "body", 201), ("planning", "bodies", 201),
                ("fire", "applicant", 201),
                ("planning", "body", 409), ("designer", "bodies", 409), ("owner", "body", 409), ("clerk", "bodies", 403),
                ("regulator", "applicant", 403),
            ] {
                let answer = try await write(person, visibility, "\(person) \(visibility)")
                #expect(answer.status == status, "\(person) \(visibility): \(answer.text)")
            }
            let open = ["designer applicant", "drafter applicant"]
            #expect(try await read("fire") == open + ["fire body", "planning bodies", "fire applicant"])
            #expect(try await read("fire_second") == open + ["fire body", "planning bodies", "fire applicant"])
            for person in ["planning", "structural", "coordinator", "regulator"] {
                #expect(try await read(person) == open + ["planning bodies", "fire applicant"], "\(person)")
            }
            for person in ["owner", "designer"] { #expect(try await read(person) == open + ["fire applicant"], "\(person)") }
            // The comment is what it was, and the log says who wrote for whom, not what.
            #expect(try await house.call(.get, "/v1/comments/\(comment.id.text)", as: "owner").json(CommentBody.self) == comment)
            #expect(
                try await house.sql("SELECT string_agg(to_state, ' ' ORDER BY audit_id) FROM lianshen.audit_entry WHERE act = 'thread.write'")
                    .hasPrefix("applicant applicant body bodies applicant"))
            #expect(try await house.count("SELECT count(*) FROM lianshen.audit_detail WHERE body LIKE '%fire body%'") == 0)
            await #expect(throws: (any Error).self) {
                try await house.kit.database.run("UPDATE lianshen.thread_message SET text = 'other'", role: "lianshen_service")
            }
            // It is no demand: the review passes as before.
            #expect(
                try await house.call(
                    .post, "/v1/reviews/\(try opened.review(.fire).id.text)/decide", as: "fire",
                    json: #"{"attempt":\#(attempt),"decision":"pass_with_advice"}"#
                ).status == 200)
            // What is said about a restricted sheet stays with those whom it is for.
            let restrict = #"{"restricted":true,"reason":"r","disciplines":["fire"]}"#
            #expect(try await house.call(.post, "/v1/sheets/\(opened.sheets[0].id.text)/restrict", as: "owner", json: restrict).status == 200)
            #expect(try await house.call(.get, path, as: "planning").brief == "403 forbidden")
            #expect(try await write("planning", "bodies", "x").brief == "403 forbidden")
            #expect(try await read("fire").count == 5)
        }
    }

    @Test func anInternalMessageIsNoEventForTheApplicant() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let comment: CommentBody = try await house.call(
                .post, "/v1/reviews/\(try opened.review(.fire).id.text)/comments", as: "fire", json: house.comment(opened, attempt: attempt)
            ).json()
            let path = "/v1/comments/\(comment.id.text)/thread"
            let frames = try await house.watch(as: "owner", case: opened.id) {
                for visibility in ["body", "bodies", "applicant"] {
                    let json = #"{"visibility":"\#(visibility)","text":"t"}"#
                    let answer = try await house.call(.post, path, as: "fire", json: json)
                    #expect(answer.status == 201)
                }
            } until: {
                $0.last?.event == "thread"
            }
            #expect(frames.map(\.event) == ["state", "thread"])
        }
    }
}
