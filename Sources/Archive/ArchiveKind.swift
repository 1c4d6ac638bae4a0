/// What a file's first bytes say that it is: to tell a sender of a RAR more than "not a ZIP", and to see an archive inside the archive.
enum ArchiveKind: String, CaseIterable {
    case zip, sevenZip = "7z", rar, tar, gzip = "gz", bzip2 = "bz2", xz, pdf

    /// Bytes that `init(head:)` looks at: TAR's mark ends at 262.
    static let headLength = 262

    /// The kind of a file that begins with `head`, or nil for anything else.
    init?(head: [UInt8]) {
        if head.has(Signature.localHeader, at: 0) || head.has(Signature.end, at: 0) || head.has(Signature.descriptor, at: 0) {
            self = .zip
        } else if head.starts(with: [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]) {
            self = .sevenZip
        } else if head.starts(with: Array("Rar!".utf8) + [0x1A, 0x07]) {
            self = .rar
        } else if head.starts(with: [0x1F, 0x8B, 0x08]) {
            self = .gzip
        } else if head.starts(with: Array("BZh".utf8)), head.count > 3, (0x31...0x39).contains(head[3]) {
            self = .bzip2
        } else if head.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) {
            self = .xz
        } else if head.starts(with: Array("%PDF-".utf8)) {
            self = .pdf
        } else if head.count >= Self.headLength, head[257..<262].elementsEqual("ustar".utf8) {
            self = .tar
        } else {
            return nil
        }
    }

    /// The rule that refuses such a file where a ZIP was expected; nil for a ZIP.
    var refusal: ZipFault.Rule? {
        switch self {
        case .zip: nil
        case .sevenZip: .sevenZip
        case .rar: .rar
        case .tar: .tar
        case .gzip: .gzip
        case .bzip2: .bzip2
        case .xz: .xz
        case .pdf: .pdf
        }
    }

    /// Extensions, in lower case, that announce an archive inside the archive.
    static let extensions: Set<String> = [
        "7z", "arj", "bz2", "cab", "gz", "iso", "jar", "lzh", "rar", "tar", "tbz", "tgz", "txz", "xz", "zip", "zipx", "zst",
    ]
}
