import Foundation
import JointReview

extension ReportPage {
    /// What a review looked at, point by point, with its sheets.
    /// - Parameter failed: whether the review did not pass: then nothing had to be ticked.
    func checkpoints(_ lines: [ReportRecord.CheckpointLine], failed: Bool) -> HTML {
        let items = lines.map { line -> HTML in
            let basis = line.basis.map(\.line).joined(separator: "; ")
            guard let verdict = line.verdict else {
                let open: HTML =
                    failed
                    ? "<span class=\"role\">\(say("结论为不通过,未勾选", "not ticked, since the review did not pass"))</span>"
                    : "<span class=\"bad\">\(say("未勾选", "not ticked"))</span>"
                return "<li>\(say(line.text)) \(open) <span class=\"src\">\(basis)</span></li>"
            }
            let places = HTML(
                line.evidence.map { evidence -> HTML in
                    let name: HTML = comments.sheet(evidence.sheet).map { "\($0.number)" } ?? "<code>\(evidence.sheet.uuidString.lowercased())</code>"
                    guard let region = evidence.region else { return " \(name)" }
                    return " \(name) \(place(region, on: evidence.sheet))"
                })
            let note: HTML = line.note.map { " · <span class=\"text\">\($0)</span>" } ?? ""
            let carried: HTML = line.isCarried ? " · \(say("沿用", "kept from an earlier round"))" : ""
            return """
                <li>\(say(line.text)) <span class="ok">\(say(verdict.label))</span>\(places)\(note)\(carried) \
                <span class="src">\(names([line.person])) \(time(line.at)) · \(basis)</span></li>
                """
        }
        return "<ul class=\"plain\">\(HTML(items))</ul>"
    }
}
