extension Fault {
    /// Where entries lie: everything for which two readers can see two packages.
    static let layout: [Fault] = [
        Fault(
            "header-elsewhere", ["zip.local_header"], zh: "目录说图纸从第 3 字节开始,那里没有文件头",
            en: "The directory has the sheet begin at byte 3, where no header is."
        ) { $0.layout = { $0.entries[1].headerOffset = 3 } },
        Fault(
            "hidden-entry", ["zip.local_only_entry"], zh: "图纸前后各有一个文件,其中一个目录没有登记:逐段读取的软件才看得到",
            en: "One file is there that the directory does not list: only streaming readers see it."
        ) { parcel in
            parcel.add("图纸/隐藏.pdf", SheetFile.pdf("hidden"))
            parcel.layout = { $0.entries[2].isListed = false }
        },
        Fault(
            "method-differs", ["zip.header_differs"], zh: "文件头说压缩,目录说未压缩", en: "The local header says deflated, the directory says stored."
        ) { $0.sheet.localMethod = 8 },
        Fault("gap", ["zip.gap"], zh: "图纸与目录之间有 3 字节不属于任何文件", en: "3 bytes between the sheet and the directory belong to no entry.") {
            $0.layout = { $0.beforeDirectory = [1, 2, 3] }
        },
        Fault(
            "overlapping-entries", ["zip.overlap"], zh: "附件整个藏在图纸的数据里:同一段字节是两个文件",
            en: "A file lies inside the sheet's data: the same bytes are two files."
        ) { parcel in
            let inner = Parcel.file("inner.pdf", SheetFile.pdf("inner"))
            let quoted = Array(ForgedZip([inner]).bytes.prefix(30 + inner.name.count + inner.data.count))
            let cover = SheetFile.pdf() + Array("\n".utf8)
            parcel.put(cover + quoted)
            let sheet = parcel.sheet
            parcel.files.append(inner)
            parcel.layout = { zip in
                zip.entries[2].hasLocal = false
                let before = ForgedZip([zip.entries[0], sheet]).bytes
                zip.entries[2].headerOffset = before.firstRange(of: quoted).map { UInt64($0.lowerBound) }
            }
        },
        Fault(
            "quoted-overlap", Array(repeating: "zip.overlap", count: 7), zh: "八个文件共用一段压缩数据,每个都把下一个文件头当作自己的数据(小炸弹的形状)",
            en: "Eight files share one run of packed data, each quoting the next one's header as its own: the shape of the small bombs."
        ) { $0.addQuotedBomb(of: 8) },
        Fault("order-differs", ["zip.unordered"], zh: "目录的次序与数据相反", en: "The directory lists the entries against the order of their data.") {
            $0.layout = { $0.directoryOrder = [1, 0] }
        },
        Fault("data-beyond-end", ["zip.bounds"], zh: "图纸声明的数据伸进了目录", en: "The sheet's declared data reach into the directory.") {
            ($0.sheet.packedSize, $0.sheet.size) = (50_000, 50_000)
        },
        Fault(
            "extra-field-damaged", ["zip.extra"], zh: "图纸的附加字段只有 3 字节,连字段头都不够", en: "The sheet's extra field has 3 bytes, too few for a field's head."
        ) {
            $0.sheet.extra = [1, 2, 3]
        },
        Fault(
            "extra-field-file-type", ["zip.extra"], zh: "图纸的本地附加字段另外规定它是文件夹:有的解压软件照办,有的不理",
            en: "The sheet's local extra field says that it is a folder: some unpackers obey, others do not."
        ) {
            $0.sheet.localExtra = [0x78, 0x6C, 9, 0, 7, 0x14, 0x03, 0, 0, 0, 0, 0xED, 0x41]
        },
    ]
}

extension Parcel {
    /// Files whose data overlap: each begins with a stored block that quotes the header of the next, and ends with the same kernel.
    mutating func addQuotedBomb(of count: Int) {
        let blanks = [UInt8](repeating: 0x20, count: 4096)
        var data = blanks
        var packed = Runs.packed(blanks: blanks.count, step: 258)
        var made: [ForgedZip.Entry] = [.deflated("bomb-\(count).txt", data, packed: packed)]
        for number in (1..<count).reversed() {
            let next = made[0]
            let header = Array(ForgedZip([next]).bytes.prefix(30 + next.name.count))
            let block = [0] + le(UInt64(header.count), 2) + le(UInt64(~UInt16(header.count)), 2)
            (data, packed) = (header + data, block + header + packed)
            var entry = ForgedZip.Entry.deflated("bomb-\(number).txt", data, packed: packed)
            entry.packed = block
            made.insert(entry, at: 0)
        }
        files += made
    }
}
