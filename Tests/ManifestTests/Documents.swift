import JointReview
import Manifest

/// A manifest around the lines that a test is about.
func document(_ inside: String, root: String = #"<package xmlns="urn:lianshen:manifest:1" format="1">"#) -> [UInt8] {
    let start = #"<?xml version="1.0" encoding="UTF-8"?>"# + "\n" + root + "\n"
    return Array((start + inside + "\n</package>\n").utf8)
}

/// Line 3: the project; what a test adds begins on line 4.
let project = #"<project name="【样例·非真实工程】示例市临港材料研发中心"/>"# + "\n"

func sheets(_ lines: String...) -> [UInt8] {
    document(project + "<sheets>\n" + lines.joined(separator: "\n") + "\n</sheets>")
}

/// A sheet of the list, valid unless told otherwise.
func sheet(_ number: String = "建施-06", file: String = "建筑/建施-06.pdf", _ more: String = "") -> String {
    #"<sheet number="\#(number)" title="三层平面" specialty="建筑" kind="floor_plan" file="\#(file)" \#(more)/>"#
}

func findings(_ bytes: [UInt8]) -> [Finding] {
    ManifestReader.read(bytes, file: "manifest.xml").findings
}

func codes(_ bytes: [UInt8]) -> [String] {
    findings(bytes).map(\.code)
}

/// A manifest that uses every element and attribute that the value has.
let wholeManifest = PackageManifest(
    project: "【样例·非真实工程】示例市\"临港\" & <研发>中心", projectCode: "2016-320800-70-03-123456", owner: "91320800MA0000001F",
    institute: "91320800MA0000002J", instituteName: "示例设计院", round: 2, replaces: String(repeating: "a1", count: 32), scope: .partial,
    sheets: [
        .init(
            number: "建施-06", title: "三层平面 1:100", revision: "B", specialty: "建筑", kind: .floorPlan, file: "建筑/建施-06.pdf", page: 3, size: "A1",
            restricted: false, sha256: String(repeating: "0f", count: 32)),
        .init(
            number: "人防建施-02", title: "战时平面", revision: "", specialty: "人防", kind: .civilDefencePlan, file: "人防/人防建施-02.pdf", restricted: true),
    ],
    documents: [.init(title: "结构计算书", kind: "计算书", file: "文件/结构计算书.pdf", sha256: String(repeating: "7", count: 64))],
    references: [.init(file: "参考/建施-06.dwg", kind: "dwg")], removed: ["建施-07"],
    changes: [.init(number: "建施-06", text: "M-0312 改为 1.00 m"), .init(number: "建施-09", kind: .added, text: "新增 \"详图\"")])
