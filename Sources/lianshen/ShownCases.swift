import JointReview
import Wire

extension ProjectBody: Shown {
    static let fields: [Field<ProjectBody>] = [
        .listed("标识", "id") { $0.id.text },
        .listed("名称", "name") { $0.name },
        .listed("项目代码", "project code") { $0.projectCode },
        .alone("地区", "region") { $0.region },
        .listed("类别", "class") { $0.facts.class.both },
        .alone("投资方式", "funding") { $0.facts.funding.both },
        .alone("规模", "size") { $0.facts.size.both },
        .alone("登记时间", "registered") { $0.createdAt.inChina },
    ]
}

extension CaseBody: Shown {
    static let fields: [Field<CaseBody>] = [
        .listed("标识", "id") { $0.id.text },
        .listed("编号", "number") { $0.number },
        .listed("标题", "title") { $0.title },
        .listed("状态", "state") { $0.state.both },
        .listed("轮次", "round") { String($0.round) },
        .listed("未完成", "remaining") { String($0.remaining) },
        .listed("期限", "due") { $0.dueAt?.dueDay },
        .alone("版本", "version") { String($0.version) },
        .alone("规则", "profile") { $0.profile },
        .alone("项目", "project") { $0.projectId.text },
        .alone("创建", "opened") { $0.createdAt.inChina },
        .alone("确认", "confirmed") { $0.confirmedAt?.inChina },
        .alone("报审", "submitted") { $0.submittedAt?.inChina },
        .alone("受理", "accepted") { $0.acceptedAt?.inChina },
        .alone("理由", "reason") { $0.reason },
        .alone("参与方", "parties") { $0.parties?.map { "\($0.name) (\($0.roles.map(\.rawValue).joined(separator: ", ")))" }.joined(separator: "; ") },
    ]
}

extension PartyBody: Shown {
    static let fields: [Field<PartyBody>] = [
        .listed("单位", "organisation") { $0.organisationId.text },
        .listed("名称", "name") { $0.name },
        .listed("身份", "part") { $0.roles.map(\.rawValue).joined(separator: ", ") },
    ]
}

extension DrawingPackageBody: Shown {
    static let fields: [Field<DrawingPackageBody>] = [
        .listed("标识", "id") { $0.id.text },
        .listed("文件", "file") { $0.fileName },
        .listed("轮次", "round") { String($0.round) },
        .listed("状态", "state") { $0.state.text },
        .listed("范围", "scope") { body in body.partial.map { $0 ? "只报修改 changes" : "全套 complete" } },
        .listed("图纸", "sheets") { $0.sheetCount.map(String.init) },
        .listed("拒收", "rejections") { $0.rejectCount.map(String.init) },
        .listed("警告", "warnings") { $0.warnCount.map(String.init) },
        .alone("字节", "bytes") { String($0.size) },
        .alone("SHA-256", "") { $0.sha256 },
        .alone("SM3", "") { $0.sm3 },
        .alone("上传", "uploaded") { $0.uploadedAt.inChina },
        .alone("检查", "checked") { $0.checkedAt?.inChina },
        .alone("封存", "sealed") { $0.sealedAt?.inChina },
    ]
}

extension SheetBody: Shown {
    static let fields: [Field<SheetBody>] = [
        .listed("标识", "id") { $0.id.text },
        .listed("图号", "number") { $0.number },
        .listed("图名", "title") { $0.title },
        .listed("版次", "revision") { $0.revision },
        .listed("专业", "specialty") { $0.specialty },
        .listed("文件", "file") { $0.file },
        .listed("页", "page") { String($0.page) },
        .listed("效力", "status") { $0.status.both },
        .alone("幅面(点)", "size in points") { "\($0.width) × \($0.height)" },
        .alone("SHA-256", "") { $0.fileSha256 },
        .alone("页摘要", "page digest") { $0.pageDigest },
    ]
}

extension DrawingPackageBody.State {
    fileprivate var text: String {
        switch self {
        case .uploaded: "待检查 uploaded"
        case .checked: "已检查 checked"
        case .rejected: "已拒收 rejected"
        case .sealed: "已封存 sealed"
        case .superseded: "已被取代 superseded"
        }
    }
}
