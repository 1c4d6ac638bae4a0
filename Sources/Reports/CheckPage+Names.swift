import JointReview

extension CheckPage {
    /// How the names of the files became text, where the archive does not say it beyond doubt: a guess is shown with every name that rests on it, so
    /// that whoever packed the files sees at once whether it is right. Nothing where there is nothing to doubt.
    static func names(_ checked: CheckedPackage, _ page: OfficialPage) -> HTML {
        let groups = readings(page).compactMap { reading -> HTML? in
            let files = checked.entries.filter { $0.encoding == reading.encoding }
            guard !files.isEmpty else { return nil }
            let rows = files.map { file -> HTML in "<li>\(file.name)</li>\n" }
            return """
                <h3>\(reading.title) <span class="role">\(page.say("\(files.count) 个文件名", "\(files.count) names"))</span></h3>
                <p class="lead">\(reading.words)</p>
                <ul class="names">
                \(HTML(rows))</ul>

                """
        }
        guard !groups.isEmpty else { return "" }
        return """
            <section id="names">
            <h2>\(page.say("文件名的读法", "How file names were read"))</h2>
            \(HTML(groups))</section>
            """
    }

    private struct Reading {
        let encoding: String
        let title: String
        let words: String
    }

    /// What may need a look, the least certain first; names in ASCII and names that are declared as UTF-8 need none.
    private static func readings(_ page: OfficialPage) -> [Reading] {
        [
            Reading(
                encoding: "gb18030", title: page.say("GB18030(GBK),推定", "GB18030 (GBK), guessed"),
                words: page.say(
                    "压缩包未声明编码,字节不是 UTF-8,按 GB18030 严格解码。请核对下列文件名;如有乱码,请用声明 UTF-8 的压缩软件重新打包。",
                    "The archive declares no encoding and the bytes are no UTF-8: they were decoded strictly as GB18030. "
                        + "Look through these names; where one is garbled, pack again with a program that declares UTF-8.")),
            Reading(
                encoding: "utf8", title: page.say("UTF-8,推定", "UTF-8, guessed"),
                words: page.say(
                    "压缩包未声明编码,字节是合规的 UTF-8(macOS 等如此打包)。请核对下列文件名。",
                    "The archive declares no encoding; the bytes are valid UTF-8, as macOS and others write. Look through these names.")),
            Reading(
                encoding: "unicode_path", title: page.say("Unicode 路径字段 (0x7075)", "Unicode path field (0x7075)"),
                words: page.say(
                    "压缩包另存有 UTF-8 文件名,其校验值与原字节相符,以它为准。",
                    "The archive holds the name in UTF-8 beside its bytes, with a checksum that fits them; that one counts.")),
        ]
    }
}
