import Foundation
import JointReview

/// The comments of the sample record.
enum SampleComments {
    private struct Note {
        let discipline: Discipline
        let specialty: String
        let sheet: String
        let severity: Severity
        let text: String
        let basis: Basis?

        init(_ discipline: Discipline, _ specialty: String, _ sheet: String, _ severity: Severity, _ text: String, _ basis: Basis?) {
            self.discipline = discipline
            self.specialty = specialty
            self.sheet = sheet
            self.severity = severity
            self.text = text
            self.basis = basis
        }
    }

    private static func clause(_ code: String, _ edition: String, _ clause: String) -> Basis { .clause(code: code, edition: edition, clause: clause) }
    private static let fire = "2014(2018年版)"
    private static let permit = Basis.approvalDocument(number: "示规条〔2026〕01号(样例)", article: "第三条")

    private static let notes: [Note] = [
        Note(.planning, "总图", "总施-01", .generalClause, "2#退北侧用地红线 10.5 m,规划条件要求不小于 12 m。", permit),
        Note(.planning, "总图", "总施-01", .generalClause, "计容建筑面积 21,600 m²,超出许可的 21,480 m²。", .approvedDrawing(sha256: SampleRecord.digest(502))),
        Note(.planning, "总图", "总施-01", .advice, "机动车停车位 138 个,建议按规划条件补足至 142 个。", nil),
        Note(.fire, "总图", "总施-02", .generalClause, "1#建筑高度 58.2 m,登高操作场地不应小于 20 m×10 m,图示 15 m×10 m。", clause("GB 50016", fire, "7.2.2")),
        Note(.fire, "建筑", "建施-06", .generalClause, "合用前室使用面积 9.2 m²,不应小于 10.0 m²。", clause("GB 50016", fire, "6.4.3")),
        Note(.fire, "建筑", "建施-06", .mandatoryClause, "三层会议厅 M-0312 疏散净宽度不足,洞口宽度不应小于 1.30 m。", clause("GB 50016", fire, "5.5.21")),
        Note(.fire, "建筑", "建施-03", .generalClause, "消防控制室疏散门开向车库,未直通室外或安全出口。", clause("GB 50016", fire, "8.1.7")),
        Note(.civilDefence, "建筑", "总施-01", .mandatoryClause, "人防单元1距甲类库 47.5 m,不应小于 50 m。", clause("GB 50038", "2005", "3.1.3")),
        Note(.civilDefence, "建筑", "人防建施-02", .mandatoryClause, "防护单元2未设室外出入口。", clause("GB 50038", "2005", "3.3.1")),
        Note(.civilDefence, "给排水", "水施-05", .generalClause, "上部污水管道进入防空地下室。", clause("GB 50038", "2005", "3.1.6")),
        Note(.meteorology, "电气", "电施-20", .mandatoryClause, "2#按第三类防雷设计,防雷类别有误。", clause("GB 50057", "2010", "3.0.2")),
        Note(.meteorology, "电气", "电施-20", .generalClause, "独立接闪杆间隔距离 2.2 m,不应小于 3 m。", clause("GB 50057", "2010", "4.2.1")),
        Note(.structural, "结构", "建施-01", .generalClause, "框架抗震等级应为三级,说明中为四级。", clause("GB/T 50011", "2010(2024年版)", "6.1.2")),
        Note(.structural, "结构", "结施-04", .generalClause, "KZ-7 轴压比 0.92,不应大于 0.90。", clause("GB/T 50011", "2010(2024年版)", "6.3.6")),
        Note(.structural, "结构", "结施-04", .generalClause, "M-0312 开洞削弱约束边缘构件,洞口宽度不应大于 1000 mm。", clause("GB/T 50011", "2010(2024年版)", "6.4.5")),
        Note(.structural, "电气", "电施-12", .generalClause, "1#引下线间距 22 m,不应大于 18 m。", clause("GB 50057", "2010", "4.3.3")),
        Note(.structural, "结构", "结施-08", .information, "KL-3 支座负筋标注与表不一致,请核对。", nil),
    ]

    /// The comments; the fifth corrects an earlier wording of itself.
    static func all(_ sheets: [ReportRecord.Sheet], _ cast: SampleCast, _ log: inout SampleLog, _ shape: SampleRecord.Shape) -> [ReportRecord
        .CommentLine]
    {
        var lines: [ReportRecord.CommentLine] = []
        var counts: [Discipline: Int] = [:]
        for index in 0..<(notes.count + shape.extraComments) {
            let note = notes[index % notes.count]
            guard !shape.merged.contains(note.discipline), let sheet = sheets.first(where: { $0.number == note.sheet }) else { continue }
            let count = counts[note.discipline, default: 0]
            counts[note.discipline] = count + 1
            let when = SampleReviews.claim(note.discipline, shape) + shape.length * 0.1 * Double(count % 5 + 1)
            if index == 4 {
                lines.append(line(note, sheet, cast, &log, id: 6_999, at: when - 1, text: "合用前室使用面积 9.2 m²,不应小于 6.0 m²。", supersededBy: 6_004))
            }
            lines.append(line(note, sheet, cast, &log, id: 6_000 + index, at: when, text: note.text, supersedes: index == 4 ? 6_999 : nil))
        }
        return lines
    }

    private static func line(
        _ note: Note, _ sheet: ReportRecord.Sheet, _ cast: SampleCast, _ log: inout SampleLog, id: Int, at seconds: TimeInterval, text: String,
        supersedes: Int? = nil, supersededBy: Int? = nil
    ) -> ReportRecord.CommentLine {
        let author = cast.reviewer(note.discipline)
        let place = Double(id % 17) / 24
        let region = Region(page: 1, x: sheet.width * (0.1 + place), y: sheet.height * (0.75 - place), width: 180, height: 120.5)
        let comment = JointReview.Comment(
            id: SampleRecord.id(id), review: SampleReviews.id(note.discipline), discipline: note.discipline, specialty: note.specialty,
            sheet: sheet.id, region: region, severity: note.severity, text: text, basis: note.basis, author: author.id,
            publishedAt: SampleRecord.start + seconds, supersedes: supersedes.map(SampleRecord.id), supersededBy: supersededBy.map(SampleRecord.id))
        let act: Act = supersedes == nil ? .commentPublish : .commentSupersede
        let entry = log.note(act, "comment", comment.id, author, cast.bodies[note.discipline], .reviewer, at: seconds)
        return .init(comment, round: 1, author: author, audit: [entry])
    }
}
