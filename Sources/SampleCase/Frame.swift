extension Plot {
    /// The trimmed edge, the drawing frame with its binding margin, and the centring marks of GB/T 50001.
    func drawFrame() {
        let paper = sheet.paper
        let frame = paper.frame
        canvas.rect(Rect(0, 0, paper.width, paper.height).inset(0.1), Pen(0.2, .gray))
        canvas.rect(frame, Pen(paper == .a4 ? 0.7 : 1.2))
        drawSampleMarks()
        // A list of A4 is bound with letters; centring marks are for what is folded.
        guard paper != .a4 else { return }
        let middleX = paper.width / 2
        let middleY = paper.height / 2
        let mark = Pen(0.35)
        canvas.line(Point(middleX, 0), Point(middleX, frame.y + 5), mark)
        canvas.line(Point(middleX, paper.height), Point(middleX, frame.maxY - 5), mark)
        canvas.line(Point(0, middleY), Point(frame.x + 5, middleY), mark)
        canvas.line(Point(paper.width, middleY), Point(frame.maxX - 5, middleY), mark)
    }

    /// Says on every edge that the project is invented; nobody should mistake a cut-out of the sheet for a real drawing.
    private func drawSampleMarks() {
        let paper = sheet.paper
        let small = paper == .a4 ? 2.5 : 3.5
        let words = "【样例·非真实工程】 SAMPLE – NOT A REAL PROJECT"
        canvas.text(words, at: Point(paper.frame.x, paper.height - paper.margin + 2), small, ink: .red)
        canvas.text(words, at: Point(paper.frame.maxX, max(1.4, paper.margin - 2 - small)), small, .right, ink: .red)
        if paper != .a4 {
            canvas.text(words, at: Point(15, paper.frame.y + 12), small, angle: 90, ink: .red)
        }
    }
}
