import JointReview

extension Fault {
    /// What the rules find, and where names and list do not agree: warnings, unless an office weighs them otherwise.
    static let rules: [Fault] = [
        Fault(
            "number-in-file-name", ["sheet.number_differs"], zh: "文件名写的是“建施-09”,清单是“建施-06”:只是警告",
            en: "The file's name has another sheet number than the list: a warning.", acceptable: true
        ) { $0.rename("图纸/建施-09 三层平面.pdf") },
        Fault(
            "revision-in-file-name", ["sheet.revision_differs"], zh: "文件名写的是 B 版,清单是 A 版:只是警告",
            en: "The file's name says revision B, the list A: a warning.", acceptable: true
        ) { $0.rename("图纸/建施-06 三层平面(B版).pdf") },
        Fault(
            "character-in-file-name", ["file.name_character"], zh: "文件名含问号,Windows 上无法解压:只是警告",
            en: "The file's name holds a question mark, which Windows cannot unpack: a warning.", acceptable: true
        ) { $0.rename("图纸/建施-06 三层平面?.pdf") },
        Fault(
            "long-file-name", ["file.name_too_long"], zh: "文件名连同文件夹超过 200 个字:只是警告",
            en: "The file's name with its folders has more than 200 characters: a warning.", acceptable: true
        ) { parcel in
            let folder = String(repeating: "图", count: 60)
            parcel.rename("\(folder)/\(folder)/\(folder)/施工图设计文件/建施-06 三层平面.pdf")
        },
        Fault(
            "number-of-another-specialty", ["sheet.number_prefix"], zh: "结构专业的图纸编了“建施”图号:只是警告",
            en: "A structural sheet has an architect's number: a warning.", acceptable: true
        ) { $0.list.sheets[0].specialty = "结构" },
        Fault(
            "paper-not-standard", ["sheet.paper_not_allowed"], zh: "图幅 706 mm × 494 mm,不是标准图幅:只是警告",
            en: "The sheet has 706 by 494 mm, which is no standard size: a warning.", acceptable: true,
            sound: { $0.list.sheets[0].size = nil }, spoil: { $0.put(SheetFile.pdf(box: "0 0 2000 1400")) }),
    ]
}

extension Parcel {
    /// Gives the one sheet's file another name, in the list too.
    mutating func rename(_ name: String) {
        files[0] = Self.file(name, SheetFile.pdf())
        list.sheets[0].file = name
    }
}
