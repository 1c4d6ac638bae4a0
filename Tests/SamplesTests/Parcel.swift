import JointReview
import Manifest

/// A small drawing package that can be made wrong in one place: a list and the files beside it, written by a ZIP writer that can lie.
struct Parcel {
    /// What `manifest.xml` says, unless `listBytes` says something else.
    var list: PackageManifest = PackageManifest(
        project: "【样例·非真实工程】示例市临港材料研发中心", sheets: [Parcel.entry("建施-06", "三层平面")])
    var listBytes: [UInt8]?
    var hasList = true
    /// The files after the manifest, in their order.
    var files: [ForgedZip.Entry] = [Parcel.file("图纸/建施-06 三层平面.pdf", SheetFile.pdf())]
    /// Changes the archive as a whole, with the manifest as its first entry.
    var layout: (inout ForgedZip) -> Void = { _ in }
    /// Changes the finished bytes.
    var finish: ([UInt8]) -> [UInt8] = { $0 }

    var bytes: [UInt8] {
        let list = self.file("manifest.xml", listBytes ?? Array(ManifestWriter.xml(list).utf8))
        var zip = ForgedZip((hasList ? [list] : []) + files)
        layout(&zip)
        return finish(zip.bytes)
    }

    /// The text of the list, to be spoilt.
    var listText: String { ManifestWriter.xml(list) }

    /// The one sheet's entry of the archive.
    var sheet: ForgedZip.Entry {
        get { files[0] }
        set { files[0] = newValue }
    }

    /// Puts another file at the end.
    mutating func add(_ name: String, _ bytes: [UInt8] = Array("sample".utf8), change: (inout ForgedZip.Entry) -> Void = { _ in }) {
        var file = Self.file(name, bytes)
        change(&file)
        files.append(file)
    }

    /// Lists and adds another sheet.
    mutating func addSheet(_ number: String, _ title: String, _ bytes: [UInt8]) {
        list.sheets.append(Self.entry(number, title))
        add(list.sheets[list.sheets.count - 1].file, bytes)
    }

    /// Replaces the bytes of the one sheet.
    mutating func put(_ bytes: [UInt8]) { files[0] = Self.file("图纸/建施-06 三层平面.pdf", bytes) }

    private func file(_ name: String, _ bytes: [UInt8]) -> ForgedZip.Entry { Self.file(name, bytes) }

    /// A stored entry; its name carries the UTF-8 flag where it needs one.
    static func file(_ name: String, _ bytes: [UInt8]) -> ForgedZip.Entry {
        var entry = ForgedZip.Entry(raw: Array(name.utf8), bytes)
        if !name.utf8.allSatisfy({ $0 < 0x80 }) { entry.flags = 1 << 11 }
        return entry
    }

    static func entry(_ number: String, _ title: String) -> PackageManifest.Sheet {
        PackageManifest.Sheet(
            number: number, title: title, revision: "A", specialty: "建筑", kind: .floorPlan, file: "图纸/\(number) \(title).pdf", size: "A1")
    }
}
