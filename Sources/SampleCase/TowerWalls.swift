/// The walls of a standard floor of 1# in model metres; the origin is axis 1/A.
enum TowerWalls {
    static let width = 58.8
    static let depth = 24.0
    /// Centre line of the corridor's north wall.
    static let corridor = 10.8

    /// Outer walls with their windows.
    static var outer: [Wall] {
        var south = Wall(0, -0.1, width, -0.1)
        var north = Wall(0, depth + 0.1, width, depth + 0.1)
        for bay in 0..<7 {
            let x = Double(bay) * 8.4
            for shift in [0.85, 4.7] {
                south = south.with(x + shift, 2.85, .window, bay % 2 == 0 ? "C2821" : nil)
                if bay != 3 { north = north.with(x + shift, 2.85, .window) }
            }
        }
        return [
            south, north,
            Wall(-0.1, 0, -0.1, depth).with(2.4, 3.6, .window, "C3621").with(20.2, 2.4, .window),
            Wall(width + 0.1, 0, width + 0.1, depth).with(2.4, 3.6, .window, "C3621").with(20.2, 2.4, .window),
        ]
    }

    /// Rooms on the south side and the corridor's south wall.
    static var south: [Wall] {
        let rooms = [0.0, 8.4, 16.8, 33.6, 42, 50.4]
        var corridorWall = Wall(0, 8.4, width, 8.4)
        for (index, x) in rooms.enumerated() {
            corridorWall = corridorWall.with(x + 1.2, 1.5, .pair(left: false), index == 0 ? "M1521" : nil)
            if index == 2 { corridorWall = corridorWall.with(x + 12.6, 1.5, .pair(left: false), "M1521") }
        }
        return [corridorWall] + rooms.dropFirst().map { Wall($0, 0, $0, 8.4) }
    }

    /// The north wall of the corridor and what lies behind it, but for the core.
    static var north: [Wall] {
        let wall = corridor
        return [
            Wall(0, wall, 25.2, wall).with(0.9, 1.2, .leaf(hingeAtEnd: false, left: true), "FM乙1221").with(5.2, 1.8, .pair(left: true), "M1821")
                .with(17.6, 1.0, .leaf(hingeAtEnd: false, left: true), "M1021").with(20.8, 1.0, .leaf(hingeAtEnd: false, left: true), "M1021")
                .with(23.7, 1.0, .leaf(hingeAtEnd: true, left: false), "FM丙1021"),
            Wall(33.6, wall, 42, wall).with(1.4, 1.0, .leaf(hingeAtEnd: false, left: true), "M1021").with(
                5.4, 1.0, .leaf(hingeAtEnd: false, left: true)),
            Wall(50.4, wall, width, wall).with(1.2, 1.5, .pair(left: true), "M1521").with(6.7, 1.2, .leaf(hingeAtEnd: true, left: true), "FM乙1221"),
            Wall(16.8, wall, 16.8, depth).with(6.6, 1.2, .leaf(hingeAtEnd: false, left: false), "M1221"),
            Wall(20, wall, 20, 16.2), Wall(23.2, wall, 23.2, 16.2), Wall(16.8, 16.2, 25.2, 16.2),
            Wall(33.6, 13.2, 42, 13.2), Wall(37.4, wall, 37.4, 13.2),
            Wall(50.4, wall, 50.4, depth),
        ]
    }

    /// The two end stairs with their lobbies.
    static var endStairs: [Wall] {
        [
            Wall(3, 10.8, 3, 19), Wall(0, 13.4, 3, 13.4).with(1.3, 1.2, .leaf(hingeAtEnd: true, left: true), "FM乙1221"), Wall(0, 19, 3, 19),
            Wall(55.8, 10.8, 55.8, 19), Wall(55.8, 13.4, width, 13.4).with(0.4, 1.2, .leaf(hingeAtEnd: false, left: true), "FM乙1221"),
            Wall(55.8, 19, width, 19),
        ]
    }

    /// The core between axes 4 and 5: lifts, fire lift, stair and shared lobby; `lobby` is the depth of the shared lobby's net plan in metres.
    static func core(lobby: Double) -> [Wall] {
        let shafts = 18.4 + lobby + 0.1
        let lifts = (0..<3).map { 0.7 + Double($0) * 2.5 }
        var liftFront = Wall(27.9, 10.8, 27.9, 18.3, 0.2, concrete: true)
        for at in lifts { liftFront = liftFront.with(at, 1.1, .gap) }
        return [
            liftFront,
            Wall(25.2, 10.8, 27.9, 10.8, 0.2, concrete: true), Wall(25.2, 13.3, 27.9, 13.3, 0.2, concrete: true),
            Wall(25.2, 15.8, 27.9, 15.8, 0.2, concrete: true), Wall(25.2, 10.8, 25.2, 13.2, 0.2, concrete: true),
            Wall(27.9, 10.8, 33.6, 10.8).with(1.9, 1.8, .pair(left: true), "FM甲1821"),
            Wall(25.2, 18.3, 33.6, 18.3, 0.2, concrete: true).with(4.4, 1.2, .leaf(hingeAtEnd: false, left: true), "FM甲1221"),
            Wall(28.1, 18.3, 28.1, depth, 0.2, concrete: true).with(0.7, 1.2, .leaf(hingeAtEnd: false, left: true), "FM乙1221"),
            Wall(31.5, 18.3, 31.5, shafts, 0.2, concrete: true).with(0.7, 1.1, .gap),
            Wall(28.1, shafts, 33.6, shafts, 0.2, concrete: true), Wall(30.1, shafts, 30.1, depth), Wall(31.9, shafts, 31.9, depth),
        ]
    }

    /// The shear walls on axes 4 and 5 between C and D; the door in the second is what two disciplines quarrel about.
    static func shear(doorAt: Double, doorWidth: Double) -> [Wall] {
        [
            Wall(25.2, 13.2, 25.2, depth, 0.3, concrete: true),
            Wall(33.6, 13.2, 33.6, depth, 0.3, concrete: true).with(doorAt - 13.2, doorWidth, .pair(left: true)),
        ]
    }

    /// Columns of the frame.
    static func columns(_ plan: Plan, size: Double = 0.8, ink: Ink = Ink(0.35, 0.35, 0.35)) {
        for x in Grid.tower.xs {
            for y in Grid.tower.ys {
                plan.fill(Rect(x.at - size / 2, y.at - size / 2, size, size), ink, Pen(0.35))
            }
        }
    }
}
