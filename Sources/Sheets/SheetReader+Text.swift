import JointReview

extension SheetReader {
    /// Sets `characters`, `titleBlock` and `drawingList` of the first `limits.texts` pages. A page without text is normal: letters are often lines.
    func addText(
        to facts: inout SheetFacts, _ content: PDFContent?, _ runs: ToolRuns, path: String, name: String, limits: SheetLimits,
        findings: inout [Finding]
    ) async {
        let wanted = min(limits.texts, facts.pages.count)
        guard wanted > 0 else { return }
        let geometries = facts.pages.prefix(wanted).enumerated().map { index, page in
            let box = content?.mediaBox(index) ?? (0, 0, page.width, page.height)
            return PageGeometry(page: page.number, x: box.x, y: box.y, width: box.width, height: box.height, rotation: page.rotation)
        }
        var read: [Int: (Int, TitleBlock?, [ListedDrawing])] = [:]
        var layer = TextLayer { page in
            guard page.number <= wanted else { return }
            read[page.number] = Self.words(page, geometries[page.number - 1])
        }
        let outcome = await runs.run(Self.textCommand(path, limits)) { try layer.consume($0) }
        for index in 0..<wanted {
            guard let (characters, titleBlock, rows) = read[index + 1] else { continue }
            facts.pages[index].characters = characters
            facts.pages[index].titleBlock = titleBlock
            facts.pages[index].drawingList = rows.isEmpty ? nil : rows
        }
        if outcome.status != .exited(0) || read.count < wanted {
            findings.append(SheetCode.textUnavailable.finding(file: name, detail: ToolWords.reason(outcome)))
        }
    }

    private static func words(_ page: TextPage, _ geometry: PageGeometry) -> (Int, TitleBlock?, [ListedDrawing]) {
        let (rows, heads) = DrawingListReader(page.words, geometry).read()
        let block = TitleBlockReader(TextLines.runs(page.words), geometry).read(besides: heads)
        return (page.characters, block, rows)
    }
}
