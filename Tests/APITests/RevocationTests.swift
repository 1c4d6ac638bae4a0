import Foundation
import JointReview
import Store
import Testing
import Wire

/// What becomes of a certificate: taken back, or filed; and who ends a case.
@Suite(.timeLimit(.minutes(10))) struct RevocationTests {
    private let wrong = #"{"reason":"合格书依据的计算书有误"}"#

    @Test("certificate found wrong: revoked with its reason, its sheets show it, all parties are told")
    func certificateFoundWrong() async throws {
        try await House.with { house in
            let certified = try await house.certified()
            let path = "/v1/cases/\(certified.id.text)"
            let sheet = "/v1/sheets/\(certified.sheets[0].id.text)"
            #expect(try await house.call(.get, sheet, as: "owner").json(SheetBody.self).status == .current)
            for person in ["owner", "structural", "coordinator", "clerk"] {
                #expect(try await house.call(.post, path + "/revoke", as: person, json: wrong).status == 403, "\(person)")
            }
            #expect(try await house.call(.post, path + "/revoke", as: "fire_issuer", json: wrong).problem.refusal == "case.other_issuer")
            #expect(
                try await house.call(.post, path + "/revoke", as: "regulator", json: #"{"reason":" "}"#).problem.findings?.map(\.code) == [
                    "field.blank"
                ])
            let revoked: CaseBody = try await house.call(.post, path + "/revoke", as: "structural_issuer", json: wrong).json()
            #expect(revoked.state == .revoked && revoked.reason == "合格书依据的计算书有误")
            #expect(try await house.call(.get, sheet, as: "owner").json(SheetBody.self).status == .revoked)
            for person in ["owner", "designer", "fire", "planning", "clerk", "regulator"] {
                let notices: PageBody<NoticeBody> = try await house.call(.get, "/v1/notices", as: person).json()
                #expect(notices.items.contains { $0.kind == .revocation && $0.caseId == certified.id }, "\(person)")
            }
            #expect(try await house.call(.post, path + "/revoke", as: "structural_issuer", json: wrong).problem.refusal == "case.not_allowed")
        }
    }

    @Test func theRegulatorRevokesInTheMiddleOfAChangeWhichEndsWithIt() async throws {
        try await House.with { house in
            let certified = try await house.certified()
            let path = "/v1/cases/\(certified.id.text)"
            #expect(try await house.call(.post, path + "/changes", as: "owner", json: #"{"reason":"调整"}"#).status == 201)
            let revoked: CaseBody = try await house.call(.post, path + "/revoke", as: "regulator", json: wrong).json()
            #expect(revoked.state == .revoked)
            let changes = try await house.call(.get, path + "/changes", as: "owner").json(ChangesBody.self).items
            #expect(changes.map(\.outcome) == [.dropped] && changes[0].endReason == "合格书依据的计算书有误")
            #expect(try await house.call(.get, path + "/turn", as: "owner").json(TurnsBody.self).items.isEmpty)
        }
    }

    @Test func whatIsFiledStaysInForceAndIsOver() async throws {
        try await House.with { house in
            let certified = try await house.certified()
            let path = "/v1/cases/\(certified.id.text)"
            #expect(try await house.call(.post, path + "/archive", as: "owner").status == 403)
            let archived: CaseBody = try await house.call(.post, path + "/archive", as: "clerk").json()
            #expect(archived.state == .archived)
            #expect(try await house.call(.get, "/v1/sheets/\(certified.sheets[0].id.text)", as: "owner").json(SheetBody.self).status == .current)
            #expect(try await house.call(.post, path + "/changes", as: "owner", json: wrong).problem.refusal == "case.not_allowed")
        }
    }

    @Test("four eyes: who reviewed does not fail the case")
    func whoReviewedDoesNotFailTheCase() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let path = "/v1/cases/\(opened.id.text)"
            // The fire body's reviewer is its technical head as well.
            let reviewer = try house.cast.person("fire").id
            try await house.sql("INSERT INTO lianshen.person_role (person_id, role, discipline) VALUES ('\(reviewer)', 'technical_head', '')")
            for discipline in Discipline.allCases {
                let attempt = try await house.claim(discipline, opened)
                let review = "/v1/reviews/\(try opened.review(discipline).id.text)"
                if discipline == .fire {
                    let basis = #","basis":{"kind":"clause","code":"GB 50016","edition":"2014","clause":"5.5.21"}}"#
                    let words = house.comment(opened, attempt: attempt, severity: "mandatory_clause").dropLast() + basis
                    #expect(try await house.call(.post, review + "/comments", as: "fire", json: String(words)).status == 201)
                }
                let body = #"{"attempt":\#(attempt),"decision":"\#(discipline == .fire ? "fail" : "pass")"}"#
                #expect(try await house.call(.post, review + "/decide", as: discipline.rawValue, json: body).status == 200)
            }
            let why = #"{"reason":"拒不整改"}"#
            #expect(try await house.call(.post, path + "/fail", as: "fire", json: why).problem.refusal == "case.issuer_reviewed")
            #expect(try await house.call(.post, path + "/fail", as: "fire_issuer", json: why).json(CaseBody.self).state == .failed)
        }
    }

    @Test("an uploader never approves")
    func anUploaderNeverApproves() async throws {
        try await House.with { house in
            let certified = try await house.passed()
            let path = "/v1/cases/\(certified.id.text)"
            // He handed the set in when he worked for the institute.
            let issuer = try house.cast.person("structural_issuer").id
            try await house.sql("UPDATE lianshen.package SET uploaded_by = '\(issuer)' WHERE case_id = '\(certified.id)'")
            #expect(try await house.call(.post, path + "/certify", as: "structural_issuer").problem.refusal == "case.issuer_has_interest")
            let turns = try await house.call(.get, path + "/turn", as: "owner").json(TurnsBody.self).items
            #expect(turns.allSatisfy { $0.personId != issuer }, "whose turn it is says so too")
        }
    }
}

extension House {
    /// A case that everybody passed.
    func passed() async throws -> Opened {
        let opened = try await inReview()
        for discipline in Discipline.allCases {
            let attempt = try await claim(discipline, opened)
            let decided = try await call(
                .post, "/v1/reviews/\(try opened.review(discipline).id.text)/decide", as: discipline.rawValue,
                json: #"{"attempt":\#(attempt),"decision":"pass"}"#)
            #expect(decided.status == 200, "\(decided.text)")
        }
        let passed = try await call(.post, "/v1/cases/\(opened.id.text)/pass", as: "coordinator")
        #expect(passed.status == 200, "\(passed.text)")
        return opened
    }

    /// A case whose set is certified.
    func certified() async throws -> Opened {
        let opened = try await passed()
        let certified = try await call(.post, "/v1/cases/\(opened.id.text)/certify", as: "structural_issuer")
        #expect(certified.status == 200, "\(certified.text)")
        return opened
    }
}
