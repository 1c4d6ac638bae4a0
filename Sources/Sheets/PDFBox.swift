/// A rectangle of a PDF, in units of its page.
struct PDFBox {
    var left: Double
    var bottom: Double
    var right: Double
    var top: Double

    /// Nil when the value is no four numbers. Corners may stand in any order.
    init?(_ value: PDFValue?, _ objects: PDFObjects) {
        guard let items = objects.resolve(value).items, items.count == 4 else { return nil }
        let numbers = items.compactMap { objects.resolve($0).number }
        guard numbers.count == 4 else { return nil }
        (left, right) = (min(numbers[0], numbers[2]), max(numbers[0], numbers[2]))
        (bottom, top) = (min(numbers[1], numbers[3]), max(numbers[1], numbers[3]))
    }

    var area: Double { max(0, right - left) * max(0, top - bottom) }

    /// What a reader shows of a page: its crop box, as far as it lies in the media box.
    static func visible(of page: [String: PDFValue], _ objects: PDFObjects) -> PDFBox? {
        guard var box = PDFBox(page["/MediaBox"], objects) else { return nil }
        guard let crop = PDFBox(page["/CropBox"], objects) else { return box }
        (box.left, box.right) = (max(box.left, crop.left), min(box.right, crop.right))
        (box.bottom, box.top) = (max(box.bottom, crop.bottom), min(box.top, crop.top))
        return box
    }
}
