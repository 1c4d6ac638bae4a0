import JointReview
import Wire

extension ReviewBody: Shown {
    static let fields: [Field<ReviewBody>] = [
        .listed("标识", "id") { $0.id.text },
        .listed("专业", "discipline") { $0.discipline.both },
        .listed("轮次", "round") { String($0.round) },
        .listed("状态", "state") { $0.state.both },
        .listed("期限", "due") { $0.dueAt.dueDay },
        .listed("执次", "attempt") { String($0.attempt) },
        .listed("结论", "decision") { $0.decision?.both },
        .alone("适用", "applicability") { $0.applicability.both + ($0.mergedInto.map { " \($0.both)" } ?? "") },
        .alone("依据", "legal basis") { $0.legalBasis },
        .alone("报审件", "case") { $0.caseId.text },
        .alone("审查人", "reviewer") { $0.reviewerId?.text },
        .alone("领取", "claimed") { $0.claimedAt?.inChina },
        .alone("作出", "decided") { $0.decidedAt?.inChina },
        .alone("小结", "summary") { $0.summary },
        .alone("沿用", "carried from") { $0.carriedFrom?.text },
    ]
}

extension CommentBody: Shown {
    static let fields: [Field<CommentBody>] = [
        .listed("标识", "id") { $0.id.text },
        .listed("专业", "discipline") { $0.discipline.both },
        .listed("分级", "severity") { $0.severity.both },
        .listed("意见", "text") { $0.text },
        .alone("依据", "basis") { $0.basis?.text },
        .alone("图纸", "sheet") { $0.sheetId.text },
        .alone("位置", "place") { "p. \($0.region.page): \($0.region.x), \($0.region.y), \($0.region.width) × \($0.region.height)" },
        .alone("审查任务", "review") { $0.reviewId.text },
        .alone("发布", "published") { $0.publishedAt.inChina },
        .alone("更正", "corrects") { $0.supersedes?.text },
        .alone("被更正", "corrected by") { $0.supersededBy?.text },
        .alone("要求", "demands") { body in
            body.demands.isEmpty ? nil : body.demands.map { $0.demand.line + ($0.outcome.map { " · \($0.both)" } ?? "") }.joined(separator: "; ")
        },
        .alone("声明矛盾", "contradicts") { $0.contradicts.isEmpty ? nil : $0.contradicts.map(\.text).joined(separator: " ") },
        .alone("迟提", "late because") { $0.lateReason },
        .alone("圈阅", "markup") { body in body.markup.map { $0.map(\.kind.both).joined(separator: ", ") } },
        .alone("提示", "warnings") { body in body.warnings.map { $0.map { "\($0.message.zh) \($0.message.en)" }.joined(separator: "; ") } },
        .alone("暂定", "provisional") { $0.provisional ? "是 yes" : nil },
    ]
}
