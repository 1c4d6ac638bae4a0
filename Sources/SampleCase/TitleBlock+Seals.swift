/// The upper part of the strip: places for seals, the countersign table, and the banner that says what this is.
extension Plot {
    private var column: Rect {
        let paper = sheet.paper
        return Rect(paper.frame.maxX - paper.strip, paper.frame.y, paper.strip, paper.frame.height)
    }

    func drawSeals(from y: Double) -> Double {
        let roomy = sheet.paper != .a2 && sheet.paper != .a3
        let height = roomy ? 42.0 : 30.0
        drawSeal("注册执业章", bottom: y, height: height)
        drawSeal("出图章", bottom: y + height, height: height)
        canvas.line(Point(column.x, y + 2 * height), Point(column.maxX, y + 2 * height), .medium)
        return y + 2 * height
    }

    private func drawSeal(_ name: String, bottom: Double, height: Double) {
        canvas.text(name, at: Point(column.x + 2, bottom + height - 4.5), 2.5)
        let box = Rect(column.x + 8, bottom + 4, column.width - 16, height - 11)
        canvas.rect(box, Pen(0.3, .red, dash: [2.5, 1.2]))
        canvas.text("\(name)(占位)", at: box.center + Point(0, 2.6), 3.4, .center, middle: true, ink: .red)
        canvas.text("【样例·非真实工程】", at: box.center - Point(0, 3), 2.8, .center, middle: true, ink: .red)
        canvas.line(Point(column.x, bottom + height), Point(column.maxX, bottom + height), .thin)
    }

    func drawCountersign(from y: Double) -> Double {
        let names = [["建筑", "结构"], ["给排水", "暖通"], ["电气", "人防"]]
        let step = 7.0
        var at = y
        for pair in names.reversed() {
            let half = column.width / 2
            for (index, name) in pair.enumerated() {
                let x = column.x + Double(index) * half
                canvas.text(name, at: Point(x + 7, at + step / 2), 2.5, .center, middle: true)
                canvas.line(Point(x + 14, at), Point(x + 14, at + step), .thin)
                if index == 1 { canvas.line(Point(x, at), Point(x, at + step), .thin) }
            }
            at += step
            canvas.line(Point(column.x, at), Point(column.maxX, at), .thin)
        }
        canvas.text("会签栏", at: Point(column.x + 2, at + 2), 2.5)
        at += 6
        canvas.line(Point(column.x, at), Point(column.maxX, at), .medium)
        return at
    }

    func drawBanner(from y: Double) {
        let top = column.maxY
        let middle = column.x + column.width / 2
        let banner = Rect(column.x + 3, top - 21, column.width - 6, 18)
        canvas.rect(banner, Pen(0.6, .red))
        canvas.text("【样例·非真实工程】", at: Point(middle, banner.y + 11.5), 5, .center, middle: true, bold: true, ink: .red)
        canvas.text("SAMPLE – NOT A REAL PROJECT", at: Point(middle, banner.y + 4.2), 2.6, .center, middle: true, ink: .red)
        guard banner.y - y > 34 else { return }
        let notes = """
            附注:
            1. 本图为软件演示用样例,工程、单位、人员及数据均为虚构,不得用于任何工程建设。
            2. 尺寸除注明外以毫米计,标高、总图坐标及距离以米计。
            3. 本图须与各专业图纸配合使用;不得以比例尺直接量取。
            4. 修改处以修改云线标出,版次见修改栏。
            """
        canvas.paragraph(notes, topLeft: Point(column.x + 4, banner.y - 5), width: column.width - 8, 2.6)
    }
}
