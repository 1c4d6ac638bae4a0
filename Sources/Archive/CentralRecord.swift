/// One record of the central directory as it stands there, with what the strict reading adds to it.
struct CentralRecord {
    var madeBy: UInt16 = 0
    /// Version of the form that a reader must know, times ten; the other byte names a system and means nothing to readers.
    var neededVersion: UInt8 = 0
    var flags: UInt16 = 0
    var method: UInt16 = 0
    var modified = ZipTime.epoch
    var crc32: UInt32 = 0
    var compressedSize: UInt64 = 0
    var size: UInt64 = 0
    var rawName: [UInt8] = []
    var disk: UInt16 = 0
    var externalAttributes: UInt32 = 0
    /// As the directory says it: relative to where the archive should begin.
    var headerOffset: UInt64 = 0
    var unicodePath: UnicodePath?
    /// WinZip's AES field: the entry is encrypted whatever its flags say.
    var hasAES = false

    /// Decoded and NFC; empty until decoded.
    var name = ""
    var encoding = NameEncoding.ascii
    /// Where the local header says that the data begin; nil while there is no valid local header.
    var dataOffset: UInt64?
    /// Whether any rule refuses this entry alone.
    var isRefused = false

    /// Bits of the general purpose flags.
    enum Flag {
        static let encrypted: UInt16 = 1 << 0
        static let descriptor: UInt16 = 1 << 3
        static let strongEncryption: UInt16 = 1 << 6
        static let utf8: UInt16 = 1 << 11
        static let maskedHeader: UInt16 = 1 << 13
        /// Bits on which local header and directory must agree: all but the two that only tell the packer's effort.
        static let binding: UInt16 = ~0b110
    }

    /// The Info-ZIP Unicode path field 0x7075.
    struct UnicodePath: Equatable {
        /// CRC-32 of the raw name that the text belongs to.
        let crc32: UInt32
        let text: [UInt8]
    }

    /// Whether the packer says that the attributes are those of DOS or NTFS: FAT, OS/2 HPFS, NTFS, VFAT.
    var isFromWindows: Bool { [0, 6, 10, 14].contains(madeBy >> 8) }
    var isDirectory: Bool { rawName.last == UInt8(ascii: "/") }
    var hasDescriptor: Bool { flags & Flag.descriptor != 0 }

    /// The newest form that any entry which is only stored or deflated, wide sizes included, has a reason to ask for. A reader that knows no newer one
    /// leaves out what asks for it: Info-ZIP's unzip does so beyond 4.6.
    static let newestVersion: UInt8 = 45

    /// Every name that this entry goes by: more than one where a Unicode path field says something else than the raw name.
    var names: [String] {
        let raw = String(validating: rawName, as: UTF8.self).map(NameRules.normalized)
        let first = name.isEmpty ? shownName : name
        return [first] + (unicodePath == nil || raw == first ? [] : [raw].compactMap { $0 })
    }

    /// What a person reads when this entry is at fault.
    var shownName: String { name.isEmpty ? NameRules.shown(rawName) : NameRules.shown(name) }
}

/// The extra field of a header: (id, length, bytes) again and again.
struct ExtraField {
    /// The ZIP64 field 0x0001.
    var zip64: [UInt8]?
    var unicodePath: CentralRecord.UnicodePath?
    var hasAES = false

    /// Reads the fields that matter; throws the reason where the structure is broken.
    init(_ bytes: [UInt8]) throws(Damage) {
        var at = 0
        while at < bytes.count {
            guard at + 4 <= bytes.count else { throw Damage(what: "\(bytes.count - at) left over") }
            let id = bytes.u16(at)
            let end = at + 4 + Int(bytes.u16(at + 2))
            guard end <= bytes.count else { throw Damage(what: "0x" + String(id, radix: 16) + " too long") }
            let field = Array(bytes[(at + 4)..<end])
            switch id {
            case 0x0001:
                guard zip64 == nil else { throw Damage(what: "0x1 twice") }
                zip64 = field
            case 0x7075:
                guard unicodePath == nil else { throw Damage(what: "0x7075 twice") }
                guard field.count >= 5, field[0] == 1 else { throw Damage(what: "0x7075 version") }
                unicodePath = CentralRecord.UnicodePath(crc32: field.u32(1), text: Array(field[5...]))
            case 0x6C78:
                // libarchive takes the kind of a file from it, and makes a link or a folder of what others unpack as a file.
                throw Damage(what: "0x6c78 file type")
            case 0x9901:
                hasAES = true
            default:
                break
            }
            at = end
        }
    }

    /// Why an extra field cannot be read.
    struct Damage: Error {
        let what: String
    }
}
