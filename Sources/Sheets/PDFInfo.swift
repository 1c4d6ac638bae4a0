/// What `pdfinfo -f 1 -l N` printed about a PDF.
struct PDFInfo {
    struct Page {
        var width: Double
        var height: Double
        var rotation: Int
    }

    var pageCount = 0
    var encrypted = false
    var version: String?
    var pages: [Int: Page] = [:]

    /// Reads the lines. The document's own title is printed first and may hold line breaks and forged lines: the last line of a kind wins.
    init(_ output: [UInt8]) {
        for line in String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline) {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let key = line[..<colon].split(separator: " ").joined(separator: " ")
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            read(key, value)
        }
        pages = pages.filter { $0.key >= 1 && $0.key <= pageCount }
    }

    private mutating func read(_ key: String, _ value: Substring) {
        switch key {
        case "Pages": pageCount = Int(value) ?? 0
        case "Encrypted": encrypted = value.hasPrefix("yes")
        case "PDF version": version = String(value)
        default: readPage(key.split(separator: " "), value.split(separator: " "))
        }
    }

    private mutating func readPage(_ key: [Substring], _ value: [Substring]) {
        guard key.count == 3, key[0] == "Page", let number = Int(key[1]) else { return }
        if key[2] == "size", value.count >= 3, let width = Double(value[0]), let height = Double(value[2]) {
            // A box that is no box has no size: neither JSON nor the check of sizes could say `nan`.
            pages[number] = Page(width: width.isFinite ? width : 0, height: height.isFinite ? height : 0, rotation: 0)
        } else if key[2] == "rot", let rotation = value.first.flatMap({ Int($0) }) {
            pages[number]?.rotation = ((rotation % 360) + 360) % 360
        }
    }
}
