import JointReview

/// Reads the table of a drawing list (图纸目录): its head names the columns, each row under it a sheet.
struct DrawingListReader {
    private enum Column { case order, number, title, paper, revision, remark, other }

    private let lines: [[TextRun]]
    private let geometry: PageGeometry
    private static let most = 5000

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
                heads.formUnion(head)
                let columns = head.map { column($0.text) }
                guard columns.contains(.number), columns.contains(.title), rows.count < Self.most else { continue }
                rows += read(under: head, columns, from: index + 1)
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
            let isList = fields.isSuperset(of: [.number, .title])
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

    /// Rows follow each other at an even step; the first larger gap, or a line that is no row, ends the table.
    private func read(under head: [TextRun], _ columns: [Column], from start: Int) -> [ListedDrawing] {
        guard let first = head.first, let last = head.last else { return [] }
        let bounds = zip(head, head.dropFirst()).map { ($0.box.right + $1.box.left) / 2 }
        let (left, right) = (first.box.left - 6 * first.box.height, last.box.right + 8 * last.box.height)
        var rows: [ListedDrawing] = []
        var bottom = first.box.bottom
        var step = 4 * first.box.height
        for line in lines[min(start, lines.count)...] where rows.count < Self.most {
            let cells = line.filter { $0.box.centre > left && $0.box.centre < right }
            guard let top = cells.map(\.box.top).min(), top >= first.box.middle, let box = cells.map(\.box).reduced() else { continue }
            if top - bottom > step { break }
            var values = [String](repeating: "", count: columns.count)
            for cell in cells {
                values[place(cell, head, bounds, columns)] += (values[place(cell, head, bounds, columns)].isEmpty ? "" : " ") + cell.text
            }
            func value(_ column: Column) -> String? {
                columns.firstIndex(of: column).flatMap { values[$0].isEmpty ? nil : values[$0] }
            }
            let isEmpty = ["", "-", "/"]
            guard let title = value(.title) else { continue }
            if let number = value(.number), !isEmpty.contains(number) {
                rows.append(
                    ListedDrawing(
                        number: number, title: title, paper: value(.paper), revision: value(.revision), remark: value(.remark),
                        place: geometry.region(box)))
                step = max(2 * first.box.height, 2.5 * (box.bottom - bottom))
            } else if !rows.isEmpty, value(.order) == nil, value(.paper) == nil {
                // A title that goes on in a second line.
                rows[rows.count - 1].title += title
            }
            bottom = box.bottom
        }
        return rows
    }

    /// The column of a cell: by the middles between the heads; left-aligned titles begin under the head before theirs.
    private func place(_ cell: TextRun, _ head: [TextRun], _ bounds: [Double], _ columns: [Column]) -> Int {
        let covered = head.indices.filter { head[$0].box.left < cell.box.right && head[$0].box.right > cell.box.left }
        if covered.count == 1 { return covered[0] }
        return bounds.firstIndex { cell.box.centre < $0 } ?? head.count - 1
    }
}

extension [TextBox] {
    /// The box around all of them.
    fileprivate func reduced() -> TextBox? {
        guard let first else { return nil }
        return dropFirst().reduce(first) { $0.union($1) }
    }
}
