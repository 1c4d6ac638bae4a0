import Foundation
import JointReview
import Store
import TestStore
import Testing
import Wire

@testable import API

/// What happens, told as it happens, to those who may know it.
@Suite(.timeLimit(.minutes(10))) struct EventTests {
    private func publish(_ house: House, _ opened: Opened, _ attempt: Int) async throws -> UUID {
        let path = "/v1/reviews/\(try opened.review(.fire).id.text)/comments"
        return try await house.call(.post, path, as: "fire", json: house.comment(opened, attempt: attempt)).json(CommentBody.self).id
    }

    @Test func aPartyIsToldAfterTheCommitAndAStrangerIsNot() async throws {
        try await House.with { plain in
            let opened = try await plain.inReview()
            let attempt = try await plain.claim(.fire, opened)
            let house = try await plain.withOutside()
            let told = try await house.watch(as: "planning", case: opened.id) {
                _ = try await publish(house, opened, attempt)
            } until: {
                $0.contains { $0.event == "comment" }
            }
            let frame = try #require(told.last)
            let event = try WireJSON.decode(EventBody.self, from: Data(frame.data.utf8))
            #expect(event.caseId == opened.id)
            // What is told is there: whoever asks finds it.
            #expect(try await house.call(.get, "/v1/comments/\(event.objectId.text)", as: "planning").status == 200)

            // The stranger hears of the own case, published after the other's, and of nothing before it.
            let stranger = try await house.watch(as: "outside_owner") {
                _ = try await publish(house, opened, attempt)
                await house.hub.publish(CaseEvent(kind: .case, caseID: opened.id, objectID: opened.id))
                let project = try await house.call(
                    .post, "/v1/projects", as: "outside_owner",
                    json: #"{"name":"n","region":"","facts":{"class":"building","funding":"filed","size":"medium"}}"#
                ).json(ProjectBody.self)
                let body = #"{"projectId":"\#(project.id.text)","title":"t","leadId":"\#(house.cast.lead.id.text)","nonClassified":true}"#
                #expect(try await house.call(.post, "/v1/cases", as: "outside_owner", json: body).status == 201)
            } until: {
                $0.contains { $0.event == "case" }
            }
            #expect(stranger.map(\.event) == ["state", "case"])
            #expect(!stranger.contains { $0.data.contains(opened.id.text) })
            #expect(try await house.call(.get, "/v1/events?case=\(opened.id.text)", as: "outside_owner").brief == "404 missing")
        }
    }

    @Test func whatWasRolledBackIsNeverTold() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let frames = try await house.watch(as: "owner", case: opened.id) {
                let path = "/v1/reviews/\(try opened.review(.fire).id.text)"
                #expect(try await house.call(.post, path + "/comments", as: "fire", json: house.comment(opened, attempt: 99)).status == 409)
                #expect(try await house.call(.post, path + "/decide", as: "fire", json: #"{"attempt":\#(attempt),"decision":"fail"}"#).status == 409)
                _ = try await publish(house, opened, attempt)
            } until: {
                $0.count > 1
            }
            #expect(frames.map(\.event) == ["state", "comment"])
        }
    }

    @Test func whoReconnectsIsShownThePresentState() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let first = try await house.watch(as: "owner", case: opened.id) {
                _ = try await publish(house, opened, attempt)
            } until: {
                $0.count > 1
            }
            let missed = try await publish(house, opened, attempt)
            for id in [first.last?.id ?? "", "nonsense", "0-0", String(repeating: "9", count: 90)] {
                let again = try await house.watch(as: "owner", case: opened.id, lastID: id, until: { !$0.isEmpty })
                let state = try WireJSON.decode(WatchedStateBody.self, from: Data(try #require(again.first).data.utf8))
                #expect(again.first?.event == "state" && state.complete)
                #expect(state.cases.first?.comments.last == missed && state.cases.first?.comments.count == 2)
                #expect(state.cases.first?.reviews.count == 5)
            }
        }
    }

    @Test func aRevokedTokenEndsItsStreamsEvenWhileMuchHappens() async throws {
        try await House.with(configure: { $0.heartbeat = .seconds(60) }) { house in
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let token = try await house.token(of: "owner")
            let frames = try await house.watch(token: token.text, case: opened.id) { () async throws -> Void in
                #expect(try await house.call(.delete, "/v1/tokens/\(token.id.text)", as: "owner").status == 204)
                _ = try await publish(house, opened, attempt)
            } until: { _ in
                false
            }
            #expect(frames.map(\.event) == ["state"])
        }
    }

    @Test func aRevokedTokenEndsASilentStream() async throws {
        try await House.with(configure: { $0.heartbeat = .milliseconds(50) }) { house in
            let token = try await house.token(of: "owner")
            let frames = try await house.watch(token: token.text) { () async throws -> Void in
                #expect(try await house.call(.delete, "/v1/tokens/\(token.id.text)", as: "owner").status == 204)
            } until: { _ in
                false
            }
            #expect(frames.map(\.event) == ["state"])
        }
    }

    @Test func aSlowClientHoldsNoMoreThanItsBufferAndIsShownTheState() async throws {
        let (caseID, hub) = (UUID(), EventHub(capacity: 10))
        let subscription = await hub.subscribe(case: nil)
        // The same thing a thousand times is one thing.
        for _ in 0..<1000 { await hub.publish(CaseEvent(kind: .case, caseID: caseID, objectID: caseID)) }
        guard case .events(let few) = await subscription.next(wait: .seconds(5)) else { return #expect(Bool(false)) }
        #expect(few.count == 1)
        for _ in 0..<1000 { await hub.publish(CaseEvent(kind: .comment, caseID: caseID, objectID: UUID())) }
        #expect(await subscription.next(wait: .seconds(5)) == .lost)
        await hub.unsubscribe(subscription)
        #expect(await hub.watchers == 0)
        #expect(await subscription.next(wait: .seconds(5)) == .ended)
    }

    @Test func whoDoesNotReadHoldsNobodyUp() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let token = try #require(house.tokens["owner"])
            try await RawConnection.with(house) { connection in
                try await connection.send("GET /v1/events HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer \(token)\r\n\r\n")
                _ = try await connection.read { $0.contains("event: state") }
                // From here on nothing is read, and more happens than sockets hold.
                for _ in 0..<200 {
                    await house.hub.publish((0..<100).map { _ in CaseEvent(kind: .comment, caseID: opened.id, objectID: UUID()) })
                }
                _ = try await publish(house, opened, attempt)
            }
            try await eventually("the stream gone") {
                await house.hub.publish(CaseEvent(kind: .case, caseID: opened.id, objectID: UUID()))
                return await house.hub.watchers == 0 ? true : nil
            }
        }
    }

    @Test func manyWatchAtOnce() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let names = ["owner", "designer", "clerk", "planning", "structural", "regulator", "fire", "agent"]
            async let told = together(120) { index in
                try await house.watch(as: names[index % names.count], case: opened.id, until: { $0.contains { $0.event == "comment" } })
            }
            try await eventually("all connected") { await house.hub.watchers == 120 ? true : nil }
            let comment = try await publish(house, opened, attempt)
            let frames = try await told
            #expect(frames.count == 120 && frames.allSatisfy { $0.contains { $0.event == "comment" && $0.data.contains(comment.text) } })
        }
    }
}
