import JointReview

/// A set against the one before, for people: how many sheets became what, and each that is not as it was.
enum SetText {
    /// The lines; none for a set that nothing was before.
    /// - Parameter isPartial: whether the package brings only what changed; then it is said when nobody compared it.
    static func lines(_ set: ComposedSet?, isPartial: Bool) -> [String] {
        guard let set, let base = set.base else {
            return isPartial
                ? ["", "只报修改,未与上一套图纸相比;请以 --base 给出 · Changes only, compared with nothing: name the packages of the last set with --base."] : []
        }
        let counts = SheetStanding.allCases.map { ($0, set.count($0)) }.filter { $0.1 > 0 }.map { "\($0.0.both) \($0.1)" }
        let heading = [
            "", "与上一套图纸相比 against the last set: \(base.name)  SHA-256 \(base.sha256.prefix(12))…", "  " + counts.joined(separator: " · "),
        ]
        return heading
            + set.sheets.filter { !$0.carried }.map { line in
                let title = (line.sheet ?? line.before)?.title ?? ""
                let declared = line.declared.map { "  ← \($0.kind.label.zh):\($0.text)" } ?? ""
                return "  \(line.standing.both)  \(line.number) \(title)\(declared)"
            }
    }
}
