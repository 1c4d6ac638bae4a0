public import JointReview

/// Writes `manifest.xml`: the same value gives the same bytes.
public enum ManifestWriter {
    /// The text of a manifest in format 1. It is valid where the value is: an empty title or a path with a drive letter stays what it is, and
    /// `ManifestReader` says so.
    public static func xml(_ manifest: PackageManifest) -> String {
        var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#, #"<package xmlns="\#(ManifestSchema.namespace)" format="1">"#]
        lines.append("  " + element("project", [("name", manifest.project), ("code", manifest.projectCode)]))
        if let owner = manifest.owner { lines.append("  " + element("owner", [("code", owner)])) }
        if manifest.institute != nil || manifest.instituteName != nil {
            lines.append("  " + element("institute", [("code", manifest.institute), ("name", manifest.instituteName)]))
        }
        lines.append("  " + element("round", [("number", "\(manifest.round)"), ("replaces", manifest.replaces), ("set", manifest.scope?.rawValue)]))
        lines += list("sheets", manifest.sheets.map(sheet))
        lines += list(
            "documents",
            manifest.documents.map { element("document", [("title", $0.title), ("kind", $0.kind), ("file", $0.file), ("sha256", $0.sha256)]) })
        lines += list("references", manifest.references.map { element("reference", [("file", $0.file), ("kind", $0.kind)]) })
        lines += list("removed", manifest.removed.map { element("sheet", [("number", $0)]) })
        lines += list(
            "changes", manifest.changes.map { element("change", [("number", $0.number), ("kind", $0.kind.rawValue), ("text", $0.text)]) })
        lines.append("</package>")
        return lines.map { $0 + "\n" }.joined()
    }

    private static func sheet(_ sheet: PackageManifest.Sheet) -> String {
        let attributes: [(String, String?)] = [
            ("number", sheet.number), ("title", sheet.title), ("revision", sheet.revision.isEmpty ? nil : sheet.revision),
            ("specialty", sheet.specialty), ("kind", sheet.kind.rawValue), ("file", sheet.file), ("page", sheet.page == 1 ? nil : "\(sheet.page)"),
            ("size", sheet.size), ("restricted", sheet.restricted ? "true" : nil), ("sha256", sheet.sha256),
        ]
        return element("sheet", attributes)
    }

    private static func list(_ name: String, _ items: [String]) -> [String] {
        items.isEmpty ? [] : ["  <\(name)>"] + items.map { "    " + $0 } + ["  </\(name)>"]
    }

    private static func element(_ name: String, _ attributes: [(name: String, value: String?)]) -> String {
        "<" + name + attributes.compactMap { attribute in attribute.value.map { " \(attribute.name)=\"\(escaped($0))\"" } }.joined() + "/>"
    }

    /// A value between quotes. Tabs and line ends as references: a parser would turn them into spaces otherwise. What XML cannot hold at all
    /// becomes U+FFFD.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\t", "\n", "\r": escaped += "&#\(scalar.value);"
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
