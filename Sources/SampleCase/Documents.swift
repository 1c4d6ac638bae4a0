/// A reviewed document of the package that is not a drawing.
struct SampleDocument: Sendable {
    let title: String
    /// Word of the trade for its kind.
    let kind: String
    let file: String
    let paperName: String
    /// Round in which it enters.
    let round: Int
    let plot: @Sendable () -> [UInt8]
}

/// The documents of the sample case.
enum Documents {
    /// Documents that are in force in `round`.
    static func all(round: Int) -> [SampleDocument] {
        (first + [reply(2), reply(3)]).filter { $0.round <= round }
    }

    private static let first: [SampleDocument] = [
        SampleDocument(title: "岩土工程勘察报告", kind: "勘察报告", file: "文件/岩土工程勘察报告.pdf", paperName: "A4", round: 1) { SurveyReport.pdf() },
        SampleDocument(title: "结构计算书", kind: "计算书", file: "文件/结构计算书.pdf", paperName: "A4", round: 1) { CalculationBook.pdf() },
        SampleDocument(title: "建设工程规划许可证附图", kind: "规划许可证附图", file: "文件/建设工程规划许可证附图.pdf", paperName: "A2", round: 1) { PermitDrawing.pdf() },
    ]

    private static func reply(_ round: Int) -> SampleDocument {
        let number = round == 2 ? "一" : "二"
        return SampleDocument(
            title: "审查意见回复及修改说明(\(number))", kind: "修改说明", file: "文件/审查意见回复及修改说明(\(number)).pdf", paperName: "A4", round: round
        ) { ReplySheet.pdf(round: round) }
    }
}

/// An A4 document in the making: heading on every page, text that flows down, page numbers.
final class Booklet {
    let canvas: Canvas
    private let title: String
    private var y = 0.0
    private let left = 25.0
    private let width = 165.0

    init(_ title: String) {
        self.title = title
        canvas = Canvas(width: 210, height: 297, title: "\(title) 【样例·非真实工程】")
        drawHead()
    }

    private func drawHead() {
        canvas.text("【样例·非真实工程】 SAMPLE – NOT A REAL PROJECT", at: Point(left, 284), 3, ink: .red)
        canvas.text(title, at: Point(left + width, 284), 3, .right)
        canvas.line(Point(left, 281), Point(left + width, 281), .medium)
        canvas.line(Point(left, 16), Point(left + width, 16), .thin)
        canvas.text("第 \(canvas.page) 页", at: Point(left + width / 2, 10), 3, .center)
        y = 272
    }

    private func room(_ height: Double) {
        guard y - height < 20 else { return }
        canvas.nextPage(width: 210, height: 297)
        drawHead()
    }

    func cover(_ subtitle: String, by organisation: SampleOrganisation, date: String) {
        canvas.text(SampleCase.projectName, at: Point(105, 220), 7, .center, bold: true)
        canvas.text(title, at: Point(105, 190), 12, .center, bold: true)
        canvas.text(subtitle, at: Point(105, 172), 5, .center)
        canvas.text(organisation.shortName, at: Point(105, 70), 5.5, .center, bold: true)
        canvas.text(date, at: Point(105, 60), 4.5, .center)
        canvas.rect(Rect(80, 90, 50, 30), Pen(0.4, .red, dash: [3, 1.5]))
        canvas.text("单位公章(占位·样例)", at: Point(105, 105), 3.6, .center, middle: true, ink: .red)
        canvas.nextPage(width: 210, height: 297)
        drawHead()
    }

    func heading(_ text: String) {
        // A heading takes its first lines along.
        room(40)
        y -= 7
        canvas.text(text, at: Point(left, y), 5, bold: true)
        y -= 5
    }

    func text(_ text: String) {
        room(22)
        y -= canvas.paragraph(text, topLeft: Point(left, y), width: width, 3.6, factor: 0.92) + 2
    }

    func table(_ table: Table) {
        room(min(table.height + 4, 120))
        canvas.table(table, topLeft: Point(left, y))
        y -= table.height + 6
    }

    /// Free space for a figure; the closure gets its rectangle.
    func figure(_ height: Double, _ caption: String, _ draw: (Rect) -> Void) {
        room(height + 10)
        draw(Rect(left, y - height, width, height))
        canvas.text(caption, at: Point(left + width / 2, y - height - 6), 3.2, .center)
        y -= height + 12
    }

    func finish() -> [UInt8] { canvas.finish() }
}
