/// What a file is by its first bytes, whatever its name says.
public enum FileKind: String, CaseIterable, Sendable, Codable {
    case pdf, ofd, dwg, dxf, ifc
    case jpeg, png, tiff, gif, bmp
    case zip
    case sevenZip = "7z"
    case rar, gzip, xz
    case windowsProgram = "windows_program"
    case linuxProgram = "linux_program"
    case macProgram = "mac_program"
    case script
    case shortcut
    case office
    case xml, html, text
    case empty
    case unknown

    /// Number of leading bytes that `sniff` wants.
    public static let headLength = 4096

    /// Archives inside a package: their contents would never be checked.
    public var isArchive: Bool { [.sevenZip, .rar, .gzip, .xz].contains(self) }

    /// Things that run.
    public var isProgram: Bool { [.windowsProgram, .linuxProgram, .macProgram, .script, .shortcut].contains(self) }

    /// Pictures made of pixels.
    public var isImage: Bool { [.jpeg, .png, .tiff, .gif, .bmp].contains(self) }

    private static let magics: [(FileKind, [UInt8])] = [
        (.pdf, Array("%PDF-".utf8)), (.dwg, Array("AC10".utf8)), (.dxf, Array("AutoCAD Binary DXF".utf8)), (.ifc, Array("ISO-10303-21".utf8)),
        (.jpeg, [0xFF, 0xD8, 0xFF]), (.png, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), (.tiff, [0x49, 0x49, 0x2A, 0x00]),
        (.tiff, [0x4D, 0x4D, 0x00, 0x2A]), (.gif, Array("GIF8".utf8)), (.zip, [0x50, 0x4B, 0x03, 0x04]), (.zip, [0x50, 0x4B, 0x05, 0x06]),
        (.sevenZip, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]), (.rar, Array("Rar!".utf8) + [0x1A, 0x07]), (.gzip, [0x1F, 0x8B]),
        (.xz, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]), (.linuxProgram, [0x7F, 0x45, 0x4C, 0x46]), (.macProgram, [0xCF, 0xFA, 0xED, 0xFE]),
        (.macProgram, [0xCA, 0xFE, 0xBA, 0xBE]), (.script, Array("#!".utf8)), (.office, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
        (.shortcut, [0x4C, 0x00, 0x00, 0x00, 0x01, 0x14, 0x02, 0x00]), (.windowsProgram, Array("MZ".utf8)), (.bmp, Array("BM".utf8)),
    ]

    /// The kind by the first `headLength` bytes. `fileExtension` (lower case) decides only between kinds that share their first bytes.
    public static func sniff(_ head: [UInt8], fileExtension: String) -> FileKind {
        if head.isEmpty { return .empty }
        // "BM" and "MZ" are also two letters of text: they count only when what follows is binary.
        for (kind, magic) in magics where head.starts(with: magic) && (magic.count > 2 || kind == .script || kind == .gzip || !isText(head)) {
            if kind == .zip, fileExtension == "ofd" { return .ofd }
            return kind == .zip && officeExtensions.contains(fileExtension) ? .office : kind
        }
        guard isText(head) else { return .unknown }
        return textKind(head, fileExtension)
    }

    private static let officeExtensions: Set<String> = ["docx", "xlsx", "pptx", "wps", "et"]
    private static let scriptExtensions: Set<String> = [
        "bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "wsf", "sh", "py", "lsp", "vlx", "fas", "hta",
    ]

    private static func textKind(_ head: [UInt8], _ fileExtension: String) -> FileKind {
        let start = String(decoding: head.prefix(512), as: UTF8.self).trimmingPrefix("\u{FEFF}").drop { $0.isWhitespace }.lowercased()
        if start.hasPrefix("<?xml") { return .xml }
        if start.hasPrefix("<!doctype html") || start.hasPrefix("<html") { return .html }
        if scriptExtensions.contains(fileExtension) { return .script }
        // An ASCII DXF begins with the group code 0 and SECTION, after comments (999) if any.
        if start.hasPrefix("999") || start.hasPrefix("0") {
            let lines = start.split(whereSeparator: \.isNewline).prefix(24).map { $0.drop { $0 == " " } }
            if lines.contains("section") { return .dxf }
        }
        return .text
    }

    private static func isText(_ head: [UInt8]) -> Bool {
        !head.contains { $0 < 0x20 && ![0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A, 0x1B].contains($0) }
    }
}
