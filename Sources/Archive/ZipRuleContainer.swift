// The sentences of the rules, apart from the code that checks them: the documentation's table of codes is made from here.

extension ZipFault.Rule {
    /// What the rule found, Chinese and English, with `{…}` where a fact goes.
    public var message: (zh: String, en: String) { (text.zh, text.en) }

    /// What the sender should do, Chinese and English.
    public var remedy: (zh: String, en: String) { (text.remedyZh, text.remedyEn) }

    private var text: RuleText { containerText ?? entryText ?? nameText ?? .more }

    /// Texts of the rules about the file as a whole.
    private var containerText: RuleText? {
        switch self {
        case .unreadable: RuleText("文件无法读取（系统错误 {errno}）", "the file cannot be read (system error {errno})", .readAgain)
        case .sevenZip: RuleText("这是 7z 压缩包，不是 ZIP", "this is a 7z archive, not a ZIP", .asZip)
        case .rar: RuleText("这是 RAR 压缩包，不是 ZIP", "this is a RAR archive, not a ZIP", .asZip)
        case .tar: RuleText("这是 TAR 归档，不是 ZIP", "this is a TAR archive, not a ZIP", .asZip)
        case .gzip: RuleText("这是 GZIP 文件，不是 ZIP", "this is a GZIP file, not a ZIP", .asZip)
        case .bzip2: RuleText("这是 BZIP2 文件，不是 ZIP", "this is a BZIP2 file, not a ZIP", .asZip)
        case .xz: RuleText("这是 XZ 文件，不是 ZIP", "this is an XZ file, not a ZIP", .asZip)
        case .pdf: RuleText("这是单个 PDF 文件，不是图纸包", "this is a single PDF, not a drawing package", .wrapPDF)
        case .notAZip: RuleText("文件不是 ZIP 压缩包", "the file is not a ZIP archive", .asZip)
        case .truncated: RuleText("压缩包不完整：只有 {bytes} 字节，缺少结尾记录", "the archive is cut off: {bytes} bytes and no end record", .sendAgain)
        case .empty: RuleText("压缩包里没有任何文件", "the archive holds no entry", .addFiles)
        case .endInComment:
            RuleText("压缩包注释里藏有另一个结尾记录，可被读成另一套内容", "the archive comment hides another end record: it can be read as other contents", .repack)
        case .trailingBytes: RuleText("结尾记录之后还有 {bytes} 字节", "{bytes} bytes follow the end record", .repack)
        case .prepended: RuleText("第一个文件之前多出 {bytes} 字节", "{bytes} bytes stand before the first entry", .repackPlain)
        case .directory:
            RuleText(
                "结尾记录声明目录有 {count} 个条目、{bytes} 字节、起于 {offset}，与实际不符",
                "the end record declares a directory of {count} entries and {bytes} bytes at offset {offset}, which is not what is there", .repack)
        case .directorySize: RuleText("压缩包目录有 {bytes} 字节，上限 {limit}", "the central directory has {bytes} bytes, the limit is {limit}", .split)
        case .multiDisk: RuleText("这是分卷压缩包的一部分", "this is one part of a split archive", .onePart)
        case .zip64: RuleText("ZIP64 记录自相矛盾（{what}）", "the ZIP64 records contradict themselves ({what})", .repack)
        case .entries: RuleText("压缩包声明 {count} 个条目，上限 {limit}", "the archive declares {count} entries, the limit is {limit}", .split)
        case .total: RuleText("解压后共 {bytes} 字节，上限 {limit}", "the contents come to {bytes} bytes, the limit is {limit}", .split)
        case .localOnlyEntry:
            RuleText("位置 {offset} 处有一个目录里没有登记的文件", "a file that the directory does not list lies at offset {offset}", .repack)
        case .gap: RuleText("位置 {offset} 处有 {bytes} 字节不属于任何文件", "{bytes} bytes at offset {offset} belong to no entry", .repack)
        default: nil
        }
    }
}

/// A rule's sentence and remedy in both languages.
struct RuleText {
    let zh: String
    let en: String
    let remedyZh: String
    let remedyEn: String

    init(_ zh: String, _ en: String, _ remedy: Remedy) {
        self.zh = zh
        self.en = en
        (remedyZh, remedyEn) = remedy.text
    }

    static let more = RuleText("另有 {count} 处问题没有逐条列出", "{count} more faults are not listed one by one", .fixFirst)
}
