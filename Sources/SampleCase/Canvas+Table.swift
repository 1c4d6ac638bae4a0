/// A ruled table on the paper: column widths and a row height in millimetres.
struct Table {
    var title: String?
    var columns: [Double]
    var header: [String]
    var rows: [[String]]
    var rowHeight = 7.0
    var size = 3.0
    var centered: Set<Int> = []

    var width: Double { columns.reduce(0, +) }
    var height: Double { Double(rows.count + 1) * rowHeight + (title == nil ? 0 : rowHeight * 1.4) }
}

extension Canvas {
    /// Draws a table from its top left corner and returns the rectangle of each row below the header, in order.
    @discardableResult
    func table(_ table: Table, topLeft: Point) -> [Rect] {
        var top = topLeft.y
        if let title = table.title {
            text(title, at: Point(topLeft.x + table.width / 2, top - table.rowHeight * 0.75), table.size * 1.45, .center, middle: true, bold: true)
            top -= table.rowHeight * 1.4
        }
        var places: [Rect] = []
        for (index, row) in ([table.header] + table.rows).enumerated() {
            let bottom = top - table.rowHeight
            if index == 0 { box(Rect(topLeft.x, bottom, table.width, table.rowHeight), fill: Ink(0.93, 0.93, 0.93)) }
            drawCells(row, table, Point(topLeft.x, bottom), heading: index == 0)
            if index > 0 { places.append(Rect(topLeft.x, bottom, table.width, table.rowHeight)) }
            line(Point(topLeft.x, bottom), Point(topLeft.x + table.width, bottom), index == 0 ? .medium : .thin)
            top = bottom
        }
        let bottom = top
        top = topLeft.y - (table.title == nil ? 0 : table.rowHeight * 1.4)
        var x = topLeft.x
        for column in table.columns.dropLast() {
            x += column
            line(Point(x, top), Point(x, bottom), .thin)
        }
        rect(Rect(topLeft.x, bottom, table.width, top - bottom), Pen(0.5))
        return places
    }

    private func drawCells(_ row: [String], _ table: Table, _ corner: Point, heading: Bool) {
        var x = corner.x
        for (column, width) in table.columns.enumerated() {
            let string = column < row.count ? row[column] : ""
            let natural = self.width(of: string, table.size, bold: heading)
            let factor = natural > width - 2 ? Canvas.narrow * (width - 2) / natural : Canvas.narrow
            let centered = heading || table.centered.contains(column)
            let point = Point(centered ? x + width / 2 : x + 1.4, corner.y + table.rowHeight / 2)
            text(string, at: point, table.size, centered ? .center : .left, middle: true, bold: heading, factor: factor)
            x += width
        }
    }
}
