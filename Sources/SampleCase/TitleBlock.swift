/// The strip at the right edge (图签): seals, revisions, project, people and number.
extension Plot {
    private var strip: Rect {
        let paper = sheet.paper
        return Rect(paper.frame.maxX - paper.strip, paper.frame.y, paper.strip, paper.frame.height)
    }

    func drawTitleBlock() {
        canvas.line(Point(strip.x, strip.y), Point(strip.x, strip.maxY), Pen(0.9))
        var y = strip.y
        y = drawNumbers(from: y)
        y = drawPeople(from: y)
        y = drawProject(from: y)
        y = drawInstitute(from: y)
        y = drawRevisions(from: y)
        y = drawSeals(from: y)
        y = drawCountersign(from: y)
        drawBanner(from: y)
    }

    /// One row of label and value cells; shares are fractions of the strip's width.
    private func row(_ y: Double, _ height: Double, _ cells: [(label: String, value: String)], size: Double = 3) {
        let width = strip.width / Double(cells.count)
        for (index, cell) in cells.enumerated() {
            let x = strip.x + Double(index) * width
            let label = min(17, width * 0.42)
            canvas.text(cell.label, at: Point(x + label / 2, y + height / 2), 2.5, .center, middle: true)
            fit(cell.value, at: Point(x + label + 1.5, y + height / 2), width: width - label - 2.5, size)
            canvas.line(Point(x + label, y), Point(x + label, y + height), .thin)
            if index > 0 { canvas.line(Point(x, y), Point(x, y + height), .thin) }
        }
        canvas.line(Point(strip.x, y + height), Point(strip.maxX, y + height), .thin)
    }

    /// Text that gives way: narrower lettering before it would cross its cell.
    func fit(_ string: String, at point: Point, width: Double, _ height: Double, bold: Bool = false, align: Align = .left) {
        let natural = canvas.width(of: string, height, bold: bold)
        let factor = natural > width ? Canvas.narrow * width / natural : Canvas.narrow
        canvas.text(string, at: point, height, align, middle: true, bold: bold, factor: factor)
    }

    private func drawNumbers(from y: Double) -> Double {
        row(y, 8, [("第 张", Drawings.position(of: sheet.number)), ("共 张", "\(Drawings.all.count)")])
        row(y + 8, 8, [("工程编号", "YL-2026-018"), ("日期", Dates.issue[round] ?? "2026.09")])
        row(y + 16, 8, [("比例", sheet.scale), ("版次", sheet.revision(in: round))])
        row(y + 24, 8, [("专业", sheet.specialty), ("阶段", "施工图")])
        row(y + 32, 13, [("图号", sheet.number)], size: 7)
        return y + 45
    }

    private func drawPeople(from y: Double) -> Double {
        let people = Staff.titleBlock(for: sheet.specialty)
        var at = y
        for (label, name) in people.reversed() {
            row(at, 7.5, [(label, name)], size: 2.8)
            // Signatures are placeholders of the sample: a grey word where a person would sign.
            canvas.text("(签名·样例)", at: Point(strip.maxX - 3, at + 3.75), 2.2, .right, middle: true, ink: .gray)
            at += 7.5
        }
        canvas.line(Point(strip.x, at), Point(strip.maxX, at), .medium)
        return at
    }

    private func drawProject(from y: Double) -> Double {
        var at = y
        let lines: [(String, String, Double, Double)] = [
            ("图名", sheet.title, 17, 5), ("子项", sheet.part, 11, 3.5), ("工程名称", SampleCase.projectName, 17, 3.6),
            ("建设单位", SampleCase.owner.shortName, 11, 3),
        ]
        for (label, value, height, size) in lines {
            let labelWidth = 17.0
            canvas.text(label, at: Point(strip.x + labelWidth / 2, at + height / 2), 2.5, .center, middle: true)
            canvas.line(Point(strip.x + labelWidth, at), Point(strip.x + labelWidth, at + height), .thin)
            let room = strip.width - labelWidth - 3
            let parts = split(value, size, room)
            for (index, part) in parts.enumerated() {
                let offset = (Double(parts.count - 1) / 2 - Double(index)) * size * 1.4
                fit(
                    part, at: Point(strip.x + labelWidth + 1.5 + room / 2, at + height / 2 + offset), width: room, size, bold: label == "图名",
                    align: .center)
            }
            at += height
            canvas.line(Point(strip.x, at), Point(strip.maxX, at), .thin)
        }
        return at
    }

    /// Two lines where one would not hold the text.
    private func split(_ value: String, _ size: Double, _ room: Double) -> [String] {
        guard canvas.width(of: value, size, bold: true) > room, value.count > 4 else { return [value] }
        if let bracket = value.firstIndex(of: "】"), value.index(after: bracket) < value.endIndex {
            let next = value.index(after: bracket)
            return [String(value[..<next]), String(value[next...])]
        }
        if let bracket = value.firstIndex(of: "("), value.distance(from: value.startIndex, to: bracket) > 3 {
            return [String(value[..<bracket]), String(value[bracket...])]
        }
        let half = value.index(value.startIndex, offsetBy: (value.count + 1) / 2)
        return [String(value[..<half]), String(value[half...])]
    }

    private func drawInstitute(from y: Double) -> Double {
        let height = 22.0
        let middle = strip.x + strip.width / 2
        fit(SampleCase.institute.shortName, at: Point(middle, y + 14), width: strip.width - 6, 4.2, bold: true, align: .center)
        fit("设计证书(样例) 甲级 A000000000-样例 仅供演示", at: Point(middle, y + 6.5), width: strip.width - 6, 2.5, align: .center)
        canvas.line(Point(strip.x, y + height), Point(strip.maxX, y + height), .medium)
        return y + height
    }

    private func drawRevisions(from y: Double) -> Double {
        let rows = 4
        let step = 6.5
        let columns = [0.0, 11, 31, strip.width]
        for index in 0...rows {
            let bottom = y + Double(index) * step
            if index < rows {
                let order = rows - 1 - index
                drawRevision(order, bottom: bottom, step: step, columns: columns)
            } else {
                for (column, word) in zip(columns, ["版次", "日期", "修改内容"]) {
                    canvas.text(word, at: Point(strip.x + column + 1.5, bottom + step / 2), 2.5, middle: true)
                }
            }
            canvas.line(Point(strip.x, bottom + step), Point(strip.maxX, bottom + step), index == rows ? .medium : .thin)
        }
        let top = y + Double(rows + 1) * step
        for column in columns.dropFirst().dropLast() {
            canvas.line(Point(strip.x + column, y), Point(strip.x + column, top), .thin)
        }
        return top
    }

    private func drawRevision(_ order: Int, bottom: Double, step: Double, columns: [Double]) {
        let issued = sheet.issues.filter { $0 <= round }
        guard order < issued.count else { return }
        let issue = issued[order]
        let words = [sheet.revision(in: issue), Dates.issue[issue] ?? "", issue == 1 ? "首次出图,送审" : sheet.changes[issue] ?? ""]
        for (index, word) in words.enumerated() {
            let width = columns[index + 1] - columns[index] - 2.5
            fit(word, at: Point(strip.x + columns[index] + 1.5, bottom + step / 2), width: width, 2.5)
        }
    }
}
