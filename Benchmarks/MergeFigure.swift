import Foundation
import JointReview

/// Merging the comments of a round, from ten thousand on five hundred sheets to a hundred thousand on as many, and the check of five thousand demands.
struct MergeFigure: Figure {
    let name = "merge"
    private let steps: [Int]
    private static let sheets = 500
    private static let demands = 5000
    private let stage = Stage()

    /// Material is made once: making it costs as much as merging it.
    private actor Stage {
        private var made: [Int: MergeMaterial] = [:]

        func material(_ count: Int) -> MergeMaterial {
            if let known = made[count] { return known }
            let material = MadeComments.material(count, sheets: MergeFigure.sheets)
            made[count] = material
            return material
        }

        func clear() { made = [:] }
    }

    init(_ site: Site) {
        steps = site.plan.isQuick ? [1000] : [10_000, 20_000, 50_000, 100_000]
    }

    func prepare() async throws {}

    func clear() async { await stage.clear() }

    var cells: [Cell] {
        let stage = stage
        let merges = steps.map { count in
            Cell(name: "merge \(count)") {
                let material = await stage.material(count)
                let start = ContinuousClock.now
                let report = Merge.report(on: material)
                let seconds = (ContinuousClock.now - start).seconds
                guard report.merged, report.items.count < count else { throw BenchError.failed("merge", "nothing was joined, or nothing merged") }
                return Sample(rate: Double(count) / seconds, extra: ["ms": seconds * 1000])
            }
        }
        let check = Cell(name: "demands") {
            let material = MadeComments.material(Self.demands * 2, sheets: Self.sheets)
            let all = material.comments.flatMap { comment in comment.demands.map { CommentDemand(comment: comment.id, demand: $0) } }
            let demands = Array(all.prefix(Self.demands))
            let start = ContinuousClock.now
            let found = Contradictions.find(demands, sums: material.sums)
            let seconds = (ContinuousClock.now - start).seconds
            guard demands.count == Self.demands, !found.sets.isEmpty else { throw BenchError.failed("demands", "no contradictions") }
            return Sample(rate: Double(Self.demands) / seconds, extra: ["ms": seconds * 1000])
        }
        return merges + [check]
    }

    func rows(_ results: Results) -> [Line] {
        guard results.has("demands"), let first = steps.first else { return [] }
        let curve = steps.map { count -> Line in
            let cell = "merge \(count)"
            let ours = results.extra("ms", cell)
            let words = "merge \(count) comments on \(Self.sheets) sheets, 5 disciplines"
            if count == first { return Line(words, .milliseconds(ours), atMost: 50) }
            // Beside the first step, as often as there are more comments: 1 is linear growth.
            let linear = results.extra("ms", "merge \(first)") * Double(count) / Double(first)
            return Line(words + "; limit: linear growth", .milliseconds(ours), limit: .milliseconds(linear), ratio: ours / linear)
        }
        let check = Line("contradictions of \(Self.demands) demands, 400 sums", .milliseconds(results.extra("ms", "demands")), atMost: 20)
        return curve + [check]
    }
}

/// Comments as a round brings them: most are about a place of their own, every eighth repeats another body's, every second makes a demand.
enum MadeComments {
    private static let subjects = ["疏散门", "框架梁", "排烟风管", "防火墙", "合用前室", "疏散楼梯间", "消防车道", "防护密闭门", "接闪带引下线", "结构洞口"]
    private static let faults = ["净宽度不应小于", "梁下净高不应大于", "使用面积不足,应增加到", "间距不满足要求,应不大于", "厚度不足,应加厚到", "耐火极限不应低于"]

    /// So many comments, with a register, sums and no earlier numbers; the same every time.
    static func material(_ count: Int, sheets: Int) -> MergeMaterial {
        var state: UInt64 = 42
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let elements = (0..<(count / 4)).map {
            Element(id: "1#/\($0 % 15)F/轴\($0 % 40)/M-\($0)", building: "1#", storey: "\($0 % 15)F", mark: "轴\($0 % 40)/M-\($0)", kind: .door)
        }
        let comments = (0..<count).map { number -> MergeComment in
            // The matter: every eighth comment is about the one of the comment before.
            let matter = number % 8 == 7 ? number - 1 : number
            let element = elements[matter % elements.count].id
            let demand = Demand(
                element: element, property: ["width", "height", "depth"][matter / 2 % 3], relation: [Relation.atLeast, .atMost][next(2)],
                value: "\(900 + next(40) * 10).\(next(10))", unit: "mm")
            let fault = faults[matter / 7 % faults.count]
            return MergeComment(
                id: "00000000-0000-4000-8000-\(100_000_000_000 + number)", discipline: Discipline.allCases[number % 5],
                sheet: "sheet-\(matter % sheets)",
                region: Region(page: 1, x: Double(matter * 131 % 2300), y: Double(matter * 71 % 1600), width: 70, height: 40),
                severity: Severity.allCases[number % 4],
                text: "\(matter % 15)层\(subjects[matter % 10]) M-\(matter) \(fault) \(next(30)).\(next(10)) m,请核对后修改。",
                basis: .clause(code: "GB 50016", edition: "2014(2018年版)", clause: "\(matter % 8).\(matter % 30).\(matter % 21)"),
                author: "author-\(number % 60)",
                demands: matter % 2 == 0 ? [demand] : [], auditEntry: "\(number)")
        }
        let sums = (0..<min(400, elements.count)).map { number in
            func term(_ property: String) -> LinearSum.Term { LinearSum.Term(element: elements[number * 2 % elements.count].id, property: property) }
            return LinearSum(
                id: "sum-\(number)", total: term("height"), parts: [term("width"), term("depth")], unit: "mm", sheet: "sheet-0", declaredBy: "lead")
        }
        let files = (0..<sheets).map { number in
            let digits = String(number)
            return MergeMaterial.Sheet(
                id: "sheet-\(number)", number: "建施-\(number)", fileSha256: String(repeating: "0", count: 64 - digits.count) + digits)
        }
        return MergeMaterial(sheets: files, elements: elements, sums: sums, comments: comments)
    }
}
