extension Fault {
    /// The file as a whole: what it is, and whether it is all there.
    static let container: [Fault] = foreign + ends

    /// Other formats that people send: only the first bytes are there, which is what decides.
    private static let foreign: [Fault] = [
        Fault("is-7z", ["archive.sevenzip"], zh: "整个文件是 7z 压缩包", en: "The whole file is a 7z archive.") {
            $0.finish = { _ in [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4] + le(0, 24) }
        },
        Fault("is-rar", ["archive.rar"], zh: "整个文件是 RAR 压缩包", en: "The whole file is a RAR archive.") {
            $0.finish = { _ in Array("Rar!".utf8) + [0x1A, 7, 1, 0] + le(0, 24) }
        },
        Fault("is-tar", ["archive.tar"], zh: "整个文件是 TAR 归档", en: "The whole file is a TAR archive.") {
            $0.finish = { _ in Array("A-06.pdf".utf8) + le(0, 249) + Array("ustar".utf8) + le(0, 250) }
        },
        Fault("is-gzip", ["archive.gzip"], zh: "整个文件是 GZIP 文件", en: "The whole file is a GZIP file.") {
            $0.finish = { _ in [0x1F, 0x8B, 8, 0] + le(0, 20) }
        },
        Fault("is-bzip2", ["archive.bzip2"], zh: "整个文件是 BZIP2 文件", en: "The whole file is a BZIP2 file.") {
            $0.finish = { _ in Array("BZh91AY&SY".utf8) + le(0, 20) }
        },
        Fault("is-xz", ["archive.xz"], zh: "整个文件是 XZ 文件", en: "The whole file is an XZ file.") {
            $0.finish = { _ in [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0] + le(0, 24) }
        },
        Fault("is-pdf", ["archive.pdf"], zh: "直接上传了一张 PDF,没有打包", en: "A single PDF was sent instead of a package.") {
            $0.finish = { _ in SheetFile.pdf() }
        },
        Fault("is-text", ["zip.not_a_zip"], zh: "文件是一段文字,不是压缩包", en: "The file is a text and no archive.") {
            $0.finish = { _ in Array("【样例】这不是压缩包。 This is no archive.\n".utf8) }
        },
    ]

    /// The end of the file, which is the way into a ZIP.
    private static let ends: [Fault] = [
        Fault(
            "truncated", ["zip.truncated"], zh: "上传中断:后四成字节缺失,结尾记录也不在",
            en: "The upload broke off: the last 40% are missing, and with them the end record."
        ) {
            $0.finish = { Array($0.prefix($0.count * 6 / 10)) }
        },
        Fault("zero-bytes", ["zip.truncated"], zh: "文件 0 字节:什么都没有传到", en: "The file has 0 bytes: nothing arrived.") { $0.finish = { _ in [] } },
        Fault("empty-archive", ["zip.empty"], zh: "压缩包格式正确,但里面没有文件", en: "A proper archive that holds no file.") {
            ($0.hasList, $0.files) = (false, [])
        },
        Fault(
            "end-in-comment", ["zip.eocd_in_comment"], zh: "注释里另有一个结尾记录:有的软件看到空包,有的看到图纸",
            en: "The comment holds another end record: some readers see an empty archive, some the drawings."
        ) { $0.layout = { $0.comment = ForgedZip([]).bytes } },
        Fault("trailing-junk", ["zip.trailing_bytes"], zh: "结尾记录之后多出 14 字节", en: "14 bytes follow the end record.") {
            $0.layout = { $0.suffix = Array("trailing bytes".utf8) }
        },
        Fault(
            "leading-junk", ["zip.prepended"], zh: "第一个文件之前有一段程序(自解压格式)",
            en: "A program stands before the first entry, as in a self-extracting archive."
        ) { $0.layout = { $0.prefix = Array("#!/bin/sh\n".utf8) } },
        Fault(
            "pdf-and-zip", ["zip.prepended"], zh: "文件既是 PDF 又是 ZIP:阅读软件看到一张图,解压软件看到图纸包",
            en: "The file is a PDF and a ZIP: a PDF reader shows one sheet, an unpacker a package."
        ) { $0.layout = { ($0.prefix, $0.countsPrefix) = (SheetFile.pdf("COVER"), true) } },
        Fault("pdf-behind-zip", ["zip.trailing_bytes"], zh: "结尾记录之后接着一张 PDF", en: "A PDF follows the end record.") {
            $0.layout = { $0.suffix = SheetFile.pdf("COVER") }
        },
        Fault(
            "two-archives", ["zip.prepended"], zh: "两个压缩包首尾相接:从前读是一套,从后读是另一套",
            en: "Two archives one after the other: read from the front it is one set, from the end another."
        ) { $0.layout = { $0.prefix = ForgedZip([Parcel.file("图纸/建施-06 三层平面.pdf", SheetFile.pdf("BUILT"))]).bytes } },
        Fault("directory-encrypted", ["zip.encrypted"], zh: "目录本身加了密", en: "The directory itself is encrypted.") {
            $0.finish = { bytes in
                guard let place = bytes.firstRange(of: Array("PK".utf8) + [1, 2])?.lowerBound else { return bytes }
                return bytes[..<place] + Array("PK".utf8) + [6, 8] + bytes[(place + 4)...]
            }
        },
        Fault("directory-lies", ["zip.directory"], zh: "结尾记录把目录说得太短", en: "The end record makes the directory too short.") {
            $0.layout = { $0.directorySize = 8 }
        },
        Fault(
            "directory-too-large", ["zip.directory_size"], zh: "结尾记录声明目录有 17 MiB,上限 16 MiB:不读就拒收",
            en: "The end record declares a directory of 17 MiB, the limit is 16 MiB: refused unread."
        ) { $0.layout = { $0.directorySize = 17 << 20 } },
        Fault("split-archive", ["zip.multi_disk"], zh: "结尾记录说这是第 3 卷", en: "The end record says that this is disk 3.") {
            $0.layout = { $0.disk = 2 }
        },
        Fault(
            "zip64-lies", ["zip.zip64"], zh: "ZIP64 定位记录指向别处:按它读和不按它读会得到两个目录",
            en: "The ZIP64 locator points elsewhere: readers that follow it and readers that do not see two directories."
        ) { $0.layout = { ($0.hasZip64, $0.locatorOffset) = (true, 5) } },
        Fault(
            "zip64-two-directories", ["zip.zip64"], zh: "ZIP64 定位记录指向另一份完整的目录:那里登记的是另一张图",
            en: "The ZIP64 locator points to another whole directory, which lists another sheet."
        ) { $0.layout = Parcel.withSecondDirectory },
        Fault("zip64-sizes", ["zip.bounds", "zip.size"], zh: "ZIP64 大小大于 2^63", en: "ZIP64 sizes are larger than 2^63.") {
            ($0.sheet.isWide, $0.sheet.packedSize) = (true, .max)
        },
        Fault(
            "too-many-entries", ["zip.entries"], zh: "结尾记录声明 20000 个条目,上限 10000:不读就拒收",
            en: "The end record declares 20,000 entries, the limit is 10,000: refused unread."
        ) { $0.layout = { $0.count = 20_000 } },
    ]
}

extension Parcel {
    /// Puts a whole ZIP64 ending with a directory of its own into the last file's data, and lets the locator point there.
    static func withSecondDirectory(_ zip: inout ForgedZip) {
        var other = ForgedZip([Parcel.file("图纸/建施-06 三层平面.pdf", SheetFile.pdf("BUILT"))])
        other.hasZip64 = true
        let hidden = other.bytes
        zip.hasZip64 = true
        zip.entries.append(Parcel.file("说明.bin", [0] + hidden))
        guard let start = zip.bytes.firstRange(of: hidden)?.lowerBound else { return }
        zip.locatorOffset = UInt64(start + hidden.count - 22 - 20 - 56)
    }
}
