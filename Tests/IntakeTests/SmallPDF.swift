/// Makes a PDF of a few pages, different for every `mark`.
enum SmallPDF {
    static func bytes(_ mark: Int = 0, pages: Int = 1, box: String = "0 0 2384 1684") -> [UInt8] {
        var objects = [(1, "<< /Type /Catalog /Pages 2 0 R >>")]
        objects.append((2, "<< /Type /Pages /Count \(pages) /Kids [\((0..<pages).map { "\(3 + $0 * 2) 0 R" }.joined(separator: " "))] >>"))
        for page in 0..<pages {
            let content = "0 0 m \(mark) \(page + 10) l S"
            objects.append((3 + page * 2, "<< /Type /Page /Parent 2 0 R /MediaBox [\(box)] /Contents \(4 + page * 2) 0 R >>"))
            objects.append((4 + page * 2, "<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream"))
        }
        var text = "%PDF-1.7\n"
        var table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for (number, body) in objects {
            let offset = "\(text.utf8.count)"
            table += String(repeating: "0", count: 10 - offset.count) + "\(offset) 00000 n \n"
            text += "\(number) 0 obj\n\(body)\nendobj\n"
        }
        let start = text.utf8.count
        return Array("\(text)\(table)trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n".utf8)
    }
}
