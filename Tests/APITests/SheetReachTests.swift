import Foundation
import JointReview
import Store
import Testing
import Wire

/// Whose a sheet is, and when others see it.
@Suite(.timeLimit(.minutes(5))) struct SheetReachTests {
    @Test func anInstituteRestrictsItsOwnSheetsAndNobodyElses() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let other = Cast.organisation("【样例】另一设计院", 61, [.init(function: .designInstitute)])
            try await house.store.transaction(as: .system("test")) { try await $0.insert(other) }
            // The first package is the other institute's; both are parties.
            try await house.sql(
                """
                UPDATE lianshen.package SET institute_id = '\(other.id)' WHERE package_id = '\(opened.package.id)';
                UPDATE lianshen.sheet SET institute_id = '\(other.id)' WHERE package_id = '\(opened.package.id)'
                """)
            let path = "/v1/sheets/\(opened.sheets[0].id.text)/restrict"
            for json in [#"{"restricted":true,"reason":"r"}"#, #"{"restricted":false,"reason":"r"}"#] {
                #expect(try await house.call(.post, path, as: "designer", json: json).brief == "403 forbidden")
            }
            try await house.sql("UPDATE lianshen.package SET institute_id = '\(house.cast.institute.id)' WHERE package_id = '\(opened.package.id)'")
            #expect(try await house.call(.post, path, as: "designer", json: #"{"restricted":true,"reason":"r"}"#).status == 200)
        }
    }

    @Test func aSheetOfTheNextRoundIsTheApplicantsAloneUntilItIsHandedIn() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            try await house.sql("UPDATE lianshen.package SET round = 2, handed_in_at = NULL WHERE package_id = '\(opened.package.id)'")
            let path = "/v1/sheets/\(opened.sheets[0].id.text)"
            for name in ["fire", "coordinator", "regulator"] {
                for part in ["", "/content", "/facts", "/thumbnail"] {
                    #expect(try await house.call(.get, path + part, as: name).brief == "404 missing", "\(name) \(part)")
                }
            }
            let restricted = #"{"restricted":true,"reason":"r"}"#
            #expect(try await house.call(.post, path + "/restrict", as: "coordinator", json: restricted).brief == "404 missing")
            for name in ["owner", "designer"] { #expect(try await house.call(.get, path + "/content", as: name).status == 200, "\(name)") }
        }
    }

    @Test func aMandateForACaseReachesItsDrawsConflictsAndDrafts() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let lines = (1...3).map { "样例-\($0),样例人员,,\(house.cast.bodies[4].creditCode),一级,结构,2020-01-01," }
            #expect(try await house.importing("persons", lines).status == 201)
            let header = try await house.mandate(.lead, from: "coordinator", to: "clerk", cases: [opened.id])
            let drawn = try await house.call(
                .post, "/v1/cases/\(opened.id.text)/draws", as: "coordinator", json: #"{"purpose":"专家论证","specialty":"结构","count":1}"#)
            let draw = try #require(try JSONSerialization.jsonObject(with: Data(drawn.text.utf8)) as? [String: Any])["draw"] as? String
            #expect(try await house.call(.post, "/v1/draws/\(try #require(draw))/make", as: "clerk", headers: header).status == 200)
            let conflict = UUID()
            try await house.sql(
                """
                SET search_path = lianshen;
                INSERT INTO lianshen.conflict (conflict_id, case_id, owner_id, round, serial, kind, declared, sums)
                VALUES ('\(conflict)', '\(opened.id)', '\(house.cast.owner.id)', 1, 1, 'bounds', false, '{}')
                """)
            let behind = try await house.store.transaction(as: .system("test")) { try await $0.caseBehind(conflict, party: house.cast.owner.id) }
            #expect(behind?.caseID == opened.id, "what a mandate's cases are held against")
            let other = try await house.inReview()
            #expect(try await house.call(.get, "/v1/cases/\(other.id.text)", as: "clerk", headers: header).problem.refusal == "access.mandate_scope")
        }
    }
}
