import JointReview

extension Fault {
    /// The inside of a sheet file.
    static let sheets: [Fault] = broken + locked + pages + active

    private static let broken: [Fault] = [
        Fault("pdf-damaged", ["sheet.damaged"], zh: "PDF 只剩前 180 字节,打不开", en: "Only the first 180 bytes of the PDF are left: it cannot be opened.") {
            $0.put(Array(SheetFile.pdf().prefix(180)))
        },
        Fault(
            "pdf-table-broken", ["sheet.repaired"], zh: "PDF 的交叉引用表位置写错:阅读软件只能自行重建",
            en: "The PDF's table of objects is not where it says: readers rebuild it by guess."
        ) { $0.put(SheetFile.file(SheetFile.parts, startsAt: 7)) },
        Fault(
            "pdf-not-plain", ["sheet.not_plain"], zh: "页面旋转 90.5 度:有的软件转页,有的不转,只是警告",
            en: "The page is turned by 90.5 degrees: some viewers turn it, others do not; a warning.", acceptable: true
        ) { parcel in
            var parts = SheetFile.parts
            parts[3] = SheetFile.page("/Rotate 90.5 ")[0]
            parcel.put(SheetFile.file(parts))
        },
        Fault(
            "pdf-irregular", ["sheet.irregular"], zh: "页面字典里 /Rotate 写了两次:各软件取法不同,只是警告",
            en: "A page has /Rotate twice, and readers differ on which counts: a warning.", acceptable: true
        ) { parcel in
            var parts = SheetFile.parts
            parts[3] = SheetFile.page("/Rotate 0 /Rotate 90 ")[0]
            parcel.put(SheetFile.file(parts))
        },
        Fault("pdf-empty", ["sheet.empty"], zh: "图纸文件 0 字节", en: "The sheet's file has 0 bytes.") { $0.put([]) },
        Fault("wrong-extension", ["sheet.type_mismatch"], zh: "文字文件改名为 .pdf", en: "A text file was renamed to .pdf.") {
            $0.put(Array("sample text, no drawing\n".utf8))
        },
        Fault(
            "pdf-behind-html", ["sheet.type_mismatch"], zh: "PDF 之前有一段 HTML:浏览器看到网页,阅读软件看到图纸",
            en: "An HTML page stands before the PDF: a browser shows one, a PDF reader the other."
        ) { $0.put(Array("<html><body>sample</body></html>\n".utf8) + SheetFile.pdf()) },
        Fault(
            "dxf-without-version", ["sheet.drawing_header"], zh: "参考 DXF 的文件头没有 $ACADVER:只是警告",
            en: "The header of a DXF reference has no $ACADVER: a warning.", acceptable: true,
            sound: { $0.addDXF(header: "9\n$ACADVER\n1\nAC1032\n") }, spoil: { $0.files[1] = Parcel.file("建施-06.dxf", Parcel.dxf(header: "")) }),
    ]

    private static let locked: [Fault] = [
        Fault("pdf-password", ["sheet.encrypted"], zh: "打开 PDF 要密码", en: "The PDF asks for a password.") {
            $0.put(SheetFile.locked(userKey: String(repeating: "00", count: 32)))
        },
        Fault(
            "pdf-restricted", ["sheet.encrypted"], zh: "PDF 不要密码,但禁止打印和复制", en: "The PDF opens without a password but forbids printing and copying."
        ) {
            $0.put(SheetFile.locked(userKey: SheetFile.emptyPasswordKey))
        },
    ]

    private static let pages: [Fault] = [
        Fault("pdf-without-pages", ["sheet.no_pages"], zh: "PDF 的页数为 0", en: "The PDF has no page.") { parcel in
            parcel.put(SheetFile.file([SheetFile.catalog(), "<< /Type /Pages /Count 0 /Kids [] >>"]))
        },
        Fault("pdf-too-many-pages", ["sheet.too_many_pages"], zh: "一个 PDF 有 2001 页,上限 2000", en: "One PDF has 2,001 pages, the limit is 2,000.") {
            parcel in
            let kids = String(repeating: "4 0 R ", count: 2001)
            var parts = SheetFile.parts
            parts[1] = "<< /Type /Pages /Count 2001 /Kids [\(kids)] >>"
            // Readers believe a count of pages only up to the number of objects.
            parts += Array(repeating: "null", count: 2000)
            parcel.put(SheetFile.file(parts))
        },
        Fault(
            "pdf-page-size", ["sheet.page_size"], zh: "图幅宽 20000 点(7 米),PDF 允许 3–14400 点",
            en: "The page is 20,000 points wide, PDF allows 3 to 14,400."
        ) { parcel in
            parcel.list.sheets[0].size = nil
            parcel.put(SheetFile.pdf(box: "0 0 20000 1684"))
        },
        Fault(
            "pdf-page-twice", ["sheet.digest_unavailable", "sheet.page_unlisted"], zh: "页面树把同一页列了两次:无法确定有几页,第二页也未列入清单,都是警告",
            en: "The page tree names one page twice: nobody can say how many there are, and the second is not listed; both are warnings.",
            acceptable: true
        ) { parcel in
            var parts = SheetFile.parts
            parts[1] = "<< /Type /Pages /Count 2 /Kids [4 0 R 4 0 R] >>"
            parcel.put(SheetFile.file(parts))
        },
    ]

    private static let active: [Fault] = [
        Fault("pdf-script", ["sheet.active_content"], zh: "PDF 打开时运行 JavaScript", en: "The PDF runs JavaScript when it is opened.") {
            $0.put(SheetFile.opening("<< /S /JavaScript /JS (app.alert\\(1\\)) >>"))
        },
        Fault("pdf-script-disguised", ["sheet.active_content"], zh: "脚本的名称写成 /J#61vaScript", en: "The script is spelled /J#61vaScript.") {
            $0.put(SheetFile.opening("<< /S /J#61vaScript /JS (app.alert\\(1\\)) >>"))
        },
        Fault("pdf-launch", ["sheet.active_content"], zh: "PDF 打开时启动程序", en: "The PDF starts a program when it is opened.") {
            $0.put(SheetFile.opening("<< /S /Launch /F (cmd.exe) >>"))
        },
        Fault("pdf-submits-form", ["sheet.active_content"], zh: "PDF 打开时把表单发往网站", en: "The PDF sends a form to a web site when it is opened.") {
            $0.put(SheetFile.opening("<< /S /SubmitForm /F (http://example.invalid/) >>"))
        },
        Fault(
            "pdf-dynamic-form", ["sheet.active_content"], zh: "PDF 含 XFA 动态表单:图面由程序生成", en: "The PDF holds an XFA form, whose look a program makes."
        ) { parcel in
            var parts = SheetFile.parts
            parts[0] = SheetFile.catalog("/AcroForm << /Fields [] /XFA 6 0 R >> ")
            parts.append(SheetFile.stream("<xdp/>"))
            parcel.put(SheetFile.file(parts))
        },
        Fault(
            "pdf-attachment", ["sheet.attachment"], zh: "PDF 内嵌了另一个文件:不予审查,只是警告",
            en: "Another file is embedded in the PDF: it is not reviewed; a warning.", acceptable: true
        ) { parcel in
            var parts = SheetFile.parts
            parts[0] = SheetFile.catalog("/Names << /EmbeddedFiles << /Names [(a.txt) 6 0 R] >> >> ")
            parts.append("<< /Type /Filespec /F (a.txt) /EF << /F 7 0 R >> >>")
            parts.append("<< /Type /EmbeddedFile /Length 6 >>\nstream\nsample\nendstream")
            parcel.put(SheetFile.file(parts))
        },
    ]

    /// What makes a checker useful: everything at once.
    static let together: [Fault] = [
        Fault(
            "five-at-once", ["manifest.credit_code", "package.file_missing", "sheet.damaged", "sheet.size_differs", "zip.name_traversal"],
            zh: "五处不同的错误一次全部报出:路径穿越、信用代码、缺文件、坏 PDF、图幅不符",
            en: "Five faults of five kinds, told at once: path, credit code, missing file, damaged PDF, paper size.",
            sound: { parcel in
                parcel.list.owner = "91000000YANGL0013K"
                parcel.addSheet("建施-07", "四层平面", SheetFile.pdf("A-07"))
                parcel.addSheet("建施-08", "五层平面", SheetFile.pdf("A-08"))
            },
            spoil: { parcel in
                parcel.list.owner = "91000000YANGL0013X"
                parcel.list.sheets[0].size = "A3"
                parcel.files[1] = Parcel.file("图纸/建施-07 四层平面.pdf", Array(SheetFile.pdf("A-07").prefix(180)))
                parcel.files.removeLast()
                parcel.add("../evil.pdf")
            })
    ]
}

extension SheetFile {
    /// A sheet that does something when it is opened.
    static func opening(_ action: String) -> [UInt8] {
        var parts = parts
        parts[0] = catalog("/OpenAction \(action) ")
        return file(parts)
    }

    /// A locked sheet (40-bit RC4). Its page has neither stream nor text, so that there is nothing to encrypt: only the keys matter.
    static func locked(userKey: String) -> [UInt8] {
        let identifier = "<0123456789ABCDEF0123456789ABCDEF>"
        let lock = "<< /Filter /Standard /V 1 /R 2 /P -64 /O <\(String(repeating: "11", count: 32))> /U <\(userKey)> >>"
        return file(
            [catalog(), pages, "null", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 2384 1684] >>", lock],
            trailer: "/Encrypt 5 0 R /ID [\(identifier) \(identifier)] ")
    }

    /// What ISO 32000-1, algorithm 4, gives for the empty password and the values of `locked`.
    static let emptyPasswordKey = "FCB1EF79DE3EEBF60588FCB22F7E443CE4691366A5B47D25C2A609A95CB70E05"
}

extension Parcel {
    /// Lists and adds a DXF reference with this header section.
    mutating func addDXF(header: String) {
        list.references = [.init(file: "建施-06.dxf", kind: "dxf")]
        add("建施-06.dxf", Self.dxf(header: header))
    }

    static func dxf(header: String) -> [UInt8] { Array("0\nSECTION\n2\nHEADER\n\(header)0\nENDSEC\n0\nEOF\n".utf8) }
}
