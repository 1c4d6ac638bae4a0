import JointReview

/// Findings for people: rejections first, each severity by the numbers in the files' names, with place and remedy in both languages.
enum FindingText {
    /// The lines of all findings.
    static func lines(_ findings: [Finding]) -> [String] {
        [Finding.Severity.reject, .warn].flatMap { severity in
            findings.filter { $0.severity == severity }.byFile().flatMap(\.findings).flatMap(lines)
        }
    }

    /// The findings and what follows from them.
    static func verdict(_ findings: [Finding], acceptable: Bool) -> [String] {
        lines(findings) + ["", acceptable ? "✓ 可受理 · acceptable" : "✗ 不可受理 · not acceptable"]
    }

    private static func lines(_ finding: Finding) -> [String] {
        let place = [finding.file, finding.sheet, finding.line.map { "line \($0)" }].compactMap { $0 }.joined(separator: " · ")
        let lines = [
            "", "[\(finding.severity == .reject ? "拒收 reject" : "警告 warn")] \(finding.code)  \(place)",
            "  \(finding.message.zh) \(finding.message.en)",
            "  → \(finding.remedy.zh) \(finding.remedy.en)",
        ]
        return lines.map(\.shown)
    }
}
