/// 建施-06 三层平面 as DXF: the same walls, columns, axes and names as the plotted sheet, in millimetres.
enum FloorPlanDXF {
    static let file = "参考/建施-06 三层平面.dxf"

    static func bytes(round: Int) -> [UInt8] {
        let revised = round >= 2
        var dxf = DXFWriter(layers: [("AXIS", 1), ("WALL", 7), ("COLUMN", 8), ("ROOM", 3), ("DOOR", 2), ("TITLE", 6)])
        drawAxes(&dxf)
        var walls = TowerWalls.outer + TowerWalls.south + TowerWalls.north + TowerWalls.endStairs + TowerWalls.core(lobby: revised ? 3.2 : 2.875)
        walls += TowerWalls.shear(doorAt: revised ? 14.6 : 13.85, doorWidth: revised ? 1.0 : 1.2)
        let partition = Wall(42, 13.2, 42, 24)
        walls.append(revised ? partition.with(7.4, 1.0, .pair(left: false), "M-0313") : partition)
        for wall in walls {
            for piece in wall.pieces { dxf.polyline(piece.map { $0 * 1000 }, layer: "WALL") }
        }
        for x in Grid.tower.xs {
            for y in Grid.tower.ys {
                dxf.polyline(Rect(x.at - 0.4, y.at - 0.4, 0.8, 0.8).corners.map { $0 * 1000 }, layer: "COLUMN")
            }
        }
        drawNames(&dxf, revised: revised)
        drawTitle(&dxf, round: round)
        return dxf.bytes(extent: Rect(-6000, -9000, 71000, 38000))
    }

    private static func drawAxes(_ dxf: inout DXFWriter) {
        for x in Grid.tower.xs {
            dxf.line(Point(x.at * 1000, -3000), Point(x.at * 1000, 27000), layer: "AXIS")
            for y in [-3400.0, 27400] {
                dxf.circle(Point(x.at * 1000, y), 400, layer: "AXIS")
                dxf.text(x.name, at: Point(x.at * 1000, y), height: 400, layer: "AXIS")
            }
        }
        for y in Grid.tower.ys {
            dxf.line(Point(-3000, y.at * 1000), Point(61800, y.at * 1000), layer: "AXIS")
            for x in [-3400.0, 62200] {
                dxf.circle(Point(x, y.at * 1000), 400, layer: "AXIS")
                dxf.text(y.name, at: Point(x, y.at * 1000), height: 400, layer: "AXIS")
            }
        }
    }

    private static func drawNames(_ dxf: inout DXFWriter, revised: Bool) {
        let rooms: [(String, Double, Double)] = [
            ("会议厅(130座) 86.7m2", 37.9, 18.6), ("合用前室 \(revised ? "10.2" : "9.2")m2", 29.8, 20), ("电梯厅(会议前厅)", 30.8, 17), ("材料表征实验室", 9.9, 21.4),
            ("仪器室", 21, 22), ("休息展示厅", 46.2, 17.5),
            ("研讨室", 53.1, 21.8), ("研发办公室", 4.2, 6.5), ("研发办公室", 12.6, 6.5), ("小试实验室", 25.2, 6.9), ("分析测试室", 37.8, 6.5), ("研发办公室", 46.2, 6.5),
            ("样品室", 54.6, 6.5), ("走道", 12, 9.6),
        ]
        for (name, x, y) in rooms { dxf.text(name, at: Point(x * 1000, y * 1000), height: 350, layer: "ROOM") }
        dxf.text("M-0312 洞口\(revised ? 1000 : 1200)x2100", at: Point(32000, 14500), height: 250, layer: "DOOR")
        if revised { dxf.text("M-0313 洞口1000x2100", at: Point(43800, 21100), height: 250, layer: "DOOR") }
    }

    private static func drawTitle(_ dxf: inout DXFWriter, round: Int) {
        guard let sheet = Drawings.all.first(where: { $0.number == "建施-06" }) else { return }
        dxf.text("三层平面图 1:100 【样例·非真实工程】", at: Point(29400, -6500), height: 800, layer: "TITLE")
        dxf.titleBlock(
            [
                ("PROJECT", SampleCase.projectName), ("NUMBER", sheet.number), ("TITLE", sheet.title), ("SPECIALTY", sheet.specialty),
                ("SCALE", sheet.scale), ("REVISION", sheet.revision(in: round)),
                ("DATE", Dates.issue[sheet.issue(in: round)] ?? ""),
            ], at: Point(50000, -5000))
    }
}
