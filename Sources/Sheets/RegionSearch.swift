import JointReview

/// Looks for what one picture shows at a place in another picture: pure, the same pictures give the same answer.
struct RegionSearch {
    /// A rectangle of a picture in shares of its sides, from the top left.
    struct Place: Hashable {
        var x: Double
        var y: Double
        var width: Double
        var height: Double

        func overlaps(_ other: Place) -> Bool {
            let wide = min(x + width, other.x + other.width) - max(x, other.x)
            let high = min(y + height, other.y + other.height) - max(y, other.y)
            return wide > 0 && high > 0 && wide * high > 0.3 * min(width * height, other.width * other.height)
        }
    }

    /// What was found, where, and how alike it is.
    struct Hit: Hashable {
        var place: Place
        var likeness: Double
    }

    /// Cells of a piece: enough to tell details apart, few enough to look everywhere.
    private static let cells = 300.0
    /// Sizes in which it is looked for, besides its own: usual steps of drawing scales and paper sizes.
    private static let sizes = [1, 0.5, 2.0 / 3, 0.7071, 0.75, 4.0 / 3, 1.4142, 1.5, 2]

    private let before: GreyPicture
    private let after: GreyPicture
    private let place: Place

    init(_ place: Place, of before: GreyPicture, in after: GreyPicture) {
        (self.place, self.before, self.after) = (place, before, after)
    }

    /// How alike it is in the same place; nil where there is nothing to look for.
    func here() -> Double? {
        let (old, new) = (InkMap(before, factor: fine).blurred, InkMap(after, factor: fine).blurred)
        let own = piece(of: old, size: 1, in: new)
        // A few dots are no drawing: anything blank would look like it.
        guard own.width >= 4, own.height >= 4, own.spread.sum > 6, own.spread.deviation > 0.5 else { return nil }
        return best(of: own, near: place, within: 2, in: new).likeness
    }

    /// The best two places that do not overlap, anywhere and in any of the usual sizes.
    ///
    /// Coarse cells say where it may be, fine ones how alike it is there: thin lines fall into other coarse cells by half a cell's shift.
    func anywhere() -> (best: Hit?, second: Double) {
        let factor = max(2, Int((place.width * Double(before.width) * place.height * Double(before.height) / Self.cells).squareRoot().rounded()))
        let (old, new) = (InkMap(before, factor: factor), InkMap(after, factor: factor))
        let (oldFine, newFine) = (InkMap(before, factor: fine).blurred, InkMap(after, factor: fine).blurred)
        var hits: [Hit] = []
        for size in Self.sizes {
            let coarse = piece(of: old, size: size, in: new)
            guard coarse.width >= 4, coarse.height >= 4, coarse.width <= new.width, coarse.height <= new.height else { continue }
            let detail = piece(of: oldFine, size: size, in: newFine)
            for peak in peaks(of: coarse, in: new) { hits.append(best(of: detail, near: peak.place, within: factor / fine + 1, in: newFine)) }
        }
        hits.sort { $0.likeness > $1.likeness }
        let best = hits.first
        return (best, best.flatMap { best in hits.first { !$0.place.overlaps(best.place) }?.likeness } ?? 0)
    }

    /// Pixels of a fine cell.
    private var fine: Int { place.width * place.height * Double(before.width * before.height) > 160_000 ? 4 : 2 }

    /// The most alike place of a piece among those next to another.
    private func best(of piece: InkMap, near place: Place, within cells: Int, in map: InkMap) -> Hit {
        let corner = (Int((place.x * Double(map.width)).rounded()), Int((place.y * Double(map.height)).rounded()))
        var found = Hit(place: place, likeness: -1)
        for y in corner.1 - cells...corner.1 + cells {
            for x in corner.0 - cells...corner.0 + cells {
                let likeness = piece.likeness(to: map, atX: x, y)
                guard likeness > found.likeness else { continue }
                found = Hit(
                    place: Place(
                        x: Double(x) / Double(map.width), y: Double(y) / Double(map.height), width: Double(piece.width) / Double(map.width),
                        height: Double(piece.height) / Double(map.height)), likeness: likeness)
            }
        }
        return found
    }

    private func piece(of old: InkMap, size: Double, in new: InkMap) -> InkMap {
        // On whole cells: a piece in its own size is then exactly what is in the map.
        let (x, y) = ((place.x * Double(old.width)).rounded(), (place.y * Double(old.height)).rounded())
        let (wide, high) = (max(1, (place.width * Double(old.width)).rounded()), max(1, (place.height * Double(old.height)).rounded()))
        // Shares of the sides, so that a drawing on other paper keeps its size in the picture.
        let scale = (Double(new.width) / Double(old.width), Double(new.height) / Double(old.height))
        return old.piece(
            x: x, y: y, width: wide, height: high, as: max(1, Int((wide * size * scale.0).rounded())), max(1, Int((high * size * scale.1).rounded())))
    }

    /// The best places of a piece, none of which overlaps a better one.
    private func peaks(of piece: InkMap, in map: InkMap) -> [Hit] {
        var found: [Hit] = []
        for y in 0...(map.height - piece.height) {
            for x in 0...(map.width - piece.width) {
                let likeness = piece.likeness(to: map, atX: x, y)
                guard likeness > 0.3 else { continue }
                let hit = Hit(
                    place: Place(
                        x: Double(x) / Double(map.width), y: Double(y) / Double(map.height), width: Double(piece.width) / Double(map.width),
                        height: Double(piece.height) / Double(map.height)), likeness: likeness)
                if let near = found.firstIndex(where: { $0.place.overlaps(hit.place) }) {
                    if found[near].likeness < likeness { found[near] = hit }
                } else if found.count < 64 {
                    found.append(hit)
                }
            }
        }
        return Array(found.sorted { $0.likeness > $1.likeness }.prefix(4))
    }
}
