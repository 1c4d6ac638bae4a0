import Foundation
import JointReview
import Store
import Testing
import Wire

/// Specialties over HTTP: each with its reviewer and checker, and the decision only when all are through.
@Suite(.timeLimit(.minutes(10))) struct SpecialtyTests {
    /// A case by specialty whose structural review the first reviewer holds.
    private func begin(_ house: House) async throws -> (opened: Opened, path: String, attempt: Int) {
        let opened = try await house.inReview(profile: "national-by-specialty")
        let attempt = try await house.claim(.structural, opened)
        return (opened, "/v1/reviews/\(try opened.review(.structural).id.text)", attempt)
    }

    private func specialties(_ house: House, _ path: String) async throws -> [SpecialtyBody] {
        try await house.call(.get, path + "/specialties", as: "owner").json(SpecialtiesBody.self).items
    }

    private func act(_ house: House, _ path: String, _ act: String, _ name: String, as person: String, attempt: Int? = nil, reason: String? = nil)
        async throws -> Answer
    {
        let attempt = attempt.map { #","attempt":\#($0)"# } ?? ""
        let reason = reason.map { #","reason":"\#($0)""# } ?? ""
        return try await house.call(.post, "\(path)/specialties/\(act)", as: person, json: #"{"specialty":"\#(name)"\#(attempt)\#(reason)}"#)
    }

    private func comment(_ opened: Opened, _ attempt: Int, _ specialty: String?) -> String {
        let named = specialty.map { #","specialty":"\#($0)""# } ?? ""
        return """
            {"attempt":\(attempt),"sheetId":"\(opened.sheets[0].id.text)","region":{"page":1,"x":10,"y":10,"width":50,"height":20},\
            "severity":"advice","text":"示例意见"\(named)}
            """
    }

    @Test func aReviewIsDecidedOnlyWhenEverySpecialtyWasFinishedAndChecked() async throws {
        try await House.with { house in
            let (opened, path, attempt) = try await begin(house)
            let names = try await specialties(house, path).map(\.specialty)
            #expect(names == ["建筑", "结构", "给排水", "暖通", "电气"])
            for (index, name) in names.enumerated() {
                let decided = try await house.call(.post, path + "/decide", as: "structural", json: #"{"attempt":\#(attempt),"decision":"pass"}"#)
                #expect(try decided.status == 409 && decided.problem.refusal == "review.specialties_open", "\(decided.text)")
                let person = index % 2 == 0 ? "structural" : "structural_second"
                let claimed: SpecialtyBody = try await act(house, path, "claim", name, as: person).json()
                #expect(claimed.state == .inReview)
                #expect(try await act(house, path, "check", name, as: "structural_checker").problem.refusal == "review.specialty_not_allowed")
                if name == "电气" {
                    let said = try await house.call(.post, path + "/comments", as: person, json: comment(opened, claimed.attempt, name))
                    #expect(said.status == 201, "\(said.text)")
                }
                #expect(try await act(house, path, "finish", name, as: person, attempt: claimed.attempt).status == 200)
                let checked: SpecialtyBody = try await act(house, path, "check", name, as: "structural_checker").json()
                let checker = try house.cast.person("structural_checker").id
                #expect(checked.state == .checked && checked.checkerId == checker)
            }
            let decided = try await house.call(
                .post, path + "/decide", as: "structural", json: #"{"attempt":\#(attempt),"decision":"pass_with_advice"}"#)
            #expect(decided.status == 200, "\(decided.text)")
            #expect(
                try await house.count("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'specialty.check' AND case_id = '\(opened.id)'") == 5)
        }
    }

    @Test func onlyTheSpecialtysOwnReviewerSpeaksInItAndOnlyWhileItIsOpen() async throws {
        try await House.with { house in
            let (opened, path, attempt) = try await begin(house)
            let claimed: SpecialtyBody = try await act(house, path, "claim", "电气", as: "structural_second").json()
            func say(_ attempt: Int, _ specialty: String?, as person: String) async throws -> Answer {
                try await house.call(.post, path + "/comments", as: person, json: comment(opened, attempt, specialty))
            }
            #expect(try await say(attempt, nil, as: "structural").problem.refusal == "review.specialty_not_named")
            #expect(try await say(attempt, "园林", as: "structural").problem.refusal == "review.specialty_unknown")
            #expect(try await say(attempt, "电气", as: "structural").brief == "409 stale")
            #expect(try await say(claimed.attempt, "结构", as: "structural_second").brief == "409 stale")
            #expect(try await say(claimed.attempt, "电气", as: "structural_second").status == 201)
            #expect(try await act(house, path, "finish", "电气", as: "structural_second", attempt: claimed.attempt).status == 200)
            let late = try await say(claimed.attempt, "电气", as: "structural_second")
            #expect(try late.status == 409 && late.problem.refusal == "review.specialty_not_in_review")
            #expect(try await act(house, path, "return", "电气", as: "structural_checker", reason: "漏审防雷").status == 200)
            #expect(try await say(claimed.attempt, "电气", as: "structural_second").status == 201)
        }
    }

    @Test func theDispatcherNamesReviewerAndCheckerAndFourEyesHold() async throws {
        try await House.with { house in
            let (_, path, _) = try await begin(house)
            let second = try house.cast.person("structural_second").id.text
            let checker = try house.cast.person("structural_checker").id.text
            func assign(_ fields: String, as person: String = "structural_dispatcher") async throws -> Answer {
                try await house.call(.post, path + "/specialties/assign", as: person, json: #"{"specialty":"电气",\#(fields)}"#)
            }
            let assigned: SpecialtyBody = try await assign(#""reviewerId":"\#(second)","checkerId":"\#(checker)""#).json()
            #expect(assigned.state == .assigned && assigned.checkerId?.text == checker)
            #expect(try await act(house, path, "claim", "电气", as: "structural").brief == "409 stale")
            #expect(try await assign(#""reviewerId":"\#(checker)""#).brief == "422 invalid")
            #expect(try await assign(#""checkerId":"\#(try house.cast.person("fire_checker").id.text)""#).brief == "422 invalid")
            #expect(try await assign(#""reviewerId":"\#(second)""#, as: "fire_dispatcher").brief == "403 forbidden")
            let own = try house.cast.person("structural").id.text
            #expect(try await assign(#""reviewerId":"\#(own)""#).problem.refusal == "review.specialty_reason_missing")
            let moved: SpecialtyBody = try await assign(#""reviewerId":"\#(own)","reason":"休假""#).json()
            #expect(moved.reviewerId?.text == own && moved.attempt > assigned.attempt)
            #expect(try await act(house, path, "claim", "电气", as: "structural_second").brief == "409 stale")
            // Whoever steps aside never gets it again.
            let held: SpecialtyBody = try await act(house, path, "claim", "电气", as: "structural").json()
            #expect(try await act(house, path, "recuse", "电气", as: "structural", attempt: held.attempt, reason: "曾参与设计").status == 200)
            #expect(try await act(house, path, "claim", "电气", as: "structural").brief == "403 forbidden")
        }
    }

    @Test func whereASecondPersonChecksTheWholeTheDraftGoesThroughHisHands() async throws {
        try await House.with { house in
            let opened = try await house.inReview(profile: "national-by-specialty")
            let path = "/v1/reviews/\(try opened.review(.planning).id.text)"
            let attempt = try await house.claim(.planning, opened)
            let pass = #"{"attempt":\#(attempt),"decision":"pass"}"#
            #expect(try await house.call(.post, path + "/decide", as: "planning", json: pass).problem.refusal == "review.check_needed")
            #expect(try await house.call(.post, path + "/draft", as: "planning", json: pass).json(ReviewBody.self).state == .opinionDrafted)
            #expect(try await house.call(.post, path + "/check", as: "planning").status == 403)
            let returned = try await house.call(.post, path + "/return-draft", as: "planning_checker", json: #"{"reason":"漏核退界"}"#)
            #expect(try returned.json(ReviewBody.self).state == .inReview)
            #expect(try await house.call(.post, path + "/draft", as: "planning", json: pass).status == 200)
            #expect(try await house.call(.post, path + "/check", as: "planning_checker").json(ReviewBody.self).state == .checked)
            #expect(try await house.call(.post, path + "/decide", as: "planning", json: pass).status == 200)
        }
    }

    @Test func itIsTheTurnOfTheSpecialtysReviewerThenOfItsChecker() async throws {
        try await House.with { house in
            let (opened, path, _) = try await begin(house)
            let names = Dictionary(uniqueKeysWithValues: house.cast.people.map { ($1.id, $0) })
            func who() async throws -> Set<String> {
                let turns: TurnsBody = try await house.call(.get, "/v1/cases/\(opened.id.text)/turn", as: "owner").json()
                let own = try opened.review(.structural).id
                return Set(turns.items.filter { $0.objectId == own }.map { "\($0.personId.flatMap { names[$0] } ?? "nobody") \($0.task.rawValue)" })
            }
            let waiting: Set = ["structural", "structural_second", "structural_dispatcher"]
            #expect(try await who() == Set(waiting.map { "\($0) claim_specialty" }))
            for name in try await specialties(house, path).map(\.specialty) {
                let claimed: SpecialtyBody = try await act(house, path, "claim", name, as: "structural_second").json()
                #expect(try await who().contains("structural_second review_specialty"))
                _ = try await act(house, path, "finish", name, as: "structural_second", attempt: claimed.attempt)
                #expect(try await who().contains("structural_checker check_specialty"))
                _ = try await act(house, path, "check", name, as: "structural_checker")
            }
            #expect(try await who() == ["structural decide_review"])
        }
    }

    @Test func opinionAndReportShowEverySignature() async throws {
        try await House.with { house in
            let (opened, path, attempt) = try await begin(house)
            let grounds = #"{"reason":"r","basis":"样例"}"#
            for discipline in Discipline.allCases where discipline != .structural {
                let aside = "/v1/reviews/\(try opened.review(discipline).id.text)/set-aside"
                #expect(try await house.call(.post, aside, as: "coordinator", json: grounds).status == 200)
            }
            for name in try await specialties(house, path).map(\.specialty) {
                let claimed: SpecialtyBody = try await act(house, path, "claim", name, as: "structural").json()
                #expect(try await act(house, path, "finish", name, as: "structural", attempt: claimed.attempt).status == 200)
                #expect(try await act(house, path, "check", name, as: "structural_checker").status == 200)
            }
            let decided = try await house.call(.post, path + "/decide", as: "structural", json: #"{"attempt":\#(attempt),"decision":"pass"}"#)
            #expect(decided.status == 200, "\(decided.text)")
            let record = try await house.store.transaction(as: house.cast.actor("owner")) { tx in
                try await tx.reportRecord(of: try #require(try await tx.reportEdition(of: opened.id)))
            }
            let signed = try #require(record.opinion?.opinion.decisions.first?.specialties)
            let (reviewer, checker) = (try house.cast.person("structural").id, try house.cast.person("structural_checker").id)
            #expect(signed.map(\.specialty) == ["建筑", "结构", "给排水", "暖通", "电气"])
            #expect(signed.allSatisfy { $0.reviewer == reviewer && $0.checker == checker && $0.finishedAt <= $0.checkedAt })
            let line = try #require(record.disciplines.first { $0.discipline == .structural }?.specialties)
            #expect(line.count == 5 && line.allSatisfy { $0.state == .checked && $0.checker?.id == checker })
            // Who had a hand in one specialty does not issue the certificate, and it is not his turn.
            let place = "/v1/cases/\(opened.id.text)"
            let issuer = try house.cast.person("structural_issuer").id
            #expect(try await house.call(.post, place + "/pass", as: "coordinator").status == 200)
            try await house.sql("UPDATE lianshen.specialty_review SET checker_id = '\(issuer)' WHERE specialty = '暖通'")
            #expect(try await house.call(.post, place + "/certify", as: "structural_issuer").problem.refusal == "case.issuer_reviewed")
            func waiting() async throws -> [UUID?] {
                try await house.call(.get, place + "/turn", as: "owner").json(TurnsBody.self).items.filter { $0.task == .certify }.map(\.personId)
            }
            #expect(try await waiting() == [nil])
            try await house.sql("UPDATE lianshen.specialty_review SET checker_id = '\(checker)' WHERE specialty = '暖通'")
            #expect(try await waiting() == [issuer])
            #expect(try await house.call(.post, place + "/certify", as: "structural_issuer").status == 200)
        }
    }

    @Test func inTheNextRoundEachSpecialtyGoesBackToWhomItWasWith() async throws {
        try await House.with { house in
            try await house.working {
                let journey = RoundJourney(house: house, id: try await house.draft(profile: "national-by-specialty").id)
                let first = try await journey.handIn(1)
                let grounds = #"{"reason":"r","basis":"样例"}"#
                for discipline in Discipline.allCases where discipline != .structural {
                    try await journey.done(
                        .post, "/v1/reviews/\(try await journey.review(discipline).id.text)/set-aside", as: "coordinator", grounds)
                }
                let held = try await journey.take(.structural)
                let path = "/v1/reviews/\(held.id.text)"
                let sheet = try await journey.sheet("结施-08", of: first).id
                var said: UUID?
                for name in try await specialties(house, path).map(\.specialty) {
                    let claimed: SpecialtyBody = try await act(house, path, "claim", name, as: "structural_second").json()
                    if name == "结构" {
                        let json =
                            #"{"attempt":\#(claimed.attempt),"sheetId":"\#(sheet.text)","region":{"page":1,"x":10,"y":10,"width":50,"height":20},"#
                            + #""severity":"mandatory_clause","text":"配筋不足","specialty":"结构","#
                            + #""basis":{"kind":"clause","code":"GB/T 50011","edition":"2010","clause":"6.3.6"}}"#
                        said = try await journey.done(.post, path + "/comments", as: "structural_second", json).json(CommentBody.self).id
                    }
                    _ = try await act(house, path, "finish", name, as: "structural_second", attempt: claimed.attempt)
                    _ = try await act(house, path, "check", name, as: "structural_checker")
                }
                #expect(try await journey.decide(.structural, .fail).status == 200)
                try await journey.done(.post, journey.path + "/revise", as: "owner")
                #expect(try await journey.answer(try #require(said), .accepted, "已加大", sheet: "建施-06").status == 200)
                try await journey.done(.post, journey.path + "/answers/release", as: "designer", "{}")
                _ = try await journey.handIn(2, replaces: first.sha256)
                let next = try await journey.review(.structural)
                #expect(next.round == 2 && next.specialties == 5)
                let again = try await specialties(house, "/v1/reviews/\(next.id.text)")
                let (reviewer, checker) = (try house.cast.person("structural_second").id, try house.cast.person("structural_checker").id)
                #expect(again.allSatisfy { $0.state == .assigned && $0.reviewerId == reviewer && $0.checkerId == checker && $0.finishedAt == nil })
                // Who reviews the comment's specialty verifies it, though another holds the review.
                #expect(next.reviewerId != reviewer)
                func verify(_ attempt: Int) async throws -> Answer {
                    let place = "/v1/comments/\(try #require(said).text)/backcheck"
                    return try await house.call(.post, place, as: "structural_second", json: #"{"attempt":\#(attempt),"verdict":"closed"}"#)
                }
                let other: SpecialtyBody = try await act(house, "/v1/reviews/\(next.id.text)", "claim", "电气", as: "structural_second").json()
                #expect(try await verify(other.attempt).brief == "409 stale", "another specialty is none of the comment's")
                let own: SpecialtyBody = try await act(house, "/v1/reviews/\(next.id.text)", "claim", "结构", as: "structural_second").json()
                #expect(try await verify(own.attempt + 1).brief == "409 stale")
                #expect(try await verify(own.attempt).status == 200)
            }
        }
    }

    @Test func whereReviewerOrCheckerMayNotGoOnTheDispatcherIsToGiveTheSpecialtyToAnother() async throws {
        try await House.with { house in
            let (opened, path, _) = try await begin(house)
            let review = try opened.review(.structural).id
            func who() async throws -> Set<String> { try await house.who(on: review, of: opened.id) }
            let people = try ["structural", "structural_second", "structural_checker"].map { try house.cast.person($0).id.text }
            let (own, second, checker) = (people[0], people[1], people[2])
            let names = try await specialties(house, path).map(\.specialty)
            func assign(_ fields: String) async throws {
                for name in names {
                    let answer = try await house.call(
                        .post, path + "/specialties/assign", as: "structural_dispatcher", json: #"{"specialty":"\#(name)","reason":"离职",\#(fields)}"#)
                    #expect(answer.status == 200, "\(answer.text)")
                }
            }
            func finish(as person: String) async throws {
                for name in names {
                    let claimed: SpecialtyBody = try await act(house, path, "claim", name, as: person).json()
                    #expect(try await act(house, path, "finish", name, as: person, attempt: claimed.attempt).status == 200)
                }
            }
            // Given to him, and taken up by him; his account, and his role.
            try await assign(#""reviewerId":"\#(second)""#)
            for claims in [false, true] {
                if claims { for name in names { #expect(try await act(house, path, "claim", name, as: "structural_second").status == 200) } }
                #expect(try await who() == ["structural_second review_specialty"])
                try await house.sql("UPDATE lianshen.person SET disabled_at = now() WHERE person_id = '\(second)'")
                #expect(try await who() == ["structural_dispatcher assign_specialty"])
                try await house.sql("UPDATE lianshen.person SET disabled_at = NULL WHERE person_id = '\(second)'")
            }
            try await house.sql("DELETE FROM lianshen.person_role WHERE person_id = '\(second)'")
            #expect(try await who() == ["structural_dispatcher assign_specialty"])
            try await assign(#""reviewerId":"\#(own)""#)
            #expect(try await who() == ["structural review_specialty"])
            try await finish(as: "structural")
            #expect(try await who() == ["structural_checker check_specialty"])
            try await assign(#""checkerId":"\#(checker)""#)
            #expect(try await who() == ["structural_checker check_specialty"])
            try await house.sql("UPDATE lianshen.person SET disabled_at = now() WHERE person_id = '\(checker)'")
            #expect(try await who() == ["structural_dispatcher assign_specialty"])
        }
    }
}
