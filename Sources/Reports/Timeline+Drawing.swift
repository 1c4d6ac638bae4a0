import Foundation
import JointReview

extension Timeline {
    private static let left = 128
    private static let width = 800
    private static let row = 30
    private static let top = 8

    /// The bars over one axis.
    var drawing: HTML {
        let bottom = Self.top + lines.count * Self.row
        let stretchOf = Dictionary(stretches.map { ($0.line.discipline, $0) }, uniquingKeysWith: { first, _ in first })
        let rows = lines.enumerated().map { index, line -> HTML in
            let y = Self.top + index * Self.row
            let label: HTML = "<text x=\"0\" y=\"\(y + 19)\" class=\"lab\">\(say(line.discipline.label.zh, line.discipline.label.en))</text>"
            if let stretch = stretchOf[line.discipline] { return "\(label)\(bar(stretch, y))\n" }
            return "\(label)<text x=\"\(Self.left + 6)\" y=\"\(y + 19)\" class=\"off\">\(absence(line))</text>\n"
        }
        return """
            <svg viewBox="0 0 \(Self.width) \(bottom + 38)" role="img" aria-label="\(say("各审查类别的审查时段", "When each discipline worked"))">
            \(together(bottom))\(grid(bottom))\(rows)</svg>
            """
    }

    // Why a discipline has no bar.
    private func absence(_ line: ReportRecord.DisciplineLine) -> String {
        if let round = line.carriedRound { return say("沿用第 \(round) 轮结论", "the decision of round \(round) stands") }
        let kind = line.applicability.applicability
        return say(kind.kind.label.zh, kind.kind.label.en) + (kind.target.map { " " + say($0.label.zh, $0.label.en) } ?? "")
    }

    // The stretch in which the most disciplines worked at once, shaded behind the bars.
    private func together(_ bottom: Int) -> HTML {
        let overlap = Overlap(stretches.compactMap { stretch in stretch.claimed.map { $0..<max(stretch.end, $0) } })
        guard let best = overlap.best, best.count > 1 else { return "" }
        let from = place(best.range.lowerBound)
        return
            "<rect class=\"together\" x=\"\(from)\" y=\"\(Self.top)\" width=\"\(max(place(best.range.upperBound) - from, 2))\" height=\"\(bottom - Self.top)\"/>\n"
    }

    private func grid(_ bottom: Int) -> HTML {
        let ticks = axis.ticks.map { tick -> HTML in
            let x = place(tick.at)
            let day: HTML = tick.day.map { "<text x=\"\(x)\" y=\"\(bottom + 30)\" class=\"tick\">\($0)</text>" } ?? ""
            return """
                <path class="grid" d="M\(x) \(Self.top)V\(bottom + 5)"/><text x="\(x)" y="\(bottom + 17)" class="tick">\(tick.label)</text>\(day)

                """
        }
        return "\(ticks)<path class=\"axis\" d=\"M\(Self.left) \(bottom)H\(Self.width)\"/>\n"
    }

    private func bar(_ stretch: Stretch, _ y: Int) -> HTML {
        let opened = place(stretch.opened)
        let claimed = stretch.claimed.map(place)
        let end = place(stretch.end)
        let discipline = stretch.line.discipline.rawValue
        var shapes: HTML =
            "<rect class=\"wait \(discipline)\" x=\"\(opened)\" y=\"\(y + 13)\" width=\"\(max((claimed ?? end) - opened, 1))\" height=\"4\"/>"
        guard let claimed else { return shapes }
        let width = max(end - claimed, 3)
        shapes += "<rect class=\"bar \(discipline)\" x=\"\(claimed)\" y=\"\(y + 6)\" width=\"\(width)\" height=\"18\" rx=\"1.5\"/>"
        // One stroke a pixel is enough, however many comments fall on it.
        for x in Set(stretch.comments.map(place)).sorted() where x > claimed + 1 && x < claimed + width - 1 {
            shapes += "<path class=\"note\" d=\"M\(x) \(y + 9)v12\"/>"
        }
        let length = Self.duration(stretch.end - (stretch.claimed ?? stretch.end), language)
        let words = stretch.line.decidedAt == nil ? say("未结", "open") : length
        let isInside = width > 150
        let x = isInside ? claimed + 8 : claimed + width + 6
        // Near the right edge there is room only to the left of the bar.
        let isLeft = !isInside && x > Self.width - 90
        if isInside {
            shapes += "<rect class=\"plate \(discipline)\" x=\"\(claimed + 4)\" y=\"\(y + 8)\" width=\"\(9 * words.count + 8)\" height=\"14\"/>"
        }
        let kind: HTML = isInside ? "in" : isLeft ? "out left" : "out"
        shapes += "<text class=\"\(kind)\" x=\"\(isLeft ? min(opened, claimed) - 6 : x)\" y=\"\(y + 19)\">\(words)</text>"
        return shapes
    }

    private func place(_ instant: Int64) -> Int {
        Self.left + Int((Double(Self.width - Self.left - 30) * axis.fraction(instant)).rounded())
    }
}
