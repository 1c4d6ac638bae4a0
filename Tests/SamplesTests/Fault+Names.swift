import JointReview

extension Fault {
    /// File names. The bad name belongs to a file beside the drawing, which the sound twin does not have.
    static let names: [Fault] = paths + devices + texts + pairs

    private static let paths: [Fault] = [
        Fault("zip-slip", ["zip.name_traversal"], zh: "文件名用 ../ 跳出目标文件夹", en: "The name climbs out of the folder with ../.") {
            $0.add("../../evil.pdf")
        },
        Fault("absolute-path", ["zip.name_absolute"], zh: "文件名是绝对路径", en: "The name is an absolute path.") { $0.add("/etc/evil.pdf") },
        Fault("backslash-path", ["zip.name_backslash"], zh: "文件名用反斜杠分隔路径", en: "The name has backslashes between its folders.") {
            $0.add("..\\..\\evil.pdf")
        },
        Fault("drive-letter", ["zip.name_colon"], zh: "文件名带盘符", en: "The name has a drive letter.") { $0.add("C:evil.pdf") },
        Fault("empty-segment", ["zip.name_empty_segment"], zh: "路径里有空的一段", en: "One segment of the path is empty.") { $0.add("图纸//a.pdf") },
        Fault("trailing-dot", ["zip.name_trailing"], zh: "文件夹名以点结尾:Windows 会去掉它", en: "A folder's name ends in a dot, which Windows drops.") {
            $0.add("图纸./a.pdf")
        },
        Fault("name-too-long", ["zip.name_too_long"], zh: "文件名 304 字节,上限 255", en: "The name has 304 bytes, the limit is 255.") {
            $0.add(String(repeating: "长", count: 100) + ".pdf")
        },
        Fault(
            "path-too-deep", ["zip.name_too_long"], zh: "520 层文件夹,路径 1045 字节,上限 1024",
            en: "520 folders deep: the path has 1,045 bytes, the limit is 1,024."
        ) {
            $0.add(String(repeating: "a/", count: 520) + "a.pdf")
        },
    ]

    /// Names that Windows gives to devices, and ends that it drops.
    private static let devices: [Fault] = [
        Fault(
            "device-name", ["zip.name_reserved"], zh: "文件名 NUL.pdf:Windows 上是空设备,解压后图纸不见了",
            en: "The name is NUL.pdf: on Windows that is the empty device, and the drawing is gone."
        ) { $0.add("NUL.pdf") },
        Fault(
            "device-folder", ["zip.name_reserved"], zh: "文件夹名 com1 后面还有空格和两个扩展名,仍是串口", en: "A folder is called “com1 .a.b”: still the serial port."
        ) { $0.add("图纸/com1 .a.b/A.pdf") },
        Fault("device-superscript", ["zip.name_reserved"], zh: "文件名 LPT² 的上标数字也算设备名", en: "LPT² with a superscript digit is a device too.") {
            $0.add("LPT\u{B2}")
        },
        Fault("trailing-blank", ["zip.name_trailing"], zh: "文件名以空格结尾:Windows 会去掉它", en: "The name ends in a blank, which Windows drops.") {
            $0.add("建施-07 四层平面.pdf ")
        },
    ]

    private static let texts: [Fault] = [
        Fault("undecodable-name", ["zip.encoding"], zh: "文件名既不是 UTF-8 也不是 GB18030", en: "The name is neither UTF-8 nor GB18030.") {
            $0.files.append(ForgedZip.Entry(raw: [0x41, 0xFF, 0xFF], Array("sample".utf8)))
        },
        Fault("false-utf8-flag", ["zip.encoding"], zh: "文件名声明为 UTF-8,字节却是 GBK", en: "The name is declared UTF-8, but its bytes are GBK.") { parcel in
            var entry = ForgedZip.Entry(raw: [0xBD, 0xA8, 0xD6, 0xFE, 0x2E, 0x70, 0x64, 0x66], Array("sample".utf8))
            entry.flags = 1 << 11
            parcel.files.append(entry)
        },
        Fault(
            "local-central-differ", ["zip.name_differs"], zh: "目录写“三层平面”,文件头写“旧版”:两种软件解出两个名字",
            en: "The directory calls the sheet one thing, its local header another: two tools unpack two names."
        ) { $0.sheet.localName = Array("图纸/旧版.pdf".utf8) },
        Fault(
            "unicode-path-lies", ["zip.name_differs"], zh: "附加字段 0x7075 给图纸起了另一个名字:认得它的软件解出“旧版”",
            en: "The extra field 0x7075 gives the sheet another name: tools that know the field unpack that one."
        ) { parcel in
            parcel.sheet.extra = unicodePath("图纸/旧版.pdf", for: parcel.sheet.name)
            parcel.sheet.localExtra = parcel.sheet.extra
        },
        Fault("name-with-nul", ["zip.name_nul"], zh: "文件名含空字符,真正的扩展名在其后", en: "The name holds a NUL; its real extension comes after it.") {
            $0.add("A.pdf\0.exe")
        },
        Fault("name-with-control", ["zip.name_control"], zh: "文件名含终端控制序列", en: "The name holds a control sequence for terminals.") {
            $0.add("A\u{1B}[2J.pdf")
        },
        Fault(
            "name-with-bidi", ["zip.name_bidi"], zh: "文件名里的方向控制符让 exe 看起来是 pdf", en: "A bidirectional control makes an exe look like a pdf."
        ) { $0.add("A\u{202E}fdp.exe") },
    ]

    private static let pairs: [Fault] = [
        Fault(
            "duplicate-name", ["zip.duplicate_name"], zh: "同名图纸两张,内容不同:审的是一张,施工的是另一张", en: "Two sheets of one name: one is reviewed, the other built."
        ) { $0.add("图纸/建施-06 三层平面.pdf", SheetFile.pdf("BUILT")) },
        Fault(
            "composed-twice", ["zip.duplicate_name"], zh: "两个名称只是字符组合方式不同(é 与 e+´),规范化后相同",
            en: "Two names differ only in composition (é, and e with an accent): normalised they are one.",
            sound: { $0.addReference("caf\u{E9}.txt") }
        ) { $0.add("cafe\u{301}.txt") },
        Fault(
            "case-collision", ["zip.name_collision"], zh: "两个名称只差大小写:在 Windows 上后者覆盖前者",
            en: "Two names differ only in case: on Windows the second replaces the first.",
            sound: { $0.addReference("notes.txt") }
        ) { $0.add("NOTES.txt") },
        Fault(
            "invisible-collision", ["zip.name_collision"], zh: "两个名称只差一个零宽连接符:在 macOS 上是同一个文件",
            en: "Two names differ only in a joiner without width: to macOS they are one file.",
            sound: { $0.addReference("plan.txt") }
        ) { $0.add("pl\u{200D}an.txt") },
        Fault(
            "replaced-collision", ["zip.name_collision"], zh: "Windows 把“?”换成“_”,两个文件变成一个",
            en: "Unpacked on Windows, “?” becomes “_”, and two files become one.",
            sound: { $0.addReference("plan_1.txt") }
        ) { $0.add("plan?1.txt") },
        Fault(
            "file-and-folder", ["zip.file_and_folder"], zh: "“附件”既是文件又是文件夹", en: "One name is a file and also a folder.",
            sound: { $0.addReference("附件/a.txt") }
        ) { $0.add("附件") },
        Fault(
            "more-faults-than-listed", Array(repeating: "zip.name_colon", count: 500) + ["zip.more_faults"], zh: "501 个带冒号的文件名:逐条列出 500 条,其余只计数",
            en: "501 names with a colon: 500 are listed one by one, the rest is counted."
        ) { parcel in for number in 1...501 { parcel.add("\(number):a.pdf", []) } },
    ]
}

extension Parcel {
    /// Lists and adds a file that is only kept.
    mutating func addReference(_ name: String) {
        list.references.append(.init(file: name, kind: "other"))
        add(name)
    }
}
