import Foundation
import JointReview
import Store
import Testing
import Wire

/// The one-time notice of deficiencies: complete, lasting, and honest about what comes late.
@Suite(.timeLimit(.minutes(5))) struct DeficiencyTests {
    private func `return`(_ house: House, _ opened: Opened, _ body: String) async throws -> Answer {
        try await house.call(.post, "/v1/cases/\(opened.id.text)/return", as: "clerk", json: body)
    }

    private func notice(_ house: House, _ opened: Opened, _ serial: Int) async throws -> DeficiencyNotice {
        let answer = try await house.call(.get, "/v1/cases/\(opened.id.text)/deficiencies/\(serial)", as: "owner")
        return try CanonicalJSON.decode(DeficiencyNotice.self, from: answer.body)
    }

    @Test func aReturnMakesANoticeThatEveryPartyCanPrint() async throws {
        try await House.with { house in
            let opened = try await house.submitted()
            let body = #"""
                {"reason":"材料不全","items":["缺节能专篇"],"demands":[{"text":"补总平面图","basis":"住房和城乡建设部令第13号 第十条","sheet":"建施-00","remedy":"补入图纸包"}]}
                """#
            let answer = try await self.return(house, opened, body)
            #expect(answer.status == 200)
            let listed = try await house.call(.get, "/v1/cases/\(opened.id.text)/deficiencies", as: "designer").json(PageBody<DeficiencyBody>.self)
            #expect(listed.items.map(\.serial) == [1] && listed.items[0].items == 2 && listed.items[0].lateItems == 0)
            let notice = try await notice(house, opened, 1)
            #expect(notice.addressee == house.cast.owner.name && notice.issuer == house.cast.lead.name && notice.reason == "材料不全")
            #expect(notice.items.map(\.demand.zh) == ["缺节能专篇", "补总平面图"] && notice.items[1].basis == "住房和城乡建设部令第13号 第十条")
            #expect(notice.packages.map(\.name) == ["图纸.zip"] && notice.isSample)
            let path = "/v1/cases/\(opened.id.text)/deficiencies/1?format=html"
            let page = try await house.call(.get, path, as: "owner")
            #expect(page["Content-Type"] == "text/html; charset=utf-8" && page.text.contains("缺补材料一次性告知书") && page.text.contains("补总平面图"))
            #expect(try await house.call(.get, path, as: "designer").body == page.body)
            // The log has the digest of exactly this notice.
            let digest = listed.items[0].sha256
            #expect(
                try await house.count(
                    "SELECT count(*) FROM lianshen.audit_entry WHERE act = 'deficiency.issue' AND encode(sha256, 'hex') = '\(digest)' AND case_id = '\(opened.id)'"
                )
                    == 1)
            let told = try await house.call(.get, "/v1/notices", as: "owner").text
            #expect(told.contains("\"deficiency\":\"1\""))
        }
    }

    @Test func theNoticeGoesThroughThePackageFileByFileThoseWithRejectionsFirst() async throws {
        try await House.with { house in
            let opened = try await house.submitted()
            try await house.sql("DELETE FROM lianshen.finding WHERE package_id = '\(opened.package.id)'")
            for (ordinal, row) in [("warn", "图/10.pdf"), ("warn", "图/9.pdf"), ("warn", "图/11.pdf"), ("reject", "图/11.pdf")].enumerated() {
                try await house.sql(
                    """
                    INSERT INTO lianshen.finding (package_id, ordinal, case_id, owner_id, code, severity, file, message_zh, message_en, remedy_zh, remedy_en, late)
                    SELECT package_id, \(ordinal), case_id, owner_id, 'sheet.x', '\(row.0)', '\(row.1)', 'z', 'e', 'z', 'e', false FROM lianshen.package
                     WHERE package_id = '\(opened.package.id)'
                    """)
            }
            #expect(try await self.return(house, opened, #"{"reason":"r","demands":[{"text":"t","basis":"b"}]}"#).status == 200)
            let items = try await notice(house, opened, 1).items
            #expect(
                items.map { "\($0.severity.rawValue) \($0.file ?? "-")" } == [
                    "reject -", "reject 图/11.pdf", "warn 图/11.pdf", "warn 图/9.pdf", "warn 图/10.pdf",
                ])
        }
    }

    @Test func whatCouldHaveBeenToldWithTheFirstNoticeIsMarkedInTheSecond() async throws {
        try await House.with { house in
            let opened = try await house.submitted()
            // What intake would have kept of the package: its two files with their digests.
            for sheet in opened.sheets {
                try await house.sql(
                    """
                    INSERT INTO lianshen.package_entry (package_id, ordinal, case_id, owner_id, raw_name, name, encoding, sha256, size, role)
                    SELECT package_id, \(sheet.ordinal), case_id, owner_id, ''::bytea, file, 'utf8', file_sha256, 1, 'sheet' FROM lianshen.sheet
                     WHERE sheet_id = '\(sheet.id)'
                    """)
            }
            let first = #"{"reason":"一","demands":[{"text":"补图签","basis":"令第13号","sheet":"建施-00"}]}"#
            #expect(try await self.return(house, opened, first).status == 200)
            #expect(try await house.call(.post, "/v1/cases/\(opened.id.text)/confirm", as: "owner").status == 200)
            #expect(try await house.call(.post, "/v1/cases/\(opened.id.text)/submit", as: "owner").status == 200)
            let second = #"""
                {"reason":"二","demands":[{"text":"补图签","basis":"令第13号","sheet":"建施-00"},{"text":"补会签","basis":"令第13号","sheet":"建施-01"},
                {"text":"补节能专篇","basis":"令第13号"}]}
                """#
            #expect(try await self.return(house, opened, second).status == 200)
            let notice = try await notice(house, opened, 2)
            #expect(notice.items.map(\.isLate) == [false, true, false])
            #expect(notice.number.hasSuffix("-补2"))
            #expect(try await self.notice(house, opened, 1).items.map(\.isLate) == [false])
        }
    }

    @Test(arguments: [
        (#"{"reason":"r"}"#, "409 not-allowed"), (#"{"reason":"r","items":[]}"#, "422 invalid"),
        (#"{"reason":"r","demands":[{"text":"t"}]}"#, "422 invalid"),
        (#"{"reason":"r","demands":[{"text":"t","basis":""}]}"#, "422 invalid"), (#"{"items":["i"]}"#, "422 invalid"),
    ])
    func aReturnNeedsAReasonAndSomethingToPutRightEachWithItsBasis(_ body: String, _ refusal: String) async throws {
        try await House.with { house in
            let opened = try await house.submitted()
            #expect(try await self.return(house, opened, body).brief == refusal)
            #expect(try await house.call(.get, "/v1/cases/\(opened.id.text)/deficiencies/1", as: "owner").brief == "404 missing")
        }
    }

    @Test func aNoticeThatSpeaksOfARestrictedSheetIsNotForBodiesThatMayNotOpenIt() async throws {
        try await House.with { house in
            let opened = try await house.submitted()
            let demand = #"{"reason":"材料不全","demands":[{"text":"口部须移位","basis":"人防规范","sheet":"建施-00"}]}"#
            #expect(try await self.return(house, opened, demand).status == 200)
            let path = "/v1/cases/\(opened.id.text)"
            for (act, person) in [("confirm", "owner"), ("submit", "owner"), ("accept", "clerk")] {
                let answer = try await house.call(.post, "\(path)/\(act)", as: person)
                #expect(answer.status == 200, "\(act): \(answer.text)")
            }
            #expect(try await house.call(.get, path + "/deficiencies/1", as: "fire").status == 200)
            let flag = #"{"restricted":true,"reason":"人防口部","disciplines":["civil_defence"]}"#
            #expect(try await house.call(.post, "/v1/sheets/\(opened.sheets[0].id.text)/restrict", as: "owner", json: flag).status == 200)
            let refused = try await house.call(.get, path + "/deficiencies/1", as: "fire")
            #expect(try refused.problem.refusal == "access.restricted")
            for (person, count) in [("fire", 0), ("civil_defence", 1), ("owner", 1)] {
                let listed = try await house.call(.get, path + "/deficiencies", as: person).json(PageBody<DeficiencyBody>.self)
                #expect(listed.items.count == count, "\(person)")
            }
        }
    }
}
