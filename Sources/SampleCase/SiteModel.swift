/// The plot of the sample in metres: origin at the south-west corner of the red line, x east, y north.
///
/// The distances that the comments quarrel about follow from these numbers: 2# to the red line, 2# to the tower, 2# to the basement and to
/// shelter unit 1.
struct SiteModel {
    let revised: Bool

    static let width = 280.0
    static let depth = 200.0

    /// The user land red line (用地红线), with its cut corner at the north-east.
    let redLine = [Point(0, 0), Point(280, 0), Point(280, 185), Point(265, 200), Point(0, 200)]
    /// Axis 1/A of 1#.
    let tower = Point(100, 91.3)
    /// Outer faces of 1#.
    var towerFace: Rect { Rect(99.8, 91.1, 59.2, 24.4) }
    /// Outer faces of the basement; the permitted outline never moves.
    let basement = Rect(99.7, 82.6, 76.2, 47.4)
    /// Outer face of shelter unit 1's north wall.
    var shelterNorth: Double { revised ? 126 : 130 }
    /// Outer faces of 2#: 20 m by 12 m.
    var store: Rect { Rect(121, revised ? 176 : 177.5, 20, 12) }
    /// Spaces on the ground, a row.
    var stallsInRow: Int { revised ? 20 : 19 }

    var storeToRedLine: Double { Self.depth - store.maxY }
    var storeToTower: Double { store.y - towerFace.maxY }
    var storeToShelter: Double { store.y - shelterNorth }

    /// Roads inside the plot as rectangles that may overlap.
    var roads: [Rect] {
        [
            Rect(80, 70, 110, 7), Rect(80, 135, 110, 7), Rect(80, 70, 7, 72), Rect(183, 70, 7, 72),
            Rect(126, 0, 12, 70), Rect(183, 142, 7, 58), Rect(105, 158, 78, 6), Rect(119, 164, 24, store.y - 164),
            Rect(66, 20, 6, 57), Rect(72, 70, 8, 7), Rect(14, 25.3, 58, 6), Rect(14, 41.9, 58, 6),
        ]
    }

    /// Rows of parking spaces: south edge and whether cars face south.
    let stallRows: [Double] = [20, 31.3, 36.6, 47.9]
    /// Land reserved for the second phase.
    let reserve = Rect(205, 15, 62, 165)
    /// Operating area for fire engines south of 1#: 15 by 10 m, and along the whole side after the first opinion.
    var ladderArea: Rect { revised ? Rect(99.8, 76.1, 59.2, 10) : Rect(105, 76.1, 15, 10) }

    /// Area of the floor that counts towards the plot ratio.
    var countedArea: Int { revised ? 21480 : 21600 }
    var parking: Int { revised ? 142 : 138 }
}
