import Foundation
import JointReview

/// When each discipline worked, drawn on one axis: whether the reviews ran side by side (齐步跑) is seen at a glance.
///
/// SVG text is made of our own words and of times only.
struct Timeline: Sendable {
    /// One discipline's stretch of work, in milliseconds since 1970.
    struct Stretch: Sendable {
        let line: ReportRecord.DisciplineLine
        let opened: Int64
        let claimed: Int64?
        /// End of the bar: the decision, or the end of the record while there is none.
        let end: Int64
        let comments: [Int64]
    }

    let stretches: [Stretch]
    let axis: TimeAxis
    let language: Language
    let lines: [ReportRecord.DisciplineLine]

    init(_ record: ReportRecord, language: Language) {
        self.language = language
        lines = record.disciplines
        var published: [UUID: [Int64]] = [:]
        for comment in record.comments { published[comment.review, default: []].append(ChinaTime.milliseconds(comment.publishedAt)) }
        // A decision that stands was made in an earlier round: nobody worked on it in this one.
        let reviewing = record.disciplines.filter { $0.applicability.applicability == .applies && $0.carriedRound == nil }
        let known = reviewing.flatMap { [$0.openedAt, $0.claimedAt, $0.decidedAt].compactMap { $0 } }.map(ChinaTime.milliseconds)
        let last = max(known.max() ?? 0, reviewing.contains { $0.decidedAt == nil } ? ChinaTime.milliseconds(record.madeAt) : 0)
        stretches = reviewing.map { line in
            let claimed = line.claimedAt.map(ChinaTime.milliseconds)
            let decided = line.decidedAt.map(ChinaTime.milliseconds)
            return Stretch(
                line: line, opened: ChinaTime.milliseconds(line.openedAt), claimed: claimed, end: max(decided ?? last, claimed ?? 0),
                comments: published[line.review] ?? [])
        }
        axis = TimeAxis(holding: known.isEmpty ? [] : known + [last])
    }

    /// The drawing with its caption; nothing when no discipline reviews.
    var figure: HTML {
        guard !stretches.isEmpty else { return "" }
        return """
            <figure>
            \(drawing)
            <figcaption>\(caption)</figcaption>
            </figure>
            """
    }

    func say(_ zh: String, _ en: String) -> String {
        switch language {
        case .zh: zh
        case .en: en
        }
    }

    // The words under the drawing: how many worked at once and when, and what that saved.
    private var caption: HTML {
        let overlap = Overlap(stretches.compactMap { stretch in stretch.claimed.map { $0..<max(stretch.end, $0) } })
        var words: HTML =
            "<span class=\"key\">\(say("浅色:待领取;深色:领取至结论;白线:发布意见;时区 Asia/Shanghai。", "Pale: waiting; dark: claimed to decided; white: a comment published; zone Asia/Shanghai."))</span>"
        if let best = overlap.best, best.count > 1 {
            let from = ChinaTime.Parts(best.range.lowerBound)
            let to = ChinaTime.Parts(best.range.upperBound)
            let all = best.count == stretches.count
            words += """
                 <strong>\(say(
                    "齐步跑:\(all ? "全部 " : "")\(best.count) 个审查类别同时在审 ",
                    "Side by side: \(all ? "all " : "")\(best.count) disciplines at work at once for "))\
                \(Self.duration(best.range.upperBound - best.range.lowerBound, language))</strong> \
                (\(from.day) \(from.fine) — \(from.day == to.day ? "" : to.day + " ")\(to.fine))\(say("。", "."))
                """
        }
        if let span = overlap.span, span.count > 0 {
            words += """
                 \(say("各类别用时合计 ", "One after the other they would have taken "))\(Self.duration(overlap.sum, language))\(say(
                    ",实际历时 ", "; they took "))\(Self.duration(Int64(span.count), language))\(say("。", "."))
                """
        }
        return words
    }

    /// A length of time in its two largest units.
    static func duration(_ milliseconds: Int64, _ language: Language) -> String {
        let units: [(size: Int64, zh: String, en: String)] = [
            (86_400_000, "天", "d"), (3_600_000, "小时", "h"), (60_000, "分", "min"), (1_000, "秒", "s"), (1, "毫秒", "ms"),
        ]
        guard let first = units.firstIndex(where: { milliseconds >= $0.size }) else { return language == .zh ? "0 毫秒" : "0 ms" }
        var rest = milliseconds
        var parts: [String] = []
        for unit in units[first...].prefix(2) {
            let count = rest / unit.size
            rest -= count * unit.size
            if count > 0 { parts.append("\(count) " + (language == .zh ? unit.zh : unit.en)) }
        }
        return parts.joined(separator: " ")
    }
}
