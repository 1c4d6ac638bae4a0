import JointReview

extension Fault {
    /// What an entry is and what it unpacks to.
    static let content: [Fault] = packing + kinds

    private static let packing: [Fault] = [
        Fault(
            "zip-bomb", ["zip.ratio"], zh: "参考文件把 2 MiB 空格压成 13 KB(158:1,上限 100:1)",
            en: "A reference packs 2 MiB of blanks into 13 KB (158:1, the limit is 100:1).",
            sound: { parcel in
                parcel.list.references = [.init(file: "参考/建施-06.dxf", kind: "dxf")]
                parcel.add("参考/建施-06.dxf", Array("0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\nAC1032\n0\nENDSEC\n0\nEOF\n".utf8))
            },
            spoil: { parcel in
                let blanks = [UInt8](repeating: 0x20, count: 2 << 20)
                parcel.files[1] = .deflated("参考/建施-06.dxf", blanks, packed: Runs.packed(blanks: blanks.count, step: 258))
            }),
        Fault(
            "unpacks-too-large", ["zip.entry_size"], zh: "清单解压后 16.5 MiB,超过清单可以解压的上限",
            en: "The manifest unpacks to 16.5 MiB, more than a manifest may take."
        ) { $0.pad(toMebibytes: 16.5) },
        Fault("crc-mismatch", ["zip.crc"], zh: "图纸的校验值不对:传输中坏了一个字节", en: "The sheet's checksum does not fit: a byte was damaged on its way.") {
            $0.sheet.packed[40] ^= 1
        },
        Fault("size-mismatch", ["zip.size"], zh: "文件头说 9 字节,目录说的是另一个数", en: "The local header says 9 bytes, the directory another number.") {
            $0.sheet.localSize = 9
        },
        Fault("data-damaged", ["zip.data"], zh: "压缩数据第一个字节就不是压缩数据", en: "The packed data are none from their first byte on.") { parcel in
            let data = SheetFile.pdf()
            // 0xFF opens a block of type 3, which does not exist.
            parcel.sheet = .deflated("图纸/建施-06 三层平面.pdf", data, packed: [0xFF] + data.prefix(500))
        },
        Fault("descriptor-lies", ["zip.descriptor"], zh: "数据之后的描述符与目录不符", en: "The descriptor behind the data does not agree with the directory.") {
            ($0.sheet.flags, $0.sheet.descriptor) = ($0.sheet.flags | 8, le(7, 8) + le(7, 8))
        },
        Fault(
            "descriptor-ambiguous", ["zip.stored_descriptor"], zh: "未压缩、长度后置的数据里有描述符的标记:逐段读取的软件会在那里断开",
            en: "Stored data whose length comes late hold a descriptor's mark: a streaming reader ends them there."
        ) { parcel in
            parcel.put(SheetFile.pdf() + Array("%PK".utf8) + [7, 8] + le(0, 8) + le(0, 5) + Array("\n".utf8))
            let size = parcel.sheet.size
            parcel.sheet.flags |= 8
            parcel.sheet.descriptor = Array("PK".utf8) + [7, 8] + le(UInt64(parcel.sheet.crc), 4) + le(size, 4) + le(size, 4)
        },
        Fault("encrypted-entry", ["zip.encrypted"], zh: "图纸在压缩包里加了密码", en: "The sheet is locked by a password of the archive.") {
            $0.sheet.flags |= 1
        },
        Fault(
            "version-needed", ["zip.version"], zh: "图纸声明须用更新的 ZIP 版本解压,unzip 会跳过它", en: "The sheet asks for a newer form of ZIP: unzip leaves it out."
        ) { $0.sheet.neededVersion = 99 },
        Fault("unknown-method", ["zip.method"], zh: "图纸用 Deflate64(方法 9)压缩", en: "The sheet is packed with Deflate64 (method 9).") {
            ($0.sheet.method, $0.sheet.localMethod) = (9, 9)
        },
    ]

    private static let kinds: [Fault] = [
        Fault("nested-archive", ["zip.nested"], zh: "压缩包里还有 .zip", en: "A .zip lies inside the package.") {
            $0.add("图纸.zip", ForgedZip([.init("a.pdf")]).bytes)
        },
        Fault(
            "nested-archive-renamed", ["zip.nested"], zh: "里层压缩包改名成 .dat,首字节仍是 ZIP",
            en: "The inner archive is called .dat; its first bytes are still a ZIP's."
        ) { $0.add("图纸.dat", ForgedZip([.init("a.pdf")]).bytes) },
        Fault(
            "pdf-and-archive", ["zip.polyglot"], zh: "图纸 PDF 末尾藏着一个压缩包:改名 .zip 就能打开",
            en: "An archive is hidden behind the sheet's PDF: called .zip it opens."
        ) { $0.put(SheetFile.pdf() + ForgedZip([.init("built.pdf")]).bytes) },
        Fault(
            "pdf-around-archive", ["zip.polyglot"], zh: "压缩包藏在图纸 PDF 之后,再用几行 PDF 盖住",
            en: "An archive is hidden behind the sheet's PDF, and lines of PDF behind it."
        ) { $0.put(SheetFile.pdf() + ForgedZip([.init("built.pdf")]).bytes + Array("\n%%EOF\n".utf8)) },
        Fault("windows-link", ["zip.symlink"], zh: "条目带 Windows 重解析点属性(联接)", en: "An entry is a reparse point (a junction) of Windows.") {
            $0.add("link.pdf", []) { ($0.madeBy, $0.attributes) = (0x0A14, 0x420) }
        },
        Fault(
            "folder-without-slash", ["zip.device"], zh: "条目带文件夹属性,名称却不以“/”结尾",
            en: "An entry has a folder's attribute, but its name no slash at the end."
        ) { $0.add("附件.pdf", []) { $0.attributes = 0x10 } },
        Fault("symlink", ["zip.symlink"], zh: "条目是指向 /etc/passwd 的符号链接", en: "An entry is a symbolic link to /etc/passwd.") {
            $0.add("link.pdf", Array("/etc/passwd".utf8)) { $0.attributes = 0o120777 << 16 }
        },
        Fault("device", ["zip.device"], zh: "条目是块设备", en: "An entry is a block device.") {
            $0.add("disk.pdf", []) { $0.attributes = 0o060660 << 16 }
        },
        Fault("folder-with-data", ["zip.dir_with_data"], zh: "文件夹条目带有数据", en: "A folder's entry carries data.") { $0.add("附件/") },
    ]
}

extension Parcel {
    /// Puts blanks behind the manifest's text until it has so many MiB, packed 97:1 so that it is no bomb.
    mutating func pad(toMebibytes size: Double) {
        let text = Array(listText.utf8)
        let blanks = Int(size * 1_048_576) - text.count
        let list = ForgedZip.Entry.deflated(
            "manifest.xml", text + [UInt8](repeating: 0x20, count: blanks), packed: Runs.packed(text, blanks: blanks, step: 220))
        hasList = false
        files.insert(list, at: 0)
    }
}

extension ForgedZip.Entry {
    /// An entry whose packed bytes are given.
    static func deflated(_ name: String, _ data: [UInt8], packed: [UInt8]) -> ForgedZip.Entry {
        var entry = Parcel.file(name, data)
        (entry.packed, entry.packedSize, entry.method) = (packed, UInt64(packed.count), 8)
        return entry
    }
}
