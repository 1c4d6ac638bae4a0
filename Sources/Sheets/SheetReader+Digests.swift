import JointReview
import Locks

extension SheetReader {
    /// Sets `pageDigest` of every page whose content all readers show alike, and what the pages use; says why a page has none.
    ///
    /// Without a digest a page is held to be another one than any before.
    /// - Parameter departure: how the file as a whole leaves the plain form.
    func addDigests(
        to facts: inout SheetFacts, _ content: PDFContent, _ departure: PlainDeparture?, name: String, limits: SheetLimits, findings: inout [Finding]
    ) async {
        guard content.pages.nodes.count == facts.pages.count else { return }
        let made = await digests(of: content, departure, limits: limits)
        for (index, digest) in made.digests.enumerated() { facts.pages[index].pageDigest = digest }
        if content.objects.isExhausted {
            findings.append(SheetCode.timeout.finding(file: name))
        } else if let departure = made.departure {
            // What a tool complained of, its own finding says; so does one about what the file does besides.
            let others: [SheetCode] = [.irregular, .repaired]
            let isTold = facts.hazards?.isEmpty == false || findings.contains { finding in others.contains { $0.rawValue == finding.code } }
            if !isTold { findings.append(SheetCode.notPlain.finding(file: name, detail: departure.words)) }
        } else if let missing = made.digests.firstIndex(of: nil) {
            findings.append(SheetCode.digestUnavailable.finding(file: name, detail: "p. \(missing + 1)"))
        }
        if let (width, height) = made.usage.largestImage, width.multipliedReportingOverflow(by: height).overflow || width * height > limits.pixels {
            findings.append(SheetCode.imageSize.finding(file: name, detail: "\(width) × \(height)"))
        }
        note(made.usage, content.layers, in: &facts, name: name, findings: &findings)
    }

    /// What a walk over all pages gives.
    struct Digests: Sendable {
        /// One for each page; nil where there is none.
        var digests: [String?]
        /// How the first page that is not plain, or the file, leaves the plain form.
        var departure: PlainDeparture?
        var usage: PDFUsage
    }

    /// Walks the pages, on a thread of its own.
    /// - Parameter widgets: references of the widgets to leave out.
    func digests(of content: PDFContent, _ departure: PlainDeparture? = nil, leavingOut widgets: Set<String> = [], limits: SheetLimits) async
        -> Digests
    {
        let time = limits.tool.time
        let made = try? await OffPool.run { isCancelled in
            let plain = PlainPages(content.objects, pages: content.pages)
            var departure = departure ?? plain.departure
            let isFilePlain = departure == nil
            return withoutActuallyEscaping(isCancelled) { isCancelled in
                var digester = PageDigester(
                    objects: content.objects, pages: content.pages, budget: limits.digestTokens, leavingOut: widgets,
                    isOver: { isCancelled() || time?.left == .zero })
                var digests: [String?] = []
                for (index, node) in content.pages.nodes.enumerated() {
                    var own = isFilePlain ? plain.departure(of: node, number: index + 1) : nil
                    let digest = digester.digest(node)
                    if isFilePlain, own == nil, digester.usage.hasUnlistedLayer { own = PlainDeparture(.layer, index + 1) }
                    departure = departure ?? own
                    digests.append(isFilePlain && own == nil ? digest : nil)
                }
                return Digests(digests: digests, departure: departure, usage: digester.usage)
            }
        }
        return made ?? Digests(digests: content.pages.nodes.map { _ in nil }, departure: departure, usage: PDFUsage())
    }

    /// How a file leaves the plain form: by its bytes, or because the tool that reads it complained.
    func departure(path: String, warned: Bool, limits: SheetLimits) async -> PlainDeparture? {
        let most = max(limits.unpacked, (ToolRuns.size(of: path) ?? 0).multipliedReportingOverflow(by: limits.ratio).partialValue)
        let time = limits.tool.time
        let found = try? await OffPool.run { isCancelled in
            withoutActuallyEscaping(isCancelled) { isCancelled in
                PlainFile.departure(path: path, mostUnpacked: most) { isCancelled() || time?.left == .zero }
            }
        }
        return found ?? (warned ? PlainDeparture(.warned, 0) : nil)
    }

    /// Fonts and layers that the pages use, and what a reader would not see as the designer did.
    private func note(_ usage: PDFUsage, _ shown: PDFLayers, in facts: inout SheetFacts, name: String, findings: inout [Finding]) {
        let fonts = usage.sortedFonts
        facts.fonts = fonts
        let missing = Set(fonts.filter { !$0.embedded && !$0.isStandard }.map(\.name)).sorted()
        if !missing.isEmpty { findings.append(SheetCode.fontMissing.finding(file: name, detail: Self.listed(missing))) }
        facts.layers = shown.layers(among: usage.layers)
        let hidden = shown.hidden(among: usage.layers)
        if !hidden.isEmpty { findings.append(SheetCode.hiddenLayer.finding(file: name, detail: Self.listed(hidden))) }
    }
}
