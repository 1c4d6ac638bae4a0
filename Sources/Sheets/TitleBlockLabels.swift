/// The labels of title blocks, as offices print them.
enum TitleBlockLabels {
    private static let words: [(TitleBlock.Field, [String])] = [
        (.number, ["图号", "图纸编号", "图纸号", "图纸图号", "drawingnumber", "drawingno", "drgno", "dwgno", "dwgnumber", "sheetno", "sheetnumber"]),
        (.title, ["图名", "图纸名称", "图纸内容", "drawingtitle", "sheettitle", "drawing", "title"]),
        (.revision, ["版次", "版本", "版本号", "版号", "修改版次", "rev", "revision", "revno"]),
        (.specialty, ["专业", "专业名称", "工种", "discipline"]), (.stage, ["阶段", "设计阶段", "stage", "status"]),
        (.scale, ["比例", "出图比例", "scale", "scales"]), (.date, ["日期", "出图日期", "设计日期", "date", "issuedate"]),
        (.project, ["工程名称", "项目名称", "工程项目", "project", "projectname", "projecttitle", "proposedproject"]),
        (.projectNumber, ["工程编号", "项目编号", "设计编号", "工程号", "设计号", "项目号", "projectno", "projectnumber", "jobno", "jobnumber"]),
        (.part, ["子项", "子项名称", "子项工程", "单项名称", "单体名称"]), (.owner, ["建设单位", "建设单位名称", "业主", "client", "applicant", "owner"]),
        (.designer, ["设计", "设计人", "设计者", "designed", "designedby"]), (.drafter, ["制图", "绘图", "制图人", "drawn", "drawnby"]),
        (.checker, ["校核", "校对", "校核人", "校对人", "checked", "checkedby"]), (.reviewer, ["审核", "审核人", "reviewed", "reviewedby"]),
        (.approver, ["审定", "审定人", "approved", "approvedby"]), (.specialtyLead, ["专业负责人", "专业负责", "工种负责人"]),
        (.projectLead, ["项目负责人", "工程负责人", "设计总负责人", "项目负责", "工程负责", "项目经理", "设总"]),
    ]

    private static let fields: [String: TitleBlock.Field] = Dictionary(
        words.flatMap { field, labels in labels.map { ($0, field) } }, uniquingKeysWith: { first, _ in first })

    /// Words over the columns of tables that are no fields.
    static let columns: Set<String> = [
        "序号", "图幅", "图纸规格", "规格", "备注", "修改内容", "变更内容", "内容", "说明", "修改说明", "张数", "页数", "no", "no.", "size", "remarks", "description",
        "张次", "采用标准图", "签名", "签字",
    ]

    /// The field that a piece of text labels, or nil. Blanks, colons and case do not count.
    static func field(_ text: String) -> TitleBlock.Field? {
        guard text.count <= 24 else { return nil }
        return fields[key(text)]
    }

    /// Whether a piece of text stands over a column or beside a value, and is none itself.
    static func isLabel(_ text: String) -> Bool {
        field(text) != nil || columns.contains(key(text)) || (text.hasSuffix(":") && text.count <= 24)
    }

    /// `图号:建施-06` is both: the label and its value.
    static func split(_ text: String) -> (field: TitleBlock.Field, label: String, value: String)? {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let label = String(text[..<colon])
        let value = text[text.index(after: colon)...].drop { $0 == " " }
        guard let field = field(label), !value.isEmpty else { return nil }
        return (field, label, String(value))
    }

    static func key(_ text: String) -> String {
        String(text.lowercased().filter { !$0.isWhitespace && ![":", ".", "·", "/"].contains($0) })
    }
}
