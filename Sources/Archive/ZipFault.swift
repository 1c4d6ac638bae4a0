/// One thing that is wrong with an archive. All of an archive's faults come at once, as values; each refuses the archive.
public struct ZipFault: Error, Sendable, Hashable {
    /// The rule that is broken.
    public let rule: Rule
    /// Name of the entry concerned, made safe to show: what cannot be seen stands there as `\u{…}`. Nil where it is the whole archive.
    public let entry: String?
    /// Numbers and words that fill the `{…}` places of the rule's message.
    public let facts: [String: String]

    init(_ rule: Rule, entry: String? = nil, facts: [String: String] = [:]) {
        self.rule = rule
        self.entry = entry
        self.facts = facts
    }

    /// Stable code such as `zip.overlap`.
    public var code: String { rule.rawValue }

    /// What is wrong, Chinese and English.
    public var message: (zh: String, en: String) { (filled(rule.message.zh, Self.chinese), filled(rule.message.en)) }

    /// What to do about it, Chinese and English.
    public var remedy: (zh: String, en: String) { (filled(rule.remedy.zh, Self.chinese), filled(rule.remedy.en)) }

    private func filled(_ template: String, _ said: (String) -> String = { $0 }) -> String {
        var text = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let key = String(rest[rest.index(after: open)..<close])
            text += rest[..<open]
            // A place without its fact stays as written: a test looks for braces.
            text += facts[key].map { key == "what" ? said($0) : $0 } ?? String(rest[open...close])
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }
}

extension ZipFault {
    /// Every rule that an archive can break; the raw value is the stable code.
    public enum Rule: String, CaseIterable, Sendable {
        case unreadable = "archive.unreadable"
        case sevenZip = "archive.sevenzip"
        case rar = "archive.rar"
        case tar = "archive.tar"
        case gzip = "archive.gzip"
        case bzip2 = "archive.bzip2"
        case xz = "archive.xz"
        case pdf = "archive.pdf"

        case notAZip = "zip.not_a_zip"
        case truncated = "zip.truncated"
        case empty = "zip.empty"
        case endInComment = "zip.eocd_in_comment"
        case trailingBytes = "zip.trailing_bytes"
        case prepended = "zip.prepended"
        case directory = "zip.directory"
        case directorySize = "zip.directory_size"
        case multiDisk = "zip.multi_disk"
        case zip64 = "zip.zip64"
        case entries = "zip.entries"
        case total = "zip.total"

        case localHeader = "zip.local_header"
        case localOnlyEntry = "zip.local_only_entry"
        case headerDiffers = "zip.header_differs"
        case gap = "zip.gap"
        case overlap = "zip.overlap"
        case unordered = "zip.unordered"
        case bounds = "zip.bounds"
        case extra = "zip.extra"

        case entrySize = "zip.entry_size"
        case ratio = "zip.ratio"
        case crc = "zip.crc"
        case size = "zip.size"
        case data = "zip.data"
        case descriptor = "zip.descriptor"
        case storedDescriptor = "zip.stored_descriptor"
        case encrypted = "zip.encrypted"
        case method = "zip.method"
        case version = "zip.version"
        case nested = "zip.nested"
        case polyglot = "zip.polyglot"
        case symlink = "zip.symlink"
        case device = "zip.device"
        case dirWithData = "zip.dir_with_data"

        case encoding = "zip.encoding"
        case nameDiffers = "zip.name_differs"
        case nameNul = "zip.name_nul"
        case nameControl = "zip.name_control"
        case nameBidi = "zip.name_bidi"
        case nameBackslash = "zip.name_backslash"
        case nameColon = "zip.name_colon"
        case nameAbsolute = "zip.name_absolute"
        case nameTraversal = "zip.name_traversal"
        case nameEmptySegment = "zip.name_empty_segment"
        case nameTrailing = "zip.name_trailing"
        case nameReserved = "zip.name_reserved"
        case nameTooLong = "zip.name_too_long"
        case duplicateName = "zip.duplicate_name"
        case nameCollision = "zip.name_collision"
        case fileAndFolder = "zip.file_and_folder"

        case moreFaults = "zip.more_faults"

        /// Whether the archive has no single reading once this rule is broken: nothing in it is opened then. Other faults concern one entry,
        /// and the rest can still be looked at so that the sender learns of everything at once; the archive is refused all the same.
        public var isStructural: Bool {
            switch self {
            case .unreadable, .sevenZip, .rar, .tar, .gzip, .bzip2, .xz, .pdf, .notAZip, .truncated, .empty, .endInComment, .trailingBytes,
                .prepended,
                .directory, .directorySize, .multiDisk, .zip64, .entries, .total, .localHeader, .localOnlyEntry, .headerDiffers, .gap, .overlap,
                .unordered, .bounds:
                true
            case .extra, .entrySize, .ratio, .crc, .size, .data, .descriptor, .storedDescriptor, .encrypted, .method, .version, .nested, .polyglot,
                .symlink,
                .device, .dirWithData, .encoding, .nameDiffers, .nameNul, .nameControl, .nameBidi, .nameBackslash, .nameColon, .nameAbsolute,
                .nameTraversal,
                .nameEmptySegment, .nameTrailing, .nameReserved, .nameTooLong, .duplicateName, .nameCollision, .fileAndFolder, .moreFaults:
                false
            }
        }
    }
}

/// The faults of one archive as they are found, bounded: ten thousand bad entries must not make ten thousand sentences.
struct FaultList {
    private(set) var faults: [ZipFault] = []
    private(set) var unlisted = 0
    private(set) var isStructural = false
    let limit: Int

    init(limit: Int) {
        self.limit = max(limit, 1)
    }

    mutating func add(_ rule: ZipFault.Rule, entry: String? = nil, facts: [String: String] = [:]) {
        isStructural = isStructural || rule.isStructural
        if faults.count < limit {
            faults.append(ZipFault(rule, entry: entry, facts: facts))
        } else {
            unlisted += 1
        }
    }

    /// The list, closed by a count of what was left out.
    var all: [ZipFault] {
        unlisted == 0 ? faults : faults + [ZipFault(.moreFaults, facts: ["count": "\(unlisted)"])]
    }
}
