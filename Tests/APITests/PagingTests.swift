import Foundation
import JointReview
import Store
import Testing
import Wire

/// Lists in pages: everything once, whatever is added meanwhile.
@Suite(.timeLimit(.minutes(10))) struct PagingTests {
    /// Walks a list to its end and returns the identities in the order in which they came; `between` runs after every page.
    private func walk(
        _ house: House, _ path: String, as name: String, limit: Int, between: (Int) async throws -> Void = { _ in }
    ) async throws -> [String] {
        struct Item: Decodable {
            let id: String
        }
        struct Page: Decodable {
            let items: [Item]
            let next: String?
        }
        var found: [String] = []
        var next: String?
        var pages = 0
        repeat {
            let separator = path.contains("?") ? "&" : "?"
            let answer = try await house.call(.get, path + "\(separator)limit=\(limit)" + (next.map { "&after=\($0)" } ?? ""), as: name)
            let page = try JSONDecoder().decode(Page.self, from: answer.body)
            #expect(page.items.count <= limit)
            found += page.items.map(\.id)
            next = page.next
            pages += 1
            try #require(pages < 200, "\(path) never ends")
            try await between(pages)
        } while next != nil
        return found
    }

    @Test func casesAreFoundOnceEachWhileOthersAreOpened() async throws {
        try await House.with { house in
            var opened: [String] = []
            for _ in 0..<7 { opened.append(try await house.draft().id.uuidString.lowercased()) }
            for limit in [1, 2, 3, 7, 8] {
                let before = opened
                var added: [String] = []
                let found = try await walk(house, "/v1/cases", as: "owner", limit: limit) { page in
                    if page <= 2 { added.append(try await house.draft().id.uuidString.lowercased()) }
                }
                // The newest come first, so what is added is behind the reader; what was there comes once.
                #expect(found == before.reversed())
                opened += added
            }
            let projects = try await walk(house, "/v1/projects", as: "owner", limit: 2)
            #expect(projects.count == opened.count && Set(projects).count == projects.count)
        }
    }

    @Test func commentsAreFoundOnceEachInTheOrderOfPublication() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let path = "/v1/reviews/\(try opened.review(.fire).id.text)/comments"
            func publish() async throws -> String {
                try await house.call(.post, path, as: "fire", json: house.comment(opened, attempt: attempt)).json(CommentBody.self).id.text
            }
            var published: [String] = []
            for _ in 0..<5 { published.append(try await publish()) }
            for limit in [1, 2, 5] {
                let before = published.count
                let found = try await walk(house, "/v1/cases/\(opened.id.text)/comments", as: "owner", limit: limit) { page in
                    if page == 1 { published.append(try await publish()) }
                }
                #expect(found == Array(published.prefix(found.count)) && found.count >= before)
            }
        }
    }

    @Test func everyListCanBeWalkedOneByOne() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            _ = try await house.claim(.fire, opened)
            _ = try await house.claim(.planning, try await house.inReview())
            let id = opened.id.text
            let lists = [
                ("/v1/cases/\(id)/reviews", "owner", 5), ("/v1/cases/\(id)/packages", "owner", 1), ("/v1/cases/\(id)/jobs", "owner", 2),
                ("/v1/packages/\(opened.package.id.text)/sheets", "designer", 2), ("/v1/queues/structural", "structural", 2),
                ("/v1/me/reviews", "fire", 1), ("/v1/organisations", "clerk", 10), ("/v1/organisations", "owner", 9),
            ]
            for (path, name, expected) in lists {
                let one = try await walkAny(house, path, as: name, limit: 1)
                let all = try await walkAny(house, path, as: name, limit: 200)
                #expect(one == all && Set(one).count == one.count, "\(path)")
                #expect(one.count == expected, "\(path): \(one.count)")
            }
            let notices = try await walk(house, "/v1/notices", as: "fire", limit: 1)
            #expect(notices.count == 2)
            let rules = try await walk(house, "/v1/rules", as: "owner", limit: 1)
            let all = try await walk(house, "/v1/rules", as: "owner", limit: 200)
            #expect(rules == all && !rules.isEmpty)
        }
    }

    @Test func theLogEndsForWhoReadsItOneByOne() async throws {
        try await House.with { house in
            _ = try await house.inReview()
            let found = try await walk(house, "/v1/audit?from=2020-01-01T00:00:00Z", as: "regulator", limit: 5)
            let all = try await walk(house, "/v1/audit", as: "auditor", limit: 200)
            #expect(Set(found).count == found.count && found.count > 10)
            #expect(Array(all.prefix(found.count)) == found)
        }
    }

    @Test(arguments: [
        "x", "%00", "MQ", "MR8xHzI", "////", String(repeating: "A", count: 401),
        Cursor(parts: ["9223372036854775807", UUID().uuidString]).description,
        Cursor(parts: ["-9223372036854775808", UUID().uuidString]).description, Cursor(parts: ["a\u{0}b"]).description,
        Cursor(parts: ["a\u{0}", "b", "1"]).description, Cursor(parts: ["1", "2", "3", "4"]).description,
        Cursor(parts: ["99999999999999999999999"]).description,
    ])
    func aCursorThatIsNoneIsRefused(_ cursor: String) async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let id = opened.id.text
            for path in [
                "/v1/cases", "/v1/projects", "/v1/notices", "/v1/rules", "/v1/audit", "/v1/cases/\(id)/comments",
                "/v1/cases/\(id)/reviews", "/v1/cases/\(id)/jobs", "/v1/packages/\(opened.package.id.text)/sheets",
            ] {
                let answer = try await house.call(.get, "\(path)?after=\(cursor)", as: "regulator")
                #expect(answer.brief == "422 invalid", "\(path)")
                #expect(try answer.problem.findings?.first?.file == "?after")
            }
        }
    }

    @Test(arguments: ["0", "-1", "201", "ten", "1e1", "9223372036854775808", "", "1&limit=1"])
    func aLimitOutsideOfItsRangeIsRefused(_ limit: String) async throws {
        try await House.with { house in
            let answer = try await house.call(.get, "/v1/cases?limit=\(limit)", as: "owner")
            #expect(answer.brief == "422 invalid")
            #expect(try answer.problem.findings?.isEmpty == false)
        }
    }

    private func walkAny(_ house: House, _ path: String, as name: String, limit: Int) async throws -> [String] {
        // A job's identity is a number, everybody else's a text.
        guard path.hasSuffix("/jobs") else { return try await walk(house, path, as: name, limit: limit) }
        var found: [String] = []
        var next: String?
        repeat {
            let query = "?limit=\(limit)" + (next.map { "&after=\($0)" } ?? "")
            let page: PageBody<JobBody> = try await house.call(.get, path + query, as: name).json()
            found += page.items.map { String($0.id) }
            next = page.next
        } while next != nil && found.count < 100
        return found
    }
}
