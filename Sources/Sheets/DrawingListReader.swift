import JointReview

/// Reads the table of a drawing list (图纸目录): its head names the columns, each row under it a sheet.
struct DrawingListReader {
    private enum Column { case order, number, title, paper, revision, remark, other }

    private let lines: [[TextRun]]
    private let geometry: PageGeometry
    /// Rows of one list; the work of finding columns grows with their square.
    private static let most = 2000

    init(_ words: [TextRun], _ geometry: PageGeometry) {
        lines = TextLines.lines(TextLines.runs(words))
        self.geometry = geometry
    }

    /// The rows, and the words of all table heads on the page (a revision table has one too): they label columns, not values.
    func read() -> (rows: [ListedDrawing], heads: Set<TextRun>) {
        var heads: Set<TextRun> = []
        var rows: [ListedDrawing] = []
        for (index, line) in lines.enumerated() {
            for head in tableHeads(in: line) {
                let columns = head.map { column($0.text) }
                guard columns.contains(.number), columns.contains(.title), rows.count < Self.most else {
                    heads.formUnion(head)
                    continue
                }
                let read = read(under: head, columns, from: index + 1)
                // Labels side by side over one value each are a title block, unless one of them is a column of a table.
                let isTable = head.contains { TitleBlockLabels.columns.contains(TitleBlockLabels.key($0.text)) }
                guard isTable || read.count > 2 else { continue }
                heads.formUnion(head)
                rows += read
            }
        }
        return (rows, heads)
    }

    /// Labels side by side with no value between them that name the columns of a list or of a revision table.
    private func tableHeads(in line: [TextRun]) -> [[TextRun]] {
        var found: [[TextRun]] = []
        var current: [TextRun] = []
        for run in line + [TextRun(text: "", box: TextBox(left: 0, top: 0, right: 0, bottom: 0))] {
            if TitleBlockLabels.isLabel(run.text), !run.text.isEmpty {
                current.append(run)
                continue
            }
            let keys = Set(current.map { TitleBlockLabels.key($0.text) })
            let fields = Set(current.compactMap { TitleBlockLabels.field($0.text) })
            let isList = fields.isSuperset(of: [.number, .title]) && !fields.contains(where: \.isPerson)
            let isRevisions = fields.contains(.revision) && fields.contains(.date) && !keys.isDisjoint(with: TitleBlockLabels.columns)
            if current.count >= 3, isList || isRevisions { found.append(current) }
            current = []
        }
        return found
    }

    private func column(_ text: String) -> Column {
        switch TitleBlockLabels.field(text) {
        case .number: .number
        case .title: .title
        case .revision: .revision
        default:
            switch TitleBlockLabels.key(text) {
            case "序号", "no": .order
            case "图幅", "图纸规格", "规格", "size": .paper
            case "备注", "remarks": .remark
            default: .other
            }
        }
    }

    private func read(under head: [TextRun], _ columns: [Column], from start: Int) -> [ListedDrawing] {
        let body = body(under: head, from: start)
        let bounds = bounds(head, body)
        var rows: [ListedDrawing] = []
        for cells in body {
            var values = [String](repeating: "", count: columns.count)
            for cell in cells {
                let place = bounds.firstIndex { cell.box.centre < $0 } ?? columns.count - 1
                values[place] += (values[place].isEmpty ? "" : " ") + cell.text
            }
            func value(_ column: Column) -> String? {
                columns.firstIndex(of: column).flatMap { values[$0].isEmpty ? nil : values[$0] }
            }
            guard let title = value(.title), let box = cells.map(\.box).reduced() else { continue }
            if let number = value(.number), !["-", "/"].contains(number) {
                rows.append(
                    ListedDrawing(
                        number: number, title: title, paper: value(.paper), revision: value(.revision), remark: value(.remark),
                        place: geometry.region(box)))
            } else if !rows.isEmpty, value(.number) == nil, value(.order) == nil, value(.paper) == nil {
                // A title that goes on in a second line.
                rows[rows.count - 1].title += title
            }
        }
        return rows
    }

    /// The lines under a head. Rows follow each other at an even step; the first larger gap ends the table.
    private func body(under head: [TextRun], from start: Int) -> [[TextRun]] {
        guard let first = head.first, let last = head.last else { return [] }
        let (left, right) = (first.box.left - 6 * first.box.height, last.box.right + 8 * last.box.height)
        var body: [[TextRun]] = []
        var middle = first.box.middle
        var step: Double?
        for line in lines[min(start, lines.count)...] where body.count < Self.most {
            let cells = line.filter { $0.box.centre > left && $0.box.centre < right }
            guard let row = cells.map(\.box).reduced(), row.middle > first.box.bottom else { continue }
            let distance = row.middle - middle
            if distance > (step.map { 2.2 * $0 } ?? 5 * first.box.height) { break }
            if step == nil, !body.isEmpty, distance > 0.8 * first.box.height { step = distance }
            middle = row.middle
            body.append(cells)
        }
        return body
    }

    /// Where one column ends and the next begins: between their heads, in the widest strip that the fewest cells cross. The middle between two heads
    /// would not do: heads are centred, and a short title begins at the left edge of a wide column.
    private func bounds(_ head: [TextRun], _ body: [[TextRun]]) -> [Double] {
        let cells = body.flatMap { $0 }.map(\.box) + head.map(\.box)
        return zip(head, head.dropFirst()).map { first, second in
            let range = first.box.centre...max(first.box.centre, second.box.centre)
            let edges = cells.flatMap { [$0.left, $0.right] }.filter(range.contains)
            let cuts = ([range.lowerBound, range.upperBound] + edges).sorted()
            var best = (crossing: Int.max, width: 0.0, middle: (range.lowerBound + range.upperBound) / 2)
            for (left, right) in zip(cuts, cuts.dropFirst()) where right > left {
                let middle = (left + right) / 2
                let crossing = cells.count { $0.left < middle && $0.right > middle }
                if crossing < best.crossing || (crossing == best.crossing && right - left > best.width) { best = (crossing, right - left, middle) }
            }
            return best.middle
        }
    }
}

extension [TextBox] {
    /// The box around all of them.
    fileprivate func reduced() -> TextBox? {
        guard let first else { return nil }
        return dropFirst().reduce(first) { $0.union($1) }
    }
}
