import JointReview
import Sheets

extension Reconciliation {
    /// Drawing list, title blocks, file names and manifest against each other.
    mutating func checkLabels() {
        let ofFile = Dictionary(grouping: sheets, by: \.entry.file)
        // A number that two sheets have is wrong in one of them, and that is told already.
        let twice = Dictionary(grouping: sheets) { SheetNumber.plain($0.entry.number) }.filter { $0.value.count > 1 }.keys
        // Taken apart once: thousands of sheets may lie in one file.
        let names = ofFile.keys.reduce(into: [:]) { $0[$1] = SheetName(path: $1) }
        let labelled = sheets.filter { !twice.contains(SheetNumber.plain($0.entry.number)) }.map { sheet in
            // The name of a file that holds several sheets is none of theirs; a list that was proposed from file names agrees with them.
            let isAlone = ofFile[sheet.entry.file]?.count == 1 && sheet.pages == 1
            let name = names[sheet.entry.file] ?? SheetName(path: sheet.entry.file)
            var label = sheet.page.label
            if isProposed {
                // What was made up because the name does not say it cannot be held against what does.
                if !name.hasNumber || !isAlone { label?.number = nil }
                if name.revision.isEmpty || !isAlone { label?.revision = nil }
            }
            return LabelledSheet(sheet.entry, labels: [label, isAlone && !isProposed ? name.label : nil].compactMap { $0 })
        }
        let lists = sheets.compactMap { sheet in sheet.page.listed.map { ReadDrawingList(on: sheet.entry, rows: $0) } }
        let isComplete = !manifest.isPartial || carried != nil
        findings +=
            LabelComparison(labelled, lists: lists, isComplete: isComplete, carried: carried ?? [], isProposed: isProposed).findings
    }
}

extension SheetName {
    /// What the name says of its sheet; nil when it has no number. A title in a file's name is cut and abbreviated at will, so it says nothing.
    fileprivate var label: SheetLabel? {
        hasNumber ? SheetLabel(.fileName, number: number, revision: revision.isEmpty ? nil : revision) : nil
    }
}

extension SheetFacts.Page {
    /// What the page's own title block says; nil where nothing was read from it.
    fileprivate var label: SheetLabel? {
        titleBlock.map { block in
            SheetLabel(
                .titleBlock, number: block.value(.number), title: block.value(.title), revision: block.value(.revision),
                specialty: block.value(.specialty))
        }
    }

    /// The rows of the drawing list that stands on the page; nil where there is none. A row whose number has no digit is a document's.
    fileprivate var listed: [SheetLabel]? {
        drawingList.map { rows in
            rows.filter { $0.number.contains(where: \.isNumber) }.map { row in
                SheetLabel(.drawingList, number: row.number, title: row.title, revision: row.revision)
            }
        }
    }
}
