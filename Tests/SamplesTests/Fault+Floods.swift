import JointReview

extension Fault {
    /// Small files that grow when they are opened, and what runs where it is looked at.
    static let floods: [Fault] = [
        Fault(
            "pdf-bomb", ["sheet.unpacks_too_large"], zh: "6 KB 的 PDF,页面内容压缩了两层,解压后 100 MiB",
            en: "A PDF of 6 KB whose page content is packed twice and unpacks to 100 MiB."
        ) { $0.put(SheetFile.packedTwice(blanks: 100 << 20)) },
        Fault(
            "pdf-image-bomb", ["sheet.image_size"], zh: "PDF 中的 JPEG 2000 图像只有 90 字节,声明 40000 × 40000 像素",
            en: "A JPEG 2000 picture of 90 bytes in the PDF says that it has 40,000 × 40,000 pixels."
        ) { $0.put(SheetFile.jpx(side: 40_000)) },
        Fault(
            "svg-with-script", ["package.forbidden_type"], zh: "参考资料是 SVG,内含脚本:浏览器打开即运行",
            en: "A reference is an SVG that holds a script: a browser runs it on opening."
        ) { parcel in
            parcel.list.references = [.init(file: "参考/总图.svg", kind: "other")]
            parcel.add(
                "参考/总图.svg",
                Array("<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>\n".utf8))
        },
    ]

    /// A sheet that reads differently from how it looks.
    static let masks: [Fault] = [
        Fault(
            "pdf-text-layer-lies", ["sheet.number_differs"], zh: "字体的编码表使同样的字形读作另一个图号:图面不变,文字层是“建施-07”。只是警告",
            en:
                "The font's map reads the same glyphs as another number: the look is the same, the text layer says -07 where the list says -06. A warning.",
            acceptable: true,
            sound: { $0.put(SheetFile.mapped(number: "建施-06")) }, spoil: { $0.put(SheetFile.mapped(number: "建施-07")) })
    ]
}

extension SheetFile {
    /// A sheet whose content is blanks, packed with Deflate and then again.
    static func packedTwice(blanks count: Int) -> [UInt8] {
        let once = Runs.zlib(Runs.packed(blanks: count, step: 258), adler: Runs.adler(blanks: count))
        let twice = Runs.zlib(Runs.packed(period13: once), adler: Runs.adler(once))
        var objects = parts.map { Array($0.utf8) }
        objects[4] = stream(twice, "/Filter [/FlateDecode /FlateDecode] ")
        return file(objects)
    }

    /// A sheet with a picture in JPEG 2000 that declares so many pixels on each side and holds none.
    static func jpx(side: Int) -> [UInt8] {
        func words(_ values: [Int]) -> [UInt8] { values.flatMap { value in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) } } }
        let size: [UInt8] = [0, 0] + words([side, side, 0, 0, side, side, 0, 0]) + [0, 1, 7, 1, 1]
        let coding: [UInt8] = [0, 0, 0, 1, 0, 5, 4, 4, 0, 1]
        let steps: [UInt8] = [0x40, 0x40] + Array(repeating: 0x48, count: 15)
        let tile: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 1]
        func segment(_ mark: UInt8, _ body: [UInt8]) -> [UInt8] { [0xFF, mark, 0, UInt8(body.count + 2)] + body }
        let picture =
            [0xFF, 0x4F] + segment(0x51, size) + segment(0x52, coding) + segment(0x5C, steps) + segment(0x90, tile) + [0xFF, 0x93, 0xFF, 0xD9]
        var objects = parts.map { Array($0.utf8) }
        objects[3] = Array(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 2384 1684] /Resources << /Font << /F1 3 0 R >> /XObject << /I 6 0 R >> >> /Contents 5 0 R >>"
                .utf8)
        objects[4] = Array(stream("q 900 0 0 900 500 300 cm /I Do Q BT /F1 48 Tf 120 1560 Td (SAMPLE - NOT A REAL PROJECT) Tj ET").utf8)
        let head = "/Type /XObject /Subtype /Image /Width \(side) /Height \(side) /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /JPXDecode "
        objects.append(stream(picture, head))
        return file(objects)
    }

    /// A sheet whose title block is four glyphs; what they read as stands in the font's map only.
    static func mapped(number: String) -> [UInt8] {
        let rows = ["图号:\(number)", "图名:三层平面", "版次:A", "专业:建筑"]
        let lines = rows.enumerated().map { index, row in
            let digits = row.utf16.map { unit in String(repeating: "0", count: 4 - String(unit, radix: 16).count) + String(unit, radix: 16) }
            return "<\(String(0x41 + index, radix: 16))> <\(digits.joined())>"
        }
        let map = """
            /CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Map def /CMapType 2 def
            1 begincodespacerange <00> <FF> endcodespacerange
            \(rows.count) beginbfchar \(lines.joined(separator: " ")) endbfchar
            endcmap CMapName currentdict /CMap defineresource pop end end
            """
        var parts = parts
        parts[3] = page().map { $0.replacing("/F1 3 0 R", with: "/F1 3 0 R /F2 6 0 R") }[0]
        let glyphs = "BT /F2 24 Tf 1900 260 Td 40 TL (A) Tj T* (B) Tj T* (C) Tj T* (D) Tj ET"
        parts[4] = stream("2 w 71 28 2285 1628 re S BT /F1 48 Tf 120 1560 Td (SAMPLE - NOT A REAL PROJECT  A-06 p. 1) Tj ET \(glyphs)")
        parts += ["<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R >>", stream(map)]
        return file(parts)
    }

    private static func stream(_ bytes: [UInt8], _ entries: String) -> [UInt8] {
        Array("<< \(entries)/Length \(bytes.count) >>\nstream\n".utf8) + bytes + Array("\nendstream".utf8)
    }
}
