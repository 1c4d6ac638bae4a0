import JointReview
import Wire

extension ItemBody: Shown {
    static let fields: [Field<ItemBody>] = [
        .listed("条", "item") { String($0.number) },
        .listed("图号", "sheet") { $0.sheetNumber },
        .listed("专业", "discipline") { $0.sources.first?.comment.discipline.both },
        .listed("分级", "severity") { $0.sources.first?.comment.severity.both },
        .listed("意见", "text") { $0.sources.first?.comment.text },
        .listed("要求", "demands") { item in
            let demands = item.sources.flatMap(\.comment.demands)
            return demands.isEmpty ? nil : demands.map { $0.demand.line + ($0.outcome.map { " · \($0.both)" } ?? "") }.joined(separator: "; ")
        },
        .listed("回复", "answer") { $0.sources.first?.answers.first.map { "\($0.verdict.both): \($0.text)" } },
        .listed("位置", "place") { item in
            item.sources.first?.followed.first.map { "\($0.fate.both) \(Int(($0.certainty * 100).rounded())) %" }
        },
        .listed("复核", "found") { $0.sources.first?.backchecks.first?.verdict.both },
        .listed("意见标识", "comment") { $0.sources.map(\.comment.id.text).joined(separator: " ") },
    ]
}

extension AnswerBody: Shown {
    static let fields: [Field<AnswerBody>] = [
        .listed("意见", "comment") { $0.commentId.text },
        .listed("轮次", "round") { String($0.round) },
        .listed("采纳", "verdict") { $0.verdict.both },
        .listed("回复", "text") { $0.text },
        .listed("图号", "sheet") { $0.place?.sheetNumber },
        .listed("发出", "released") { $0.releasedAt?.inChina },
        .alone("设计单位", "institute") { $0.instituteId.text },
        .alone("作者", "author") { $0.authorId.text },
        .alone("写于", "written") { $0.writtenAt.inChina },
    ]
}

extension BackcheckBody: Shown {
    static let fields: [Field<BackcheckBody>] = [
        .listed("意见", "comment") { $0.commentId.text },
        .listed("轮次", "round") { String($0.round) },
        .listed("结果", "found") { $0.verdict.both },
        .listed("说明", "text") { $0.text },
        .alone("复核", "checked") { $0.checkedAt.inChina },
        .alone("人员", "person") { $0.personId.text },
    ]
}

extension TurnBody: Shown {
    static let fields: [Field<TurnBody>] = [
        .listed("单位", "organisation") { $0.organisationName ?? $0.organisationId.text },
        .listed("人员", "person") { turn in turn.personId.map { turn.personName ?? $0.text } ?? "(无人可办 nobody)" },
        .listed("原因", "why") { "\($0.why.zh) \($0.why.en)" },
        .listed("期限", "due") { $0.dueAt?.dueDay },
        .listed("对象", "object") { [$0.kindWord, $0.discipline?.both].compactMap { $0 }.joined(separator: " · ") },
        // What the commands that do it want to be told.
        .listed("标识", "id") { $0.objectId.text },
    ]
}

extension TurnBody {
    /// What it must be done to, in both languages.
    fileprivate var kindWord: String {
        switch objectKind {
        case "case": "报审件 case"
        case "package": "图纸包 package"
        case "review": "审查 review"
        case "comment": "意见 comment"
        default: objectKind
        }
    }
}
