/// PDFs written byte by byte: small, the same on every machine, and able to lie.
enum SheetFile {
    /// A sound sheet of `pages` pages; `mark` tells one sheet's content from another's. The box is A1 in points unless said otherwise.
    static func pdf(_ mark: String = "A-06", pages: Int = 1, box: String = "0 0 2384 1684") -> [UInt8] {
        let kids = (0..<pages).map { "\(4 + 2 * $0) 0 R" }.joined(separator: " ")
        var objects = [catalog(), "<< /Type /Pages /Count \(pages) /Kids [\(kids)] >>", helvetica]
        for page in 1...pages { objects += self.page(box: box, contents: 3 + 2 * page) + [content("\(mark) p. \(page)")] }
        return file(objects)
    }

    /// A file of these objects, the first being number 1 and the catalog; `startsAt` replaces the place of the table, `trailer` is added to it.
    static func file(_ objects: [String], trailer: String = "", startsAt: Int? = nil) -> [UInt8] {
        file(objects.map { Array($0.utf8) }, trailer: trailer, startsAt: startsAt)
    }

    /// The same of objects that hold bytes.
    static func file(_ objects: [[UInt8]], trailer: String = "", startsAt: Int? = nil) -> [UInt8] {
        var bytes = Array("%PDF-1.7\n".utf8)
        var table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for (index, body) in objects.enumerated() {
            let offset = "\(bytes.count)"
            table += String(repeating: "0", count: 10 - offset.count) + "\(offset) 00000 n \n"
            bytes += Array("\(index + 1) 0 obj\n".utf8) + body + Array("\nendobj\n".utf8)
        }
        let start = startsAt ?? bytes.count
        return bytes
            + Array("\(table)trailer\n<< /Size \(objects.count + 1) /Root 1 0 R \(trailer)>>\nstartxref\n\(start)\n%%EOF\n".utf8)
    }

    static func catalog(_ more: String = "") -> String { "<< /Type /Catalog /Pages 2 0 R \(more)>>" }

    static let pages = "<< /Type /Pages /Count 1 /Kids [4 0 R] >>"
    /// One of the fourteen fonts that every reader has.
    static let helvetica = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"

    static func page(box: String = "0 0 2384 1684", contents: Int = 5, _ more: String = "") -> [String] {
        [
            "<< /Type /Page /Parent 2 0 R /MediaBox [\(box)] /Resources << /Font << /F1 3 0 R >> >> /Contents \(contents) 0 R \(more)>>"
        ]
    }

    /// A frame and a line of text that says what this is.
    static func content(_ mark: String) -> String {
        stream("2 w 71 28 2285 1628 re S BT /F1 48 Tf 120 1560 Td (SAMPLE - NOT A REAL PROJECT  \(mark)) Tj ET")
    }

    static func stream(_ text: String) -> String { "<< /Length \(text.utf8.count) >>\nstream\n\(text)\nendstream" }

    /// The objects of a sound sheet of one page, to be changed: catalog, page tree, font, page, content.
    static var parts: [String] { [catalog(), pages, helvetica] + page() + [content("A-06 p. 1")] }
}
