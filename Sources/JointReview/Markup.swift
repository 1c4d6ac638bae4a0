/// One shape that a reviewer drew on a sheet (圈阅): on the page of its comment, in PDF points of the unrotated page.
public struct MarkupShape: Hashable, Sendable, Codable {
    /// What is drawn.
    public enum Kind: String, CaseIterable, Sendable, Codable, Labelled {
        case rectangle, cloud, arrow, text, polyline, measurement

        /// Name of the kind.
        public var label: Bilingual {
            switch self {
            case .rectangle: Bilingual(zh: "矩形", en: "rectangle")
            case .cloud: Bilingual(zh: "云线", en: "cloud")
            case .arrow: Bilingual(zh: "箭头", en: "arrow")
            case .text: Bilingual(zh: "文字", en: "text")
            case .polyline: Bilingual(zh: "折线", en: "polyline")
            case .measurement: Bilingual(zh: "量测", en: "measurement")
            }
        }

        /// How many points it has: two corners, tail and head, a place, or a line.
        var points: ClosedRange<Int> {
            switch self {
            case .rectangle, .arrow: 2...2
            case .text: 1...1
            case .cloud, .polyline, .measurement: 2...MarkupShape.mostPointsOfShape
            }
        }
    }

    /// A place on the page.
    public struct Point: Hashable, Sendable, Codable {
        /// From the left, in points.
        public var x: Double
        /// From the bottom, in points.
        public var y: Double

        /// A place.
        public init(x: Double, y: Double) { (self.x, self.y) = (x, y) }
    }

    /// Unit in which a measurement is told.
    public enum Unit: String, CaseIterable, Sendable, Codable {
        case millimetre = "mm"
        case metre = "m"

        var millimetres: Double { self == .metre ? 1000 : 1 }
    }

    /// What is drawn.
    public var kind: Kind
    /// Its points; two opposite corners of a rectangle, two or an outline of a cloud.
    public var points: [Point]
    /// What a text says, or a note beside another shape.
    public var text: String?
    /// Scale of the drawing under a measurement: 100 for 1:100.
    public var scale: Double?
    /// Unit of a measurement.
    public var unit: Unit?

    /// A shape.
    public init(_ kind: Kind, _ points: [Point], text: String? = nil, scale: Double? = nil, unit: Unit? = nil) {
        (self.kind, self.points, self.text, self.scale, self.unit) = (kind, points, text, scale, unit)
    }

    /// Most shapes of one comment.
    public static let mostShapes = 100
    /// Most points of one shape.
    public static let mostPointsOfShape = 500
    /// Most points of one comment.
    public static let mostPoints = 2000
    /// Most characters of a text.
    public static let longestText = 200
    /// Scales that drawings have.
    public static let scales: ClosedRange<Double> = 0.01...100_000

    private enum CodingKeys: String, CodingKey { case kind, points, text, scale, unit, measured }

    /// Reads a shape; what it measures is never read, but counted.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            container.decode(Kind.self, forKey: .kind), container.decode([Point].self, forKey: .points),
            text: container.decodeIfPresent(String.self, forKey: .text), scale: container.decodeIfPresent(Double.self, forKey: .scale),
            unit: container.decodeIfPresent(Unit.self, forKey: .unit))
    }

    /// Writes the shape, a measurement with its length.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(kind, forKey: .kind)
        try container.encode(points, forKey: .points)
        try container.encodeIfPresent(text, forKey: .text)
        try container.encodeIfPresent(scale, forKey: .scale)
        try container.encodeIfPresent(unit, forKey: .unit)
        try container.encodeIfPresent(measured, forKey: .measured)
    }

    /// Length of a measurement in its unit, to a millimetre: points on paper (72 to an inch) times the scale.
    public var measured: Double? {
        guard kind == .measurement, let scale, let unit else { return nil }
        let length = zip(points, points.dropFirst()).reduce(0.0) { sum, pair in
            let (across, up) = (pair.1.x - pair.0.x, pair.1.y - pair.0.y)
            return sum + (across * across + up * up).squareRoot()
        }
        return (length * 25.4 / 72 * scale).rounded() / unit.millimetres
    }

    /// The smallest rectangle that holds it.
    public func region(onPage page: Int) -> Region {
        let (xs, ys) = (points.map(\.x), points.map(\.y))
        let (left, low) = (xs.min() ?? 0, ys.min() ?? 0)
        return Region(page: page, x: left, y: low, width: (xs.max() ?? 0) - left, height: (ys.max() ?? 0) - low)
    }
}

extension MarkupShape {
    /// Everything that is wrong with the shapes of one comment, at once, each at its place in the request.
    public static func findings(_ shapes: [MarkupShape], on box: PageBox, at place: String) -> [Finding] {
        var findings: [Finding] = []
        if shapes.count > mostShapes {
            findings.append(
                .fault(
                    "markup.too_many", place, "图形多于 \(mostShapes) 个", "there are more than \(mostShapes) shapes", "拆成几条意见", "Make several comments."))
        }
        if shapes.reduce(0, { $0 + $1.points.count }) > mostPoints {
            findings.append(
                .fault(
                    "markup.too_many", place, "各图形的点合计多于 \(mostPoints) 个", "there are more than \(mostPoints) points", "简化线条",
                    "Draw with fewer points."))
        }
        for (index, shape) in shapes.enumerated() { findings += shape.faults(on: box, at: "\(place)/\(index)") }
        return findings
    }

    private func faults(on box: PageBox, at place: String) -> [Finding] {
        var faults: [Finding] = []
        if !kind.points.contains(points.count) {
            let wanted =
                kind.points.lowerBound == kind.points.upperBound ? "\(kind.points.lowerBound)" : "\(kind.points.lowerBound)–\(kind.points.upperBound)"
            faults.append(
                .fault(
                    "markup.points", place + "/points", "\(kind.label.zh)应有 \(wanted) 个点,有 \(points.count) 个",
                    "a \(kind.label.en) has \(wanted) points, not \(points.count)", "补足或删去点", "Add or remove points."))
        }
        for (index, point) in points.enumerated() where !box.holds(point) {
            faults.append(
                .fault(
                    "markup.outside", "\(place)/points/\(index)", "点在图幅之外", "the point is not on the page",
                    "以点为单位,原点在未旋转页面左下角", "In points, from the bottom left of the unrotated page."))
        }
        if kind != .text, points.count > 1, Set(points).count < 2 {
            faults.append(.fault("markup.no_size", place + "/points", "图形没有大小", "the shape has no size", "重画", "Draw it again."))
        }
        return faults + wordFaults(at: place) + scaleFaults(at: place)
    }

    private func wordFaults(at place: String) -> [Finding] {
        let words = text ?? ""
        let isBad =
            words.unicodeScalars.count > Self.longestText || words.hasControls || words.unicodeScalars.contains { $0 == "\t" || $0 == "\r" }
        guard isBad || kind == .text && words.isBlank else { return [] }
        return [
            .fault(
                "markup.text", place + "/text", "文字为空、过长(最多 \(Self.longestText) 字)或含控制字符",
                "the text is empty, longer than \(Self.longestText) characters, or holds control characters", "改正文字", "Correct the text.")
        ]
    }

    private func scaleFaults(at place: String) -> [Finding] {
        guard kind == .measurement else {
            guard scale != nil || unit != nil else { return [] }
            return [
                .fault(
                    "markup.scale", place + "/scale", "只有量测有比例和单位", "only a measurement has scale and unit", "删去比例和单位", "Remove scale and unit.")
            ]
        }
        guard let scale, scale.isFinite, Self.scales.contains(scale), unit != nil else {
            return [
                .fault(
                    "markup.scale", place + "/scale", "量测没有注明比例和单位", "a measurement needs its scale and unit", "注明比例,如 100 (1:100),单位 mm 或 m",
                    "Give the scale, as 100 for 1:100, and mm or m.")
            ]
        }
        return []
    }
}

extension PageBox {
    fileprivate func holds(_ point: MarkupShape.Point) -> Bool {
        let slack = 0.01
        return point.x.isFinite && point.y.isFinite && point.x >= x - slack && point.y >= y - slack && point.x <= x + width + slack
            && point.y <= y + height + slack
    }
}
