import Foundation
import JointReview

extension Fault {
    /// The manifest by itself: bytes, XML, schema, and what a schema cannot say. Where the list cannot be read, one is proposed from the file
    /// names, so that the files are checked all the same; that proposal finds nothing here.
    static let list: [Fault] = text + schema

    private static let text: [Fault] = [
        Fault(
            "manifest-missing", ["manifest.missing"], zh: "图纸包没有 manifest.xml:按文件名推定目录,只是警告",
            en: "There is no manifest.xml: a list is proposed from file names, with a warning.",
            acceptable: true
        ) { $0.hasList = false },
        Fault("manifest-too-large", ["manifest.too_large"], zh: "清单 8.5 MiB,上限 8 MiB", en: "The manifest has 8.5 MiB, the limit is 8 MiB.") {
            $0.pad(toMebibytes: 8.5)
        },
        Fault("manifest-utf16", ["manifest.encoding"], zh: "清单存为 UTF-16", en: "The manifest was saved as UTF-16.") { parcel in
            parcel.listBytes = [0xFF, 0xFE] + parcel.listText.utf16.flatMap { le(UInt64($0), 2) }
        },
        Fault("manifest-declares-gbk", ["manifest.encoding"], zh: "清单声明为 GBK", en: "The manifest declares GBK.") { $0.spoil("UTF-8", "GBK") },
        Fault(
            "manifest-holds-gbk", ["manifest.encoding"], zh: "清单声明 UTF-8,第 3 行却有 GBK 字节",
            en: "The manifest declares UTF-8 but holds GBK bytes on line 3."
        ) { parcel in
            let bytes = Array(parcel.listText.utf8)
            guard let place = bytes.firstRange(of: Array("示例市".utf8)) else { return }
            parcel.listBytes = bytes[..<place.lowerBound] + [0xCA, 0xBE, 0xC0, 0xFD, 0xCA, 0xD0] + bytes[place.upperBound...]
        },
        Fault(
            "manifest-doctype", ["manifest.doctype"], zh: "清单用实体声明去读 /etc/passwd", en: "The manifest declares an entity that would read /etc/passwd."
        ) { $0.spoil("<package", "<!DOCTYPE package [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<package") },
        Fault(
            "manifest-entity-bomb", ["manifest.doctype"], zh: "清单声明十层实体,展开后有十亿个字",
            en: "The manifest declares ten levels of entities that unfold to a billion words."
        ) { parcel in
            let levels = (1...9).map { level in "<!ENTITY e\(level) \"\(String(repeating: "&e\(level - 1);", count: 10))\">" }.joined()
            parcel.spoil("<package", "<!DOCTYPE package [<!ENTITY e0 \"lol\">\(levels)]>\n<package")
            parcel.spoil("title=\"三层平面\"", "title=\"&e9;\"")
        },
        Fault(
            "manifest-entity-http", ["manifest.doctype"], zh: "清单用实体声明去访问内网地址",
            en: "The manifest declares an entity that would call an address of the inner network."
        ) { $0.spoil("<package", "<!DOCTYPE package [<!ENTITY x SYSTEM \"http://192.0.2.1/x\">]>\n<package") },
        Fault(
            "manifest-entity-parameter", ["manifest.doctype"], zh: "清单用参数实体引入外部声明",
            en: "The manifest brings in declarations from elsewhere by a parameter entity."
        ) { $0.spoil("<package", "<!DOCTYPE package [<!ENTITY % p SYSTEM \"http://192.0.2.1/p.dtd\"> %p;]>\n<package") },
        Fault(
            "manifest-dtd-elsewhere", ["manifest.doctype"], zh: "清单的文档类型定义在别的网站", en: "The manifest's document type lies on a web site."
        ) { $0.spoil("<package", "<!DOCTYPE package SYSTEM \"http://192.0.2.1/package.dtd\">\n<package") },
        Fault(
            "manifest-entity-quadratic", ["manifest.doctype"], zh: "清单声明一个长实体并引用上千次",
            en: "The manifest declares one long entity and names it a thousand times."
        ) { parcel in
            let long = String(repeating: "a", count: 5000)
            parcel.spoil("<package", "<!DOCTYPE package [<!ENTITY a \"\(long)\">]>\n<package")
            parcel.spoil("title=\"三层平面\"", "title=\"\(String(repeating: "&a;", count: 1000))\"")
        },
        Fault(
            "manifest-utf7", ["manifest.encoding"], zh: "清单以 UTF-7 标记开头:认得它的软件会读出藏起来的 DOCTYPE",
            en: "The manifest begins with UTF-7's mark: software that knows it reads a hidden DOCTYPE."
        ) { parcel in
            parcel.listBytes = Array("+/v8-".utf8) + Array(parcel.listText.utf8)
        },
        Fault(
            "manifest-not-xml", ["manifest.xml"], zh: "清单在第 6 行写坏了一个标签:缺等号",
            en: "A tag on line 6 of the manifest is broken: its equals sign is missing."
        ) {
            $0.spoil(" title=\"三层平面\"", " title\"三层平面\"")
        },
        Fault(
            "manifest-version", ["manifest.version"], zh: "清单的命名空间是 urn:lianshen:manifest:2",
            en: "The manifest's namespace is urn:lianshen:manifest:2."
        ) {
            $0.spoil("urn:lianshen:manifest:1", "urn:lianshen:manifest:2")
        },
    ]

    private static let schema: [Fault] = [
        Fault(
            "manifest-schema", Array(repeating: "manifest.schema", count: 5),
            zh: "清单五处不符 package.xsd,各一条:缺 title、kind 取值不对、page 为 0、file 带反斜杠、多出的元素",
            en: "The manifest breaks package.xsd five times, each told: no title, an unknown kind, page 0, a backslash in file, an unknown element.",
            sound: { parcel in
                parcel.addSheet("建施-07", "四层平面", SheetFile.pdf("A-07"))
                parcel.addSheet("建施-08", "五层平面", SheetFile.pdf("A-08"))
                parcel.addSheet("建施-09", "六层平面", SheetFile.pdf("A-09"))
            },
            spoil: { parcel in
                parcel.spoil(" title=\"三层平面\"", "")
                parcel.spoil("title=\"四层平面\" revision=\"A\" specialty=\"建筑\" kind=\"floor_plan\"", "title=\"四层平面\" specialty=\"建筑\" kind=\"plan\"")
                parcel.spoil("file=\"图纸/建施-08 五层平面.pdf\"", "file=\"图纸/建施-08 五层平面.pdf\" page=\"0\"")
                parcel.spoil("file=\"图纸/建施-09", "file=\"图纸\\建施-09")
                parcel.spoil("</package>", "  <approved by=\"me\"/>\n</package>")
            }),
        Fault(
            "credit-code", ["manifest.credit_code"], zh: "建设单位信用代码最后一位(校验码)不对",
            en: "The last character of the owner's credit code does not fit the others.",
            sound: { $0.list.owner = "91000000YANGL0013K" }, spoil: { $0.list.owner = "91000000YANGL0013X" }),
        Fault(
            "duplicate-sheet", ["manifest.duplicate_sheet"], zh: "两张图纸同号:“建施-06”与全角横线的“建施－06”是同一个图号,只报一次",
            en: "Two sheets of one number: with a full-width dash it is the same number. Told once, with the line.",
            sound: { $0.addSheet("建施-07", "四层平面", SheetFile.pdf("A-07")) }, spoil: { $0.list.sheets[1].number = "建施－06" }),
        Fault(
            "hidden-character", ["manifest.hidden_character"], zh: "图名中有改变文字方向的字符 U+202E:看到的与写下的不是同一个图名",
            en: "A title holds U+202E, which turns the direction: what is seen is not what is written.",
            sound: { $0.addSheet("建施-07", "四层平面", SheetFile.pdf("A-07")) }, spoil: { $0.spoil("title=\"四层平面\"", "title=\"四层&#x202E;面平\"") }),
        Fault(
            "foreign-letter", ["manifest.foreign_letter", "sheet.number_differs", "sheet.number_prefix"], zh: "图号“A-07”中的“А”是西里尔字母 U+0410,与拉丁字母难以分辨",
            en: "The letter of sheet number A-07 is the Cyrillic U+0410, easily taken for the Latin one.",
            sound: { $0.addSheet("A-07", "四层平面", SheetFile.pdf("A-07")) }, spoil: { $0.spoil("number=\"A-07\"", "number=\"А-07\"") }),
        Fault(
            "more-findings-than-listed", Array(repeating: "manifest.schema", count: 200) + ["manifest.more_findings"],
            zh: "51 张图纸各缺 4 个必填属性,共 204 处:逐条列出 200 处,其余只计数",
            en: "51 sheets lack 4 attributes each, 204 faults: 200 are listed one by one, the rest is counted."
        ) { parcel in
            let sheets = (1...51).map { "    <sheet number=\"建施-1\($0)\"/>\n" }.joined()
            parcel.spoil("  </sheets>", sheets + "  </sheets>")
        },
    ]
}

extension Parcel {
    /// Replaces a piece of the manifest's text.
    mutating func spoil(_ old: String, _ new: String) {
        let text = listBytes.map { String(decoding: $0, as: UTF8.self) } ?? listText
        listBytes = Array(text.replacing(old, with: new).utf8)
    }
}
