extension Plot {
    /// The right side of the site plan: figures, buildings, legend, notes and where the plot lies.
    func drawSiteTables(_ site: SiteModel) {
        let x = 810.0
        let rows = canvas.table(figures(site), topLeft: Point(x, 818))
        mark("P2", rows[5], inTable: true)
        mark("P3", rows[10], inTable: true)
        canvas.table(buildings, topLeft: Point(x, 650))
        drawLegend(Point(x, 560))
        drawLocation(Rect(x, 310, 130, 150))
        drawSiteNotes(Point(x, 270))
    }

    private func figures(_ site: SiteModel) -> Table {
        let one = site.countedArea - 240 - 32
        let ratio = revised ? "0.628" : "0.632"
        return Table(
            title: "技术经济指标表(一期)", columns: [14, 76, 52, 28, 100], header: ["序号", "项目", "数值", "单位", "备注"],
            rows: [
                ["1", "规划总用地面积", "55887.5", "m²", "用地红线内"], ["2", "一期用地面积", "34200.0", "m²", ""],
                ["3", "总建筑面积", "\(site.countedArea + 3612)", "m²", "地上+地下"], ["4", "地上建筑面积", "\(site.countedArea)", "m²", "1# \(one),2# 240,门卫 32"],
                ["5", "地下建筑面积", "3612", "m²", "汽车库及设备用房,战时人防"], ["6", "计容建筑面积", "\(site.countedArea)", "m²", "许可证附图核定 21480"],
                ["7", "容积率", ratio, "—", "一期"], ["8", "建筑密度", "5.0", "%", "基底 1716.5 m²"], ["9", "绿地率", "35.2", "%", ""],
                ["10", "建筑高度", "58.2", "m", "1#,室外地坪至屋面面层"],
                ["11", "机动车停车位", "\(site.parking)", "个", "地上 \(site.stallsInRow * 4),地下 62;规划条件 142"], ["12", "非机动车停车位", "520", "个", ""],
                ["13", "防空地下室建筑面积", "2752", "m²", "甲类,核6常6,二等人员掩蔽"],
            ], rowHeight: 10, size: 4.3, centered: [0, 2, 3])
    }

    private var buildings: Table {
        Table(
            title: "建筑物一览表", columns: [18, 70, 34, 34, 40, 74], header: ["编号", "名称", "层数", "高度(m)", "耐火等级", "火灾危险性/分类"],
            rows: [
                ["1#", "研发楼", "15F/-1F", "58.2", "一级", "一类高层公共建筑"], ["2#", "甲类危险品库", "1F", "6.6", "一级", "甲类1、2、5、6项"],
                ["—", "门卫", "1F", "3.6", "二级", "—"],
            ], rowHeight: 10, size: 4.2, centered: [0, 2, 3, 4])
    }

    private func drawLegend(_ corner: Point) {
        canvas.text("图例", at: Point(corner.x + 135, corner.y), 5, .center, bold: true)
        let items: [(String, Pen)] = [
            ("用地红线", Pen(0.9, .red, dash: [14, 2, 2, 2, 2, 2])), ("建筑控制线", Pen(0.3, .blue, dash: [5, 1.5])), ("新建建筑外轮廓", Pen(1.2)),
            ("地下室外轮廓", Pen(0.5, .black, dash: [4, 1.6])), ("人防单元外墙", Pen(0.6, .magenta, dash: [6, 1.5])), ("二期预留用地", Pen(0.4, .brown, dash: [6, 2])),
            ("道路边线", Pen(0.35)), ("道路中心线", Pen(0.13, .gray, dash: [6, 1.5, 1, 1.5])),
        ]
        for (index, item) in items.enumerated() {
            let x = corner.x + Double(index % 2) * 135
            let y = corner.y - 12 - Double(index / 2) * 10
            canvas.line(Point(x + 4, y), Point(x + 44, y), item.1)
            canvas.text(item.0, at: Point(x + 52, y), 4.2, middle: true)
        }
    }

    private func drawLocation(_ frame: Rect) {
        canvas.text("区位示意(无比例)", at: Point(frame.center.x, frame.maxY + 4), 5, .center, bold: true)
        canvas.clipped(to: frame) {
            canvas.box(frame, fill: Ink(0.97, 0.97, 0.95))
            for (a, b, width) in [
                (Point(0, 0.28), Point(1, 0.34), 6.0), (Point(0.3, 0), Point(0.34, 1), 4), (Point(0, 0.72), Point(1, 0.76), 3),
                (Point(0.78, 0), Point(0.8, 1), 3),
            ] {
                canvas.line(
                    Point(frame.x + a.x * frame.width, frame.y + a.y * frame.height),
                    Point(frame.x + b.x * frame.width, frame.y + b.y * frame.height),
                    Pen(width, .pale))
            }
            canvas.box(Rect(frame.x + 50, frame.y + 56, 44, 44), fill: Ink(1, 0.85, 0.85), Pen(0.6, .red))
            canvas.text("本项目", at: Point(frame.x + 72, frame.y + 78), 5, .center, middle: true, bold: true, ink: .red)
            canvas.polygon(
                [Point(frame.x, frame.maxY), Point(frame.x + 60, frame.maxY), Point(frame.x + 20, frame.maxY - 24), Point(frame.x, frame.maxY - 22)],
                fill: Ink(0.82, 0.9, 0.97))
            canvas.text("临港河(示意)", at: Point(frame.x + 8, frame.maxY - 14), 3.2, ink: .blue)
        }
        canvas.rect(frame, .medium)
        canvas.text("港城大道", at: Point(frame.x + 6, frame.y + 36), 3.2)
        canvas.text("研创路", at: Point(frame.x + 36, frame.y + 8), 3.2, angle: 90)
    }

    private func drawSiteNotes(_ corner: Point) {
        let notes = """
            说明:
            1. 本图依据规划条件(\(Approvals.conditions))及建设工程规划许可证附图(\(Approvals.permit))编制,文号均为样例。
            2. 坐标采用样例独立坐标系,高程采用1985国家高程基准;坐标、标高及距离以米计。
            3. 建筑定位坐标为外墙外皮角点坐标,间距为外墙外皮间净距;地下室以外墙外皮定位。
            4. 2#甲类危险品库与1#高层民用建筑间距 \(revised ? "60.5" : "62.0") m,不小于 50 m。
            5. 消防车道净宽、净高均不小于 4 m,坡度不大于 8%,荷载按 30 t 消防车设计。
            6. 竖向、管线综合、景观绿化另详专业图纸。
            """
        canvas.text("【样例·非真实工程】", at: Point(corner.x + 145, corner.y + 80), 10, bold: true, ink: .red)
        canvas.paragraph(notes, topLeft: corner, width: 275, 5)
    }
}
