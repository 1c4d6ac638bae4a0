import JointReview

/// A rectangle on the page as it is displayed: origin at the top left, y down.
struct TextBox: Hashable {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double

    var width: Double { right - left }
    var height: Double { bottom - top }
    var middle: Double { (top + bottom) / 2 }
    var centre: Double { (left + right) / 2 }

    func union(_ other: TextBox) -> TextBox {
        TextBox(left: min(left, other.left), top: min(top, other.top), right: max(right, other.right), bottom: max(bottom, other.bottom))
    }
}

/// Words that stand together on one line, in reading order.
struct TextRun: Hashable {
    var text: String
    var box: TextBox
}

/// The text layer of one page.
struct TextPage {
    /// 1-based.
    var number: Int
    /// Words as the tool gave them, in plain characters.
    var words: [TextRun] = []
    /// Characters of all words, also of those that were too many to keep.
    var characters = 0
}

/// How boxes of the displayed page become regions of the unrotated one.
struct PageGeometry {
    var page: Int
    /// The media box, in points.
    var x: Double
    var y: Double
    var width: Double
    var height: Double
    var rotation: Int

    /// Size of the page as it is displayed.
    var displayed: (width: Double, height: Double) { rotation % 180 == 0 ? (width, height) : (height, width) }

    /// `pdftotext` gives boxes as displayed; an anchor is in PDF points of the unrotated page, origin at the bottom left.
    func region(_ box: TextBox) -> Region {
        let (left, right, top, bottom) = (box.left, box.right, box.top, box.bottom)
        let (x0, x1, y0, y1) =
            switch rotation {
            case 90: (top, bottom, left, right)
            case 180: (width - right, width - left, top, bottom)
            case 270: (width - bottom, width - top, height - right, height - left)
            default: (left, right, height - bottom, height - top)
            }
        return Region(page: page, x: rounded(x + x0), y: rounded(y + y0), width: rounded(x1 - x0), height: rounded(y1 - y0))
    }

    /// Hundredths of a point are finer than any reader needs.
    private func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
