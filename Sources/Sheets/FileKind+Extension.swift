extension FileKind {
    /// The kinds that a file with this extension (lower case) may be; nil when the extension promises nothing we know.
    public static func promised(by fileExtension: String) -> Set<FileKind>? {
        switch fileExtension {
        case "pdf": [.pdf]
        case "ofd": [.ofd]
        case "dwg": [.dwg]
        case "dxf": [.dxf]
        case "ifc": [.ifc]
        case "jpg", "jpeg": [.jpeg]
        case "png": [.png]
        case "tif", "tiff": [.tiff]
        case "gif": [.gif]
        case "bmp": [.bmp]
        case "zip": [.zip]
        case "7z": [.sevenZip]
        case "rar": [.rar]
        case "gz", "tgz": [.gzip]
        case "xml": [.xml, .text]
        case "doc", "docx", "xls", "xlsx", "ppt", "pptx", "wps", "et": [.office]
        case "txt", "csv", "md": [.text]
        default: nil
        }
    }

    /// The extension of a name in lower case, without the dot; empty when there is none.
    public static func fileExtension(of name: String) -> String {
        let last = name.split(separator: "/").last ?? ""
        guard let dot = last.lastIndex(of: "."), dot != last.startIndex else { return "" }
        return last[last.index(after: dot)...].lowercased()
    }
}
