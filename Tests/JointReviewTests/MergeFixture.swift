import Foundation
import JointReview

/// Material for merging, made up at random or by hand.
enum MergeFixture {
    static func sheets(_ count: Int) -> [MergeMaterial.Sheet] {
        (0..<count).map { number in
            let hex = String(number, radix: 16)
            return MergeMaterial.Sheet(
                id: "sheet\(number)", number: "建施-\(number)", fileSha256: String(repeating: "0", count: 64 - hex.count) + hex)
        }
    }

    static func comment(
        _ id: String, _ discipline: Discipline = .fire, sheet: Int = 0, x: Double = 10, y: Double = 10, page: Int = 1, text: String = "疏散门净宽度不足,应加宽。",
        clause: String? = nil, author: String? = nil, demands: [Demand] = [], contradicts: [String] = [], supersedes: String? = nil
    ) -> MergeComment {
        MergeComment(
            id: id, discipline: discipline, sheet: "sheet\(sheet)", region: Region(page: page, x: x, y: y, width: 40, height: 40),
            severity: .generalClause,
            text: text, basis: clause.map { .clause(code: "GB 50016", edition: "2014", clause: $0) }, author: author ?? "author-\(id)",
            demands: demands,
            contradicts: contradicts, supersedes: supersedes, auditEntry: "entry-\(id)")
    }

    private static let subjects = ["疏散门", "框架梁", "排烟风管", "防火墙", "前室", "楼梯间", "消防车道", "防护密闭门", "引下线", "结构洞口"]
    private static let faults = ["净宽度不应小于", "高度不应大于", "面积不足,应增加到", "间距不满足,应减少到", "厚度不足", "耐火极限不应低于", "位置不当,应取消", "标注不清"]

    /// Comments in bunches, so that there are duplicates, demands that meet and demands that do not, sums, corrections, records and old numbers.
    static func material(comments count: Int, sheets: Int, random: inout SplitMix64) -> MergeMaterial {
        let disciplines = Discipline.allCases
        let elements = (0..<max(4, count / 4)).map { Element(id: "e\($0)", building: "1#", storey: "\($0 % 15)F", mark: "M-\($0)", kind: .door) }
        let comments = (0..<count).map { number -> MergeComment in
            let bunch = Int.random(in: 0..<max(1, count / 2), using: &random)
            let subject = subjects[bunch % subjects.count]
            let fault = faults[bunch / 3 % faults.count]
            let demands = (0..<Int.random(in: 0...2, using: &random)).map { _ in
                Demand(
                    element: elements[bunch % elements.count].id, property: ["width", "height", "depth"][Int.random(in: 0..<3, using: &random)],
                    relation: [Relation.atLeast, .atMost, .equal][Int.random(in: 0..<3, using: &random)],
                    value: "\(Int.random(in: 8...14, using: &random)).\(Int.random(in: 0...9, using: &random))", unit: ["cm", "dm"][bunch % 2])
            }
            return MergeComment(
                id: "c\(number)", discipline: disciplines[Int.random(in: 0..<5, using: &random)], sheet: "sheet\(bunch % sheets)",
                region: Region(
                    page: 1, x: Double(bunch * 7 % 2300) + Double.random(in: 0...4, using: &random), y: Double(bunch * 13 % 1600),
                    width: 60, height: 40),
                severity: Severity.allCases[Int.random(in: 0..<4, using: &random)],
                text: "\(subject)\(bunch)的\(fault) \(bunch % 9).\(number % 3) m,请修改。",
                basis: .clause(code: "GB 50016", edition: "2014", clause: "5.\(bunch % 40).\(bunch % 7)"), author: "author\(number % 12)",
                demands: demands,
                contradicts: number > 5 && number % 29 == 0 ? ["c\(number - 5)"] : [],
                supersedes: number > 5 && number % 31 == 0 ? "c\(number - 3)" : nil,
                auditEntry: "\(number)")
        }
        let sums = (0..<min(elements.count / 3, 400)).map { number in
            LinearSum(
                id: "s\(number)", total: LinearSum.Term(element: "e\(number)", property: "height"),
                parts: [LinearSum.Term(element: "e\(number)", property: "width"), LinearSum.Term(element: "e\(number)", property: "depth")],
                unit: "mm",
                sheet: "sheet0", declaredBy: "lead")
        }
        let groupings = [
            Grouping(sequence: 1, act: .join, comments: ["c0", "c1", "c2"], by: "lead"),
            Grouping(sequence: 2, act: .split, comments: ["c1"], by: "lead"),
            Grouping(sequence: 3, act: .join, comments: ["c1", "c3"], by: "lead"),
        ]
        return MergeMaterial(
            sheets: self.sheets(sheets), elements: elements, sums: sums, comments: comments, groupings: count > 10 ? groupings : [],
            numbering: count > 10
                ? Numbering(
                    highest: 9,
                    items: [
                        Numbering.Entry(number: 4, comments: ["c5"]), Numbering.Entry(number: 7, comments: ["c6", "c8"]),
                        Numbering.Entry(number: 2, comments: ["c9"], closed: true),
                    ]) : nil)
    }
}
