/// Words joined to what a person sees as one piece of text: a label, a value, a cell of a table.
///
/// Programs that draw letter by letter give one word a character; blanks between the letters of a label (图 号) are as wide as a letter or two.
enum TextLines {
    /// The pieces, line by line from the top, each line from the left.
    static func runs(_ words: [TextRun]) -> [TextRun] {
        lines(words).flatMap(joined)
    }

    /// Words whose middles are on one line. Height tells lines apart: a title block sets small labels beside large values.
    static func lines(_ words: [TextRun]) -> [[TextRun]] {
        var lines: [(middle: Double, height: Double, words: [TextRun])] = []
        for word in words.sorted(by: { ($0.box.middle, $0.box.left) < ($1.box.middle, $1.box.left) }) {
            // Words come by their middles, so only the latest lines can be theirs.
            let place = lines.indices.suffix(8).last { index in
                abs(lines[index].middle - word.box.middle) <= 0.3 * min(lines[index].height, word.box.height)
                    && max(lines[index].height, word.box.height) <= 1.6 * min(lines[index].height, word.box.height)
            }
            if let place {
                lines[place].words.append(word)
            } else {
                lines.append((word.box.middle, word.box.height, [word]))
            }
        }
        return lines.map { line in line.words.sorted { $0.box.left < $1.box.left } }
    }

    /// Pieces of one line: words whose gap is no wider than a blank.
    private static func joined(_ line: [TextRun]) -> [TextRun] {
        var runs: [TextRun] = []
        for word in line {
            guard let last = runs.last else {
                runs.append(word)
                continue
            }
            let gap = word.box.left - last.box.right
            let height = min(last.box.height, word.box.height)
            guard gap <= reach(last, word) * height, gap > -0.5 * height else {
                runs.append(word)
                continue
            }
            let touches = gap < 0.12 * height
            let isHan = last.text.last.map(PlainText.isHan) == true && word.text.first.map(PlainText.isHan) == true
            runs[runs.count - 1] = TextRun(text: last.text + (touches || isHan ? "" : " ") + word.text, box: last.box.union(word.box))
        }
        return runs
    }

    /// How many heights two words may be apart and still be one piece.
    private static func reach(_ first: TextRun, _ second: TextRun) -> Double {
        let spaced =
            second.text.count == 1 && second.text.allSatisfy(PlainText.isHan) && first.text.count <= 3 && first.text.allSatisfy(PlainText.isHan)
        return spaced ? 1.6 : 0.5
    }
}
