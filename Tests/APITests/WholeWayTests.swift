import Foundation
import JointReview
import NIOCore
import SampleCase
import Sheets
import Store
import Testing
import Wire

/// The whole way through the interface, with a worker that does the machine jobs.
@Suite(.timeLimit(.minutes(10))) struct WholeWayTests {
    @Test func aPackageBecomesAReport() async throws {
        try await House.with { house in
            try await house.working {
                let draft = try await house.draft()
                let bytes = ByteBuffer(bytes: try SampleCase.package(round: 1))
                let sent = try await house.send(.put, "/v1/cases/\(draft.id.text)/packages?name=r1.zip", as: "designer", bytes: bytes)
                let package = "/v1/packages/\(try sent.json(DrawingPackageBody.self).id.text)"
                let checked = try await eventually("a checked package") {
                    let now: DrawingPackageBody = try await house.call(.get, package, as: "designer").json()
                    return now.state == .uploaded ? nil : now
                }
                #expect(checked.state == .checked && checked.acceptable == true)
                let report = try await house.call(.get, package + "/check", as: "owner")
                #expect(report.status == 200 && report.text.contains(checked.sha256))
                let sheets: PageBody<SheetBody> = try await house.call(.get, package + "/sheets?limit=200", as: "designer").json()
                #expect(sheets.items.count == checked.sheetCount && sheets.items.count > 5)
                let sheet = try #require(sheets.items.first)
                let pdf = try await house.call(.get, "/v1/sheets/\(sheet.id.text)/content", as: "designer")
                #expect(pdf.body.starts(with: Data("%PDF-".utf8)))
                let picture = try await eventually("a thumbnail") {
                    let answer = try await house.call(.get, "/v1/sheets/\(sheet.id.text)/thumbnail", as: "owner")
                    #expect([200, 202].contains(answer.status), "\(answer.text)")
                    return answer.status == 200 ? answer : nil
                }
                #expect(picture.body.starts(with: [0xFF, 0xD8, 0xFF]))
                try await everyPageIsListedWithItsPicture(package, sheets.items, house)
                let facts = try await house.call(.get, "/v1/sheets/\(sheet.id.text)/facts", as: "owner").json(SheetFacts.self)
                #expect(facts.pages.map(\.number) == [sheet.page] && facts.signatures == [])

                let path = "/v1/cases/\(draft.id.text)"
                #expect(try await house.call(.post, package + "/seal", as: "designer").status == 200)
                #expect(try await house.call(.post, path + "/confirm", as: "owner").status == 200)
                #expect(try await house.call(.post, path + "/submit", as: "owner").json(CaseBody.self).state == .submitted)
                #expect(try await house.call(.post, path + "/accept", as: "clerk").json(CaseBody.self).state == .inFirstReview)
                _ = try await together(Discipline.allCases.count) { index in
                    let discipline = Discipline.allCases[index]
                    let review: ReviewBody = try await house.call(.post, "/v1/queues/\(discipline.rawValue)/claim", as: discipline.rawValue).json()
                    let comment =
                        #"{"attempt":\#(review.attempt),"sheetId":"\#(sheet.id.text)","region":{"page":\#(sheet.page),"x":1,"y":1,"#
                        + #""width":20,"height":20},"severity":"advice","text":"示例意见"}"#
                    let published = try await house.call(.post, "/v1/reviews/\(review.id.text)/comments", as: discipline.rawValue, json: comment)
                    #expect(published.status == 201, "\(published.text)")
                    try await house.tickOpen(review, on: sheet.id)
                    let decided = try await house.call(
                        .post, "/v1/reviews/\(review.id.text)/decide", as: discipline.rawValue,
                        json: #"{"attempt":\#(review.attempt),"decision":"pass_with_advice"}"#)
                    #expect(decided.status == 200, "\(decided.text)")
                }
                let done = try await eventually("a report") {
                    let answer = try await house.call(.get, path + "/report?format=html&lang=zh", as: "owner")
                    return answer.status == 200 ? answer : nil
                }
                #expect(done.text.contains("示例意见") && done["Content-Disposition"]?.hasPrefix("attachment") == true)
                let comments: PageBody<CommentBody> = try await house.call(.get, path + "/comments", as: "owner").json()
                #expect(comments.items.count == 5 && comments.items.allSatisfy { !$0.provisional })
                let jobs: PageBody<JobBody> = try await house.call(.get, path + "/jobs", as: "owner").json()
                #expect(jobs.items.allSatisfy { $0.state == .done } && jobs.items.count == 3)
            }
        }
    }

    /// Sheets, and the pages of the books beside them, each with a picture that can be fetched by its place in the list.
    private func everyPageIsListedWithItsPicture(_ package: String, _ sheets: [SheetBody], _ house: House) async throws {
        var pages: [PackagePageBody] = []
        var next: String?
        repeat {
            let answer = try await house.call(.get, package + "/pages?limit=7" + (next.map { "&after=\($0)" } ?? ""), as: "owner")
            let part = try answer.json(PackagePagesBody.self)
            #expect(answer.status == 200 && !part.cut && part.pageCount == part.listedCount)
            pages += part.items
            next = part.next
        } while next != nil
        #expect(pages.map(\.ordinal) == Array(0..<pages.count))
        #expect(Set(pages.compactMap(\.sheetId)) == Set(sheets.map(\.id)))
        let books = pages.filter { $0.role == "document" }
        #expect(books.count > 4 && books.allSatisfy { $0.sheetId == nil && $0.thumbnailSha256 != nil })
        for page in [books.first, books.last, pages.first { $0.sheetId == sheets.first?.id }].compactMap({ $0 }) {
            let picture = try await house.call(.get, "\(package)/pages/\(page.ordinal)/thumbnail", as: "owner")
            #expect(picture.status == 200 && picture["Content-Type"] == "image/jpeg" && picture.body.count == page.thumbnailSize)
            #expect(picture.body.starts(with: [0xFF, 0xD8, 0xFF]))
        }
        for place in ["\(pages.count)", "-1", "x", "99999999999"] {
            #expect(try await house.call(.get, "\(package)/pages/\(place)/thumbnail", as: "owner").brief == "404 missing", "\(place)")
        }
        for path in [package + "/pages", package + "/pages/0/thumbnail"] {
            #expect(try await house.call(.get, path, as: "fire").brief == "404 missing", "no party of the draft: \(path)")
        }
    }

    @Test func aPackageThatIsNoneIsRejectedWithEveryFinding() async throws {
        try await House.with { house in
            try await house.working {
                let draft = try await house.draft()
                let sent = try await house.call(.put, "/v1/cases/\(draft.id.text)/packages?name=x.zip", as: "designer", json: "not an archive")
                let package = "/v1/packages/\(try sent.json(DrawingPackageBody.self).id.text)"
                let read = try await eventually("a read package") {
                    let now: DrawingPackageBody = try await house.call(.get, package, as: "designer").json()
                    return now.state == .uploaded ? nil : now
                }
                #expect(read.state == .rejected && read.acceptable == false && (read.rejectCount ?? 0) > 0)
                let seal = try await house.call(.post, package + "/seal", as: "designer")
                #expect(seal.brief == "409 not-allowed")
            }
        }
    }
}
