extension Fault {
    /// Sheets that are two things at once, lead elsewhere, or lead a reader in circles.
    static let guises: [Fault] = doubles + links + places + circles

    private static let doubles: [Fault] = [
        Fault(
            "pdf-header-late", ["sheet.type_mismatch"], zh: "PDF 文件头在第 900 字节:有的软件认作 PDF,有的不认",
            en: "The PDF's header stands at byte 900: some programs take it for a PDF, some do not."
        ) { $0.put([UInt8](repeating: 0x0A, count: 900) + SheetFile.pdf()) },
        Fault(
            "pdf-and-jpeg", ["sheet.type_mismatch"], zh: "文件既是 JPEG 又是 PDF:看图软件看到照片,阅读软件看到图纸",
            en: "The file is a JPEG and a PDF: a picture viewer shows a photograph, a PDF reader the sheet."
        ) { parcel in
            let pdf = SheetFile.pdf()
            let length = UInt64(pdf.count + 2)
            // The sheet is a comment of the picture, which has 16 × 16 points.
            let frame: [UInt8] = [0xFF, 0xC0, 0, 11, 8, 0, 16, 0, 16, 1, 1, 17, 0, 0xFF, 0xD9]
            parcel.put([0xFF, 0xD8, 0xFF, 0xFE, UInt8(length >> 8 & 0xFF), UInt8(length & 0xFF)] + pdf + frame)
        },
        Fault(
            "pdf-script-in-object-stream", ["sheet.active_content"], zh: "脚本藏在对象流里:逐字节查找看不到",
            en: "The script lies in an object stream, where no search of the bytes finds it."
        ) { $0.put(SheetFile.packedCatalog("/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> ")) },
        Fault("pdf-rich-media", ["sheet.active_content"], zh: "PDF 页面上有富媒体注释", en: "A page holds an annotation with rich media.") {
            $0.put(SheetFile.annotated("<< /Type /Annot /Subtype /RichMedia /Rect [0 0 9 9] >>"))
        },
        Fault("pdf-imports-data", ["sheet.active_content"], zh: "PDF 打开时从别处读入数据", en: "The PDF reads data from elsewhere when it is opened.") {
            $0.put(SheetFile.opening("<< /S /ImportData /F (data.fdf) >>"))
        },
        Fault("pdf-plays-media", ["sheet.active_content"], zh: "PDF 打开时播放媒体", en: "The PDF plays media when it is opened.") {
            $0.put(SheetFile.opening("<< /S /Rendition /OP 0 >>"))
        },
    ]

    private static let links: [Fault] = [
        Fault(
            "pdf-leads-to-file", ["sheet.leads_elsewhere"], zh: "图上的链接打开包外的另一个 PDF:只是警告",
            en: "A link on the sheet opens another PDF, outside the package: a warning.", acceptable: true
        ) { $0.put(SheetFile.annotated("<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /GoToR /F (other.pdf) /D [0 /Fit] >> >>")) },
        Fault(
            "pdf-links-to-disk", ["sheet.leads_elsewhere"], zh: "图上的链接指向看图人电脑上的文件 (file:):只是警告",
            en: "A link on the sheet leads to a file on the disk of whoever looks at it (file:): a warning.", acceptable: true
        ) { $0.put(SheetFile.annotated("<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (FILE:///C:/a.exe) >> >>")) },
    ]

    /// What is told by its place: names that would give it away are left out.
    private static let places: [Fault] = [
        Fault(
            "pdf-attachment-unnamed", ["sheet.attachment"], zh: "注释里附有文件,而文件流没有写 /EmbeddedFile:只是警告",
            en: "An annotation carries a file whose stream is not called /EmbeddedFile; a warning.", acceptable: true
        ) {
            $0.put(
                SheetFile.annotated(
                    "<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS << /F (a.txt) /EF << /F 7 0 R >> >> >>",
                    SheetFile.stream("sample")))
        },
        Fault("pdf-opens-address", ["sheet.active_content"], zh: "PDF 打开时自动转到一个网址", en: "The PDF goes to an address by itself when it is opened.") {
            $0.put(SheetFile.opening("<< /S /URI /URI (https://example.invalid/) >>"))
        },
        Fault(
            "pdf-prints-itself", ["sheet.automatic_action"], zh: "PDF 打开时自动弹出打印窗口:只是警告",
            en: "The PDF asks to be printed when it is opened; a warning.", acceptable: true
        ) { $0.put(SheetFile.opening("<< /S /Named /N /Print >>")) },
        Fault(
            "pdf-layer-switch", ["sheet.layer_switch"], zh: "图上有链接切换图层:只是警告", en: "A link on the sheet switches layers; a warning.", acceptable: true
        ) {
            $0.put(
                SheetFile.annotated("<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /SetOCGState /State [/Toggle 7 0 R] >> >>", layer))
        },
        Fault(
            "pdf-layer-usage", ["sheet.hidden_layer"], zh: "图层默认打开,但按其 /Usage 打开文件时即关闭:只是警告",
            en: "A layer is on by default, and its usage switches it off when the file is opened; a warning.", acceptable: true,
            sound: { $0.put(SheetFile.layered(usage: "ON")) }, spoil: { $0.put(SheetFile.layered(usage: "OFF")) }),
        Fault("pdf-film", ["sheet.multimedia"], zh: "图上有影片:只是警告", en: "The sheet holds a film; a warning.", acceptable: true) {
            $0.put(SheetFile.annotated("<< /Type /Annot /Subtype /Movie /Rect [0 0 9 9] /Movie << /F (x.avi) >> >>"))
        },
        Fault(
            "pdf-content-elsewhere", ["sheet.external_content"], zh: "页面内容不在文件里,而在一个网址上",
            en: "The content of the page is not in the file but at an address."
        ) { parcel in
            var parts = SheetFile.parts
            parts[4] = "<< /Length 0 /F << /FS /URL /F (https://example.invalid/) >> >>\nstream\n\nendstream"
            parcel.put(SheetFile.file(parts))
        },
    ]

    private static let layer = "<< /Type /OCG /Name (Layer) >>"

    private static let circles: [Fault] = [
        Fault(
            "pdf-table-circle", ["sheet.repaired"], zh: "交叉引用表的 /Prev 指向自己", en: "The table of objects names itself as the one before."
        ) { parcel in
            let plain = SheetFile.file(SheetFile.parts)
            let text = String(decoding: plain, as: UTF8.self)
            let start = text.firstRange(of: "xref\n0").map { text.utf8.distance(from: text.startIndex, to: $0.lowerBound) } ?? 0
            parcel.put(SheetFile.file(SheetFile.parts, trailer: "/Prev \(start) "))
        },
        Fault(
            "pdf-pages-circle", ["sheet.digest_unavailable", "sheet.page_size", "sheet.size_differs"], zh: "页面树的子节点是它自己:页面没有尺寸,也没有内容",
            en: "The page tree is its own child: the page has neither size nor content."
        ) { parcel in
            var parts = SheetFile.parts
            parts[1] = "<< /Type /Pages /Count 1 /Kids [2 0 R] >>"
            parcel.put(SheetFile.file(parts))
        },
    ]
}

extension SheetFile {
    /// A sheet whose page carries an annotation.
    static func annotated(_ annotation: String, _ more: String...) -> [UInt8] {
        var parts = parts
        parts[3] = page("/Annots [6 0 R] ")[0]
        parts += [annotation] + more
        return file(parts)
    }

    /// A sheet with a layer that its usage switches when the file is opened.
    static func layered(usage: String) -> [UInt8] {
        var parts = parts
        parts[0] = catalog("/OCProperties << /OCGs [6 0 R] /D << /AS [<< /Event /View /OCGs [6 0 R] /Category [/View] >>] >> >> ")
        parts[3] = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 2384 1684] /Resources << /Properties << /L 6 0 R >> >> /Contents 5 0 R >>"
        parts[4] = stream("2 w 71 28 2285 1628 re S /OC /L BDC 100 100 m 900 900 l S EMC")
        return file(parts + ["<< /Type /OCG /Name (Walls) /Usage << /View << /ViewState /\(usage) >> >> >>"])
    }

    /// A sheet whose catalog lies in an object stream, unpacked, so that these bytes are the same everywhere.
    static func packedCatalog(_ more: String) -> [UInt8] {
        var text = "%PDF-1.7\n"
        var offsets: [Int] = []
        let inner = "1 0 \(catalog(more))"
        let packed = "<< /Type /ObjStm /N 1 /First 4 /Length \(inner.utf8.count) >>\nstream\n\(inner)\nendstream"
        for (index, body) in (Array(parts.dropFirst()) + [packed]).enumerated() {
            offsets.append(text.utf8.count)
            text += "\(index + 2) 0 obj\n\(body)\nendobj\n"
        }
        let start = text.utf8.count
        // Type, offset or number of the object stream, generation or place in it: 1, 2 and 1 bytes.
        var table: [UInt8] = [0, 0, 0, 0, 2, 0, 6, 0]
        for offset in offsets + [start] { table += [1, UInt8(offset >> 8), UInt8(offset & 0xFF), 0] }
        let head = "7 0 obj\n<< /Type /XRef /Size 8 /W [1 2 1] /Root 1 0 R /Length \(table.count) >>\nstream\n"
        return Array((text + head).utf8) + table + Array("\nendstream\nendobj\nstartxref\n\(start)\n%%EOF\n".utf8)
    }
}
