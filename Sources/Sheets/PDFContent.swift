import Locks

/// What qpdf gave of a PDF: its objects and pages, and the names that make it more than a drawing.
struct PDFContent {
    let objects: PDFObjects
    let pages: PDFPages
    let hazards: Set<Hazard>
    let acts: Set<PDFAct>

    enum Reading {
        /// Read; the run tells whether the tool complained.
        case read(PDFContent, ConfinedCommand.Outcome)
        /// qpdf gave up on it: such a file could not be stamped either.
        case refused(ConfinedCommand.Outcome)
        /// Its streams unpack to far more than the file has: the rest was not read.
        case bomb(unpacked: Int, size: Int)
        /// The run came to no end, or its output is none.
        case failed(ConfinedCommand.Outcome)
    }

    /// Which layers are shown.
    var layers: PDFLayers { PDFLayers(objects) }

    /// The media box of a page in PDF points: origin and size; nil when it names none.
    func mediaBox(_ index: Int) -> (x: Double, y: Double, width: Double, height: Double)? {
        guard index < pages.nodes.count, let items = objects.resolve(pages.nodes[index].entries["/MediaBox"]).items, items.count == 4 else {
            return nil
        }
        let numbers = items.compactMap { objects.resolve($0).number }
        guard numbers.count == 4 else { return nil }
        let (x, y) = (min(numbers[0], numbers[2]), min(numbers[1], numbers[3]))
        return (x, y, max(numbers[0], numbers[2]) - x, max(numbers[1], numbers[3]) - y)
    }

    /// Points in a unit of the page: 1 but for pages wider than 200 inches.
    func userUnit(_ index: Int) -> Double {
        guard index < pages.nodes.count, let unit = objects.resolve(pages.nodes[index].entries["/UserUnit"]).number, unit > 0 else { return 1 }
        return unit
    }
}

extension SheetReader {
    /// One confined run of qpdf.
    func content(of path: String, _ runs: ToolRuns? = nil, limits: SheetLimits) async -> PDFContent.Reading {
        let size = ToolRuns.size(of: path) ?? 0
        let most = max(limits.unpacked, size.multipliedReportingOverflow(by: limits.ratio).partialValue)
        var filter = QPDFStreamFilter(limit: limits.structure, mostUnpacked: most)
        let outcome = await (runs ?? ToolRuns(confinement)).run(Self.contentCommand(path, limits)) { try filter.consume($0) }
        if filter.isBomb { return .bomb(unpacked: filter.unpacked, size: size) }
        if outcome.status == .exited(2) { return .refused(outcome) }
        guard outcome.status == .exited(0) || outcome.status == .exited(3), filter.isComplete else { return .failed(outcome) }
        let (read, hazards, suspects) = (PDFObjects(filter, parsed: limits.parsed, time: limits.tool.time), filter.hazards, filter.suspects)
        let content = await OffPool.run {
            let acts = PDFActs(read, among: suspects).found
            return PDFContent(objects: read, pages: PDFPages(read, limit: limits.pages), hazards: hazards, acts: acts)
        }
        return .read(content, outcome)
    }
}
