/// What can be wrong with the decisions that settle a conflict. The raw value is the finding's stable code.
public enum SettlementCode: String, CaseIterable, Sendable {
    case decisionMissing = "settlement.decision_missing"
    case decisionTwice = "settlement.decision_twice"
    case notConcerned = "settlement.not_concerned"
    case reasonMissing = "settlement.reason_missing"
    case replacementMissing = "settlement.replacement_missing"
    case replacementNotUsed = "settlement.replacement_not_used"
    case minutesMissing = "settlement.minutes_missing"
    case heldInFuture = "settlement.held_in_future"
    case heldBeforeCase = "settlement.held_before_case"
    case participantUnknown = "settlement.participant_unknown"
    case agreementForeign = "settlement.agreement_foreign"
    case contradictionRemains = "settlement.contradiction_remains"
    case undecided = "settlement.undecided"

    /// What is wrong, without a full stop: what was found may follow.
    public var message: Bilingual {
        switch self {
        case .decisionMissing: Bilingual(zh: "冲突的一方没有决定", en: "One side of the conflict has no decision")
        case .decisionTwice: Bilingual(zh: "同一方有两个决定", en: "One side has two decisions")
        case .notConcerned: Bilingual(zh: "不是本冲突的一方", en: "This is no side of the conflict")
        case .reasonMissing: Bilingual(zh: "决定没有写明理由", en: "The decision has no reason")
        case .replacementMissing: Bilingual(zh: "改为什么没有写明", en: "The decision does not say what is demanded instead")
        case .replacementNotUsed: Bilingual(zh: "维持或撤销的要求不带替代要求", en: "What stands or is withdrawn has no replacement")
        case .minutesMissing: Bilingual(zh: "协调会没有纪要", en: "The meeting has no minutes")
        case .heldInFuture: Bilingual(zh: "协调会日期在今天以后", en: "The meeting lies in the future")
        case .heldBeforeCase: Bilingual(zh: "协调会日期在本件受理以前", en: "The meeting lies before the case was accepted")
        case .participantUnknown: Bilingual(zh: "与会者不是本件的参与方或其人员", en: "A participant is no party of the case, or no person of that party")
        case .agreementForeign: Bilingual(zh: "表示同意的人不属于提出该要求的审查机构", en: "Who agreed is no person of the body whose demand it is")
        case .contradictionRemains: Bilingual(zh: "按此决定仍有矛盾", en: "A contradiction remains after these decisions")
        case .undecided: Bilingual(zh: "按此决定是否仍有矛盾未能查清", en: "Whether a contradiction remains after these decisions could not be found out")
        }
    }

    /// What to do about it.
    public var remedy: Bilingual {
        switch self {
        case .decisionMissing, .decisionTwice: Bilingual(zh: "对每一方恰作一个决定。", en: "Give each side exactly one decision.")
        case .notConcerned: Bilingual(zh: "只列本冲突 members 中的意见和要求。", en: "Name only the comments and demands that the conflict lists as members.")
        case .reasonMissing: Bilingual(zh: "写明理由。", en: "Give the reason.")
        case .replacementMissing: Bilingual(zh: "写出替代的类型化要求。", en: "Give the typed demand that replaces it.")
        case .replacementNotUsed: Bilingual(zh: "删去替代要求,或将结果改为 replaced。", en: "Remove the replacement, or make the outcome replaced.")
        case .minutesMissing: Bilingual(zh: "记下会上的意见和结论。", en: "Write down what was said and agreed.")
        case .heldInFuture: Bilingual(zh: "开会后再登记。", en: "Record it after it was held.")
        case .heldBeforeCase: Bilingual(zh: "填写协调会实际召开的日期。", en: "Give the day on which it was held.")
        case .participantUnknown: Bilingual(zh: "只列本件参与方及其已登记人员。", en: "Name parties of the case and their registered persons.")
        case .agreementForeign: Bilingual(zh: "写该审查机构的人员,或留空。", en: "Name a person of that body, or leave it out.")
        case .contradictionRemains:
            Bilingual(zh: "再改或撤销其中一条,直到全部能够同时满足。", en: "Change or withdraw one more of them, until all of them can hold.")
        case .undecided:
            Bilingual(
                zh: "由声明机构或牵头部门撤回有误或牵连过多的和式后再决定,或将这些要求一并撤销。",
                en: "Have sums that are wrong or tie too much together taken back, then decide; or withdraw these demands, too.")
        }
    }

    /// The finding at a place; `detail` is what was found there.
    public func finding(at place: String, _ detail: String = "") -> Finding {
        let shown = String(detail.unicodeScalars.prefix(600))
        let message =
            detail.isEmpty
            ? Bilingual(zh: "\(message.zh)。", en: "\(message.en).") : Bilingual(zh: "\(message.zh):\(shown)。", en: "\(message.en): \(shown).")
        return Finding(code: rawValue, severity: .reject, file: place, message: message, remedy: remedy)
    }
}
