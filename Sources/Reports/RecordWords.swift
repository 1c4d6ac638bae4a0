import JointReview

/// Names for words that a record carries as text; a word of a newer or older version stands for itself.
enum RecordWords {
    /// What an organisation is in the case.
    static func function(_ word: String) -> Bilingual {
        guard let function = OrganisationFunction(rawValue: word) else { return Bilingual(zh: word, en: word) }
        return switch function {
        case .owner: Bilingual(zh: "建设单位", en: "owner")
        case .designInstitute: Bilingual(zh: "设计单位", en: "design institute")
        case .surveyFirm: Bilingual(zh: "勘察单位", en: "survey firm")
        case .reviewBody: Bilingual(zh: "审查机构", en: "review body")
        case .leadBody: Bilingual(zh: "牵头单位", en: "lead body")
        case .authority: Bilingual(zh: "主管部门", en: "authority")
        case .regulator: Bilingual(zh: "监管部门", en: "regulator")
        case .qualitySupervisor: Bilingual(zh: "质量监督机构", en: "quality supervisor")
        case .contractor: Bilingual(zh: "施工单位", en: "contractor")
        case .operator: Bilingual(zh: "系统运营单位", en: "operator of the service")
        }
    }

    /// What a file of the package is.
    static func fileRole(_ word: String) -> Bilingual {
        switch word {
        case "document": Bilingual(zh: "审查文件", en: "document, reviewed")
        case "reference": Bilingual(zh: "参考文件", en: "reference, kept")
        case "other": Bilingual(zh: "其他", en: "other")
        default: Bilingual(zh: word, en: word)
        }
    }

    /// What an entry of the log is about.
    static func objectKind(_ word: String) -> Bilingual {
        switch word {
        case "case": Bilingual(zh: "报审件", en: "case")
        case "project": Bilingual(zh: "项目", en: "project")
        case "package": Bilingual(zh: "文件包", en: "package")
        case "sheet": Bilingual(zh: "图纸", en: "sheet")
        case "review": Bilingual(zh: "专业审查", en: "review")
        case "comment": Bilingual(zh: "意见", en: "comment")
        case "opinion": Bilingual(zh: "汇总意见", en: "opinion")
        case "report": Bilingual(zh: "报告", en: "report")
        case "organisation": Bilingual(zh: "单位", en: "organisation")
        case "person": Bilingual(zh: "人员", en: "person")
        case "conflict": Bilingual(zh: "意见冲突", en: "conflict")
        case "checkpoint": Bilingual(zh: "审查要点", en: "checkpoint")
        case "element": Bilingual(zh: "构件登记", en: "element of the register")
        case "job": Bilingual(zh: "后台任务", en: "machine job")
        default: Bilingual(zh: word, en: word)
        }
    }

    /// A specialty in the reader's language, where it is one of the usual; the name itself else.
    static func specialty(_ word: String) -> Bilingual {
        let english = [
            "总图": "site", "建筑": "architecture", "结构": "structure", "给排水": "water and drainage", "暖通": "heating and ventilation", "电气": "electrical",
            "人防": "civil defence", "勘察": "survey", "节能": "energy", "消防": "fire",
        ]
        return Bilingual(zh: word, en: english[word] ?? word)
    }

    /// What a demand is about: the trade's word where the register has a common name, else the name itself.
    static func property(_ word: String) -> Bilingual {
        let chinese = [
            "length": "长度", "width": "宽度", "height": "高度", "usable_area": "使用面积", "structural_opening_width": "结构洞口宽度", "leads_to": "通向",
            "clear_distance": "净距", "plot_ratio_floor_area": "计容建筑面积", "parking_spaces": "停车位数", "outdoor_entrances": "室外出入口数",
            "sewage_pipes_inside": "室内污水管数", "axial_compression_ratio": "轴压比", "lightning_class": "防雷类别", "number_of_exit_doors": "疏散门数",
            "seismic_grade": "抗震等级", "separation_distance": "间隔距离", "spacing": "间距", "top_reinforcement_ratio": "上部纵筋配筋率",
        ]
        guard let zh = chinese[word] else { return Bilingual(zh: word, en: word) }
        return Bilingual(zh: zh, en: word.replacing("_", with: " "))
    }

    /// How an entry of the log ended.
    static func result(_ word: String) -> Bilingual {
        switch word {
        case "ok": Bilingual(zh: "成功", en: "ok")
        case "denied": Bilingual(zh: "拒绝", en: "denied")
        case "failed": Bilingual(zh: "失败", en: "failed")
        default: Bilingual(zh: word, en: word)
        }
    }
}
