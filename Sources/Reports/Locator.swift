import JointReview

/// A small picture of a sheet with the region of a comment on it.
struct Locator: Sendable {
    private let sheet: (width: Int, height: Int)
    private let mark: (x: Int, y: Int, width: Int, height: Int)

    /// Of a region in points from the bottom left of a page of this size.
    init(_ region: Region, width: Double, height: Double) {
        let longest = max(width, height, 1)
        let scale = 64 / longest
        sheet = (Self.whole(width * scale, 1...64), Self.whole(height * scale, 1...64))
        let x = Self.whole(region.x * scale, 0...(sheet.width - 1))
        let top = Self.whole((height - region.y - region.height) * scale, 0...(sheet.height - 1))
        // Never smaller than an eye can find, never beyond the paper.
        mark = (
            x, top, min(max(Self.whole(region.width * scale, 0...64), 4), sheet.width - x),
            min(max(Self.whole(region.height * scale, 0...64), 4), sheet.height - top)
        )
    }

    /// The picture.
    var picture: HTML {
        """
        <svg class="loc" viewBox="0 0 \(sheet.width + 2) \(sheet.height + 2)" width="\(sheet.width + 2)" height="\(sheet.height + 2)" aria-hidden="true">\
        <rect class="paper" x=".5" y=".5" width="\(sheet.width + 1)" height="\(sheet.height + 1)"/>\
        <rect class="mark" x="\(mark.x + 1)" y="\(mark.y + 1)" width="\(mark.width)" height="\(mark.height)"/></svg>
        """
    }

    private static func whole(_ value: Double, _ range: ClosedRange<Int>) -> Int {
        guard value.isFinite else { return range.lowerBound }
        return Int(min(max(value.rounded(), Double(range.lowerBound)), Double(range.upperBound)))
    }
}
