/// Who stands in the title blocks: placeholders by part, since no real person may be invented.
enum Staff {
    /// Labels and names from top to bottom of the title block.
    static func titleBlock(for specialty: String) -> [(String, String)] {
        let designer =
            switch specialty {
            case "结构": "样例设计人乙"
            case "给排水", "电气": "样例设计人丙"
            default: "样例设计人甲"
            }
        return [
            ("项目负责人", "样例项目负责人甲"), ("专业负责人", "样例\(specialty)负责人甲"), ("审定", "样例审定人甲"), ("审核", "样例审核人甲"),
            ("校核", "样例校核人甲"), ("设计", designer), ("制图", designer),
        ]
    }
}
