import Foundation
import JointReview
import Store
import TestStore
import Testing
import Wire

/// Whoever stepped aside, or had his review given to another, reads nothing of the case but what it is, who is in it and whose turn it is.
@Suite(.timeLimit(.minutes(10))) struct AsideTests {
    private static let secret = "门宽不足"

    /// A case in which fire said something, with what can be read of it.
    private func said(_ house: House) async throws -> (opened: Opened, attempt: Int, comment: UUID) {
        let opened = try await house.inReview()
        let attempt = try await house.claim(.fire, opened)
        let path = "/v1/reviews/\(try opened.review(.fire).id.text)"
        let published = try await house.call(
            .post, path + "/comments", as: "fire", json: house.comment(opened, attempt: attempt, text: Self.secret))
        let comment = try published.json(CommentBody.self).id
        let message = #"{"visibility":"applicant","text":"\#(Self.secret)"}"#
        #expect(try await house.call(.post, "/v1/comments/\(comment.text)/thread", as: "fire", json: message).status == 201)
        return (opened, attempt, comment)
    }

    /// Every read of a case; which of them are answered, and not refused for having stepped aside.
    private func readable(_ house: House, _ opened: Opened, _ comment: UUID, as person: String) async throws -> Set<String> {
        let names = try house.names(opened, comment: comment, token: UUID())
        var found: Set<String> = []
        for operation in Operation.all where operation.method == .get && !operation.isPublic && operation.id != "events" {
            guard operation.path.contains("{"), !["uploadStatus", "listTokens"].contains(operation.id) else { continue }
            let path = operation.path(names).replacing(/\{[A-Za-z]+\}/) { _ in UUID().text }
            let answer = try await house.call(.get, path, as: person)
            if answer.status == 200 || answer.status == 202 { found.insert(operation.id) }
            #expect(answer.status == 200 || !answer.text.contains(Self.secret), "\(operation.id)")
        }
        return found
    }

    /// What is refused in so many words.
    private func refusals(_ house: House, _ opened: Opened, _ comment: UUID, as person: String) async throws -> [String: String] {
        let place = "/v1/cases/\(opened.id.text)"
        let review = "/v1/reviews/\(try opened.review(.fire).id.text)"
        var found: [String: String] = [:]
        for path in [
            place + "/comments", place + "/opinion", place + "/report", place + "/history", place + "/merge", place + "/items", place + "/conflicts",
            place + "/rounds", "/v1/comments/\(comment.text)", "/v1/comments/\(comment.text)/thread", review + "/drafts", review + "/checkpoints",
            "/v1/packages/\(opened.package.id.text)", "/v1/packages/\(opened.package.id.text)/check",
            "/v1/packages/\(opened.package.id.text)/content",
            "/v1/sheets/\(opened.sheets[0].id.text)/content",
        ] {
            let answer = try await house.call(.get, path, as: person)
            found[path] = answer.status == 403 ? try house.refusal(answer) : "\(answer.status)"
        }
        return found
    }

    @Test func whoSteppedAsideNeitherSpeaksNorDecidesAnyMore() async throws {
        try await House.with { house in
            let (opened, attempt, comment) = try await said(house)
            let review = "/v1/reviews/\(try opened.review(.fire).id.text)"
            #expect(try await house.call(.post, review + "/recuse", as: "fire", json: #"{"attempt":\#(attempt),"reason":"曾参与设计"}"#).status == 200)
            let names = try house.names(opened, comment: comment, token: UUID())
            for id in ["writeMessage", "groupComments", "declareSum", "addElement"] {
                let operation = try #require(Operation.all.first { $0.id == id }, "\(id)")
                let path = operation.path(names).replacing(/\{[A-Za-z]+\}/) { _ in UUID().text }
                let answer = try await house.call(operation.method, path, as: "fire", json: try house.body(operation, opened))
                #expect(try house.refusal(answer) == "access.stepped_aside", "\(id): \(answer.text)")
            }
        }
    }

    @Test func whoseReviewWasGivenToAnotherDoesNotCheckIt() async throws {
        try await House.with { house in
            let (opened, _, _) = try await said(house)
            let fire = try opened.review(.fire).id
            let (former, next) = (try house.cast.person("fire").id, try house.cast.person("fire_second").id)
            try await house.sql("UPDATE lianshen.review SET reviewer_id = '\(next)' WHERE review_id = '\(fire)'")
            let value = try await house.kit.store.transaction(as: .system("test")) { try await $0.lockReview(fire).value }
            #expect(!value.isSecond([former]), "he wrote a comment in it")
            #expect(!value.isSecond([next]))
        }
    }

    @Test func whoSteppedAsideReadsNoWordOfTheCaseAndHisColleaguesDo() async throws {
        try await House.with { house in
            let (opened, attempt, comment) = try await said(house)
            let review = "/v1/reviews/\(try opened.review(.fire).id.text)"
            #expect(try await house.call(.post, review + "/recuse", as: "fire", json: #"{"attempt":\#(attempt),"reason":"曾参与设计"}"#).status == 200)
            for (path, refusal) in try await refusals(house, opened, comment, as: "fire") { #expect(refusal == "access.stepped_aside", "\(path)") }
            for (path, refusal) in try await refusals(house, opened, comment, as: "fire_second") {
                #expect(refusal != "access.stepped_aside", "\(path)")
            }
            #expect(try await house.call(.get, "/v1/cases/\(opened.id.text)/comments", as: "fire_second").text.contains(Self.secret))
            let mine = try await readable(house, opened, comment, as: "fire")
            let others = try await readable(house, opened, comment, as: "fire_second")
            #expect(mine.isStrictSubset(of: others), "\(mine.subtracting(others))")
            let watching = try await house.call(.get, "/v1/events?case=\(opened.id.text)", as: "fire")
            #expect(try house.refusal(watching) == "access.stepped_aside")
            // What the case is, its reviews, and whose turn it is.
            for path in ["", "/reviews", "/turn"] {
                #expect(try await house.call(.get, "/v1/cases/\(opened.id.text)\(path)", as: "fire").status == 200, "\(path)")
            }
            #expect(try await house.call(.get, review, as: "fire").status == 200)
            // He writes no word into a thread of it, and is told of it no more.
            let message = #"{"visibility":"applicant","text":"x"}"#
            let written = try await house.call(.post, "/v1/comments/\(comment.text)/thread", as: "fire", json: message)
            #expect(try house.refusal(written) == "access.stepped_aside")
            let notices: PageBody<NoticeBody> = try await house.call(.get, "/v1/notices", as: "fire").json()
            #expect(!notices.items.contains { $0.caseId == opened.id })
            let theirs: PageBody<NoticeBody> = try await house.call(.get, "/v1/notices", as: "fire_second").json()
            #expect(theirs.items.contains { $0.caseId == opened.id })
            // Somebody of no party learns no more than before.
            let strange = try await house.withOutside()
            let outside = try #require(strange.cast.people.first { $0.value.organisation == strange.cast.outside.id }?.key)
            #expect(try await strange.call(.get, "/v1/comments/\(comment.text)", as: outside).status == 404)
        }
    }

    @Test func whoseReviewWasGivenToAnotherReadsTheCaseNoMoreUntilHeHasAPartInItAgain() async throws {
        try await House.with { house in
            let (opened, _, comment) = try await said(house)
            let review = "/v1/reviews/\(try opened.review(.fire).id.text)"
            let (former, second) = (try house.cast.person("fire").id.text, try house.cast.person("fire_second").id.text)
            func given(to person: String) async throws {
                let json = #"{"personId":"\#(person)","reason":"休假"}"#
                #expect(try await house.call(.post, review + "/reassign", as: "fire_dispatcher", json: json).status == 200)
            }
            try await given(to: second)
            for (path, refusal) in try await refusals(house, opened, comment, as: "fire") { #expect(refusal == "access.stepped_aside", "\(path)") }
            for (path, refusal) in try await refusals(house, opened, comment, as: "fire_second") {
                #expect(refusal != "access.stepped_aside", "\(path)")
            }
            #expect(try await house.call(.get, "/v1/cases/\(opened.id.text)/turn", as: "fire").status == 200)
            #expect(try await !house.call(.get, "/v1/notices", as: "fire").text.contains(opened.id.text))
            #expect(try await house.count("SELECT count(*) FROM lianshen.displacement") == 1)
            // It comes back to him: he reads what is said, and the other one does not.
            try await given(to: former)
            #expect(try await house.call(.get, "/v1/cases/\(opened.id.text)/comments", as: "fire").text.contains(Self.secret))
            let refused = try await house.call(.get, "/v1/cases/\(opened.id.text)/comments", as: "fire_second")
            #expect(try house.refusal(refused) == "access.stepped_aside")
            // A review of another discipline is a part in the case, too.
            try await house.sql(
                "UPDATE lianshen.review SET reviewer_id = '\(second)' WHERE review_id = '\(try opened.review(.structural).id)'")
            #expect(try await house.call(.get, "/v1/cases/\(opened.id.text)/comments", as: "fire_second").status == 200)
        }
    }

    @Test func aStreamTellsNobodyAnythingWhoHasSteppedAsideMeanwhile() async throws {
        try await House.with { house in
            let (opened, attempt, comment) = try await said(house)
            let review = "/v1/reviews/\(try opened.review(.fire).id.text)"
            let other = try await house.inReview()
            let frames = try await house.watch(as: "fire") {
                let recusal = #"{"attempt":\#(attempt),"reason":"曾参与设计"}"#
                #expect(try await house.call(.post, review + "/recuse", as: "fire", json: recusal).status == 200)
                let message = #"{"visibility":"applicant","text":"x"}"#
                #expect(try await house.call(.post, "/v1/comments/\(comment.text)/thread", as: "fire_second", json: message).status == 201)
                // What comes after it is told, so that it was not merely late.
                _ = try await house.call(.post, "/v1/reviews/\(try other.review(.planning).id.text)/claim", as: "planning")
            } until: {
                $0.contains { $0.data.contains(other.id.text) && $0.event == "review" }
            }
            #expect(!frames.contains { $0.event == "thread" })
        }
    }

    @Test func whoDispatchesAndGivesHisOwnSpecialtyAwayDispatchesOn() async throws {
        try await House.with { house in
            let opened = try await house.inReview(profile: "national-by-specialty")
            let review = try opened.review(.structural).id.text
            let path = "/v1/reviews/\(review)/specialties"
            let (own, second) = (try house.cast.person("structural").id.text, try house.cast.person("structural_second").id.text)
            try await house.sql("INSERT INTO lianshen.person_role (person_id, role, discipline) VALUES ('\(own)', 'dispatcher', 'structural')")
            #expect(try await house.call(.post, "/v1/reviews/\(review)/claim", as: "structural_second").status == 200)
            #expect(try await house.call(.post, path + "/claim", as: "structural", json: #"{"specialty":"电气"}"#).status == 200)
            for name in ["电气", "暖通"] {
                let json = #"{"specialty":"\#(name)","reviewerId":"\#(second)","reason":"休假"}"#
                let given = try await house.call(.post, path + "/assign", as: "structural", json: json)
                #expect(given.status == 200, "\(name): \(given.text)")
            }
            #expect(try await house.count("SELECT count(*) FROM lianshen.displacement") == 1)
        }
    }

    @Test func whomTheLeadRemovedDoesNotGiveTheReviewBackToHimself() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let path = "/v1/reviews/\(try opened.review(.structural).id.text)/reassign"
            let (own, second) = (try house.cast.person("structural").id.text, try house.cast.person("structural_second").id.text)
            try await house.sql("INSERT INTO lianshen.person_role (person_id, role, discipline) VALUES ('\(own)', 'technical_head', 'structural')")
            _ = try await house.claim(.structural, opened)
            func give(_ person: String, as name: String) async throws -> Int {
                try await house.call(.post, path, as: name, json: #"{"personId":"\#(person)","reason":"廉政"}"#).status
            }
            #expect(try await give(second, as: "coordinator") == 200)
            #expect(try await give(own, as: "structural") != 200)
            let said = "/v1/cases/\(opened.id.text)/comments"
            #expect(try await house.call(.get, said, as: "structural").status != 200)
            let reviewer = "SELECT count(*) FROM lianshen.review WHERE reviewer_id = '\(second)'"
            #expect(try await house.count(reviewer) == 1)
            // His own house may.
            #expect(try await give(own, as: "structural_dispatcher") == 200)
            #expect(try await house.call(.get, said, as: "structural").status == 200)
        }
    }

    @Test func aCheckerWhoMayNotCheckAnyMoreLeavesTheSpecialtyToTheDispatcher() async throws {
        try await House.with { house in
            let opened = try await house.inReview(profile: "national-by-specialty")
            let review = try opened.review(.structural).id
            let path = "/v1/reviews/\(review.text)/specialties"
            let (own, second) = (try house.cast.person("structural").id.text, try house.cast.person("structural_second").id.text)
            try await house.sql("INSERT INTO lianshen.person_role (person_id, role, discipline) VALUES ('\(own)', 'checker', 'structural')")
            func act(_ act: String, _ fields: String, as person: String) async throws -> Answer {
                try await house.call(.post, path + "/" + act, as: person, json: "{\(fields)}")
            }
            #expect(try await house.call(.post, "/v1/reviews/\(review.text)/claim", as: "structural_second").status == 200)
            #expect(try await act("claim", #""specialty":"电气""#, as: "structural").status == 200)
            let given = #""specialty":"暖通","reviewerId":"\#(second)","checkerId":"\#(own)""#
            #expect(try await act("assign", given, as: "structural_dispatcher").status == 200)
            let claimed: SpecialtyBody = try await act("claim", #""specialty":"暖通""#, as: "structural_second").json()
            let finished = try await act("finish", #""specialty":"暖通","attempt":\#(claimed.attempt)"#, as: "structural_second")
            #expect(finished.status == 200, "\(finished.text)")
            #expect(try await house.who(on: review, of: opened.id).contains("structural check_specialty"))
            // What he had begun of the review goes to another: he checks nothing of it any more.
            let moved = try await act("assign", #""specialty":"电气","reviewerId":"\#(second)","reason":"休假""#, as: "structural_dispatcher")
            #expect(moved.status == 200, "\(moved.text)")
            let turn = try await house.who(on: review, of: opened.id)
            #expect(turn.contains("structural_dispatcher assign_specialty") && !turn.contains("structural check_specialty"), "\(turn)")
        }
    }
}
