import JointReview

/// One drawing of the sample case: what its title block says and how it is drawn.
struct SampleSheet: Sendable {
    let number: String
    let title: String
    let specialty: String
    let kind: SheetKind
    let paper: Paper
    /// Scale as printed, e.g. 1:100 or 示意.
    let scale: String
    /// Building or part (子项).
    let part: String
    /// Rounds in which the sheet was plotted anew; the first is 1.
    let issues: [Int]
    /// What each later issue changed, by round.
    let changes: [Int: String]
    let draw: @Sendable (Plot) -> Void

    init(
        _ number: String, _ title: String, _ specialty: String, _ kind: SheetKind, _ paper: Paper, scale: String, part: String,
        changes: [Int: String] = [:], draw: @escaping @Sendable (Plot) -> Void
    ) {
        self.number = number
        self.title = title
        self.specialty = specialty
        self.kind = kind
        self.paper = paper
        self.scale = scale
        self.part = part
        self.issues = [1] + changes.keys.sorted()
        self.changes = changes
        self.draw = draw
    }

    /// The round whose plot of this sheet is in force in `round`.
    func issue(in round: Int) -> Int { issues.last { $0 <= round } ?? 1 }

    /// Revision letter (版次) in force in `round`: A, B, C.
    func revision(in round: Int) -> String {
        let index = issues.count { $0 <= round } - 1
        return ["A", "B", "C", "D"][max(0, min(3, index))]
    }

    /// Name of the file inside the package.
    var file: String { "图纸/\(specialty)/\(number) \(title).pdf" }

    /// Plots the sheet as it stands in `round`.
    func plot(round: Int) -> Plotted {
        let canvas = Canvas(width: paper.width, height: paper.height, title: "\(number) \(title) 【样例·非真实工程】")
        let plot = Plot(canvas: canvas, sheet: self, round: issue(in: round))
        plot.drawFrame()
        draw(plot)
        if paper != .a4 { plot.drawTitleBlock() }
        let bytes = canvas.finish()
        return Plotted(bytes: bytes, marks: canvas.marks)
    }
}

/// A finished plot: the file and the places that it marked, in PDF points.
struct Plotted {
    let bytes: [UInt8]
    let marks: [String: (page: Int, rect: Rect)]
}

/// What a sheet's drawing code works with: the canvas and which issue of the sheet is wanted.
struct Plot {
    let canvas: Canvas
    let sheet: SampleSheet
    /// Round of the issue being drawn.
    let round: Int

    var field: Rect { sheet.paper.field }

    /// Whether the first opinion's changes are in this issue.
    var revised: Bool { round >= 2 }

    /// Remembers a feature and, where this issue changed it, puts the revision cloud around it.
    func mark(_ name: String, _ rect: Rect, inTable: Bool = false) {
        canvas.mark(name, rect)
        guard revised else { return }
        // A cloud around a row must leave the rows beside it readable.
        if inTable { canvas.cloud(rect.inset(0.9), bump: 3) } else { canvas.cloud(rect.inset(-1.5)) }
    }

    /// The title under a drawing with its scale (图名), centred on a point.
    func caption(_ title: String, scale: String, at point: Point, height: Double = 7) {
        let width = canvas.width(of: title, height, bold: true)
        let left = point.x - width / 2 - 8
        canvas.text(title, at: Point(left, point.y), height, bold: true)
        canvas.text(scale, at: Point(left + width + 4, point.y), height * 0.7)
        canvas.line(Point(left - 2, point.y - 2.6), Point(left + width + 2, point.y - 2.6), Pen(0.9))
        canvas.line(Point(left - 2, point.y - 3.8), Point(left + width + 2, point.y - 3.8), .thin)
    }
}
