import JointReview

extension Fault {
    /// Signatures, and what a viewer would show differently: fonts, layers, pictures.
    static let appearance: [Fault] = signatures + looks + pictures

    private static let signatures: [Fault] = [
        signed(
            "pdf-signature-broken", "sheet.signature_broken", zh: "签名之后改了图面上的一个字:签名校验不通过",
            en: "One letter of the drawing was changed under the signature: it does not hold."
        ) { sheet in
            var spoilt = sheet
            if let place = spoilt.firstRange(of: Array("A-06 p. 1".utf8)) { spoilt[place.upperBound - 1] = 0x37 }
            return spoilt
        },
        signed(
            "pdf-signature-partial", "sheet.signature_coverage", zh: "签名有效,但它的字节范围多漏掉了一段:那一段可以随意改动",
            en: "The signature holds, but its byte ranges leave out more than its value: that part can be changed at will."
        ) { _ in SignedSheet.signed(skipping: 26) },
        signed(
            "pdf-seal-unverified", "sheet.signature_not_verified", zh: "国密印章(GM.sm2seal)在此不能核验:只是警告,不等于无效",
            en: "A seal of GB/T 38540 cannot be checked here: a warning, which says nothing against it.", acceptable: true
        ) { _ in SignedSheet.sealed() },
        signed(
            "pdf-unsigned-append", "sheet.unsigned_append", zh: "签名之后追加了一个无人签名的对象,页面未变:只是警告",
            en: "An object that nobody signed was appended; the page did not change: a warning.", acceptable: true
        ) { SignedSheet.append([(8, "<< /Note (appended) >>")], to: $0) },
        signed(
            "pdf-changed-after-signature", "sheet.changed_after_signature", zh: "签名之后用增量更新换掉了图面:签名仍显示有效,看到的却是另一张图(阴阳图纸)",
            en: "An incremental update replaced the drawing: the signature still holds, and the reader sees another drawing."
        ) { SignedSheet.append([(5, SheetFile.content("A-07 p. 1"))], to: $0) },
        signed(
            "pdf-signature-removed", "sheet.signature_removed", zh: "签名之后用增量更新去除了签名域:看图软件不再显示曾有签名",
            en: "An incremental update took the signature's field away: a viewer shows no trace of it."
        ) { SignedSheet.append([(1, SheetFile.catalog()), (4, SheetFile.page()[0])], to: $0) },
    ]

    private static func signed(
        _ name: String, _ code: String, zh: String, en: String, acceptable: Bool = false, _ spoil: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) -> Fault {
        Fault(
            name, [code], zh: zh, en: en, acceptable: acceptable, sound: { $0.put(SignedSheet.signed()) },
            spoil: { $0.put(spoil(SignedSheet.signed())) })
    }

    private static let looks: [Fault] = [
        Fault(
            "pdf-font-missing", ["sheet.font_not_embedded"], zh: "宋体没有嵌入:各台电脑用各自的字体代替,只是警告",
            en: "SimSun is not embedded: every machine draws it with what it has; a warning.", acceptable: true
        ) { parcel in
            var parts = SheetFile.parts
            parts[2] = "<< /Type /Font /Subtype /TrueType /BaseFont /SimSun /Encoding /WinAnsiEncoding >>"
            parcel.put(SheetFile.file(parts))
        },
        Fault(
            "pdf-hidden-layer", ["sheet.hidden_layer"], zh: "一条线画在默认关闭的图层上:打开时看不到,只是警告",
            en: "A line lies on a layer that is off when the file is opened; a warning.", acceptable: true,
            sound: { $0.put(SheetFile.layered(off: "")) }, spoil: { $0.put(SheetFile.layered(off: "6 0 R")) }),
    ]

    private static let pictures: [Fault] = [
        picture(
            "image-damaged", "sheet.image_header", zh: "照片只剩前 12 字节:只是警告", en: "Only the first 12 bytes of a photograph are left: a warning.",
            acceptable: true
        ) { Array(SheetFile.png(width: 64, height: 48).prefix(12)) },
        picture(
            "image-flood", "sheet.image_size", zh: "33 字节的 PNG 声明 60000×60000 像素:看图软件会耗尽内存",
            en: "A PNG of 33 bytes declares 60,000 by 60,000 pixels: a viewer would run out of memory."
        ) { SheetFile.png(width: 60_000, height: 60_000) },
    ]

    private static func picture(
        _ name: String, _ code: String, zh: String, en: String, acceptable: Bool = false, _ bytes: @escaping @Sendable () -> [UInt8]
    ) -> Fault {
        Fault(
            name, [code], zh: zh, en: en, acceptable: acceptable,
            sound: { parcel in
                parcel.list.documents = [.init(title: "现场照片", kind: "照片", file: "文件/现场照片.png")]
                parcel.add("文件/现场照片.png", SheetFile.png(width: 64, height: 48))
            }, spoil: { $0.files[1] = Parcel.file("文件/现场照片.png", bytes()) })
    }
}

extension SheetFile {
    /// A sheet with one line on a layer.
    static func layered(off: String) -> [UInt8] {
        var parts = parts
        parts[0] = catalog("/OCProperties << /OCGs [6 0 R] /D << /OFF [\(off)] >> >> ")
        parts[3] = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 2384 1684] /Resources << /Properties << /L 6 0 R >> >> /Contents 5 0 R >>"
        parts[4] = stream("2 w 71 28 2285 1628 re S /OC /L BDC 100 100 m 900 900 l S EMC")
        return file(parts + ["<< /Type /OCG /Name (Walls) >>"])
    }

    /// The header of a PNG, which is all that intake reads.
    static func png(width: Int, height: Int) -> [UInt8] {
        let head: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
        let size = [width, height].flatMap { value in [24, 16, 8, 0].map { UInt8(value >> $0 & 255) } }
        return head + size + [8, 2, 0, 0, 0, 0, 0, 0, 0]
    }
}
