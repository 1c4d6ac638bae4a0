import Foundation
import JointReview
import Store
import Testing
import Wire

extension House {
    /// What somebody is told about a file.
    func verification(_ sha256: String, as name: String) async throws -> VerificationBody {
        let answer = try await call(.post, "/v1/verifications", as: name, json: #"{"sha256":"\#(sha256)"}"#)
        #expect(answer.status == 200, "\(answer.text)")
        return try answer.json()
    }
}

/// Whether a file is the approved one, for whoever holds it: by its digest, and by nothing else.
@Suite(.timeLimit(.minutes(10))) struct VerificationTests {
    private func hex(_ bytes: [UInt8]) -> String { bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }

    @Test func aFileIsWorthWhatItsCertificateIsAndTheAnswerIsAnEntry() async throws {
        try await House.with { plain in
            let certified = try await plain.certified()
            let house = try await plain.withOutside()
            let sheet = certified.sheets[0]
            let told = try await house.verification(hex(sheet.fileSHA256), as: "owner")
            #expect(told.status == .current && told.matches.count == 1)
            let match = try #require(told.matches.first)
            #expect(match.kind == "sheet" && match.number == "建施-00" && match.revision == "A" && match.page == 1 && match.round == 1)
            #expect(match.objectId == sheet.id && match.caseId == certified.id && match.submission != nil && match.approval != nil)
            // Who builds by it and is no party of the case learns what it is worth, and nothing that he does not hold already.
            let stranger = try await house.verification(hex(sheet.fileSHA256), as: "outside_owner")
            #expect(stranger.status == .current && stranger.matches.first?.caseNumber == match.caseNumber)
            #expect(stranger.matches.first?.objectId == nil && stranger.matches.first?.caseId == nil && stranger.matches.first?.name == nil)
            #expect(try await house.verification(hex(certified.package.sha256), as: "outside_owner").status == .current)
            // The digest and the answer are in the entry itself.
            let entry = try await house.count(
                """
                SELECT count(*) FROM lianshen.audit_entry WHERE entry_id = '\(told.entryId)' AND act = 'file.verify' AND to_state = 'current'
                   AND encode(sha256, 'hex') = '\(hex(sheet.fileSHA256))' AND project_id = '\(certified.project)' AND project_seq IS NULL
                """)
            #expect(entry == 1)
            let approval = try await house.count(
                "SELECT count(*) FROM lianshen.audit_entry WHERE entry_id = '\(try #require(match.approval).entryId)' AND act = 'case.certify'")
            let submission = try await house.count(
                "SELECT count(*) FROM lianshen.audit_entry WHERE entry_id = '\(try #require(match.submission).entryId)' AND act = 'package.upload'")
            #expect((approval, submission) == (1, 1))

            let revoke = try await house.call(.post, "/v1/cases/\(certified.id.text)/revoke", as: "structural_issuer", json: #"{"reason":"有误"}"#)
            #expect(revoke.status == 200)
            for digest in [sheet.fileSHA256, certified.package.sha256] {
                #expect(try await house.verification(hex(digest), as: "outside_owner").status == .revoked)
            }
        }
    }

    @Test func whatNobodyApprovedAndWhatNobodyKnowsAreToldApart() async throws {
        try await House.with { plain in
            let opened = try await plain.inReview()
            let draft = try await plain.draft()
            let (package, sheets) = try await plain.checked(draft)
            let house = try await plain.withOutside()
            #expect(try await house.verification(hex(opened.sheets[1].fileSHA256), as: "outside_owner").status == .neverApproved)
            #expect(try await house.verification(hex(opened.package.sha256), as: "regulator").status == .neverApproved)
            // What was not handed in yet is the applicant's own.
            for digest in [package.sha256, sheets[0].fileSHA256] {
                #expect(try await house.verification(hex(digest), as: "designer").status == .neverApproved)
                #expect(try await house.verification(hex(digest), as: "outside_owner").status == .unknown)
                #expect(try await house.verification(hex(digest), as: "fire").status == .unknown)
            }
            let unknown = try await house.verification(String(repeating: "ab", count: 32), as: "owner")
            #expect(unknown.status == .unknown && unknown.matches.isEmpty)
            #expect(try await house.count("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'file.verify' AND to_state = 'unknown'") == 5)
            // Another size or SM3 is another file.
            let other = #"{"sha256":"\#(hex(opened.package.sha256))","size":46}"#
            #expect(try await house.call(.post, "/v1/verifications", as: "owner", json: other).json(VerificationBody.self).status == .unknown)
        }
    }

    @Test func aReportIsWorthWhatItWasUntilTheNextOneIsIssued() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            try await house.sql(
                """
                SET search_path = lianshen;
                INSERT INTO report_edition (edition_id, case_id, owner_id, serial, ground, round, case_state)
                SELECT ('00000000-0000-7000-8000-00000000000' || n)::uuid, case_id, owner_id, n, 'withdraw', 1, 'withdrawn' FROM joint_case, generate_series(1, 2) AS n
                 WHERE case_id = '\(opened.id)';
                INSERT INTO report (report_id, case_id, owner_id, edition_id, format, sha256, size)
                SELECT gen_random_uuid(), case_id, owner_id, edition_id, 'json', sha256(serial::text::bytea), 1 FROM report_edition WHERE case_id = '\(opened.id)'
                """)
            // SHA-256 of "1" and of "2".
            let older = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"
            #expect(try await house.verification(older, as: "owner").status == .superseded)
            let newest = try await house.verification("d4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35", as: "owner")
            #expect(newest.status == .current && newest.matches.first?.kind == "report")
        }
    }

    @Test func theQuestionIsReadStrictlyAndIsForWhoHasToDoWithDrawings() async throws {
        try await House.with { house in
            for bad in [#"{}"#, #"{"sha256":"AB"}"#, #"{"sha256":"\#(String(repeating: "a", count: 64))","file":"x"}"#] {
                #expect(try await house.call(.post, "/v1/verifications", as: "owner", json: bad).status == 422, "\(bad)")
            }
            let body = #"{"sha256":"\#(String(repeating: "a", count: 64))"}"#
            for name in ["system", "security", "auditor"] {
                #expect(try await house.call(.post, "/v1/verifications", as: name, json: body).status == 403, "\(name)")
            }
            #expect(try await house.call(.post, "/v1/verifications", json: body).status == 401)
            // Once a key.
            let first = try await house.call(.post, "/v1/verifications", as: "owner", json: body, key: "k").json(VerificationBody.self)
            #expect(try await house.call(.post, "/v1/verifications", as: "owner", json: body, key: "k").json(VerificationBody.self) == first)
        }
    }
}
