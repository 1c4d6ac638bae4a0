import Foundation

extension SheetReader {
    /// Says for each signed revision, and for the file's end, which pages are not those of the signed revision before.
    ///
    /// Compared is all that the pages show. Only the widgets of the signatures made in between that hold are left out on both sides: whoever signs may
    /// show it and answers for it, and a field that is none of those and draws has changed the page; so has the picture of a seal that cannot be checked.
    func compare(_ facts: inout SheetFacts, _ content: PDFContent, _ signed: [Signed], _ revisions: PDFRevisions, limits: SheetLimits) async {
        guard var states = facts.revisions else { return }
        let places = states.indices.filter { !states[$0].signatures.isEmpty || $0 == states.count - 1 }
        guard places.count > 1, places.count <= limits.signedRevisions else { return }
        var before: (number: Int, content: PDFContent?)?
        for place in places {
            let number = states[place].number
            let now =
                place == states.count - 1
                ? content : await prefix(states[place].end, revisions) { await self.content(of: $0, limits: limits).content }
            if let before {
                let between = signed.filter { ($0.signature.revision ?? 0) > before.number && ($0.signature.revision ?? 0) <= number }
                let widgets = Set(between.filter { $0.signature.verdict == .intact }.flatMap(\.field.widgets))
                states[place].changedPages = Self.changed(
                    await comparable(before.content, leavingOut: widgets, limits), await comparable(now, leavingOut: widgets, limits))
            }
            before = (number, now)
        }
        facts.revisions = states
    }

    /// The signatures over a whole earlier revision that the file does not have any more: a viewer shows no trace of them.
    ///
    /// In a plain file a byte range is written as such, and only the revisions that have one are read again; in any other, all are.
    func removedSignatures(besides fields: [PDFSignatureFields.Field], _ revisions: PDFRevisions, isPlain: Bool, limits: SheetLimits) async
        -> [Signed]
    {
        var removed: [Signed] = []
        let suspects = isPlain ? revisions.revisionsWithRanges(besides: fields.map(\.byteRange)) : Array(1..<max(1, revisions.ends.count))
        // Nobody can put anything before a signature without breaking it, so the earliest are the true ones.
        for number in suspects.prefix(limits.signedRevisions) {
            let found: [Signed]? = await prefix(revisions.ends[number - 1], revisions) { path in
                guard let content = await content(of: path, limits: limits).content else { return nil }
                let then = PDFSignatureFields(content.objects, pages: content.pages)
                let known = fields.map(\.byteRange) + removed.map(\.field.byteRange)
                guard !then.fields.allSatisfy({ known.contains($0.byteRange) }) else { return nil }
                return await signatures(then, of: path, revisions, limits: limits)
            }
            let known = fields.map(\.byteRange) + removed.map(\.field.byteRange)
            removed += (found ?? []).filter { $0.signature.coverage != .partial && !known.contains($0.field.byteRange) }
        }
        return removed
    }

    /// Pages that differ, are new or are gone; `[0]` when there is nothing to compare.
    private static func changed(_ before: [String]?, _ after: [String]?) -> [Int] {
        guard let before, let after else { return [0] }
        return (0..<max(before.count, after.count)).filter { index in
            index >= before.count || index >= after.count || before[index] != after[index]
        }.map { $0 + 1 }
    }

    private func comparable(_ content: PDFContent?, leavingOut widgets: Set<String>, _ limits: SheetLimits) async -> [String]? {
        guard let content else { return nil }
        let digests = await digests(of: content, leavingOut: widgets, limits: limits).digests.compactMap(\.self)
        return digests.count == content.pages.nodes.count ? digests : nil
    }

    /// Does something with the file as it was when its first `count` bytes were all of it; nil when that could not be written.
    private func prefix<Result>(_ count: Int, _ revisions: PDFRevisions, _ look: (String) async -> Result?) async -> Result? {
        let copy = FileManager.default.temporaryDirectory.appendingPathComponent("lianshen-revision-\(UUID().uuidString).pdf").path
        defer { try? FileManager.default.removeItem(atPath: copy) }
        guard (try? revisions.copyPrefix(count, to: copy)) != nil else { return nil }
        return await look(copy)
    }
}

extension PDFContent.Reading {
    /// What was read, if anything was.
    fileprivate var content: PDFContent? {
        if case .read(let content, _) = self { content } else { nil }
    }
}
