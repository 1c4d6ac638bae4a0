/// 建施-00 图纸目录: the A4 table that every package is reconciled with.
extension Plot {
    func drawDrawingList() {
        let frame = sheet.paper.frame
        let middle = frame.center.x
        canvas.text(SampleCase.institute.shortName, at: Point(middle, 276), 5, .center, bold: true)
        canvas.text("图 纸 目 录", at: Point(middle, 262), 8, .center, bold: true)
        drawListHead(Rect(frame.x + 4, 232, frame.width - 8, 24))
        var rows: [[String]] = []
        for (index, drawing) in Drawings.all.enumerated() {
            rows.append([
                "\(index + 1)", drawing.number, drawing.title, drawing.paper.rawValue, drawing.revision(in: round),
                Dates.issue[drawing.issue(in: round)] ?? "",
                drawing.issue(in: round) == round && round > 1 ? "本轮修改" : "",
            ])
        }
        let documents = Documents.all(round: round)
        for (index, document) in documents.enumerated() {
            rows.append(["D\(index + 1)", "文件", document.title, document.paperName, "—", "", document.round == round && round > 1 ? "本轮新增" : ""])
        }
        canvas.table(
            Table(
                title: nil, columns: [11, 27, 68, 14, 12, 21, 19], header: ["序号", "图号", "图名", "图幅", "版次", "日期", "备注"], rows: rows, rowHeight: 7.6,
                size: 3,
                centered: [0, 3, 4, 5, 6]), topLeft: Point(frame.x + 4, 226))
        canvas.paragraph(
            "注:本目录共 \(Drawings.all.count) 张图纸、\(documents.count) 份文件。【样例·非真实工程】所有工程、单位、人员均为虚构,仅供软件演示。",
            topLeft: Point(frame.x + 6, 42), width: frame.width - 12, 3, ink: .red)
        drawListFoot(Rect(frame.x + 4, frame.y + 4, frame.width - 8, 18))
    }

    private func drawListHead(_ box: Rect) {
        canvas.rect(box, .medium)
        let rows: [(String, String, String, String)] = [
            ("工程名称", SampleCase.projectName, "图号", sheet.number), ("建设单位", SampleCase.owner.shortName, "工程编号", "YL-2026-018"),
            ("子项", "1# 研发楼、2# 甲类危险品库、总图", "阶段/版次", "施工图 / \(sheet.revision(in: round))"),
        ]
        for (index, row) in rows.enumerated() {
            let y = box.maxY - 8 * Double(index + 1)
            canvas.line(Point(box.x, y), Point(box.maxX, y), .thin)
            canvas.text(row.0, at: Point(box.x + 10, y + 4), 3, .center, middle: true)
            canvas.text(row.1, at: Point(box.x + 22, y + 4), 3.2, middle: true)
            canvas.text(row.2, at: Point(box.x + 133, y + 4), 3, .center, middle: true)
            canvas.text(row.3, at: Point(box.x + 145, y + 4), 3.2, middle: true)
        }
        for x in [20.0, 123, 143] { canvas.line(Point(box.x + x, box.y), Point(box.x + x, box.maxY), .thin) }
    }

    private func drawListFoot(_ box: Rect) {
        canvas.rect(box, .medium)
        let people = Staff.titleBlock(for: "建筑").filter { ["项目负责人", "审定", "校核", "设计"].contains($0.0) }
        let width = box.width / 4
        for (index, person) in people.enumerated() {
            let x = box.x + Double(index) * width
            if index > 0 { canvas.line(Point(x, box.y), Point(x, box.maxY), .thin) }
            canvas.text(person.0, at: Point(x + 3, box.maxY - 6), 2.6)
            canvas.text(person.1, at: Point(x + 3, box.y + 4), 3)
        }
    }
}
