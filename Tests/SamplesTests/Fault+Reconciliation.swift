import JointReview

extension Fault {
    /// The list against the files, both ways.
    static let reconciliation: [Fault] = listing + files + twins

    private static let listing: [Fault] = [
        Fault(
            "file-missing", ["package.file_missing"], zh: "清单列了四层平面,包里没有", en: "The list names a sheet that is not in the package.",
            sound: { $0.addSheet("建施-07", "四层平面", SheetFile.pdf("A-07")) }, spoil: { $0.files.removeLast() }),
        Fault(
            "file-not-listed", ["package.file_unlisted"], zh: "包里多一张清单没有的图纸:不予审查,只是警告",
            en: "The package holds a sheet that the list does not name: a warning.",
            acceptable: true
        ) { $0.add("图纸/建施-07 四层平面.pdf", SheetFile.pdf("A-07")) },
        Fault(
            "listed-twice", ["package.listed_twice"], zh: "同一文件既列为图纸又列为文件:只是警告", en: "One file is listed as a sheet and as a document: a warning.",
            acceptable: true
        ) { $0.list.documents = [.init(title: "三层平面", kind: "计算书", file: "图纸/建施-06 三层平面.pdf")] },
        Fault("digest-mismatch", ["package.digest_mismatch"], zh: "清单所载 SHA-256 不是这个文件的", en: "The SHA-256 in the list is another file's.") {
            $0.list.sheets[0].sha256 = String(repeating: "0", count: 64)
        },
        Fault(
            "no-sheets", ["package.no_sheets"], zh: "第一轮的图纸包里只有一份文件,没有图纸", en: "A package of the first round holds a document and no sheet.",
            sound: { parcel in
                parcel.list.documents = [.init(title: "计算书", kind: "计算书", file: "计算书.txt")]
                parcel.add("计算书.txt")
            },
            spoil: { parcel in
                parcel.list.sheets = []
                parcel.files.removeFirst()
            }),
        Fault("removed-and-listed", ["sheet.removed_and_listed"], zh: "同一图号既列为图纸又列为取消", en: "One number is both handed in and taken away.") {
            $0.list.removed = ["建施-06"]
        },
        Fault("wrong-size", ["sheet.size_differs"], zh: "清单写 A3,图纸是 A1:只是警告", en: "The list says A3, the sheet is A1: a warning.", acceptable: true) {
            $0.list.sheets[0].size = "A3"
        },
        Fault("page-out-of-range", ["sheet.page_out_of_range"], zh: "清单写第 3 页,文件只有 1 页", en: "The list says page 3, the file has one.") {
            $0.list.sheets[0].page = 3
        },
    ]

    private static let files: [Fault] = [
        Fault("program", ["package.forbidden_type"], zh: "包里有会被 CAD 自动加载的 LISP 程序", en: "The package holds a LISP program that CAD loads unasked.") {
            $0.add("图纸/acad.lsp")
        },
        Fault(
            "program-called-pdf", ["package.forbidden_type"], zh: "图纸改名而来:首字节是 Windows 程序",
            en: "The sheet is a renamed Windows program by its first bytes."
        ) {
            $0.put(Array("MZ".utf8) + [0x90, 0, 3, 0] + Array("sample".utf8))
        },
        Fault(
            "clutter", ["package.clutter"], zh: "混入 .DS_Store、Thumbs.db 与 __MACOSX:合并为一条警告",
            en: "Three files that desktops leave behind: one warning for all.", acceptable: true
        ) {
            $0.add(".DS_Store")
            $0.add("图纸/Thumbs.db")
            $0.add("__MACOSX/._a.pdf")
        },
        Fault("not-pdf", ["sheet.not_pdf"], zh: "图纸列的是 DWG 文件", en: "The listed sheet is a DWG file.") { parcel in
            parcel.list.sheets[0].file = "图纸/建施-06 三层平面.dwg"
            parcel.files = [Parcel.file("图纸/建施-06 三层平面.dwg", Array("AC1032".utf8) + [0, 0, 0])]
        },
        Fault(
            "dwg-without-pdf", ["reference.no_pdf_twin"], zh: "参考文件“建施-07.dwg”没有同名同号的 PDF:只是警告",
            en: "A DWG reference has no PDF of its name or number: a warning.", acceptable: true,
            sound: { parcel in
                parcel.list.references = [.init(file: "建施-06.dwg", kind: "dwg")]
                parcel.add("建施-06.dwg", Array("AC1032".utf8) + [0, 0, 0])
            },
            spoil: { parcel in
                parcel.list.references[0].file = "建施-07.dwg"
                parcel.files[1].name = Array("建施-07.dwg".utf8)
            }),
    ]

    private static let twins: [Fault] = [
        Fault(
            "duplicate-number", ["manifest.missing", "sheet.duplicate_number"], zh: "没有清单,两个文件名推定出同一图号:没有清单是警告,同号须人工核对",
            en: "No manifest, and two file names give one number: the first is a warning, the second a person must settle.",
            sound: { $0.addSheet("建施-07", "四层平面", SheetFile.pdf("A-07")) },
            spoil: { parcel in
                parcel.hasList = false
                parcel.files[1].name = Array("图纸/建施-06 四层平面.pdf".utf8)
            }),
        Fault(
            "duplicate-page", ["sheet.duplicate_page"], zh: "两张图纸列的是同一文件的同一页", en: "Two sheets are listed on the same page of one file.",
            sound: { parcel in
                parcel.put(SheetFile.pdf(pages: 2))
                parcel.list.sheets.append(parcel.list.sheets[0])
                (parcel.list.sheets[1].number, parcel.list.sheets[1].page) = ("建施-07", 2)
            },
            spoil: { parcel in
                parcel.put(SheetFile.pdf())
                parcel.list.sheets[1].page = 1
            }),
        Fault(
            "page-not-listed", ["sheet.page_unlisted"], zh: "文件有 2 页,清单只列第 1 页:只是警告",
            en: "The file has two pages, the list names the first: a warning.", acceptable: true
        ) {
            $0.put(SheetFile.pdf(pages: 2))
        },
        Fault(
            "same-content", ["sheet.same_content"], zh: "四层平面与三层平面页面内容完全相同:可能放错文件,只是警告",
            en: "Two sheets have the same page content, perhaps the wrong file: a warning.", acceptable: true,
            sound: { $0.addSheet("建施-07", "四层平面", SheetFile.pdf("A-07")) },
            spoil: { $0.files[1] = Parcel.file("图纸/建施-07 四层平面.pdf", SheetFile.pdf()) }),
    ]
}
