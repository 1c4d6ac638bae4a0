import Foundation
import JointReview
import Testing

/// What reviewers draw on sheets: bounded, on the page, and a measurement by its scale.
@Suite struct MarkupTests {
    private let box = PageBox(width: 1000, height: 800)

    private func at(_ x: Double, _ y: Double) -> MarkupShape.Point { .init(x: x, y: y) }

    private func codes(_ shapes: [MarkupShape]) -> [String] {
        MarkupShape.findings(shapes, on: box, at: "/markup").map { "\($0.code) \($0.file)" }
    }

    @Test func oneOfEveryKindIsFine() {
        let line = [at(10, 10), at(200, 10), at(200, 300)]
        #expect(
            codes([
                .init(.rectangle, [at(0, 0), at(1000, 800)]), .init(.cloud, line, text: "改"), .init(.arrow, [at(1, 1), at(9, 9)]),
                .init(.text, [at(5, 5)], text: "说明"), .init(.polyline, line), .init(.measurement, line, scale: 100, unit: .metre),
            ]) == [])
    }

    @Test func everyFaultIsFoundAtOnceEachAtItsPlace() {
        #expect(
            codes([
                .init(.rectangle, [at(0, 0)]), .init(.arrow, [at(5, 5), at(5, 5)]), .init(.text, [at(5, 5)], text: " "),
                .init(.polyline, [at(5, 5), at(1001, 5), at(.nan, 5)]), .init(.measurement, [at(1, 1), at(2, 2)], scale: 100),
                .init(.cloud, [at(1, 1), at(2, 2)], text: "\u{1}", unit: .metre),
            ]) == [
                "markup.points /markup/0/points", "markup.no_size /markup/1/points", "markup.text /markup/2/text",
                "markup.outside /markup/3/points/1",
                "markup.outside /markup/3/points/2", "markup.scale /markup/4/scale", "markup.text /markup/5/text", "markup.scale /markup/5/scale",
            ])
        let many = Array(repeating: MarkupShape(.arrow, [at(1, 1), at(2, 2)]), count: MarkupShape.mostShapes + 1)
        #expect(codes(many) == ["markup.too_many /markup"])
        let long = MarkupShape(.polyline, (0..<401).map { at(Double($0), 1) })
        #expect(codes(Array(repeating: long, count: 5)) == ["markup.too_many /markup"])
    }

    @Test func aMeasurementTellsTheLengthOnSite() throws {
        // 72 points are an inch: 25.4 mm on paper, at 1:100 2.54 m.
        let shape = MarkupShape(.measurement, [at(0, 0), at(72, 0), at(72, 72)], scale: 100, unit: .metre)
        #expect(shape.measured == 5.08)
        #expect(MarkupShape(.measurement, shape.points, scale: 100, unit: .millimetre).measured == 5080)
        let again = try JSONDecoder().decode(MarkupShape.self, from: JSONEncoder().encode(shape))
        #expect(again == shape)
        let forged = #"{"kind":"measurement","points":[{"x":0,"y":0},{"x":72,"y":0}],"scale":100,"unit":"m","measured":99}"#
        #expect(try JSONDecoder().decode(MarkupShape.self, from: Data(forged.utf8)).measured == 2.54, "it is counted, never believed")
    }
}
