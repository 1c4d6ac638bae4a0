import Foundation
import JointReview
import Wire

extension NoticeBody {
    /// What is told, in words; identities are left to `--json`.
    var particulars: String {
        guard case .object(let members) = body else { return body.line }
        let known = Self.words.compactMap { name, word in members[name].flatMap(Self.text).map { (word, name, $0) } }
        let named = Set(Self.words.map(\.0))
        let rest = members.keys.filter { !named.contains($0) }.sorted()
        let others = rest.compactMap { name in members[name].flatMap(Self.text).map { (name, name, $0) } }
        return (known + others).map { word, name, text in "\(word): \(Self.translated(name, text))" }.joined(separator: "; ")
    }

    /// What notices tell, in the order in which it is read.
    private static let words: [(String, String)] = [
        ("discipline", "专业 discipline"), ("round", "轮次 round"), ("verdict", "结论 verdict"), ("effect", "原结论 decision before"),
        ("open", "待协调冲突 open conflicts"), ("item", "所欠 owed"), ("items", "事项 items"), ("dueBefore", "原期限 due before"), ("dueAt", "期限 due"),
        ("dueOn", "期限 due"), ("since", "自 since"), ("level", "级别 level"), ("source", "依据 source"), ("job", "任务 job"),
        ("deficiency", "告知书 notice no."), ("debt", "欠项 no. of debt"), ("reason", "理由 reason"),
    ]

    /// A value that says something to a person: no identity, nothing empty.
    private static func text(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text.isEmpty || UUID(uuidString: text) != nil ? nil : text.split(whereSeparator: \.isNewline).joined(separator: "、")
        case .null: nil
        default: value.line
        }
    }

    /// An instant as the interface writes it, or as the database does in particulars.
    private static func instant(_ text: String) -> Date? {
        let style = Date.ISO8601FormatStyle(timeZoneSeparator: .colon, includingFractionalSeconds: text.contains("."))
        return WireJSON.date(text) ?? (try? style.parse(text))
    }

    /// Words of the trade in both languages, instants on a clock in China.
    private static func translated(_ name: String, _ text: String) -> String {
        switch name {
        case "discipline": Discipline(rawValue: text)?.both ?? text
        case "verdict": Decision(rawValue: text)?.both ?? text
        case "dueAt", "dueBefore": instant(text)?.dueDay ?? text
        case "since": instant(text)?.inChina ?? text
        case "effect": ["keeps": "沿用 kept", "drops": "须重审 to be reviewed again", "waits": "待确认图面 waits for a confirmed look"][text] ?? text
        case "level": ["1": "将到期 due soon", "2": "逾期 overdue", "3": "逾期督办 overdue, under supervision"][text] ?? text
        default: text
        }
    }
}
