import Client
import Foundation
import JointReview
import SampleCase
import Wire

/// One body's reviewer in the demo: claims, reads, comments, decides, while the other four do the same.
struct DemoReviewer: Sendable {
    let client: LianshenClient
    let discipline: Discipline
    let sheets: [SheetBody]
    /// Who does it in the sample; nil for any other package.
    let body: DemoBody?
    let run: String
    /// A review that the dispatcher gave to this reviewer.
    var assigned: UUID?

    /// Takes the review that was given, or the one that is due first.
    func claim() async throws -> ReviewBody {
        if let assigned { return try await client.claim(assigned, key: "\(run)-claim-\(discipline.rawValue)") }
        guard let review = try await client.claimNext(discipline, key: "\(run)-claim-\(discipline.rawValue)") else {
            throw DemoError.unexpected("\(discipline.label.zh)没有待审任务 · nothing waits for \(discipline.label.en)")
        }
        return review
    }

    /// Comments on the sheets and decides.
    func carryOut(_ review: ReviewBody) async throws -> (comments: Int, decision: Decision) {
        guard let body else { return try await demonstrate(review) }
        let comments = SampleCase.comments.filter { $0.discipline == discipline && $0.round == 1 }
        try await body.examine(review, comments, step: "1-\(discipline.rawValue)")
        let decision = Self.decision(on: comments.map(\.severity))
        try await body.decide(review, decision, summary: "\(discipline.label.zh)审查完成,意见 \(comments.count) 条。", step: "1-\(discipline.rawValue)")
        return (comments.count, decision)
    }

    private static func decision(on severities: [Severity]) -> Decision {
        if severities.contains(where: \.blocks) { .fail } else if severities.isEmpty { .pass } else { .passWithAdvice }
    }

    private func demonstrate(_ review: ReviewBody) async throws -> (comments: Int, decision: Decision) {
        let drafts = plainDrafts(attempt: review.attempt)
        for (index, draft) in drafts.enumerated() {
            _ = try await client.sheet(draft.sheetId)
            _ = try await client.comment(on: review.id, draft, key: "\(run)-comment-\(discipline.rawValue)-\(index)")
        }
        let decision = Self.decision(on: drafts.map(\.severity))
        if decision != .fail { try await client.tickOpen(review.id, attempt: review.attempt, on: sheets, key: "\(run)-tick-\(discipline.rawValue)") }
        let body = DecideReviewBody(attempt: review.attempt, decision: decision, summary: "\(discipline.label.zh)审查完成,意见 \(drafts.count) 条。")
        _ = try await client.decide(review.id, body, key: "\(run)-decide-\(discipline.rawValue)")
        return (drafts.count, decision)
    }

    /// For any other package: one remark on a sheet of its own and one on the first, in the middle of the page; it says that it is a demonstration.
    private func plainDrafts(attempt: Int) -> [NewCommentBody] {
        guard let first = sheets.first, let place = Discipline.allCases.firstIndex(of: discipline) else { return [] }
        let own = sheets[place % sheets.count]
        return [(first, Severity.advice), (own, .generalClause)].map { sheet, severity in
            let region = Region(page: sheet.page, x: sheet.width * 0.4, y: sheet.height * 0.4, width: sheet.width * 0.2, height: sheet.height * 0.2)
            return NewCommentBody(
                attempt: attempt, sheetId: sheet.id, region: region, severity: severity, text: "【演示】\(discipline.label.zh)审查意见:请核对图中标注处。",
                basis: severity.blocks ? .approvalDocument(number: "演示用审批文件", article: "第 \(place + 1) 条") : nil)
        }
    }
}
