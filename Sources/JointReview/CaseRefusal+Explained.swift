extension CaseRefusal: Explained {
    /// What is wrong, and what to do about it.
    public var explanation: Explanation {
        switch self {
        case .notAllowed(let kind, let state):
            Explanation(
                "报审件处于“\(state.label.zh)”,不能\(kind.label.zh)", "The case is \(state.label.en); it cannot \(kind.label.en) now.",
                remedy: state.isTerminal ? "该件已办结,如需继续请新建报审件" : "此时可以:\(Self.list(state).zh)",
                state.isTerminal ? "The case is over; open a new one." : "What can be done now: \(Self.list(state).en).")
        case .takesNoPackages(let state):
            Explanation(
                "报审件处于“\(state.label.zh)”,不接收图纸", "The case is \(state.label.en); it takes no drawings in now.",
                remedy: state.isTerminal ? "该件已办结,如需继续请新建报审件" : "编制或修改阶段才能上传图纸;此时可以:\(Self.list(state).zh)",
                state.isTerminal
                    ? "The case is over; open a new one."
                    : "Drawings are handed in while a set is prepared or revised. What can be done now: \(Self.list(state).en).")
        case .roleMayNot(let kind, let role):
            Explanation(
                "“\(role.label.zh)”不能\(kind.label.zh)", "The role \(role.label.en) may not \(kind.label.en).",
                remedy: "由以下角色办理:\(Self.list(kind.act.roles).zh)", "It is for: \(Self.list(kind.act.roles).en).")
        case .reasonMissing(let kind):
            Explanation(
                "\(kind.label.zh)没有写明理由", "To \(kind.label.en) needs a reason.", remedy: "写明理由后再办", "Give the reason.")
        case .itemsMissing(let kind):
            Explanation(
                "\(kind.label.zh)没有列出事项", "To \(kind.label.en) needs at least one item.",
                remedy: "一次列出全部缺少或需补正的事项", "List everything that is missing, at once.")
        case .nothingToSeal:
            Explanation("各方图纸均已确认完成", "Every part is sealed already.", remedy: "由建设单位确认并报审", "The owner confirms and submits.")
        case .partsUnsealed(let count):
            Explanation(
                "还有 \(count) 家设计单位未确认完成", "\(count) part(s) of the package are not sealed.",
                remedy: "请相应设计单位完成上传并封存", "The institutes concerned upload and seal their parts.")
        case .notConfirmed:
            Explanation(
                "建设单位尚未确认本轮图纸", "The owner has not confirmed the set of this round.",
                remedy: "建设单位先确认,再报审", "The owner confirms first, then submits.")
        case .alreadyConfirmed:
            Explanation(
                "建设单位已确认本轮图纸", "The owner has confirmed the set of this round already.",
                remedy: "直接报审;图纸有误的,先退回设计单位", "Submit it; where the drawings are wrong, send them back first.")
        case .packageNotAcceptable:
            Explanation(
                "图纸包尚未检查完毕或存在必须整改的问题", "A package is still being checked, or has findings that reject it.",
                remedy: "查看检查结果,修正后重新上传", "See the findings, correct them and upload again.")
        case .setsUnconfirmed(let count):
            Explanation(
                "还有 \(count) 个图纸包组成的全套图纸未经建设单位和设计单位双方确认",
                "\(count) composed set(s) are not confirmed by both owner and institute.",
                remedy: "双方查看组成的全套图纸(/v1/packages/{id}/set)后分别确认",
                "Both look at the composed set (/v1/packages/{id}/set) and confirm it.")
        case .confirmedBySamePerson:
            Explanation(
                "建设单位与设计单位的确认不能出自同一人", "Owner and institute cannot be confirmed for by the same person.",
                remedy: "由另一方的人员确认", "Somebody of the other side confirms.")
        case .setBaseMoved:
            Explanation(
                "上传之后本单位又封存了另一套图纸,该图纸包所依据的全套图纸已不是最近一套",
                "Another set was sealed since this package was read; it was applied to one that is not the last any more.",
                remedy: "以最近一套图纸为准重新编制并上传", "Prepare the changes against the last set and upload them again.")
        case .reviewsUndecided(let count):
            Explanation(
                "还有 \(count) 个审查类别未作出结论", "\(count) discipline(s) have not decided.",
                remedy: "待全部审查类别作出结论;复查中的,结论为重新审查", "Wait until every discipline has decided; a dispute is concluded with another review.")
        case .reviewsFailed(let count):
            Explanation(
                "有 \(count) 个审查类别结论为不通过", "\(count) discipline(s) decided fail.",
                remedy: "按审查意见修改后复审", "Revise by the opinion and resubmit.")
        case .blockingComments(let count):
            Explanation(
                "还有 \(count) 条必须整改的意见未关闭", "\(count) blocking comment(s) stand.",
                remedy: "由提出意见的审查机构核实后关闭", "The body that raised them verifies and closes them.")
        case .nothingFails:
            Explanation(
                "没有未关闭的必须整改意见,也没有结论为不通过的审查类别,不能认定不合格",
                "No blocking comment stands and no discipline decided fail: there is nothing for which the case could fail.",
                remedy: "没有须整改的,作出审查通过的结论;建设单位不再办理的,由其撤回",
                "Pass the case where nothing blocks; the owner withdraws what he does not go on with.")
        case .itemsUnanswered(let count):
            Explanation(
                "还有 \(count) 条意见没有发出回复,或回复所指的图纸或位置不在修改后的全套图纸中",
                "\(count) item(s) of the opinion have no released answer, or one whose sheet or place the revised set does not have.",
                remedy: "设计单位逐条回复并由项目负责人发出,见 /v1/cases/{id}/items",
                "The institutes answer every item and the project leader releases the answers; see /v1/cases/{id}/items.")
        case .itemsUnrevised(let numbers):
            Explanation(
                "意见 \(Self.list(numbers)) 已答复“采纳”,但所指图纸与上一轮相同",
                "Item(s) \(Self.list(numbers)) were accepted, and the sheets that their answers point to are as they were.",
                remedy: "上传修改后的图纸;在其他修改过的图纸上整改的,答复改指该图;无需修改的,答复“不采纳”并写明现有哪张图已表达",
                "Hand in the revised sheets; point to the revised sheet that shows it; or answer not accepted and say which sheet shows it already.")
        case .successorMissing:
            Explanation(
                "已发合格书的报审件被取代时没有写明由哪一件取代", "A case with an approved set is superseded without a successor.",
                remedy: "先新建取代它的报审件,在 successorId 写明;其发证前现有图纸仍有效;合格书有误的应撤销",
                "Open the case that takes its place and name it in successorId; until that one is certified the sheets stay in force. A wrong certificate is revoked."
            )
        case .conflictsOpen(let count):
            Explanation(
                "还有 \(count) 项审查意见冲突未协调", "\(count) conflict(s) between disciplines are open.",
                remedy: "由牵头单位组织协调并作出决定", "The coordinator settles them.")
        case .noConflict:
            Explanation("没有待协调的意见冲突", "There is no conflict to reconcile.", remedy: "直接出具审查意见", "Issue the opinion.")
        case .roundLimit(let most):
            Explanation(
                "本件已审 \(most) 轮,达到规定的轮次上限", "The case has had \(most) rounds, which is the limit.",
                remedy: "由牵头单位说明理由后升级办理(/v1/cases/{id}/escalate)", "The coordinator escalates it with a reason (/v1/cases/{id}/escalate).")
        case .nothingToEscalate:
            Explanation(
                "下一轮无需升级,或已升级", "The next round needs no escalation, or has it already.", remedy: "直接重新报审", "Resubmit.")
        case .changeLacksSet:
            Explanation(
                "本次变更还没有封存的图纸包", "Nothing was handed in and sealed for this change.",
                remedy: "设计单位上传变更图纸并封存,再确认;不再变更的,终止变更",
                "The institute uploads what changes and seals it, then confirm; or drop the change.")
        case .nothingToRevise(let state):
            Explanation(
                "各审查类别均已通过,没有须修改的意见", "Every discipline passed; the opinion asks for no revision.",
                remedy: state == .changeInReview
                    ? "由签发人发证(/v1/cases/{id}/certify)" : "由窗口作出通过的结论(/v1/cases/{id}/pass);采纳建议而改图的,发证后申请变更",
                state == .changeInReview
                    ? "The issuer certifies it (/v1/cases/{id}/certify)."
                    : "The desk passes the case (/v1/cases/{id}/pass); drawings that follow the advice come as a change after the certificate.")
        case .answersNotDue(let state):
            Explanation(
                "报审件处于“\(state.label.zh)”,不在回复阶段", "The case is \(state.label.en); its items are not being answered now.",
                remedy: state.actions.contains(.startRevision) ? "先开始修改(/v1/cases/{id}/revise),再回复" : "出具审查意见、开始修改后才能回复",
                state.actions.contains(.startRevision)
                    ? "Begin the revision first (/v1/cases/{id}/revise), then answer."
                    : "Items are answered once the opinion is out and the revision has begun.")
        case .choosesNoBody(let state):
            Explanation(
                "报审件处于“\(state.label.zh)”,不能选择审查机构", "The case is \(state.label.en); review bodies are not chosen now.",
                remedy: state.isTerminal ? "该件已办结,如需继续请新建报审件" : "报审以前,或审查期间原机构回避时选择;已报审未受理的,由窗口退回后再选",
                state.isTerminal
                    ? "The case is over; open a new one."
                    : "They are chosen before the case is handed in, or while it is reviewed and a body steps aside; a case that waits for acceptance is returned first."
            )
        case .nothingChanged:
            Explanation(
                "上传的图纸与已通过的图纸没有不同", "The set differs in nothing from the approved one.",
                remedy: "上传有变更的图纸,或终止变更", "Upload what changes, or drop the change.")
        case .otherIssuer:
            Explanation(
                "合格书由施工图(建筑结构)审查机构签发;不适用时由首个适用类别的审查机构签发",
                "The certificate is issued by the body of the structural review, or the first discipline's where that does not apply.",
                remedy: "由该机构的签发人办理", "Its issuer does it.")
        case .issuerReviewed:
            Explanation(
                "办理人参与过本件的审查或校核,不得自行签发或认定不合格",
                "Whoever reviewed or checked this case neither issues its certificate nor fails it.",
                remedy: "由没有参与的人员办理:本机构另一签发人,或牵头单位", "Somebody else does it: another issuer of the body, or the coordinator.")
        case .issuerHasInterest:
            Explanation(
                "签发人(或其代理的人)已回避本件,或参与过本项目的设计", "The issuer, or whom he stands for, stepped aside or had a part in the design.",
                remedy: "由本机构另一签发人签发", "Another issuer of the body issues it.")
        case .debtsOpen(let count):
            Explanation(
                "还有 \(count) 项容缺材料未补齐", "\(count) item(s) accepted as owing are missing.",
                remedy: "补齐容缺材料,由窗口核收(/v1/cases/{id}/debts)", "Bring what is owing; the desk receives it (/v1/cases/{id}/debts).")
        }
    }

    private static func list(_ state: CaseState) -> Bilingual {
        let kinds = CaseAction.Kind.allCases.filter(state.actions.contains)
        return Bilingual(zh: kinds.map(\.label.zh).joined(separator: "、"), en: kinds.map(\.label.en).joined(separator: ", "))
    }

    private static func list(_ numbers: [Int]) -> String { numbers.map(String.init).joined(separator: ", ") }

    private static func list(_ roles: Set<Role>) -> Bilingual {
        let known = Role.allCases.filter(roles.contains)
        return Bilingual(zh: known.map(\.label.zh).joined(separator: "、"), en: known.map(\.label.en).joined(separator: ", "))
    }
}
