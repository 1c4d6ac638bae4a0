public import WorkingTime

extension FanOut.Refusal: Explained {
    /// What is wrong, and what to do about it.
    public var explanation: Explanation {
        switch self {
        case .classified:
            Explanation(
                "涉密项目不得进入本系统", "A classified project must not come into this service.", remedy: "按保密规定另行送审", "Review it as the secrecy rules say.")
        case .specialDisciplineMissing:
            Explanation(
                "专项审查未指定审查类别", "A special review does not name its discipline.", remedy: "指定一个审查类别", "Name the discipline.")
        case .profileIncomplete(let fault):
            Explanation("规则方案不完整:\(fault)", "The rule profile is incomplete: \(fault).", remedy: "补全规则方案", "Complete the profile.")
        case .mergedIntoNothing(let from, let into):
            Explanation(
                "“\(from.label.zh)”并入的“\(into.label.zh)”不审查本件", "\(from.label.en) is merged into \(into.label.en), which does not review the case.",
                remedy: "修改规则方案", "Correct the profile.")
        case .approvalDocumentMissing:
            Explanation(
                "人防易地建设缺少批准文书文号", "Civil-defence works elsewhere lack the number of their approval document.",
                remedy: "填写批准文书文号", "Give the number of the approval document.")
        }
    }
}

extension LimitRules.Refusal: Explained {
    /// What is wrong, and what to do about it.
    public var explanation: Explanation {
        switch self {
        case .noneInForce(let stage, _, _, let day):
            Explanation(
                "\(day) 没有生效的“\(stage.label.zh)”时限规则", description, remedy: "录入有依据的时限规则", "Add a limit with its source.")
        case .severalInForce(let ids, let day):
            Explanation(
                "\(day) 同时有 \(ids.count) 条时限规则生效:\(ids.joined(separator: "、"))", description,
                remedy: "只保留一条生效,其余设定终止日期", "Leave one in force and end the others.")
        }
    }
}

extension RuleProfiles.Refusal: Explained {
    /// What is wrong, and what to do about it.
    public var explanation: Explanation {
        switch self {
        case .unknown(let id):
            Explanation("没有规则方案 \(id)", description, remedy: "使用已有的规则方案", "Name a profile that exists.")
        case .noneInForce(let region, let day):
            Explanation("地区 \(region) 在 \(day) 没有生效的规则方案", description, remedy: "录入有依据的规则方案", "Add a profile with its source.")
        case .severalInForce(let ids, let day):
            Explanation(
                "\(day) 同时有 \(ids.count) 个规则方案生效:\(ids.joined(separator: "、"))", description,
                remedy: "只保留一个生效,其余设定终止日期", "Leave one in force and end the others.")
        }
    }
}

extension Merge.Refusal: Explained {
    /// What is wrong, and what to do about it.
    public var explanation: Explanation {
        switch self {
        case .noReview: Explanation("没有审查结论可合并", "No discipline reviewed anything.", remedy: "检查适用的审查类别", "See which disciplines apply.")
        case .undecided(let discipline):
            Explanation(
                "“\(discipline.label.zh)”尚未作出结论", "\(discipline.label.en) has not decided.", remedy: "待其作出结论", "Wait for its decision.")
        case .disciplineTwice(let discipline):
            Explanation(
                "“\(discipline.label.zh)”在本轮有两个审查任务", "\(discipline.label.en) has two reviews in the round.", remedy: "取消其中一个", "Cancel one.")
        case .foreignComment(let id):
            Explanation("意见 \(id) 不属于本轮审查", "Comment \(id) is not of this round.", remedy: "只合并本轮意见", "Merge this round's comments only.")
        case .unknownSheet(let id):
            Explanation("意见 \(id) 所指图纸不在图纸包中", "Comment \(id) is about a sheet outside the package.", remedy: "核对图纸包", "Check the package.")
        case .material(let findings):
            Explanation(
                "本轮意见无法合并:\(findings.first?.message.zh ?? "")", "The round's comments cannot be merged: \(findings.first?.message.en ?? "")",
                remedy: findings.first?.remedy.zh ?? "请报告请求编号", findings.first?.remedy.en ?? "Report the request id.")
        }
    }
}

extension CreditCode.Fault: Explained {
    /// What is wrong, and what to do about it.
    public var explanation: Explanation {
        let message: (zh: String, en: String) =
            switch self {
            case .length(let count): ("统一社会信用代码应为 18 位,现为 \(count) 位", "A credit code has 18 characters, not \(count).")
            case .character(let character, let place): ("第 \(place) 位“\(character)”不合规定", "Character \(place), “\(character)”, cannot stand there.")
            case .checkCharacter(let found, let expected):
                ("校验码应为 \(expected),现为 \(found)", "The check character is \(found); it should be \(expected).")
            }
        return Explanation(message.zh, message.en, remedy: "对照营业执照核对", "Compare it with the business licence.")
    }
}

extension CalendarFault: Explained {
    /// What is wrong, and what to do about it.
    public var explanation: Explanation {
        switch self {
        case .yearNotCovered(let year):
            Explanation(
                "工作日历缺少 \(year) 年数据", description, remedy: "请安全管理员按国务院办公厅通知录入该年节假日与调休 (lianshen calendar add)",
                "Have the security administrator write that year's notice (lianshen calendar add).")
        case .dayTwice, .kindContradicts, .unreadable, .countNotPositive:
            Explanation("工作日历数据有误", description, remedy: "更正日历数据", "Correct the calendar data.")
        }
    }
}
