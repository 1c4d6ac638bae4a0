/// A DXF in the making: ASCII, version AC1032 (R2018), text in UTF-8, millimetres.
///
/// Only what a CAD program needs to open it without complaint: tables, one block with attributes, entities, the root dictionary.
struct DXFWriter {
    private var entities: [String] = []
    private var handle = 0x100
    private let layers: [(name: String, color: Int)]

    init(layers: [(name: String, color: Int)]) {
        self.layers = layers
    }

    private mutating func next() -> String {
        handle += 1
        return String(handle, radix: 16, uppercase: true)
    }

    mutating func polyline(_ points: [Point], layer: String, closed: Bool = true) {
        var groups = entity("LWPOLYLINE", layer, "AcDbPolyline") + [(90, "\(points.count)"), (70, closed ? "1" : "0")]
        for point in points { groups += [(10, number(point.x)), (20, number(point.y))] }
        append(groups)
    }

    mutating func line(_ a: Point, _ b: Point, layer: String) {
        append(
            entity("LINE", layer, "AcDbLine") + [(10, number(a.x)), (20, number(a.y)), (30, "0"), (11, number(b.x)), (21, number(b.y)), (31, "0")])
    }

    mutating func circle(_ center: Point, _ radius: Double, layer: String) {
        append(entity("CIRCLE", layer, "AcDbCircle") + [(10, number(center.x)), (20, number(center.y)), (30, "0"), (40, number(radius))])
    }

    /// Text centred on a point.
    mutating func text(_ string: String, at point: Point, height: Double, layer: String) {
        append(
            entity("TEXT", layer, "AcDbText") + [
                (10, number(point.x)), (20, number(point.y)), (30, "0"), (40, number(height)), (1, string), (7, "HZ"), (72, "1"),
                (11, number(point.x)), (21, number(point.y)), (31, "0"),
                (100, "AcDbText"), (73, "2"),
            ])
    }

    /// The title block as a block reference with attributes, which is how a reader finds number, title and revision.
    mutating func titleBlock(_ fields: [(tag: String, value: String)], at point: Point) {
        let owner = next()
        append(
            [
                (0, "INSERT"), (5, owner), (330, "1F"), (100, "AcDbEntity"), (8, "TITLE"), (100, "AcDbBlockReference"), (66, "1"), (2, "TITLEBLOCK"),
                (10, number(point.x)), (20, number(point.y)), (30, "0"),
            ])
        for (index, field) in fields.enumerated() {
            let y = point.y - Double(index) * 800
            append([
                (0, "ATTRIB"), (5, next()), (330, owner), (100, "AcDbEntity"), (8, "TITLE"), (100, "AcDbText"), (10, number(point.x + 2600)),
                (20, number(y)), (30, "0"), (40, "400"), (1, field.value),
                (7, "HZ"), (100, "AcDbAttribute"), (2, field.tag), (70, "0"),
            ])
        }
        append([(0, "SEQEND"), (5, next()), (330, owner), (100, "AcDbEntity"), (8, "TITLE")])
    }

    /// The whole file.
    func bytes(extent: Rect) -> [UInt8] {
        let sections =
            [DXFTables.header(extent: extent, next: handle + 1), DXFTables.classes, DXFTables.tables(layers), DXFTables.blocks]
            + [["  0\nSECTION\n  2\nENTITIES\n"] + entities + ["  0\nENDSEC\n"], [DXFTables.objects], ["  0\nEOF\n"]].map { $0.joined() }
        return Array(sections.joined().utf8)
    }

    private mutating func entity(_ kind: String, _ layer: String, _ subclass: String) -> [(Int, String)] {
        [(0, kind), (5, next()), (330, "1F"), (100, "AcDbEntity"), (8, layer), (100, subclass)]
    }

    private mutating func append(_ groups: [(Int, String)]) { entities.append(DXFTables.lines(groups)) }

    /// Millimetres with at most three places.
    private func number(_ value: Double) -> String {
        let rounded = (value * 1000).rounded() / 1000
        return rounded == rounded.rounded() ? "\(Int(rounded)).0" : "\(rounded)"
    }
}
