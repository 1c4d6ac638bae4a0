public import JointReview

/// One page as regions are followed on it: its picture, its size in points, and its words.
public struct FollowedPage: Sendable {
    /// Width in PDF points of the unrotated page.
    public let width: Double
    /// Height in PDF points of the unrotated page.
    public let height: Double
    let picture: GreyPicture
    let words: [TextRun]

    init(width: Double, height: Double, picture: GreyPicture, words: [TextRun]) {
        (self.width, self.height, self.picture, self.words) = (width, height, picture, words)
    }

    /// Words whose middle lies in a region.
    func words(in region: Region) -> [String] {
        words.filter { run in
            let (x, y) = ((run.box.left + run.box.right) / 2, height - (run.box.top + run.box.bottom) / 2)
            return x >= region.x && x <= region.x + region.width && y >= region.y && y <= region.y + region.height
        }.map(\.text).sorted()
    }
}

extension FollowedRegion {
    /// The longest side of the pictures that are compared, in pixels: a metre of paper has two to a millimetre.
    static let pictureSize = 1600
    private static let alike = 0.85
    /// Elsewhere other lines are around it, and it falls between other pixels.
    private static let recognised = 0.72
    private static let foreign = 0.5
    /// How much better than any other place one must be: columns of a grid look alike.
    private static let lead = 0.06

    /// What became of a region: the drawing there is compared, and so are the words.
    public init(_ region: Region, from before: FollowedPage, to after: FollowedPage) {
        // Some of what is around belongs to it: a line alone is found everywhere.
        let margin = 0.15 * max(region.width, region.height)
        let place = RegionSearch.Place(region, margin: margin, on: before)
        let search = RegionSearch(place, of: before.picture, in: after.picture)
        guard let here = search.here() else {
            self.init(fate: .unknown, region: nil, certainty: 0)
            return
        }
        let samePlace = Region(
            page: region.page, x: region.x * after.width / before.width, y: region.y * after.height / before.height,
            width: region.width * after.width / before.width, height: region.height * after.height / before.height)
        let said = before.words(in: region)
        if here >= Self.alike {
            let words = Self.likeness(said, after.words(in: samePlace))
            // The lines are the same and a number is another one: that is no same place.
            self = words < 0.99 ? .init(fate: .unknown, region: nil, certainty: here * words) : .init(fate: .same, region: samePlace, certainty: here)
            return
        }
        let (best, second) = search.anywhere()
        guard let best, best.likeness >= Self.foreign else {
            self.init(fate: .gone, region: nil, certainty: 1 - max(here, best?.likeness ?? 0, 0))
            return
        }
        guard best.likeness >= Self.recognised, best.likeness - second >= Self.lead else {
            self.init(fate: .unknown, region: nil, certainty: best.likeness)
            return
        }
        let moved = Region(
            best.place, without: margin / max(region.width + 2 * margin, 1e-9), margin / max(region.height + 2 * margin, 1e-9), page: region.page,
            on: after)
        let words = Self.likeness(said, after.words(in: moved.grown(by: 2)))
        self =
            words < 0.5
            ? .init(fate: .unknown, region: nil, certainty: best.likeness * words)
            : .init(fate: .moved, region: moved, certainty: best.likeness * (0.5 + words / 2))
    }

    /// The share of words that both have; 1 where there are none to compare.
    private static func likeness(_ one: [String], _ other: [String]) -> Double {
        guard !one.isEmpty else { return 1 }
        var left = Dictionary(grouping: other, by: \.self).mapValues(\.count)
        var common = 0
        for word in one where (left[word] ?? 0) > 0 {
            left[word, default: 0] -= 1
            common += 1
        }
        return Double(common) / Double(max(one.count, other.count))
    }
}

extension RegionSearch.Place {
    /// A region of a page with what is around it, from the top left, inside the page.
    fileprivate init(_ region: Region, margin: Double, on page: FollowedPage) {
        let (left, right) = (max(0, region.x - margin), min(page.width, region.x + region.width + margin))
        let (bottom, top) = (max(0, region.y - margin), min(page.height, region.y + region.height + margin))
        self.init(x: left / page.width, y: 1 - top / page.height, width: (right - left) / page.width, height: (top - bottom) / page.height)
    }
}

extension Region {
    /// A place of a picture as a region, less the shares of its sides that were around it.
    fileprivate init(_ place: RegionSearch.Place, without across: Double, _ along: Double, page: Int, on sheet: FollowedPage) {
        let (width, height) = (place.width * sheet.width, place.height * sheet.height)
        self.init(
            page: page, x: place.x * sheet.width + across * width, y: (1 - place.y - place.height) * sheet.height + along * height,
            width: max(width * (1 - 2 * across), 1), height: max(height * (1 - 2 * along), 1))
    }

    fileprivate func grown(by points: Double) -> Region {
        Region(page: page, x: x - points, y: y - points, width: width + 2 * points, height: height + 2 * points)
    }
}
