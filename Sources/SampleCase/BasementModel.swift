/// The basement of 1# in model metres of the tower: the permitted outline, the two shelter units, the rooms to the east.
struct BasementModel {
    let revised: Bool

    /// Outer faces: 0.3 m outside the axes.
    static let outline = Rect(-0.3, -8.7, 76.2, 47.4)
    /// Outer face of shelter unit 1's north wall: the basement wall itself, or 4 m south of it after the settlement.
    var shelterNorth: Double { revised ? 34.7 : 38.7 }
    /// Wall between the two units.
    static let between = 10.8

    /// Outer walls of the basement.
    var outer: [Wall] {
        [
            Wall(0, -8.55, 75.6, -8.55, 0.3, concrete: true), Wall(0, 38.55, 75.6, 38.55, 0.3, concrete: true),
            Wall(-0.15, -8.4, -0.15, 38.4, 0.3, concrete: true), Wall(75.75, -8.4, 75.75, 38.4, 0.3, concrete: true),
        ]
    }

    /// Walls that close the shelter: the one between the units, the one on axis 8, and unit 1's north wall where it stands free.
    var shelter: [Wall] {
        let strip = Wall(0, 34.55, 58.8, 34.55, revised ? 0.3 : 0.2, concrete: revised)
        return [
            Wall(0, Self.between, 25.2, Self.between, 0.3, concrete: true).with(4.6, 1.5, .pair(left: true), "HFM1520"),
            Wall(33.6, Self.between, 58.8, Self.between, 0.3, concrete: true).with(19.6, 1.5, .pair(left: true), "HFM1520"),
            Wall(58.8, -8.4, 58.8, 38.4, 0.3, concrete: true).with(9.0, 5.2, .gap, "HFM5525 平时开启")
                .with(33.6, 4.8, .gap, "HFM5025 平时开启"),
            revised ? strip.with(26, 2.4, .pair(left: true), "HHFM2425") : strip.with(6, 2.4, .gap).with(26, 2.4, .gap).with(46, 2.4, .gap),
        ]
    }

    /// The equipment zone between axes 8 and 10.
    var equipment: [Wall] {
        var control: [Wall] = [
            Wall(58.8, 31.4, 66, 31.4), Wall(66, 31.4, 66, 38.4, 0.2, concrete: true), Wall(68.8, 31.4, 68.8, 38.4, 0.2, concrete: true),
            Wall(66, 31.4, 68.8, 31.4).with(0.8, 1.2, .leaf(hingeAtEnd: false, left: true), "FM乙1221"),
            Wall(68.8, 31.4, 75.6, 31.4).with(1.2, 1.2, .leaf(hingeAtEnd: false, left: true), "FM甲1221"),
        ]
        if revised { control[1] = control[1].with(0.5, 1.2, .leaf(hingeAtEnd: false, left: false), "FM甲1221") }
        return control + [
            Wall(58.8, 12, 75.6, 12).with(7.6, 1.5, .pair(left: true), "FM甲1521"),
            Wall(66.2, 12, 66.2, 31.4).with(3.0, 1.5, .pair(left: true), "FM甲1521").with(14, 1.8, .pair(left: true), "FM甲1821"),
            Wall(68.2, 12, 68.2, 30).with(14, 1.5, .pair(left: false), "FM甲1521"), Wall(68.2, 30, 75.6, 30),
            Wall(58.8, 20, 66.2, 20), Wall(68.2, 22, 75.6, 22, 0.3, concrete: true),
            Wall(68.5, -8.4, 68.5, 12, 0.2, concrete: true).with(17.6, 2.8, .gap),
        ]
    }

    /// Plant rooms south of the core bays and the stair of unit 2.
    var plant: [Wall] {
        [
            Wall(3, 16.4, 25.2, 16.4).with(3, 1.2, .leaf(hingeAtEnd: false, left: true)).with(11, 1.2, .leaf(hingeAtEnd: false, left: true))
                .with(17.5, 1.2, .leaf(hingeAtEnd: false, left: true)),
            Wall(10.6, 10.8, 10.6, 16.4), Wall(18, 10.8, 18, 16.4),
            Wall(33.6, 16.4, 55.8, 16.4).with(3, 1.2, .leaf(hingeAtEnd: false, left: true)).with(10, 1.2, .leaf(hingeAtEnd: false, left: true))
                .with(17.5, 1.2, .leaf(hingeAtEnd: false, left: true)),
            Wall(41, 10.8, 41, 16.4), Wall(48.4, 10.8, 48.4, 16.4),
            Wall(41.8, -8.4, 41.8, -2.6, 0.2, concrete: true), Wall(44.8, -8.4, 44.8, -2.6, 0.2, concrete: true),
            Wall(41.8, -2.6, 44.8, -2.6, 0.2, concrete: true).with(0.9, 1.2, .leaf(hingeAtEnd: false, left: true), "FM乙1221"),
        ]
    }

    /// The stairs and lifts that come down from the tower.
    static var core: [Wall] {
        [
            Wall(3, 10.8, 3, 19, 0.2, concrete: true).with(5.6, 1.2, .leaf(hingeAtEnd: true, left: false), "FM乙1221"),
            Wall(0, 19, 3, 19, 0.2, concrete: true),
            Wall(55.8, 10.8, 55.8, 19, 0.2, concrete: true).with(5.6, 1.2, .leaf(hingeAtEnd: true, left: true), "FM乙1221"),
            Wall(55.8, 19, 58.8, 19, 0.2, concrete: true),
            Wall(25.2, 10.8, 33.6, 10.8, 0.3, concrete: true), Wall(25.2, 10.8, 25.2, 24, 0.3, concrete: true),
            Wall(33.6, 10.8, 33.6, 24, 0.3, concrete: true).with(4.6, 1.8, .pair(left: false), "FM甲1821"),
            Wall(25.2, 24, 33.6, 24, 0.3, concrete: true),
            Wall(27.9, 10.8, 27.9, 18.3, 0.2, concrete: true).with(0.7, 1.1, .gap).with(3.2, 1.1, .gap).with(5.7, 1.1, .gap),
            Wall(25.2, 13.3, 27.9, 13.3, 0.2, concrete: true), Wall(25.2, 15.8, 27.9, 15.8, 0.2, concrete: true),
            Wall(25.2, 18.3, 33.6, 18.3, 0.2, concrete: true).with(4.4, 1.2, .leaf(hingeAtEnd: false, left: true), "FM甲1221"),
            Wall(28.1, 18.3, 28.1, 24, 0.2, concrete: true).with(0.7, 1.2, .leaf(hingeAtEnd: false, left: true), "FM乙1221"),
            Wall(31.5, 18.3, 31.5, 21.4, 0.2, concrete: true).with(0.7, 1.1, .gap), Wall(28.1, 21.4, 33.6, 21.4, 0.2, concrete: true),
        ]
    }

    /// The 62 parking spaces, each as a rectangle.
    var stalls: [Rect] {
        var all: [Rect] = []
        func bay(_ index: Int, _ y: Double, skip: Set<Int> = []) {
            for place in 0..<3 where !skip.contains(place) { all.append(Rect(Double(index) * 8.4 + 0.45 + Double(place) * 2.5, y, 2.5, 5.1)) }
        }
        for index in 0..<7 { bay(index, -5.1, skip: index == 5 ? [0] : []) }
        for index in 0..<7 where index != 3 { bay(index, 5.55, skip: index == 0 ? [1] : index == 6 ? [0] : []) }
        for index in 0..<9 { all.append(Rect(1.2 + Double(index) * 6.3, 31.9, 6, 2.4)) }
        for index in [1, 2, 4, 5] { bay(index, 18.6) }
        for index in 0..<3 { all.append(Rect(59.1, -8.2 + Double(index) * 2.5, 5.1, 2.5)) }
        for index in 0..<2 { all.append(Rect(59.1, 6.6 + Double(index) * 2.5, 5.1, 2.5)) }
        return all
    }
}
