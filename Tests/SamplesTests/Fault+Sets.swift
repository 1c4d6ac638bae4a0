import JointReview

extension Fault {
    /// What a later package does to the last complete set, which lies beside it as `base.zip`.
    static let sets: [Fault] = changes + lists + papers

    private static let changes: [Fault] = [
        Fault(
            "set-change-undeclared", ["set.change_undeclared"], zh: "建施-06 改了图,修改清单没有它",
            en: "The sheet was changed, and the list of changes does not have it.",
            base: .complete, sound: Parcel.changes
        ) { $0.list.changes = [] },
        Fault(
            "set-content-undeclared", ["set.content_undeclared"], zh: "建施-07 多了一行白字:看来相同,内容不同,清单没有它",
            en: "Sheet A-07 got a line of white text: it looks the same, its content differs, and no list says so.", base: .complete,
            sound: { parcel in
                parcel.changes()
                parcel.addSheet("建施-07", "四层平面", SheetFile.pdf("A-07"))
            },
            spoil: { $0.files[2] = Parcel.file("图纸/建施-07 四层平面.pdf", SheetFile.drawn("A-07", "1 1 1 rg BT /F1 12 Tf 300 300 Td (note) Tj ET")) }),
        Fault(
            "set-declared-unchanged", ["set.declared_unchanged"], zh: "清单说建施-06 已修改,放入的还是原图:只是警告",
            en: "The list says that A-06 was changed; the file is the old one: a warning.", acceptable: true, base: .complete, sound: Parcel.changes
        ) { $0.files[1] = Parcel.file("图纸/建施-06 三层平面.pdf", SheetFile.pdf()) },
        Fault(
            "set-revision-unchanged", ["set.revision_unchanged"], zh: "建施-06 改了图,版次仍是 A:只是警告",
            en: "The sheet was changed and is still revision A: a warning.", acceptable: true, base: .complete, sound: Parcel.changes
        ) { $0.list.sheets[0].revision = "A" },
        Fault(
            "set-no-change-list", ["set.no_change_list"], zh: "又报了全套,其中建施-06 改了图,没有修改清单:只是警告",
            en: "The whole set again, with A-06 changed and no list of changes: a warning.", acceptable: true, base: .complete,
            sound: { $0 = .complete }, spoil: { $0.files[0] = Parcel.file("图纸/建施-06 三层平面.pdf", SheetFile.moved) }),
    ]

    private static let lists: [Fault] = [
        Fault(
            "set-base-differs", ["set.base_differs"], zh: "清单称取代另一个图纸包", en: "The list says that it replaces another package.", base: .complete,
            sound: Parcel.changes
        ) { $0.list.replaces = String(repeating: "0", count: 64) },
        Fault(
            "set-added-undeclared", ["set.added_undeclared"], zh: "新增的建施-08 不在修改清单中:只是警告",
            en: "Sheet A-08 is new, and the list of changes does not have it: a warning.", acceptable: true, base: .complete, sound: Parcel.addition
        ) { $0.list.changes.removeLast() },
        Fault(
            "set-revised-unknown", ["set.revised_unknown"], zh: "清单称建施-08 为修改,上一套没有它",
            en: "The list calls A-08 revised; the last set has no such sheet.",
            base: .complete, sound: Parcel.addition
        ) { $0.list.changes[1].kind = .revised },
        Fault(
            "set-added-exists", ["set.added_exists"], zh: "清单称建施-06 为新增,上一套已有", en: "The list calls A-06 added; the last set has it already.",
            base: .complete, sound: Parcel.changes
        ) { $0.list.changes[0].kind = .added },
        Fault(
            "set-declared-missing", ["set.declared_missing"], zh: "修改清单有建施-07,包里没有", en: "The list of changes has A-07, the package does not.",
            base: .complete, sound: Parcel.changes
        ) { $0.list.changes.append(.init(number: "建施-07", text: "移门")) },
        Fault(
            "set-removed-unknown", ["set.removed_unknown"], zh: "取消的建施-70 上一套没有", en: "The list removes A-70, which the last set does not have.",
            base: .complete,
            sound: { parcel in
                parcel.changes()
                parcel.list.removed = ["建施-07"]
            },
            spoil: { $0.list.removed = ["建施-70"] }),
        Fault(
            "set-removed-undeclared", ["set.removed_undeclared"], zh: "又报了全套并有修改清单,却少了建施-07",
            en: "The whole set again with a list of changes; A-07 is gone unsaid.",
            base: .complete,
            sound: { parcel in
                parcel.changes()
                parcel.list.scope = .complete
                parcel.addSheet("建施-07", "四层平面", SheetFile.pdf("A-07"))
            },
            spoil: { parcel in
                parcel.list.sheets.removeLast()
                parcel.files.removeLast()
            }),
    ]

    private static let papers: [Fault] = [
        Fault(
            "set-notice-missing", ["set.notice_missing"], zh: "只报修改,没有修改说明:只是警告", en: "Changes without a change notice: a warning.", acceptable: true,
            base: .complete, sound: Parcel.changes
        ) { parcel in
            parcel.list.documents = []
            parcel.files.removeFirst()
        },
        Fault(
            "set-reply-missing", ["set.reply_missing"], zh: "第二轮只报修改,没有审查意见回复:只是警告",
            en: "Changes in the second round without a reply to the opinion: a warning.", acceptable: true, base: .complete,
            sound: { parcel in
                parcel.changes()
                parcel.list.round = 2
                parcel.list.documents[0].title = "审查意见回复及修改说明"
            },
            spoil: { $0.list.documents[0].title = "修改说明" }),
    ]
}

extension Parcel {
    /// A complete set of two sheets.
    static var complete: Parcel {
        var parcel = Parcel()
        parcel.addSheet("建施-07", "四层平面", SheetFile.pdf("A-07"))
        return parcel
    }

    /// Turns the package into one of changes: 建施-06 in revision B, with its change notice before it.
    mutating func changes() {
        list.scope = .partial
        list.sheets[0].revision = "B"
        list.changes = [.init(number: "建施-06", text: "M-0312 改为 1.00 m")]
        list.documents = [.init(title: "修改说明", kind: "文档", file: "文件/说明.txt")]
        files = [Self.file("文件/说明.txt", Array("sample".utf8)), Self.file("图纸/建施-06 三层平面.pdf", SheetFile.moved)]
    }

    /// The same with a new sheet.
    mutating func addition() {
        changes()
        addSheet("建施-08", "五层平面", SheetFile.pdf("A-08"))
        list.changes.append(.init(number: "建施-08", kind: .added, text: "新增"))
    }

    static func changes(_ parcel: inout Parcel) { parcel.changes() }
    static func addition(_ parcel: inout Parcel) { parcel.addition() }
}

extension SheetFile {
    /// The first sheet with something else drawn on it.
    static var moved: [UInt8] { drawn("A-06", "400 300 1200 900 re f") }

    /// A sound sheet of one page with more on it.
    static func drawn(_ mark: String, _ more: String) -> [UInt8] {
        let line = "2 w 71 28 2285 1628 re S BT /F1 48 Tf 120 1560 Td (SAMPLE - NOT A REAL PROJECT  \(mark) p. 1) Tj ET"
        return file([catalog(), pages, helvetica] + page() + [stream("\(line) \(more)")])
    }
}
