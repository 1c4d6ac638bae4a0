/// Makes a PDF that no tool can draw in time: forms within forms, each drawn ten times by the one around it.
enum SlowPDF {
    static func bytes(_ mark: Int = 0) -> [UInt8] {
        var objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>"]
        let uses = { (number: Int) in "/Resources << /XObject << /F \(number) 0 R >> >>" }
        objects.append("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 2384 1684] \(uses(5)) /Contents 4 0 R >>")
        objects.append(stream("", "/F Do 0 0 m \(mark) 5 l S"))
        for number in 5..<14 { objects.append(form(uses(number + 1), String(repeating: "/F Do ", count: 10))) }
        objects.append(form("", String(repeating: "0 0 1000 1000 re f ", count: 50)))
        var text = "%PDF-1.7\n"
        var table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for (index, object) in objects.enumerated() {
            let offset = "\(text.utf8.count)"
            table += String(repeating: "0", count: 10 - offset.count) + "\(offset) 00000 n \n"
            text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        return Array("\(text)\(table)trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(text.utf8.count)\n%%EOF\n".utf8)
    }

    private static func form(_ resources: String, _ content: String) -> String {
        stream("/Type /XObject /Subtype /Form /BBox [0 0 2384 1684] \(resources)", content)
    }

    private static func stream(_ entries: String, _ content: String) -> String {
        "<< \(entries) /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream"
    }
}
