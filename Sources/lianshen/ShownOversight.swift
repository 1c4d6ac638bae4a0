import Foundation
import Wire

extension NoticeBody: Shown {
    static let fields: [Field<NoticeBody>] = [
        .listed("时间", "time") { $0.createdAt.inChina },
        .listed("类别", "kind") { $0.kind.both },
        .listed("内容", "particulars") { $0.particulars },
        .listed("报审件", "case") { $0.caseId.text },
    ]
}

extension ReportEditionBody: Shown {
    static let fields: [Field<ReportEditionBody>] = [
        .listed("版次", "edition") { String($0.serial) },
        .listed("事由", "made for") { $0.ground.both },
        .listed("轮次", "round") { String($0.round) },
        .listed("状态", "state") { $0.state.both },
        .listed("时间", "time") { $0.madeAt.inChina },
        .listed("文件", "forms") { $0.files.map(\.format).joined(separator: " ") },
        .alone("汇总意见", "opinion") { $0.opinionId?.text },
    ]
}

extension JobBody: Shown {
    static let fields: [Field<JobBody>] = [
        .listed("编号", "id") { String($0.id) },
        .listed("任务", "kind") { $0.kind.rawValue },
        .listed("状态", "state") { $0.state.rawValue },
        .listed("次数", "attempts") { String($0.attempt) },
        .listed("对象", "object") { $0.objectId.text },
        .listed("原因", "cause") { $0.cause },
        .alone("建立", "queued") { $0.createdAt?.inChina },
    ]
}

extension RuleBody: Shown {
    static let fields: [Field<RuleBody>] = [
        .listed("类别", "kind") { $0.kind.rawValue },
        .listed("名称", "name") { $0.name },
        .listed("版本", "version") { String($0.version) },
        .listed("生效", "from") { $0.effectiveFrom },
        .listed("失效", "to") { $0.effectiveTo },
        .listed("依据", "legal basis") { $0.legalBasis },
        .alone("作者", "author") { $0.author },
        .alone("批准", "approved by") { $0.approvedBy },
        .alone("内容", "body") { $0.body.line },
    ]
}

extension AuditEntryBody: Shown {
    static let fields: [Field<AuditEntryBody>] = [
        .listed("时间", "time") { $0.recordedAt.inChina },
        .listed("序号", "seq") { $0.projectSeq.map(String.init) },
        .listed("行为", "act") { $0.act },
        .listed("结果", "result") { $0.result.rawValue },
        .listed("角色", "role") { $0.role },
        .listed("人员", "person") { $0.personId?.text },
        .listed("对象", "object") { [$0.objectKind, $0.objectId?.text].compactMap { $0 }.joined(separator: " ") },
        .listed("状态", "states") { entry in [entry.fromState, entry.toState].compactMap { $0 }.joined(separator: " → ") },
        .listed("日志位置", "leaf") { $0.leafIndex.map(String.init) },
    ]
}

extension JSONValue {
    /// The value on one line.
    var line: String {
        (try? WireJSON.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
