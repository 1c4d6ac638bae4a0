/// 建施-03 地下一层平面 1:100: car park in peace, two shelter units, plant rooms, fire control room.
extension Plot {
    func drawBasementPlan() {
        let model = BasementModel(revised: revised)
        let plan = Plan(canvas, origin: Point(88, 240), scale: 100, lettering: 1.15)
        plan.draw(Grid.basement)
        drawStalls(plan, model)
        plan.draw(model.outer + model.shelter + model.equipment + model.plant + BasementModel.core)
        drawBasementColumns(plan)
        drawBasementStairs(plan)
        drawBasementRooms(plan)
        drawShelterNames(plan, model)
        drawControlRoom(plan)
        plan.level("-5.100", 50, 2.6)
        plan.level("-5.100", 50, 27.4)
        caption("地下一层平面图", scale: "1:100", at: Point(470, 70), height: 10)
        canvas.text("本层建筑面积 3612 m²  机动车停车位 62 个", at: Point(470, 53), 5, .center)
        drawBasementNotes(model)
    }

    func drawStalls(_ plan: Plan, _ model: BasementModel, numbers: Bool = true) {
        for (index, stall) in model.stalls.enumerated() {
            plan.outline(stall, numbers ? Pen(0.18) : .furniture)
            guard numbers else { continue }
            let car =
                stall.width < stall.height
                ? Rect(stall.x + 0.35, stall.y + 0.35, 1.8, 4.4) : Rect(stall.x + 0.4, stall.y + 0.3, min(4.4, stall.width - 0.7), 1.8)
            plan.outline(car, .furniture)
            plan.text("\(index + 1)", car.center.x, car.center.y, 2.6)
        }
    }

    func drawBasementColumns(_ plan: Plan) {
        for x in Grid.basement.xs {
            for y in Grid.basement.ys {
                plan.fill(Rect(x.at - 0.4, y.at - 0.4, 0.8, 0.8), Ink(0.35, 0.35, 0.35), Pen(0.3))
            }
        }
    }

    func drawBasementStairs(_ plan: Plan) {
        plan.stair(Rect(0, 11.1, 2.9, 6.6))
        plan.stair(Rect(55.9, 11.1, 2.75, 6.6))
        plan.stair(Rect(25.4, 18.4, 2.6, 5.4))
        plan.stair(Rect(66.1, 32.6, 2.6, 5.8))
        plan.stair(Rect(41.9, -8.4, 2.8, 4.6))
        for index in 0..<3 { plan.lift(Rect(25.4, 10.95 + Double(index) * 2.5, 2.4, 2.3), "KT-\(index + 1)") }
        plan.lift(Rect(31.6, 18.4, 1.85, 2.9), "XFT-1")
        for step in 0...14 { plan.line(68.6, -8.3 + Double(step) * 1.3, 75.5, -8.3 + Double(step) * 1.3, Pen(0.1, .gray)) }
        plan.line(72, 10, 72, -6.5, .medium)
        canvas.polygon([plan.at(72, -8), plan.at(71.5, -6.4), plan.at(72.5, -6.4)], fill: .black)
        plan.label(["汽车坡道", "i=15% 上"], 73.8, 2, 3.2, clear: true)
    }

    private func drawBasementRooms(_ plan: Plan) {
        let rooms: [(String, String, Double, Double)] = [
            ("送风机房", "40.7 m²", 6.8, 14.5), ("排风机房", "39.6 m²", 14.3, 14.5), ("战时水箱间", "38.5 m²", 21.6, 14.5), ("排烟机房", "39.6 m²", 37.3, 14.5),
            ("防化器材", "39.6 m²", 44.7, 14.5), ("储藏间", "39.6 m²", 52.1, 14.5), ("消防水泵房", "58.5 m²", 62.4, 16), ("变配电室", "83.2 m²", 62.4, 25.5),
            ("消防水池", "V=576 m³", 72, 17), ("生活水泵房", "58.4 m²", 72, 26), ("弱电机房", "46.2 m²", 72.3, 35),
        ]
        for (name, area, x, y) in rooms { plan.label([name, area], x, y, 3.2, bold: true) }
        for (name, x, y) in [
            ("非机动车库", 14.0, 36.5), ("非机动车库", 44, 36.5), ("电梯厅", 30.8, 14.5), ("合用前室", 29.8, 20.2), ("走道", 67.2, 21), ("LT-5", 67.4, 38.0),
            ("LT-4", 43.3, -4.0),
        ] {
            plan.label([name], x, y, 3, clear: true)
        }
        for (y, x) in [(27.6, 12.0), (27.6, 44), (2.6, 14), (2.6, 40)] {
            plan.line(x - 3, y, x + 3, y, Pen(0.3))
            canvas.polygon([plan.at(x + 4, y), plan.at(x + 2.6, y + 0.35), plan.at(x + 2.6, y - 0.35)], fill: .black)
        }
        plan.text("车道 净宽5.5 m", 24, 2.6, 3)
        plan.text("车道 净宽7.5 m", 24, 27.6, 3)
    }

    private func drawShelterNames(_ plan: Plan, _ model: BasementModel) {
        let zone = Pen(0.7, .magenta, dash: [8, 2, 1.5, 2])
        plan.outline(Rect(0.1, 11, 58.5, model.shelterNorth - 11.4), zone)
        plan.outline(Rect(0.1, -8.3, 58.5, 18.9), zone)
        plan.label(["人防单元1(战时)", "甲类 核6常6 二等人员掩蔽"], 30, 29.9, 3.6, bold: true, ink: .magenta, clear: true)
        plan.label(["人防单元2(战时)", "甲类 核6常6 二等人员掩蔽"], 24, -7.1, 3.6, bold: true, ink: .magenta, clear: true)
        let north = revised ? "人防单元1北外墙(南移4.0 m) 距2#甲类危险品库 50.0 m" : "人防单元1北外墙 距2#甲类危险品库 47.5 m(详总施-01)"
        plan.leader(north, from: Point(31, model.shelterNorth - 0.15), to: Point(30, model.shelterNorth > 38 ? 36.3 : 37.2), 3.4, ink: .magenta)
        if revised {
            plan.dimension(Point(35, 34.7), Point(35, 38.7), height: 3)
            canvas.cloud(plan.rect(Rect(-1, 33.9, 60.5, 1.4)))
        }
    }

    private func drawControlRoom(_ plan: Plan) {
        plan.label(["消防控制室", "46.9 m²"], 62.4, 35.4, 3.6, bold: true)
        for x in [60.0, 61.6, 63.2] { plan.outline(Rect(x, 32.9, 1.4, 0.8), .furniture) }
        plan.outline(Rect(59.6, 37.4, 5, 0.6), .furniture)
        if revised {
            plan.leader("消控室疏散门直通LT-5(直通室外)", from: Point(66, 32.5), to: Point(69.5, 33.2), 3)
            mark("F4", plan.rect(Rect(58.4, 31, 10.6, 7.6)))
        } else {
            // The one door of the control room leads into the car park: the wall on axis 8 is cut here and not in the model, which is about shelter walls.
            plan.fill(Rect(58.6, 32.0, 0.4, 1.2), .white)
            plan.line(58.6, 33.2, 57.4, 33.2, Pen(0.3))
            canvas.arc(plan.at(58.6, 33.2), 1.2 * plan.k, from: 180, to: 270, Pen(0.13))
            plan.text("FM甲1221", 57.2, 31.5, 2.2)
            mark("F4", plan.rect(Rect(57, 31, 9.4, 7.6)))
        }
    }
}
