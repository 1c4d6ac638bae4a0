import Foundation
import JointReview
import NIOCore
import SampleCase
import Store
import Testing
import Wire

/// A returned case gets a package of changes: composed, shown, confirmed by both, reviewed as a whole.
@Suite(.timeLimit(.minutes(10))) struct SetTests {
    private func send(_ round: Int, replaces: String?, _ id: UUID, _ house: House) async throws -> DrawingPackageBody {
        let bytes = ByteBuffer(bytes: try SampleCase.package(round: round, replaces: replaces))
        let sent = try await house.send(.put, "/v1/cases/\(id.text)/packages?name=r\(round).zip", as: "designer", bytes: bytes)
        let package = "/v1/packages/\(try sent.json(DrawingPackageBody.self).id.text)"
        return try await eventually("a read package") {
            let now: DrawingPackageBody = try await house.call(.get, package, as: "designer").json()
            return now.state == .uploaded ? nil : now
        }
    }

    private func returned(_ house: House) async throws -> (record: CaseRecord, first: DrawingPackageBody) {
        let draft = try await house.draft()
        let path = "/v1/cases/\(draft.id.text)"
        let first = try await send(1, replaces: nil, draft.id, house)
        for (act, person) in [("/v1/packages/\(first.id.text)/seal", "designer"), (path + "/confirm", "owner"), (path + "/submit", "owner")] {
            #expect(try await house.call(.post, act, as: person).status == 200, "\(act)")
        }
        let notice = #"{"reason":"按意见修改","items":["总平面退距不足"]}"#
        #expect(try await house.call(.post, path + "/return", as: "clerk", json: notice).json(CaseBody.self).state == .deficient)
        return (draft, first)
    }

    @Test func aReturnedCaseIsMendedByAPackageOfChanges() async throws {
        try await House.with { house in
            try await house.working {
                let (draft, first) = try await returned(house)
                let path = "/v1/cases/\(draft.id.text)"
                let second = try await send(2, replaces: first.sha256, draft.id, house)
                #expect(second.state == .checked && second.rejectCount == 0 && second.warnCount == 0)
                let package = "/v1/packages/\(second.id.text)"
                let answer = try await house.call(.get, package + "/set", as: "owner")
                let set = try answer.json(PackageSetBody.self)
                #expect(answer["ETag"] == "\"1\"" && set.partial && set.basePackageId == first.id)
                #expect(set.counts.changed == 11 && set.carriedCount == 2 && set.sheetCount == 13 && set.counts.added + set.counts.removed == 0)
                #expect(set.documents.count == 4 && set.documents.count { $0.carried } == 3)
                #expect(try await house.call(.get, package + "/check?format=html", as: "owner").text.contains("组成的全套图纸"))
                let lines = try await sheets(package, house)
                #expect(lines.filter(\.carried).map(\.sheet.number) == ["建施-15", "结施-08"])
                #expect(lines.filter(\.carried).allSatisfy { $0.sheet.packageId == first.id && $0.standing == .sameBytes })

                // Nothing goes on before both have said yes to exactly this.
                let yes = #"{"sha256":"\#(set.sha256)"}"#
                #expect(try await house.call(.post, package + "/seal", as: "designer").problem.refusal == "case.sets_unconfirmed")
                let other = #"{"sha256":"\#(String(repeating: "0", count: 64))"}"#
                #expect(try await house.call(.post, package + "/set/confirm", as: "designer", json: other).brief == "409 stale")
                let early = try await house.call(.post, package + "/set/confirm", as: "designer", json: yes, headers: [("If-Match", "\"7\"")])
                #expect(early.brief == "412 stale")
                let key = [("Idempotency-Key", "confirm-\(second.id.text)")]
                let confirmed = try await house.call(.post, package + "/set/confirm", as: "designer", json: yes, headers: key)
                #expect(try confirmed.json(PackageSetBody.self).confirmations.map(\.side) == [.institute] && confirmed["ETag"] == "\"2\"")
                let again = try await house.call(.post, package + "/set/confirm", as: "designer", json: yes, headers: key)
                #expect(again["Idempotency-Replayed"] == "true" && again.body == confirmed.body)
                #expect(try await house.call(.post, package + "/seal", as: "designer").status == 200)
                #expect(try await house.call(.post, path + "/confirm", as: "owner").problem.refusal == "case.sets_unconfirmed")
                // However often a side says it, it is one confirmation and one entry.
                let many = try await together(5) { _ in try await house.call(.post, package + "/set/confirm", as: "owner", json: yes) }
                #expect(try many.allSatisfy { try $0.status == 200 && $0.json(PackageSetBody.self).confirmations.count == 2 })
                let entries = "SELECT count(*) FROM lianshen.audit_entry WHERE act = 'package.confirm_set' AND to_state = 'confirmed_by_owner'"
                #expect(try await house.count(entries) == 1)
                for (act, person) in [("confirm", "owner"), ("submit", "owner"), ("accept", "clerk")] {
                    #expect(try await house.call(.post, "\(path)/\(act)", as: person).status == 200, "\(act)")
                }
                // Once it is under review nothing can be confirmed any more.
                #expect(try await house.call(.post, package + "/set/confirm", as: "owner", json: yes).problem.refusal == "case.not_allowed")
                try await review(lines, replaced: try await sheetOf(first, "总施-01", house), path, house)
            }
        }
    }

    /// Five disciplines review the composed set: a sheet that was carried over takes a comment, one that was replaced does not.
    private func review(_ lines: [SetSheetBody], replaced: UUID, _ path: String, _ house: House) async throws {
        let carried = try #require(lines.first { $0.carried }).sheet
        for discipline in Discipline.allCases {
            let review: ReviewBody = try await house.call(.post, "/v1/queues/\(discipline.rawValue)/claim", as: discipline.rawValue).json()
            func comment(_ sheet: UUID) async throws -> Answer {
                let body =
                    #"{"attempt":\#(review.attempt),"sheetId":"\#(sheet.text)","region":{"page":1,"x":1,"y":1,"width":20,"height":20},"#
                    + #""severity":"advice","text":"示例意见"}"#
                return try await house.call(.post, "/v1/reviews/\(review.id.text)/comments", as: discipline.rawValue, json: body)
            }
            #expect(try await comment(replaced).brief == "422 invalid")
            #expect(try await comment(carried.id).status == 201)
            try await house.tickOpen(review, on: carried.id)
            let decision = #"{"attempt":\#(review.attempt),"decision":"pass_with_advice"}"#
            #expect(try await house.call(.post, "/v1/reviews/\(review.id.text)/decide", as: discipline.rawValue, json: decision).status == 200)
        }
        let report = try await eventually("a report") {
            let answer = try await house.call(.get, path + "/report?format=html&lang=zh", as: "owner")
            return answer.status == 200 ? answer : nil
        }
        for words in ["只报修改的图纸", "已修改", "全套图纸摘要", "建施-15", "结构计算书"] { #expect(report.text.contains(words), "\(words)") }
        let record = try await house.call(.get, path + "/report?format=json", as: "owner").text
        #expect(record.contains(#""standing":"changed""#) && record.contains(#""partial":true"#))
    }

    @Test func changesMadeForAnotherPackageAreRefusedAndTheComparisonIsInTheReport() async throws {
        try await House.with { house in
            try await house.working {
                let (draft, _) = try await returned(house)
                let wrong = try await send(3, replaces: String(repeating: "ab", count: 32), draft.id, house)
                #expect(wrong.state == .rejected)
                let report = try await house.call(.get, "/v1/packages/\(wrong.id.text)/check", as: "designer").json(CheckedPackage.self)
                #expect(report.findings.map(\.code) == ["set.base_differs"])
                #expect(report.set?.sheets.filter { $0.standing == .changed }.map(\.number) == ["建施-00", "结施-08"])
                #expect(try await house.call(.get, "/v1/packages/\(wrong.id.text)/set", as: "designer").brief == "404 missing")
                #expect(
                    try await house.call(.get, "/v1/packages/\(wrong.id.text)/set/sheets", as: "designer").json(PageBody<SetSheetBody>.self).items
                        == [])
            }
        }
    }

    @Test func changesWithoutASetToApplyThemToAreRefused() async throws {
        try await House.with { house in
            try await house.working {
                let read = try await send(2, replaces: nil, try await house.draft().id, house)
                #expect(read.state == .rejected)
                #expect(try await house.call(.get, "/v1/packages/\(read.id.text)/check", as: "designer").text.contains("set.no_base"))
            }
        }
    }

    @Test func aSetIsListedPageByPage() async throws {
        try await House.with { house in
            let opened = try await house.submitted()
            let path = "/v1/packages/\(opened.package.id.text)/set/sheets?limit=1"
            let first = try await house.call(.get, path, as: "owner").json(PageBody<SetSheetBody>.self)
            #expect(first.items.map(\.standing) == [.added])
            let next = try await house.call(.get, path + "&after=\(try #require(first.next))", as: "owner").json(PageBody<SetSheetBody>.self)
            #expect(next.items.map(\.ordinal) == [1] && next.next == nil)
        }
    }

    private func sheets(_ package: String, _ house: House) async throws -> [SetSheetBody] {
        try await house.call(.get, package + "/set/sheets?limit=200", as: "designer").json(PageBody<SetSheetBody>.self).items
    }

    private func sheetOf(_ package: DrawingPackageBody, _ number: String, _ house: House) async throws -> UUID {
        let path = "/v1/packages/\(package.id.text)/sheets?limit=200"
        let all = try await house.call(.get, path, as: "designer").json(PageBody<SheetBody>.self).items
        return try #require(all.first { $0.number == number }).id
    }
}
