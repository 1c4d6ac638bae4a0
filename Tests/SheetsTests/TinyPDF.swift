import Foundation

/// Writes small PDF files by hand, so that a test says exactly what is in them.
struct TinyPDF {
    struct Page {
        var content = "0 0 m 100 100 l S"
        var box = "0 0 2384 1684"
        var entries = ""
    }

    var pages = [Page()]
    /// Further objects, numbered from 100 on; their bodies without `obj` and `endobj`.
    var extra: [String] = []
    var catalog = ""
    /// Further entries of the root of the page tree.
    var tree = ""
    /// Generation of objects other than 0, by number.
    var generations: [Int: Int] = [:]
    /// A reference that stands in the page tree behind the pages.
    var strays = ""
    var date = "D:20260101000000Z"

    var bytes: Data {
        var objects: [(Int, String)] = [(1, "<< /Type /Catalog /Pages 2 0 R \(catalog) >>")]
        let kids = pages.indices.map { "\(10 + $0 * 2) 0 R" }.joined(separator: " ")
        objects.append(
            (
                2,
                "<< /Type /Pages /Kids [\(strays.isEmpty ? kids : "\(kids) \(strays)")] /Count \(pages.count + (strays.isEmpty ? 0 : 1)) /Resources << >> \(tree) >>"
            ))
        objects.append((3, "<< /CreationDate (\(date)) /Producer (TinyPDF) >>"))
        for (index, page) in pages.enumerated() {
            let number = 10 + index * 2
            objects.append((number, "<< /Type /Page /Parent 2 0 R /MediaBox [\(page.box)] /Contents \(number + 1) 0 R \(page.entries) >>"))
            objects.append((number + 1, "<< /Length \(page.content.utf8.count) >>\nstream\n\(page.content)\nendstream"))
        }
        for (index, body) in extra.enumerated() { objects.append((100 + index, body)) }
        var text = "%PDF-1.7\n"
        var table = "xref\n0 1\n0000000000 65535 f \n"
        for (number, body) in objects {
            let offset = "\(text.utf8.count)"
            let generation = generations[number] ?? 0
            table += "\(number) 1\n\(String(repeating: "0", count: 10 - offset.count))\(offset) 0000\(generation) n \n"
            text += "\(number) \(generation) obj\n\(body)\nendobj\n"
        }
        let start = text.utf8.count
        text += "\(table)trailer\n<< /Size \((objects.map(\.0).max() ?? 0) + 1) /Root 1 0 R /Info 3 0 R >>\nstartxref\n\(start)\n%%EOF\n"
        return Data(text.utf8)
    }
}
