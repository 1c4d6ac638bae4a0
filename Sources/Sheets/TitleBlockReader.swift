import JointReview

/// Finds the title block of a page among its words: labels that stand together, each with the value to its right or under it.
struct TitleBlockReader {
    private struct Candidate {
        var field: TitleBlock.Field
        var label: TextRun
        var value: TextRun
        var position: TitleBlock.Position
        /// Labels of other fields near it: a word of the drawing that happens to be a label stands alone.
        var neighbours = 0
    }

    private let runs: [TextRun]
    private let geometry: PageGeometry
    /// A label by itself is a word; this many fields near each other are a title block.
    private static let fewest = 3

    init(_ runs: [TextRun], _ geometry: PageGeometry) {
        self.runs = runs
        self.geometry = geometry
    }

    /// The title block, or nil when the text layer shows none. `tables` are label rows of tables on the same page: their words are no labels here.
    func read(besides tables: Set<TextRun>) -> TitleBlock? {
        let labels = runs.filter { !tables.contains($0) && (TitleBlockLabels.field($0.text) != nil || TitleBlockLabels.split($0.text) != nil) }
        // A drawing full of such words is none that can be read; the work would grow with their square.
        guard labels.count >= Self.fewest, labels.count <= 2000 else { return nil }
        var candidates = labels.compactMap(candidate)
        // On small sheets the block is a band across the page.
        let long = 0.3 * max(geometry.displayed.width, geometry.displayed.height)
        let (across, down) = (max(long, 450), max(long, 250))
        for index in candidates.indices {
            let near = candidates.filter { other in
                other.field != candidates[index].field && abs(other.label.box.centre - candidates[index].label.box.centre) < across
                    && abs(other.label.box.middle - candidates[index].label.box.middle) < down
            }
            candidates[index].neighbours = Set(near.map(\.field)).count
        }
        candidates = candidates.filter { $0.neighbours >= Self.fewest - 1 }
        guard !candidates.isEmpty else { return nil }
        var fields: [TitleBlock.Field: TitleBlock.Reading] = [:]
        for (field, found) in Dictionary(grouping: candidates, by: \.field) { fields[field] = reading(field, found) }
        return TitleBlock(fields: fields, seals: SealReader(runs, geometry).seals())
    }

    /// The candidate with the most company. Others with nearly as much and another value are told, not hidden.
    private func reading(_ field: TitleBlock.Field, _ found: [Candidate]) -> TitleBlock.Reading? {
        let sorted = found.sorted { first, second in
            if first.neighbours != second.neighbours { return first.neighbours > second.neighbours }
            return first.label.box.bottom + first.label.box.right > second.label.box.bottom + second.label.box.right
        }
        guard let best = sorted.first else { return nil }
        let others = sorted.dropFirst().filter { $0.neighbours + 2 >= best.neighbours && $0.value.text != best.value.text }.map(\.value.text)
        return TitleBlock.Reading(
            value: best.value.text, place: geometry.region(best.value.box), label: best.label.text, position: best.position,
            others: Array(Set(others)).sorted())
    }

    private func candidate(_ label: TextRun) -> Candidate? {
        if let (field, word, value) = TitleBlockLabels.split(label.text) {
            return Candidate(
                field: field, label: TextRun(text: word, box: label.box), value: TextRun(text: value, box: label.box), position: .inline)
        }
        guard let field = TitleBlockLabels.field(label.text) else { return nil }
        if let value = right(of: label, field) { return Candidate(field: field, label: label, value: value, position: .right) }
        if let value = below(label, field) { return Candidate(field: field, label: label, value: value, position: .below) }
        return nil
    }

    /// The nearest text to the right in the same cell row; a second line beside the same label belongs to it.
    private func right(of label: TextRun, _ field: TitleBlock.Field) -> TextRun? {
        let near = runs.filter { run in
            run.box.left >= label.box.right - 0.2 * label.box.height && offset(run, label) <= 0.95 && run.box.height < 6 * label.box.height
        }
        // A value of one line stands beside its label; of two, one above and one below its middle, and then both are there.
        let beside = near.filter { offset($0, label) <= 0.65 }
        let row = (beside.isEmpty ? near : beside).sorted { $0.box.left < $1.box.left }
        guard let first = row.first, first.box.left - label.box.right <= 8 * label.box.height, !isLabel(first) else { return nil }
        if field.isPerson { return beside.isEmpty ? nil : first }
        // Lines of one value begin near each other; what begins further on is another cell.
        let lines = row.filter { other in
            other == first
                || (abs(other.box.middle - first.box.middle) > 0.5 * first.box.height && overlaps(other, first) && !isLabel(other)
                    && abs(other.box.height - first.box.height) < 0.2 * first.box.height)
        }
        if lines.count > 1 { return stacked(lines.sorted { $0.box.top < $1.box.top }) }
        return beside.isEmpty ? nil : first
    }

    /// The text under a label, line by line while the lines follow each other closely.
    private func below(_ label: TextRun, _ field: TitleBlock.Field) -> TextRun? {
        let under = runs.filter { run in
            run.box.top >= label.box.bottom - 0.45 * label.box.height && run != label && run.box.left < label.box.right + 2 * label.box.height
                && run.box.right > label.box.left && run.box.left >= label.box.left - 2.5 * label.box.height
        }.sorted { $0.box.top < $1.box.top }
        guard let first = under.first, first.box.top - label.box.bottom <= 2.2 * max(label.box.height, 0.6 * first.box.height), !isLabel(first) else {
            return nil
        }
        guard [.title, .project, .owner, .part].contains(field) else { return first }
        var lines = [first]
        for run in under.dropFirst() {
            guard let last = lines.last, lines.count < 4, run.box.top - last.box.bottom < 0.6 * last.box.height, !isLabel(run),
                TitleBlockLabels.split(run.text) == nil, run.text.wholeMatch(of: #/(?i)sheet [0-9]+ of [0-9]+/#) == nil,
                abs(run.box.height - last.box.height) < 0.25 * last.box.height
            else { break }
            lines.append(run)
        }
        return stacked(lines)
    }

    private func stacked(_ lines: [TextRun]) -> TextRun {
        lines.dropFirst().reduce(lines[0]) { whole, line in
            let isHan = whole.text.last.map { !$0.isASCII } == true || line.text.first.map { !$0.isASCII } == true
            return TextRun(text: whole.text + (isHan ? "" : " ") + line.text, box: whole.box.union(line.box))
        }
    }

    /// How far a piece is from the line of a label, in its own heights.
    private func offset(_ run: TextRun, _ label: TextRun) -> Double {
        abs(run.box.middle - label.box.middle) / run.box.height
    }

    private func overlaps(_ first: TextRun, _ second: TextRun) -> Bool {
        min(first.box.right, second.box.right) > max(first.box.left, second.box.left)
    }

    private func isLabel(_ run: TextRun) -> Bool {
        TitleBlockLabels.isLabel(run.text) || TitleBlockLabels.split(run.text) != nil
    }
}
