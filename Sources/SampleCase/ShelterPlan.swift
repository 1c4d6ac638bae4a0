/// 人防建施-02 战时平面 1:150: the two shelter units, their mouths and wartime rooms.
extension Plot {
    func drawShelterPlan() {
        let model = BasementModel(revised: revised)
        let plan = Plan(canvas, origin: Point(138, 158), scale: 150)
        drawUnitTints(plan, model)
        plan.draw(Grid.basement, west: 46)
        plan.draw(model.outer + model.shelter + wartimeWalls + model.equipment + BasementModel.core, cut: Pen(0.6))
        drawBasementColumns(plan)
        drawBasementStairs(plan)
        drawWartimeRooms(plan)
        drawMouths(plan)
        drawUnitNames(plan, model)
        drawOutdoorEntrance(plan, at: Point(-6.6, 26), name: "室外出入口1(战时主要)")
        if revised {
            drawOutdoorEntrance(plan, at: Point(-6.6, -2), name: "室外出入口2(战时主要)")
            mark("C2", plan.rect(Rect(-7.4, -3, 12.5, 8.6)))
        } else {
            plan.leader("单元2:室内出入口2个、连通口1个,未设室外出入口", from: Point(1.5, 1.5), to: Point(5, -2.2), 3.4, ink: .magenta)
            mark("C2", plan.rect(Rect(-0.6, -3.6, 27, 7.6)))
        }
        caption("战时平面图(防护单元、口部)", scale: "1:150", at: Point(400, 42), height: 7.5)
        drawShelterTables(model)
    }

    private func drawUnitTints(_ plan: Plan, _ model: BasementModel) {
        plan.fill(Rect(0, 10.8, 58.8, model.shelterNorth - 11), Ink(1, 0.97, 0.99))
        plan.fill(Rect(0, -8.4, 58.8, 19.2), Ink(0.96, 0.98, 1))
        plan.hatch(Rect(58.8, -8.4, 16.8, 46.8), angle: 45, spacing: 6, Pen(0.08, .gray))
        if revised { plan.hatch(Rect(0, 34.7, 58.8, 3.7), angle: 45, spacing: 6, Pen(0.08, .gray)) }
    }

    /// Rooms of the wartime mouths, built of concrete in both units.
    private var wartimeWalls: [Wall] {
        [
            Wall(3, 16.4, 25.2, 16.4, 0.3, concrete: true).with(2, 1, .leaf(hingeAtEnd: false, left: true), "HM1020").with(
                9, 1, .leaf(hingeAtEnd: false, left: true), "HM1020"
            )
            .with(17, 1, .leaf(hingeAtEnd: false, left: true), "HM1020"),
            Wall(10.6, 10.8, 10.6, 16.4, 0.3, concrete: true), Wall(18, 10.8, 18, 16.4, 0.3, concrete: true),
            Wall(33.6, 16.4, 55.8, 16.4).with(3, 1, .leaf(hingeAtEnd: false, left: true), "M1021").with(
                12, 1, .leaf(hingeAtEnd: false, left: true), "M1021"),
            Wall(44.7, 10.8, 44.7, 16.4),
            // Unit 1: gas lock and decontamination behind the outdoor entrance.
            Wall(0, 24.5, 6.5, 24.5, 0.3, concrete: true), Wall(0, 31.5, 6.5, 31.5, 0.3, concrete: true),
            Wall(6.5, 24.5, 6.5, 31.5, 0.3, concrete: true).with(1, 1.5, .leaf(hingeAtEnd: false, left: false), "HM1520"),
            Wall(3.2, 24.5, 3.2, 31.5, 0.3, concrete: true).with(1, 1.5, .leaf(hingeAtEnd: false, left: false), "HM1520"),
            Wall(0, 28, 6.5, 28, 0.2, concrete: true),
            // Unit 2: dry toilets and water.
            Wall(46.5, -3.4, 58.8, -3.4).with(2, 1, .leaf(hingeAtEnd: false, left: true)).with(8, 1, .leaf(hingeAtEnd: false, left: true)),
            Wall(52.4, -8.4, 52.4, -3.4),
            Wall(46.5, -8.4, 46.5, -3.4), Wall(41.8, -8.4, 41.8, -2.6, 0.2, concrete: true), Wall(44.8, -8.4, 44.8, -2.6, 0.2, concrete: true),
            Wall(41.8, -2.6, 44.8, -2.6, 0.3, concrete: true).with(0.8, 1.2, .leaf(hingeAtEnd: false, left: true), "HFM1220"),
        ]
    }

    private func drawWartimeRooms(_ plan: Plan) {
        for (name, x, y) in [
            ("扩散室", 6.8, 14.5), ("滤毒室", 14.3, 14.5), ("进风机房", 21.6, 14.5), ("战时水箱间", 39, 14.5), ("防化值班室", 50.2, 14.5), ("防毒通道", 1.7, 26.2),
            ("密闭通道", 4.9, 26.2), ("洗消间", 1.7, 29.8), ("检查穿衣", 4.9, 29.8), ("男干厕", 49.4, -5.9), ("女干厕", 55.6, -5.9), ("电梯厅(战时封堵)", 30.8, 14.5),
            ("LT-1", 26.7, 23.4),
            ("LT-2", 57.2, 18.4), ("LT-3", 1.5, 18.4), ("LT-4", 43.3, -4.2),
        ] {
            plan.label([name], x, y, 2.6, clear: true)
        }
        plan.label(["非人防区", "(设备用房)"], 63, 25, 4, bold: true, clear: true)
        if revised { plan.label(["非人防区(非机动车库)"], 30, 36.6, 3.2, bold: true, clear: true) }
        for (x, y) in [(14.0, 20.9), (44, 20.9), (20, 3.2), (40, 3.2)] {
            plan.label(["人员掩蔽区"], x, y, 3, clear: true)
            for column in 0..<5 {
                for row in 0..<2 { plan.outline(Rect(x - 5 + Double(column) * 2, y - 2.6 + Double(row) * 4.2, 1.7, 0.9), .furniture) }
            }
        }
    }

    private func drawMouths(_ plan: Plan) {
        for (name, x, y) in [("口1", -2.2, 23.2), ("口2", 28, 25.2), ("口3", 60.4, 30.2), ("口4", 60.4, 3), ("口5", 43.3, 0.6), ("口6(连通)", 5.6, 8.6)] {
            plan.circle(Point(x, y), 0.95, Pen(0.35, .magenta), fill: .white)
            plan.text(name, x, y, name.count > 2 ? 1.7 : 2.8, ink: .magenta)
        }
        plan.text("FMDB6025 临战封堵", 58.0, 2.6, 2.4, angle: 90)
        plan.text("FMDB5025 临战封堵", 58.0, 27.6, 2.4, angle: 90)
    }

    private func drawUnitNames(_ plan: Plan, _ model: BasementModel) {
        let area = revised ? "1397" : "1623"
        plan.label(["人防单元1(防护单元1)", "甲类 核6常6 二等人员掩蔽 \(area) m²"], 30, 28.5, 4, bold: true, ink: .magenta, clear: true)
        plan.label(["人防单元2(防护单元2)", "甲类 核6常6 二等人员掩蔽 1129 m²"], 30, 6.3, 4, bold: true, ink: .magenta, clear: true)
        let y = model.shelterNorth
        let gap = revised ? "50.0" : "47.5"
        // The store is off the sheet; a broken dimension says how far.
        let top = 45.2
        plan.line(20, y, 24, y, .hair)
        plan.dimension(Point(22, y), Point(22, top), words: "距2#甲类危险品库 \(gap) m", height: 2.9, ink: .magenta)
        plan.leader("人防单元1北外墙(外皮)", from: Point(15, y - 0.15), to: Point(13, y - 2.4), 3, ink: .magenta)
        let at = plan.at(22, top)
        canvas.polyline(
            [
                Point(at.x - 7, at.y + 1), Point(at.x - 1.5, at.y + 1), Point(at.x - 0.5, at.y + 3), Point(at.x + 0.5, at.y - 1),
                Point(at.x + 1.5, at.y + 1), Point(at.x + 7, at.y + 1),
            ], Pen(0.25, .magenta))
        canvas.text("2#甲类危险品库南外墙(详总施-01)", at: Point(at.x, at.y + 3.6), 2.9, .center, ink: .magenta)
        mark("C1", Rect(from: plan.at(17.6, y - 0.9), to: Point(plan.at(26.4, 0).x, at.y + 7)))
    }

    /// A stair outside the outline with its airtight doors.
    private func drawOutdoorEntrance(_ plan: Plan, at corner: Point, name: String) {
        plan.draw(
            [
                Wall(corner.x, corner.y, 0, corner.y, 0.3, concrete: true), Wall(corner.x, corner.y + 3.2, 0, corner.y + 3.2, 0.3, concrete: true),
                Wall(corner.x, corner.y, corner.x, corner.y + 3.2, 0.3, concrete: true).with(0.7, 1.8, .gap),
            ], cut: Pen(0.6))
        plan.stair(Rect(corner.x + 0.3, corner.y + 0.2, 5.2, 2.8), treads: 10, alongY: false)
        plan.fill(Rect(-0.4, corner.y + 0.7, 0.5, 1.5), .white)
        plan.line(0.05, corner.y + 0.7, 1.5, corner.y + 0.7, Pen(0.5))
        plan.text("HFM1520", -0.65, corner.y + 1.6, 2, angle: 90)
        plan.text(name, corner.x + 3, corner.y + 4.4, 2.8, ink: .magenta)
    }
}
