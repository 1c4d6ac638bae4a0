import Archive

/// For each rule an archive that breaks it, and the limits that it is read under. The switch has no default: a rule without a sample does not
/// compile.
struct RuleSample {
    var bytes: [UInt8]
    var limits = ZipLimits()

    private typealias Entry = ForgedZip.Entry

    init(_ rule: ZipFault.Rule) throws {
        bytes = []
        switch rule {
        case .unreadable: break
        case .sevenZip: bytes = [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4]
        case .rar: bytes = Array("Rar!".utf8) + [0x1A, 7, 1, 0]
        case .tar: bytes = [UInt8](repeating: 0x61, count: 257) + Array("ustar".utf8) + [UInt8](repeating: 0, count: 250)
        case .gzip: bytes = [0x1F, 0x8B, 8, 0, 0]
        case .bzip2: bytes = Array("BZh91AY&SY".utf8)
        case .xz: bytes = [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0]
        case .pdf: bytes = Array("%PDF-1.7\n".utf8)
        case .notAZip: bytes = Array("hello, this is no archive at all".utf8)
        case .truncated: bytes = Array(ForgedZip([Entry("a.pdf")]).bytes.dropLast(30))
        case .empty: bytes = ForgedZip([]).bytes
        case .endInComment: bytes = forged { $0.comment = ForgedZip([]).bytes }
        case .trailingBytes: bytes = forged { $0.suffix = [0] }
        case .prepended: bytes = forged { $0.prefix = Array("#!/bin/sh\n".utf8) }
        case .directory: bytes = forged { $0.directorySize = 8 }
        case .directorySize: (bytes, limits) = (forged { _ in }, ZipLimits(directory: 20))
        case .multiDisk: bytes = forged { $0.disk = 2 }
        case .zip64: bytes = forged { ($0.hasZip64, $0.locatorOffset) = (true, 5) }
        case .entries: (bytes, limits) = (ForgedZip([Entry("a"), Entry("b")]).bytes, ZipLimits(entries: 1))
        case .total: (bytes, limits) = (ForgedZip([Entry("a"), Entry("b")]).bytes, ZipLimits(total: 7))
        case .localHeader, .localOnlyEntry, .headerDiffers, .gap, .overlap, .unordered, .bounds, .extra:
            bytes = layout(rule)
        case .entrySize, .ratio, .crc, .size, .data, .descriptor, .storedDescriptor, .encrypted, .method, .version, .nested, .polyglot, .symlink,
            .device, .dirWithData:
            try content(rule)
        case .encoding, .nameDiffers, .nameNul, .nameControl, .nameBidi, .nameBackslash, .nameColon, .nameAbsolute, .nameTraversal,
            .nameEmptySegment, .nameTrailing, .nameReserved, .nameTooLong, .duplicateName, .nameCollision, .fileAndFolder:
            bytes = ForgedZip(names(rule)).bytes
        case .moreFaults: (bytes, limits) = (ForgedZip([Entry("a:"), Entry("b:"), Entry("c:")]).bytes, ZipLimits(faults: 1))
        }
    }

    private func layout(_ rule: ZipFault.Rule) -> [UInt8] {
        switch rule {
        case .localHeader: forged { $0.entries[1].headerOffset = 3 }
        case .localOnlyEntry: forged { $0.entries[0].isListed = false }
        case .headerDiffers: forged { $0.entries[0].localMethod = 8 }
        case .gap: forged { $0.beforeDirectory = [1, 2, 3] }
        case .overlap: quoted()
        case .unordered: forged { $0.directoryOrder = [1, 0] }
        case .bounds: forged { ($0.entries[1].packedSize, $0.entries[1].size) = (5000, 5000) }
        default: forged { $0.entries[0].extra = [1, 2, 3] }
        }
    }

    /// The second file lies, header and all, inside the data of the first: the shape of the small bombs that overlap.
    private func quoted() -> [UInt8] {
        let inner = Entry("b.pdf", "inner")
        let cover = Array("%PDF".utf8)
        let whole = ForgedZip([inner]).bytes
        var zip = ForgedZip([Entry(raw: Array("a.pdf".utf8), cover + whole.prefix(30 + 5 + 5)), inner])
        zip.entries[1].hasLocal = false
        zip.entries[1].headerOffset = UInt64(30 + 5 + cover.count)
        return zip.bytes
    }

    private mutating func content(_ rule: ZipFault.Rule) throws {
        switch rule {
        case .entrySize: (bytes, limits) = (forged { _ in }, ZipLimits(entry: 3))
        case .ratio: bytes = ForgedZip([try deflated("bomb.dxf", [UInt8](repeating: 0x20, count: 2 << 20))]).bytes
        case .crc: bytes = forged { ($0.entries[0].crc) = 0x1234_5678 }
        case .size: bytes = forged { $0.entries[0].localSize = 9 }
        case .data:
            var broken = try deflated("a.dxf", Array("0\nSECTION\n".utf8))
            broken.packed[0] = 0xFF
            bytes = ForgedZip([broken]).bytes
        case .descriptor: bytes = forged { ($0.entries[0].flags, $0.entries[0].descriptor) = (8, le(7, 16)) }
        case .storedDescriptor:
            var entry = Entry(raw: Array("a.pdf".utf8), Array("%PDFPK".utf8) + [7, 8] + le(0, 12))
            entry.flags = 8
            entry.descriptor = le(UInt64(entry.crc), 4) + le(entry.size, 4) + le(entry.size, 4)
            bytes = ForgedZip([entry]).bytes
        case .encrypted: bytes = forged { $0.entries[0].flags = 1 }
        case .method: bytes = forged { $0.entries[0].method = 9 }
        case .version: bytes = forged { $0.entries[0].neededVersion = 51 }
        case .nested: bytes = ForgedZip([Entry(raw: Array("inner.dat".utf8), forged { _ in })]).bytes
        case .polyglot: bytes = ForgedZip([Entry(raw: Array("a.pdf".utf8), Array("%PDF-1.7\n".utf8) + forged { _ in })]).bytes
        case .symlink: bytes = forged { $0.entries[0].attributes = 0o120777 << 16 }
        case .device: bytes = forged { $0.entries[0].attributes = 0o060660 << 16 }
        default: bytes = ForgedZip([Entry("plans/", "data")]).bytes
        }
    }

    private func names(_ rule: ZipFault.Rule) -> [ForgedZip.Entry] {
        switch rule {
        case .encoding: [Entry(raw: [0x41, 0xFF, 0xFF], [])]
        case .nameDiffers: [named("built.pdf") { $0.localName = Array("drawn.pdf".utf8) }]
        case .nameNul: [Entry("A.pdf\0.exe")]
        case .nameControl: [Entry("A\u{1B}[2J.pdf")]
        case .nameBidi: [named("A\u{202E}fdp.exe") { $0.flags = 1 << 11 }]
        case .nameBackslash: [Entry("..\\..\\evil")]
        case .nameColon: [Entry("C:evil.pdf")]
        case .nameAbsolute: [Entry("/etc/passwd")]
        case .nameTraversal: [Entry("../evil.pdf")]
        case .nameEmptySegment: [Entry("a//b.pdf")]
        case .nameTrailing: [Entry("plans./a.pdf")]
        case .nameReserved: [Entry("plans/nul.pdf")]
        case .nameTooLong: [Entry(String(repeating: "a", count: 256))]
        case .duplicateName: [Entry("a.pdf", "BUILT"), Entry("a.pdf", "REVIEWED")]
        case .nameCollision: [Entry("A.pdf"), Entry("a.PDF")]
        default: [Entry("plans"), Entry("plans/a.pdf")]
        }
    }

    private func named(_ name: String, _ change: (inout ForgedZip.Entry) -> Void) -> ForgedZip.Entry {
        var entry = Entry(name)
        change(&entry)
        return entry
    }

    /// A valid archive of two files, changed.
    private func forged(_ change: (inout ForgedZip) -> Void) -> [UInt8] {
        var zip = ForgedZip([Entry("a.pdf"), Entry("b.pdf", "more data")])
        change(&zip)
        return zip.bytes
    }
}
