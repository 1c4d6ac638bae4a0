public import Foundation

extension CommentDraft {
    /// Everything that is wrong with the typed demands and the declared contradictions, at once, each at its place in the request.
    ///
    /// `elements` are those of the case's register, `comments` those of the case.
    public func findings(elements: Set<String>, comments: Set<UUID>) -> [Finding] {
        var findings: [Finding] = []
        var seen: Set<Demand> = []
        for (place, demand) in demands.enumerated() {
            findings += demand.findings(at: "/demands/\(place)", elements: elements)
            if !seen.insert(demand).inserted { findings.append(DemandCode.demandTwice.finding(at: "/demands/\(place)", demand.line)) }
        }
        for (place, other) in contradicts.enumerated() where !comments.contains(other) {
            findings.append(MergeCode.commentUnknown.finding(at: "/contradicts/\(place)", other.text))
        }
        return findings
    }

    /// What a correction may not change once its review has decided: the decision rests on how much the comment weighs.
    public func findings(correctingAfterDecision old: Comment) -> [Finding] {
        guard severity != old.severity else { return [] }
        return [
            Finding(
                code: "comment.severity_decided", severity: .reject, file: "/severity",
                message: Bilingual(zh: "结论已作出,更正不得改变分级", en: "The review has decided; a correction cannot weigh more or less."),
                remedy: Bilingual(zh: "保持“\(old.severity.label.zh)”", en: "Keep \(old.severity.label.en)."))
        ]
    }
}
