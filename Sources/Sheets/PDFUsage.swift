/// Fonts and layers that are met while the pages of a PDF are walked for their digests.
struct PDFUsage {
    private(set) var fonts: Set<SheetFacts.Font> = []
    /// References of the layers that something drawn belongs to.
    var layers: Set<String> = []
    /// Whether something belongs to a layer that the file does not list: readers differ in whether they show it.
    var hasUnlistedLayer = false

    /// The picture with the most pixels, by what its dictionary declares: a reader makes room for them whatever its data hold.
    private(set) var largestImage: (width: Int, height: Int)?

    /// Takes the size of a picture.
    mutating func take(image entries: [String: PDFValue], _ objects: PDFObjects) {
        guard let width = Self.length(entries["/Width"], objects), let height = Self.length(entries["/Height"], objects) else { return }
        if let largest = largestImage, Double(largest.width) * Double(largest.height) >= Double(width) * Double(height) { return }
        largestImage = (width, height)
    }

    private static func length(_ value: PDFValue?, _ objects: PDFObjects) -> Int? {
        objects.resolve(value).number.flatMap { (1...Double(Int32.max)).contains($0) ? Int($0) : nil }
    }

    /// Takes the fonts of a resource dictionary's `/Font`.
    mutating func take(fonts dictionary: [String: PDFValue], _ objects: PDFObjects) {
        for value in dictionary.values {
            guard let font = objects.resolve(value).entries, let read = Self.font(font, objects) else { continue }
            fonts.insert(read)
        }
    }

    private static func font(_ entries: [String: PDFValue], _ objects: PDFObjects) -> SheetFacts.Font? {
        var entries = entries
        // A composite font is a way of reading codes; the shapes are its descendant's.
        if let descendant = objects.resolve(entries["/DescendantFonts"]).items?.first, let inner = objects.resolve(descendant).entries {
            entries = inner
        }
        guard let type = objects.resolve(entries["/Subtype"]).name else { return nil }
        let raw = objects.resolve(entries["/BaseFont"]).name ?? objects.resolve(entries["/Name"]).name ?? "/?"
        let name = String(PDFValue.readable(PageDigester.withoutSubsetTag(raw)).dropFirst().prefix(120))
        // The shapes of Type 3 are content streams of the file.
        if type == "/Type3" { return SheetFacts.Font(name: name, type: "Type3", embedded: true) }
        let descriptor = objects.resolve(entries["/FontDescriptor"]).entries ?? [:]
        let embedded = ["/FontFile", "/FontFile2", "/FontFile3"].contains { descriptor[$0] != nil }
        return SheetFacts.Font(name: name, type: String(type.dropFirst()), embedded: embedded)
    }

    /// The fonts in order.
    var sortedFonts: [SheetFacts.Font] { fonts.sorted { ($0.name, $0.type) < ($1.name, $1.type) } }
}

extension SheetFacts.Font {
    /// The fourteen fonts that every reader of PDF brings along (ISO 32000-1, 9.6.2.2): not embedding them harms nothing.
    var isStandard: Bool {
        ["Helvetica", "Times", "Courier"].contains { name == $0 || name.hasPrefix("\($0)-") } || ["Symbol", "ZapfDingbats"].contains(name)
    }
}
