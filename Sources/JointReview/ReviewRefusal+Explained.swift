extension ReviewRefusal: Explained {
    /// What is wrong, and what to do about it.
    public var explanation: Explanation {
        switch self {
        case .notAllowed(let kind, let state):
            Explanation(
                "审查任务处于“\(state.label.zh)”,不能\(kind.label.zh)", "The review is \(state.label.en); it cannot \(kind.label.en) now.",
                remedy: "刷新后查看任务现状", "Reload and see where it stands.")
        case .roleMayNot(let kind, let role):
            Explanation(
                "“\(role.label.zh)”不能\(kind.label.zh)", "The role \(role.label.en) may not \(kind.label.en).",
                remedy: "由有权限的角色办理", "Somebody in a role that may must do it.")
        case .reasonMissing(let kind):
            Explanation("\(kind.label.zh)没有写明理由", "To \(kind.label.en) needs a reason.", remedy: "写明理由后再办", "Give the reason.")
        case .legalBasisMissing:
            Explanation(
                "认定不适用没有法律依据", "Making a discipline not applicable needs its legal basis.",
                remedy: "填写法律、规章或文件及条款", "Give the law, order or document, and its article.")
        case .otherBody:
            Explanation(
                "该任务属于另一审查机构", "The review waits for another review body.", remedy: "从本机构的队列领取", "Claim from your own body's queue.")
        case .heldByAnother:
            Explanation(
                "该任务在其他审查人手中", "The review is in another person's hands.",
                remedy: "由派审人改派,或领取其他任务", "Have it reassigned, or claim another.")
        case .attemptMissing:
            Explanation(
                "没有注明本次领取的序号", "The act does not say to which attempt it belongs.",
                remedy: "附上领取时得到的 attempt", "Send the attempt that the claim returned.")
        case .staleAttempt(let current):
            Explanation(
                "该任务已换手,当前序号为 \(current)", "The review changed hands since; the present attempt is \(current).",
                remedy: "刷新后再办;此前的操作未生效", "Reload; the late act had no effect.")
        case .conflictOfInterest:
            Explanation(
                "所在单位参与了本项目的报审或设计,不得审查", "Your organisation made or submitted what is reviewed.",
                remedy: "回避,由其他审查机构审查", "Step aside; another body must review it.")
        case .recusedEarlier:
            Explanation("该人员已就本任务回避", "The person recused himself from this review.", remedy: "改派其他审查人", "Choose another reviewer.")
        case .alreadyHolds:
            Explanation("该任务已在此人手中", "The person already has it.", remedy: "改派给另一审查人", "Name another reviewer.")
        case .nothingToReturn:
            Explanation(
                "没有必须整改的意见,不能作“不通过”结论", "There is no blocking comment, so nothing to fail it for.",
                remedy: "先发布有依据的强制性或一般性条文意见,或改为通过", "Publish a blocking comment with its basis first, or pass it.")
        case .blockingComments(let count):
            Explanation(
                "还有 \(count) 条必须整改的意见", "\(count) blocking comment(s) stand.",
                remedy: "作“不通过”结论,或以更正意见取代它们", "Decide fail, or supersede them.")
        case .commentsUnchecked(let count):
            Explanation(
                "以前各轮还有 \(count) 条必须整改的意见本轮没有复核", "\(count) blocking comment(s) of earlier rounds were not verified in this round.",
                remedy: "逐条复核:已整改的关闭,未整改的注明仍未解决(/v1/comments/{id}/backcheck)",
                "Verify each: close what is mended, keep open what is not (/v1/comments/{id}/backcheck).")
        case .checkpointsOpen(let points):
            Explanation(
                "还有 \(points.count) 项审查要点没有勾选:\(points.map(\.text.zh).joined(separator: ";"))",
                "\(points.count) point(s) of the check list are not ticked: \(points.map(\.id).joined(separator: ", ")).",
                remedy: "逐项勾选并指明图纸,或注明不涉及及理由(/v1/reviews/{id}/checkpoints)",
                "Tick each with its sheet, or say why it is not applicable (/v1/reviews/{id}/checkpoints).")
        case .adviceStands(let count):
            Explanation(
                "有 \(count) 条建议,不能作“通过”结论", "\(count) comment(s) of advice stand.", remedy: "改为“通过(附建议)”", "Decide pass_with_advice.")
        case .noAdvice:
            Explanation("没有建议或提示", "There is no advice or information.", remedy: "改为“通过”", "Decide pass.")
        case .checkNeeded:
            Explanation(
                "须经校核人校核", "A second person must check first.", remedy: "先拟定意见并由校核人校核", "Draft the opinion and have it checked.")
        case .checkNotNeeded:
            Explanation("本任务不设校核", "Nobody checks this review.", remedy: "直接作出结论", "Decide directly.")
        case .notTheCheckedDecision:
            Explanation(
                "结论与已校核的不一致", "The decision is not the one that was checked.",
                remedy: "按校核的结论作出,或重新拟定", "Decide what was checked, or draft again.")
        case .checkerIsReviewer:
            Explanation(
                "校核人(或其代理的人)就是审查人", "The checker, or whom he stands for, is the reviewer.", remedy: "由另一人校核", "Another person must check.")
        case .checkerTookPart:
            Explanation(
                "校核人曾办理本审查或其专业,在其中写过意见或草稿、勾选过要点、核实过意见或图纸,或与审查人之间有生效中或在本件中用过的委托",
                "The checker had a part of the review before, left something in it, or is tied to the reviewer by a mandate in force or used in the case.",
                remedy: "由没有参与审查的另一人校核;委托未用过的,收回后即可校核(DELETE /v1/mandates/{id})",
                "Somebody who had no hand in it checks; a mandate that was never used ceases to count when it is taken back (DELETE /v1/mandates/{id})."
            )
        case .checkerDecides:
            Explanation(
                "本审查任务在校核人手中,不能又校核其专业", "The review is in the checker's own hands; he does not check its specialties as well.",
                remedy: "另选校核人", "Another person checks.")
        case .checksSpecialty:
            Explanation(
                "此人校核本任务的专业,不能又审查本任务", "The person checks a specialty of this review; he does not get the review as well.",
                remedy: "另选审查人;确需由其审查的,先为该专业另派校核人(/v1/reviews/{id}/specialties)",
                "Choose another reviewer, or first name another checker of the specialty (/v1/reviews/{id}/specialties).")
        case .draftsLeft(let count):
            Explanation(
                "还有 \(count) 条意见草稿没有发布", "\(count) draft(s) of comments are not published.",
                remedy: "先发布(POST /v1/reviews/{id}/drafts/publish)或逐条删去(DELETE /v1/drafts/{id}),再作结论",
                "Publish them (POST /v1/reviews/{id}/drafts/publish) or discard them (DELETE /v1/drafts/{id}), then decide.")
        case .unclaimed:
            Explanation(
                "该任务尚无人领取", "Nobody has claimed the review yet.", remedy: "先领取(POST /v1/reviews/{id}/claim)",
                "Claim it first (POST /v1/reviews/{id}/claim).")
        case .notInHand(let state):
            Explanation(
                "审查任务处于“\(state.label.zh)”,没有人在办理", "The review is \(state.label.en); nobody works on it now.",
                remedy: "先领取、恢复该任务,或由校核人退回;已作结论的,以更正意见或下一轮办理",
                "Have it claimed, resumed or returned by its checker first; what is decided stays until the next round.")
        case .specialty(let refusal): refusal.explanation
        case .qualification(let refusal): refusal.explanation
        }
    }
}
