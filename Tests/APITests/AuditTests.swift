import Foundation
import JointReview
import Store
import Testing
import Wire

/// The log: what goes in, who reads it, and that nothing happens without it.
@Suite(.timeLimit(.minutes(10))) struct AuditTests {
    private func entries(_ house: House, _ query: String, as name: String = "regulator") async throws -> [AuditEntryBody] {
        try await house.call(.get, "/v1/audit?limit=200&" + query, as: name).json(PageBody<AuditEntryBody>.self).items
    }

    @Test func aSheetIsViewedOnceAPersonSheetAndQuarter() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            @Sendable func view(_ sheet: Int, _ name: String) async throws {
                let answer = try await house.call(.get, "/v1/sheets/\(opened.sheets[sheet].id.text)/content", as: name)
                #expect(answer.status == 200 && answer.text == "sheet \(sheet) of \(opened.id)")
                #expect(answer["Content-Type"] == "application/pdf" && answer["Content-Disposition"]?.hasPrefix("attachment") == true)
            }
            _ = try await together(4) { _ in try await view(0, "fire") }
            try await view(0, "planning")
            try await view(1, "fire")
            let views = try await entries(house, "act=sheet.view")
            #expect(views.count == 3 && views.allSatisfy { $0.projectSeq == nil && $0.projectId == opened.project && $0.caseId == opened.id })
            // A quarter of an hour later it counts again.
            try await house.sql("UPDATE lianshen.view_mark SET quarter = quarter - 1")
            try await view(0, "fire")
            #expect(try await entries(house, "act=sheet.view").count == 4)
        }
    }

    @Test func aWholeDownloadIsOneEntryBeforeItsFirstByte() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let path = "/v1/packages/\(opened.package.id.text)/content"
            #expect(try await house.call(.get, path, as: "fire").status == 200)
            #expect(try await house.call(.get, path, as: "fire").status == 200)
            let downloads = try await entries(house, "act=package.download&object=\(opened.package.id.text)")
            #expect(
                downloads.count == 2
                    && downloads.allSatisfy { $0.sha256 == opened.package.sha256.map { String(format: "%02x", $0) }.joined() && $0.size == 47 })
            // Without its entry not a byte leaves.
            try await house.sql("REVOKE INSERT ON lianshen.audit_entry FROM lianshen_service")
            for refused in [path, "/v1/sheets/\(opened.sheets[0].id.text)/content"] {
                let answer = try await house.call(.get, refused, as: "fire")
                #expect(answer.brief == "500 internal" && !answer.text.contains("a package of") && !answer.text.contains("sheet 0"))
            }
            try await house.sql("GRANT INSERT ON lianshen.audit_entry TO lianshen_service")
            #expect(try await entries(house, "act=package.download").count == 2)
        }
    }

    @Test func anActWithoutItsEntryDoesNotHappen() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let waiting = try await house.submitted()
            let draft = try await house.draft()
            let state = """
                SELECT (SELECT count(*) FROM lianshen.project), (SELECT count(*) FROM lianshen.organisation), (SELECT count(*) FROM lianshen.package),
                       (SELECT count(*) FROM lianshen.comment), (SELECT count(*) FROM lianshen.decision), (SELECT count(*) FROM lianshen.review),
                       (SELECT string_agg(state || version, ',' ORDER BY case_id) FROM lianshen.joint_case), (SELECT count(*) FROM lianshen.rule),
                       (SELECT string_agg(state || attempt, ',' ORDER BY review_id) FROM lianshen.review),
                       (SELECT count(*) FROM lianshen.access_token),
                       (SELECT count(*) FROM lianshen.access_token WHERE revoked_at IS NOT NULL), (SELECT count(*) FROM lianshen.idempotency_key),
                       (SELECT count(*) FROM lianshen.job), (SELECT count(*) FROM lianshen.notice)
                """
            let token = try await house.token(of: "owner")
            let before = try await house.sql(state)
            try await house.sql("REVOKE INSERT ON lianshen.audit_entry FROM lianshen_service")
            let review = "/v1/reviews/\(try opened.review(.fire).id.text)"
            let acts: [(Verb, String, String, String?)] = [
                (.post, "/v1/projects", "owner", #"{"name":"n","region":"","facts":{"class":"building","funding":"filed","size":"medium"}}"#),
                (.post, "/v1/organisations", "system", #"{"creditCode":"\#(Cast.creditCode(500))","name":"n","functions":[{"function":"owner"}]}"#),
                (.post, review + "/comments", "fire", house.comment(opened, attempt: attempt)),
                (.post, review + "/decide", "fire", #"{"attempt":\#(attempt),"decision":"pass"}"#),
                (.post, review + "/release", "fire", #"{"attempt":\#(attempt),"reason":"r"}"#), (.post, "/v1/queues/planning/claim", "planning", nil),
                (.post, "/v1/cases/\(waiting.id.text)/accept", "clerk", nil),
                (.post, "/v1/cases/\(opened.id.text)/withdraw", "owner", #"{"reason":"r"}"#),
                (.put, "/v1/cases/\(draft.id.text)/packages?name=a.zip", "designer", "bytes"), (.get, "/v1/me", "owner", nil),
                (.post, "/v1/rules", "security", House.acceptance(name: "n", from: "2031-01-01")),
                (.post, "/v1/people/\(try house.cast.person("owner").id.text)/tokens", "owner", #"{"label":"l","days":1}"#),
                (.delete, "/v1/tokens/\(token.id.text)", "owner", nil), (.get, "/v1/audit", "regulator", nil),
                (.get, "/v1/audit/export", "auditor", nil),
            ]
            for (verb, path, name, body) in acts {
                let answer = try await house.call(verb, path, as: name, json: body, key: verb == .post ? UUID().text : nil)
                #expect(answer.brief == "500 internal", "\(path): \(answer.text)")
                #expect(!answer.text.contains("permission") && !answer.text.contains("audit_entry"))
            }
            // Who is refused stays refused, entry or not.
            #expect(try await house.call(.get, "/v1/audit", as: "owner").status == 403)
            #expect(try await house.call(.get, "/v1/me", token: BearerToken().text).status >= 401)
            #expect(try await house.sql(state) == before)
        }
    }

    @Test func everyConditionOfAQueryHolds() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let other = try await house.inReview()
            _ = try await house.claim(.fire, opened)
            _ = try await house.call(.get, "/v1/audit", as: "owner")
            let (fire, lead) = (try house.cast.person("fire").id, house.cast.lead.id)
            let all = try await entries(house, "")
            #expect(all.count > 20)
            func check(_ query: String, _ holds: (AuditEntryBody) -> Bool) async throws {
                let found = try await entries(house, query)
                let ids = Set(found.map(\.id))
                #expect(!found.isEmpty && found.allSatisfy(holds), "\(query)")
                // Nothing of what was there before is left out.
                #expect(all.filter(holds).allSatisfy { ids.contains($0.id) }, "\(query)")
            }
            try await check("project=\(opened.project.text)") { $0.projectId == opened.project }
            try await check("case=\(other.id.text)") { $0.caseId == other.id }
            try await check("person=\(fire.text)") { $0.personId == fire }
            try await check("organisation=\(lead.text)") { $0.organisationId == lead }
            try await check("object=\(opened.package.id.text)") { $0.objectId == opened.package.id }
            try await check("act=review.open") { $0.act == "review.open" }
            try await check("result=denied") { $0.result == .denied }
            try await check("act=review.claim&person=\(fire.text)&case=\(opened.id.text)") { $0.act == "review.claim" && $0.personId == fire }
            let middle = all[all.count / 2].recordedAt
            let early = try await entries(house, "to=\(WireJSON.text(middle))")
            let late = try await entries(house, "from=\(WireJSON.text(middle))")
            #expect(early.allSatisfy { $0.recordedAt <= middle } && !early.isEmpty)
            #expect(Set(early.map(\.id)).isDisjoint(with: late.map(\.id)))
            #expect(Set(early.map(\.id)).union(late.map(\.id)).isSuperset(of: all.map(\.id)))
            #expect(try await entries(house, "from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z").isEmpty)
            #expect(try await entries(house, "project=\(UUID().text)").isEmpty)
            for bad in ["project=x", "act=nothing", "result=perhaps", "from=yesterday", "to=2026-13-01T00:00:00Z"] {
                #expect(try await house.call(.get, "/v1/audit?" + bad, as: "regulator").brief == "422 invalid", "\(bad)")
            }
            // Inside a project the numbers have no gap.
            let numbers = try await entries(house, "project=\(opened.project.text)").compactMap(\.projectSeq)
            #expect(numbers == Array(1...numbers.count))
        }
    }

    @Test func anExportIsTheQueryAsGzippedLines() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            _ = try await house.claim(.fire, opened)
            for query in ["project=\(opened.project.text)", "act=review.open", "project=\(UUID().text)"] {
                let found = try await entries(house, query, as: "auditor")
                let export = try await house.call(.get, "/v1/audit/export?" + query, as: "auditor")
                #expect(export.status == 200 && export["Content-Type"] == "application/gzip")
                let lines = try Gzip.expand(export.body).split(separator: UInt8(ascii: "\n"))
                #expect(try lines.map { try WireJSON.decode(AuditEntryBody.self, from: Data($0)) } == found)
            }
            let uploads = try await entries(house, "act=package.upload")
            let upload = try #require(uploads.first)
            #expect(upload.size == 47 && upload.sha256?.count == 64 && upload.detail?.contains("图纸.zip") == true)
            #expect(try await entries(house, "act=audit.export").count == 3)
        }
    }

    @Test func anExportOfManyPagesEndsAndMissesNothing() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            try await house.sql(
                """
                SET search_path = lianshen;
                INSERT INTO audit_entry (act, result, role, object_kind, object_id, request_id)
                SELECT 'case.view', 'ok', 'system', 'case', '\(opened.id)', 'r' || n FROM generate_series(1, 2500) AS n
                """)
            let export = try await house.call(.get, "/v1/audit/export?object=\(opened.id.text)&act=case.view", as: "regulator")
            let lines = try Gzip.expand(export.body).split(separator: UInt8(ascii: "\n"))
            let requests = try lines.map { try WireJSON.decode(AuditEntryBody.self, from: Data($0)).requestId }
            #expect(requests.count == 2500 && Set(requests).count == 2500)
        }
    }

    @Test func anEntryThatIsCommittedLateIsMissedByNoWalkAndByNoExport() async throws {
        try await House.with { house in
            let id = try await house.inReview().id
            @Sendable func record(_ name: String) async throws {
                try await house.store.transaction(as: .system(name)) { try await $0.record(.caseView, kind: "case", object: id, case: id) }
            }
            @Sendable func walk(_ more: String) async throws -> (requests: [String], until: Date) {
                var (next, requests, ends): (String?, [String], Set<Date>) = (nil, [], [])
                repeat {
                    let place = next.map { "&after=\($0)" } ?? ""
                    let page = try await house.call(.get, "/v1/audit?object=\(id.text)&act=case.view&limit=2\(more)\(place)", as: "regulator")
                        .json(PageBody<AuditEntryBody>.self)
                    requests += page.items.map(\.requestId)
                    ends.insert(try #require(page.until))
                    next = page.next
                } while next != nil
                #expect(ends.count == 1, "every page says the same end")
                return (requests, try #require(ends.first))
            }
            try await record("first")
            // Somebody has written his entry, and commits it when pages were read that hold later ones.
            let (written, wrote) = AsyncStream.makeStream(of: Void.self)
            let (mayEnd, end) = AsyncStream.makeStream(of: Void.self)
            async let late: Void = house.store.transaction(as: .system("late")) { tx in
                try await tx.record(.caseView, kind: "case", object: id, case: id)
                wrote.yield()
                _ = await mayEnd.first { _ in true }
            }
            _ = await written.first { _ in true }
            try await record("second")
            try await record("third")
            let before = try await walk("")
            #expect(before.requests == ["first"])
            let export = try await house.call(.get, "/v1/audit/export?object=\(id.text)&act=case.view", as: "regulator")
            let lines = try Gzip.expand(export.body).split(separator: UInt8(ascii: "\n"))
            #expect(try lines.map { try WireJSON.decode(AuditEntryBody.self, from: Data($0)).requestId } == ["first"])
            let exported = try #require(export["Lianshen-Complete-Until"].flatMap { WireJSON.date($0) })
            end.yield()
            try await late

            // Who goes on where an answer was complete gets them all, in the order in which they were recorded.
            for until in [before.until, exported] {
                let after = try await walk("&from=\(WireJSON.text(until))")
                #expect(after.requests.filter { $0 != "first" } == ["late", "second", "third"] && after.until > until)
            }
            #expect(try await walk("&to=\(WireJSON.text(before.until))").until == before.until)
        }
    }

    @Test func signInsAreEntries() async throws {
        try await House.with { house in
            #expect(try await house.call(.get, "/v1/me", as: "owner").status == 200)
            #expect(try await house.call(.get, "/v1/me", token: BearerToken().text).status == 401)
            let signIns = try await entries(house, "act=session.sign_in")
            #expect(signIns.map(\.result) == [.ok, .denied])
            let owner = try house.cast.person("owner").id
            #expect(signIns.first?.personId == owner && signIns.last?.detail?.contains("127.0.0.1") == true)
        }
    }

    @Test(arguments: ["owner", "agent", "designer", "clerk", "coordinator", "fire", "fire_dispatcher", "system", "security"])
    func theLogIsNotForEverybody(_ name: String) async throws {
        try await House.with { house in
            for path in ["/v1/audit", "/v1/audit/export"] {
                let answer = try await house.call(.get, path, as: name)
                #expect(answer.brief == "403 forbidden")
            }
            #expect(try await entries(house, "act=access.denied&person=\(try house.cast.person(name).id.text)").count == 2)
        }
    }

    @Test(arguments: ["2026-02-30T00:00:00Z", "2026-11-21T24:00:00Z", "99999-01-01T00:00:00Z", "294277-12-31T23:59:59Z", "0000-00-00T00:00:00Z"])
    func instantsThatDoNotExistAreRefused(_ instant: String) async throws {
        try await House.with { house in
            let answer = try await house.call(.get, "/v1/audit?from=\(instant)", as: "regulator")
            #expect(answer.brief == "422 invalid")
        }
    }

    @Test func refusedAttemptsStandAmongTheEntriesOfTheirCase() async throws {
        try await House.with { plain in
            // Who comes after the case was accepted is no party of it.
            let opened = try await plain.inReview()
            let house = try await plain.withOutside()
            let attempts: [(Verb, String, String, Int)] = [
                (.post, "/v1/cases/\(opened.id.text)/accept", "fire", 403), (.get, "/v1/cases/\(opened.id.text)", "outside_owner", 404),
                (.get, "/v1/sheets/\(opened.sheets[0].id.text)/content", "outside_reviewer", 404),
                (.get, "/v1/packages/\(opened.package.id.text)", "outside_desk_clerk", 404),
                (.post, "/v1/reviews/\(try opened.review(.fire).id.text)/claim", "owner", 403),
            ]
            for (verb, path, name, status) in attempts { #expect(try await house.call(verb, path, as: name).status == status, "\(path)") }
            #expect(try await house.call(.get, "/v1/projects/\(opened.project.text)", as: "outside_owner").status == 404)
            #expect(try await house.call(.get, "/v1/cases/\(UUID().text)", as: "outside_owner").status == 404)
            let denied = try await entries(house, "case=\(opened.id.text)&result=denied")
            #expect(denied.count == attempts.count && denied.allSatisfy { $0.act == "access.denied" && $0.projectId == opened.project })
            // Refusals are not numbered: they must not queue behind each other.
            #expect(denied.allSatisfy { $0.projectSeq == nil })
            #expect(try await entries(house, "project=\(opened.project.text)&result=denied").count == attempts.count + 1)
            #expect(try await entries(house, "result=denied").count == attempts.count + 2)
        }
    }
}
