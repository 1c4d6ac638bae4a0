import Foundation
import JointReview

/// The sheets, documents and package of the sample record.
enum SampleSheets {
    private static let list: [(number: String, title: String, paper: String, kind: SheetKind, specialty: String)] = [
        ("建施-00", "图纸目录", "A4", .drawingList, "建筑"), ("建施-01", "设计说明(含消防、人防、节能专篇)", "A1", .designNotes, "建筑"),
        ("总施-01", "总平面定位图 1:500", "A0", .sitePlan, "总图"), ("总施-02", "消防总平面", "A1", .fireSitePlan, "总图"),
        ("建施-03", "地下一层平面 1:100", "A0", .basementPlan, "建筑"), ("建施-06", "三层平面 1:100", "A1", .floorPlan, "建筑"),
        ("建施-15", "立面剖面", "A1", .elevation, "建筑"), ("人防建施-02", "战时平面(防护单元、口部)", "A1", .civilDefencePlan, "人防"),
        ("结施-04", "墙柱平面及边缘构件", "A1", .structuralPlan, "结构"), ("结施-08", "三层梁配筋", "A1", .reinforcement, "结构"),
        ("水施-05", "地下室给排水平面", "A1", .plumbing, "给排水"), ("电施-12", "1#屋面防雷", "A1", .lightning, "电气"),
        ("电施-20", "2#防雷接地", "A2", .lightning, "电气"),
    ]

    // Points, landscape but for A4.
    private static let sizes: [String: (Double, Double)] = [
        "A0": (3_370.4, 2_383.9), "A1": (2_383.9, 1_683.8), "A2": (1_683.8, 1_190.6), "A4": (595.3, 841.9),
    ]

    static func all(package: UUID, audit: [Int64]) -> [ReportRecord.Sheet] {
        list.enumerated().map { index, sheet in
            let size = sizes[sheet.paper] ?? (595, 842)
            return .init(
                id: SampleRecord.id(300 + index), package: package, number: sheet.number, title: sheet.title, revision: "A",
                specialty: sheet.specialty, kind: sheet.kind, file: "图纸/\(sheet.number) \(sheet.title.prefix(4)).pdf", page: 1, width: size.0,
                height: size.1, fileSHA256: SampleRecord.digest(index), pageDigest: "lianshen-page/1:" + SampleRecord.digest(100 + index),
                isRestricted: sheet.kind == .civilDefencePlan, audit: audit)
        }
    }

    static func package(_ cast: SampleCast, audit: [Int64]) -> ReportRecord.Package {
        .init(
            id: SampleRecord.id(3), name: "临港材料研发中心-施工图-第1版.zip", round: 1, size: 48_211_973, sha256: SampleRecord.digest(900),
            sm3: SampleRecord.digest(901), institute: cast.institute, uploadedBy: cast.leader, uploadedAt: SampleRecord.start - 3_600,
            sealedBy: cast.leader, sealedAt: SampleRecord.start - 3_000,
            findings: [
                Finding(
                    code: "package.reference_without_pdf", severity: .warn, file: "参考/总图.dwg",
                    message: Bilingual(zh: "DWG 没有对应的 PDF,不作为审查图纸。", en: "The DWG has no PDF twin and is not reviewed."),
                    remedy: Bilingual(zh: "如需审查,请补充对应的 PDF。", en: "Add the PDF if it is to be reviewed.")),
                Finding(
                    code: "sheet.title_differs", severity: .warn, file: "图纸/结施-08 三层梁配.pdf", sheet: "结施-08", line: 41,
                    message: Bilingual(zh: "目录图名与标题栏图名不一致。", en: "The title in the list differs from the title block."),
                    remedy: Bilingual(zh: "统一目录与标题栏的图名。", en: "Make the list and the title block agree.")),
            ], audit: audit)
    }

    static func files(audit: [Int64]) -> [ReportRecord.File] {
        [("document", "勘察报告", "文件/勘察报告.pdf"), ("document", "结构计算书", "文件/结构计算书.pdf"), ("reference", nil, "参考/总图.dwg")]
            .enumerated().map { index, file in
                .init(
                    package: SampleRecord.id(3), role: file.0, title: file.1, file: file.2, size: Int64(2_400_117 + index * 731_003),
                    sha256: SampleRecord.digest(500 + index), audit: audit)
            }
    }
}
