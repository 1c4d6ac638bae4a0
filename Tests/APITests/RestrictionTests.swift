import Blobs
import Foundation
import JointReview
import Store
import Testing
import Wire

/// Classified work stays out; restricted sheets stay with those whom they concern.
@Suite(.timeLimit(.minutes(5))) struct RestrictionTests {
    private func content(_ house: House, _ opened: Opened, as person: String) async throws -> String {
        try await house.call(.get, "/v1/sheets/\(opened.sheets[0].id.text)/content", as: person).brief
    }

    private func package(_ house: House, _ opened: Opened, as person: String) async throws -> String {
        try await house.call(.get, "/v1/packages/\(opened.package.id.text)/content", as: person).brief
    }

    private func restrict(_ house: House, _ opened: Opened, as person: String, _ json: String) async throws -> Answer {
        try await house.restrict(opened, as: person, json)
    }

    @Test func aRestrictedSheetIsHeldBackFromBodiesThatAreNotEntitled() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            #expect(try await content(house, opened, as: "fire") == "200 ")
            let answer = try await restrict(house, opened, as: "owner", #"{"restricted":true,"reason":"人防口部","disciplines":["civil_defence"]}"#)
            #expect(try answer.status == 200 && answer.json(SheetBody.self).restricted)
            for person in ["owner", "designer", "clerk", "regulator", "civil_defence"] {
                #expect(try await content(house, opened, as: person) == "200 ", "\(person)")
                #expect(try await package(house, opened, as: person) == "200 ", "\(person)")
            }
            for person in ["fire", "planning", "structural"] {
                #expect(try await content(house, opened, as: person) == "403 forbidden", "\(person)")
                // The package holds it too.
                #expect(try await package(house, opened, as: person) == "403 forbidden", "\(person)")
            }
            let denied = try await house.call(.get, "/v1/sheets/\(opened.sheets[0].id.text)/content", as: "fire")
            #expect(try denied.problem.refusal == "access.restricted")
            #expect(
                try await house.count("SELECT count(*) FROM lianshen.audit_entry WHERE result = 'denied' AND request_id = '\(denied.requestID)'") == 1
            )
            for part in ["facts", "thumbnail"] {
                let answer = try await house.call(.get, "/v1/sheets/\(opened.sheets[0].id.text)/\(part)", as: "fire")
                #expect(answer.brief == "403 forbidden", "\(part)")
            }
            // Its neighbour stays open, and lifting it opens it again; both changes are entries.
            #expect(try await house.call(.get, "/v1/sheets/\(opened.sheets[1].id.text)/content", as: "fire").status == 200)
            #expect(try await restrict(house, opened, as: "coordinator", #"{"restricted":false,"reason":"已公开"}"#).status == 200)
            #expect(try await content(house, opened, as: "fire") == "200 ")
            #expect(
                try await house.sql(
                    "SELECT string_agg(from_state || '>' || to_state, ' ' ORDER BY audit_id) FROM lianshen.audit_entry WHERE act = 'sheet.restrict'"
                )
                .hasPrefix("open>restricted restricted>open"))
        }
    }

    @Test func whatIsSaidOfARestrictedSheetIsNotForOtherBodiesEither() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let attempt = try await house.claim(.civilDefence, opened)
            let review = try opened.review(.civilDefence).id.text
            let published = try await house.call(
                .post, "/v1/reviews/\(review)/comments", as: "civil_defence", json: house.comment(opened, attempt: attempt, text: "口部须移位"))
            let comment = try published.json(CommentBody.self).id.text
            #expect(try await house.call(.get, "/v1/cases/\(opened.id.text)/comments", as: "fire").text.contains("口部须移位"))
            let flag = #"{"restricted":true,"reason":"人防口部","disciplines":["civil_defence"]}"#
            #expect(try await restrict(house, opened, as: "owner", flag).status == 200)
            for person in ["fire", "planning"] {
                #expect(try await !house.call(.get, "/v1/cases/\(opened.id.text)/comments", as: person).text.contains("口部须移位"), "\(person)")
                #expect(try await house.call(.get, "/v1/comments/\(comment)", as: person).brief == "403 forbidden", "\(person)")
            }
            for person in ["civil_defence", "owner", "designer", "regulator"] {
                #expect(try await house.call(.get, "/v1/cases/\(opened.id.text)/comments", as: person).text.contains("口部须移位"), "\(person)")
                #expect(try await house.call(.get, "/v1/comments/\(comment)", as: person).status == 200, "\(person)")
            }
        }
    }

    @Test func onlyOwnerInstituteAndDeskOfTheCaseFlagASheetAndWithAReason() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let flag = #"{"restricted":true,"reason":"r"}"#
            for person in ["fire", "regulator", "drafter"] {
                #expect(try await restrict(house, opened, as: person, flag).brief == "403 forbidden", "\(person)")
            }
            #expect(try await restrict(house, opened, as: "designer", #"{"restricted":true}"#).brief == "422 invalid")
            #expect(
                try await restrict(house, opened, as: "designer", #"{"restricted":true,"reason":"r","disciplines":["castle"]}"#).brief
                    == "422 invalid")
            #expect(try await restrict(house, opened, as: "designer", flag).status == 200)
        }
    }

    @Test func aClassifiedProjectIsRefusedBeforeAnythingCanBeUploaded() async throws {
        try await House.with { house in
            let facts = #"{"class":"building","funding":"filed","size":"medium","classified":true}"#
            let answer = try await house.call(.post, "/v1/projects", as: "owner", json: #"{"name":"n","region":"320800","facts":\#(facts)}"#)
            #expect(answer.status == 409)
            #expect(try await house.count("SELECT count(*) FROM lianshen.project WHERE name = 'n'") == 0)
            let opened = try await house.draft()
            let body = #"{"projectId":"\#(opened.project.text)","title":"t","leadId":"\#(house.cast.lead.id.text)","nonClassified":"#
            #expect(try await house.call(.post, "/v1/cases", as: "owner", json: body + "false}").brief == "422 invalid")
            let declared = try await house.call(.post, "/v1/cases", as: "owner", json: body + "true}")
            #expect(declared.status == 201)
            // The declaration is on record with who made it.
            let id = try declared.json(CaseBody.self).id
            #expect(
                try await house.count(
                    "SELECT count(*) FROM lianshen.audit_entry e JOIN lianshen.audit_detail d USING (audit_id) WHERE e.object_id = '\(id)' AND d.body LIKE '%non_classified%'"
                )
                    == 1)
        }
    }

    @Test func aCheckTellsNothingOfSheetsThatMayNotBeOpened() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            func finding(_ file: String, _ sheet: String?, _ text: String) -> String {
                let place = sheet.map { #","sheet":"\#($0)""# } ?? ""
                let words = #"{"zh":"\#(text)","en":"\#(text)"}"#
                return #"{"code":"sheet.x","severity":"warn","file":"\#(file)"\#(place),"message":\#(words),"remedy":\#(words)}"#
            }
            let findings = [finding("图/0.pdf", nil, "秘一"), finding("目录.pdf", "建施-00", "秘二"), finding("图/1.pdf", "建施-01", "公开")]
            let entries = (0..<2).map { #"{"name":"图/\#($0).pdf","size":1,"role":"sheet","facts":{"title":"字\#($0)"}}"# }
            let report = """
                {"format":"lianshen.check/1","acceptable":true,"package":{"name":"图纸.zip","sha256":"00","size":47},"manifest":"given",\
                "entries":[\(entries.joined(separator: ","))],"sheets":[],"findings":[\(findings.joined(separator: ","))]}
                """
            try await house.sql("UPDATE lianshen.package SET check_report = '\(report)' WHERE package_id = '\(opened.package.id)'")
            let path = "/v1/packages/\(opened.package.id.text)/check"
            let whole = try await house.call(.get, path, as: "fire")
            let flag = #"{"restricted":true,"reason":"人防口部","disciplines":["civil_defence"]}"#
            #expect(try await restrict(house, opened, as: "owner", flag).status == 200)
            for person in ["owner", "designer", "clerk", "civil_defence"] {
                #expect(try await house.call(.get, path, as: person).body == whole.body, "\(person)")
            }
            for person in ["fire", "structural"] {
                let answer = try await house.call(.get, path, as: person)
                #expect(answer.status == 200 && answer.text.contains("公开") && answer.text.contains("字1"), "\(person)")
                #expect(!answer.text.contains("秘") && !answer.text.contains("字0") && answer.text.contains("图/0.pdf"), "\(person)")
                let body = try answer.json(CheckReportBody.self)
                #expect(body.findings.count == 1 && body.withheldFindings == 2 && body.acceptable)
                let groups = try answer.json(JSONValue.self)["groups"]?.array
                #expect(groups?.count == 1 && groups?.first?["file"]?.string == "图/1.pdf", "\(person)")
                let page = try await house.call(.get, path + "?format=html", as: person).text
                #expect(page.contains("另有 2 项") && page.contains("公开") && !page.contains("秘"), "\(person)")
            }
        }
    }

    @Test func noBodyCommentsOnASheetThatItMayNotOpen() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let path = "/v1/reviews/\(try opened.review(.fire).id.text)/comments"
            let before = try await house.call(.post, path, as: "fire", json: house.comment(opened, attempt: attempt)).json(CommentBody.self)
            #expect(
                try await restrict(house, opened, as: "owner", #"{"restricted":true,"reason":"r","disciplines":["civil_defence"]}"#).status == 200)
            let refused = try await house.call(.post, path, as: "fire", json: house.comment(opened, attempt: attempt))
            #expect(try refused.status == 403 && refused.problem.refusal == "access.restricted")
            let corrected = String(house.comment(opened, attempt: attempt).dropLast()) + #","reason":"r"}"#
            let superseding = try await house.call(.post, "/v1/comments/\(before.id.text)/supersede", as: "fire", json: corrected)
            #expect(superseding.brief == "403 forbidden", "\(superseding.text)")
            let neighbour = house.comment(opened, attempt: attempt).replacing(opened.sheets[0].id.text, with: opened.sheets[1].id.text)
            #expect(try await house.call(.post, path, as: "fire", json: neighbour).status == 201)
            #expect(try await house.count("SELECT count(*) FROM lianshen.comment") == 2)
        }
    }

    @Test func pagesAreAsClosedAsTheSheetsOfTheirFileAndPagesThatLookLikeThem() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let bytes: [[UInt8]] = [[0xFF, 0xD8, 1], [0xFF, 0xD8, 2]]
            let staged = try bytes.map { bytes in
                try house.blobs.stage { (writer: inout BlobWriter) in try bytes.withUnsafeBytes { try writer.write($0) } }
            }
            let pictures = try await house.blobs.commit(staged).map { PageThumbnail.Picture(sha256: $0.sha256.bytes, size: Int($0.size)) }
            let (first, second) = (opened.sheets[0], opened.sheets[1])
            let book = [UInt8](repeating: 9, count: 32)
            // The sheet, the page behind it in its file, its neighbour, and a book that shows both sheets again.
            let pages = [
                PageThumbnail(
                    ordinal: 0, file: "图/0.pdf", page: 1, role: .sheet, fileSHA256: first.fileSHA256, sheet: first.id, picture: pictures[0]),
                PageThumbnail(ordinal: 1, file: "图/0.pdf", page: 2, role: .sheet, fileSHA256: first.fileSHA256, sheet: nil, picture: pictures[1]),
                PageThumbnail(
                    ordinal: 2, file: "图/1.pdf", page: 1, role: .sheet, fileSHA256: second.fileSHA256, sheet: second.id, picture: pictures[1]),
                PageThumbnail(ordinal: 3, file: "全套.pdf", page: 1, role: .document, fileSHA256: book, sheet: nil, picture: pictures[0]),
                PageThumbnail(ordinal: 4, file: "全套.pdf", page: 2, role: .document, fileSHA256: book, sheet: nil, picture: pictures[1]),
                PageThumbnail(ordinal: 5, file: "坏.pdf", page: 1, role: .other, fileSHA256: book, sheet: nil),
            ]
            try await house.store.transaction(as: .system("test")) { tx in
                try await tx.insert([ThumbnailRecord(sheet: first.id, sha256: pictures[0].sha256, size: 3)])
                try await tx.insert(pages, of: PackageDrawing(pages: 900, listed: pages.count), package: opened.package.id)
            }
            let path = "/v1/packages/\(opened.package.id.text)/pages"
            func seen(_ person: String) async throws -> [Int] {
                var answers: [Int] = []
                for page in pages { answers.append(try await house.call(.get, "\(path)/\(page.ordinal)/thumbnail", as: person).status) }
                return answers
            }
            #expect(try await seen("fire") == [200, 200, 200, 200, 200, 404])
            let flag = #"{"restricted":true,"reason":"人防口部","disciplines":["civil_defence"]}"#
            #expect(try await restrict(house, opened, as: "owner", flag).status == 200)
            for person in ["fire", "planning", "structural"] { #expect(try await seen(person) == [403, 403, 200, 403, 200, 404], "\(person)") }
            for person in ["owner", "designer", "clerk", "regulator", "civil_defence"] {
                #expect(try await seen(person) == [200, 200, 200, 200, 200, 404], "\(person)")
            }
            #expect(try await house.call(.get, path + "/0/thumbnail", as: "fire").problem.refusal == "access.restricted")
            // The list itself is like that of the sheets: what there is, not what it shows. It says that it was cut.
            let list = try await house.call(.get, path, as: "fire").json(PackagePagesBody.self)
            #expect(list.items.count == 6 && list.cut && list.pageCount == 900 && list.items[5].thumbnailSha256 == nil)
        }
    }

    @Test func aFileWithARestrictedPageIsClosedAsAWhole() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let (first, second) = (opened.sheets[0].id, opened.sheets[1].id)
            try await house.sql(
                "UPDATE lianshen.sheet SET file_sha256 = (SELECT file_sha256 FROM lianshen.sheet WHERE sheet_id = '\(first)'), facts = '{}' WHERE sheet_id = '\(second)'"
            )
            #expect(
                try await restrict(house, opened, as: "owner", #"{"restricted":true,"reason":"r","disciplines":["civil_defence"]}"#).status == 200)
            for part in ["content", "facts"] {
                let path = "/v1/sheets/\(second.text)/\(part)"
                #expect(try await house.call(.get, path, as: "fire").brief == "403 forbidden", "\(part)")
                #expect(try await house.call(.get, path, as: "civil_defence").status == 200, "\(part)")
            }
        }
    }
}
