extension ShippedRules {
    /// Which discipline applies, nationwide: the profiles differ in how it is reviewed, not in that.
    static let nationalLines = #"""
        "lines": [
            {
              "discipline": "planning",
              "when": [],
              "applicability": {"kind": "applies"},
              "reason": {"zh": "建设工程须符合规划许可内容", "en": "The project must keep to its planning permit."},
              "basis": [{"text": "中华人民共和国城乡规划法", "article": "第四十条", "status": "checked"}]
            },
            {
              "discipline": "fire",
              "when": [],
              "applicability": {"kind": "applies"},
              "reason": {"zh": "消防设计技术审查纳入联合审图", "en": "Technical review of the fire design is part of joint review."},
              "basis": [{"text": "建设工程消防设计审查验收管理暂行规定(住房和城乡建设部令第51号)", "article": "第二十四条", "status": "checked"}]
            },
            {
              "discipline": "civil_defence",
              "when": ["civil_defence_off_site"],
              "applicability": {"kind": "not_applicable"},
              "reason": {"zh": "人防工程经批准易地建设,本项目不建", "en": "The civil-defence works are built elsewhere by approval, not here."},
              "basis": [{"text": "中华人民共和国人民防空法", "article": "第二十二条", "status": "to_be_checked"}]
            },
            {
              "discipline": "civil_defence",
              "when": ["class.municipal"],
              "applicability": {"kind": "not_applicable"},
              "reason": {"zh": "市政工程不属于应结合修建防空地下室的民用建筑", "en": "A municipal project is not a civil building that must contain a shelter."},
              "basis": [{"text": "中华人民共和国人民防空法", "article": "第二十二条", "status": "to_be_checked"}]
            },
            {
              "discipline": "civil_defence",
              "when": [],
              "applicability": {"kind": "applies"},
              "reason": {"zh": "新建民用建筑须结合修建防空地下室", "en": "New civil buildings must contain an air-raid shelter."},
              "basis": [{"text": "中华人民共和国人民防空法", "article": "第二十二条", "status": "to_be_checked"}]
            },
            {
              "discipline": "meteorology",
              "when": ["hazardous_store"],
              "applicability": {"kind": "applies"},
              "reason": {
                "zh": "含易燃易爆危险场所,防雷设计由气象主管机构审核",
                "en": "A flammable or explosive site: lightning design goes to the meteorology authority."
              },
              "basis": [{"text": "雷电防护装置设计审核和竣工验收规定(中国气象局令第37号)", "article": "第四条", "status": "checked"}]
            },
            {
              "discipline": "meteorology",
              "when": ["lightning_special_site"],
              "applicability": {"kind": "applies"},
              "reason": {"zh": "雷电易发区内须单独安装防雷装置的场所", "en": "A special site in an area of frequent lightning."},
              "basis": [{"text": "雷电防护装置设计审核和竣工验收规定(中国气象局令第37号)", "article": "第四条", "status": "checked"}]
            },
            {
              "discipline": "meteorology",
              "when": ["special_large"],
              "applicability": {"kind": "applies"},
              "reason": {"zh": "雷电风险高、须特殊论证的大型项目", "en": "A special large project with high lightning risk."},
              "basis": [{"text": "雷电防护装置设计审核和竣工验收规定(中国气象局令第37号)", "article": "第四条", "status": "checked"}]
            },
            {
              "discipline": "meteorology",
              "when": [],
              "applicability": {"kind": "merged_into", "into": "structural"},
              "reason": {"zh": "一般建筑的防雷审查并入施工图审查", "en": "Lightning protection of ordinary buildings is part of construction drawing review."},
              "basis": [{"text": "国务院关于优化建设工程防雷许可的决定(国发〔2016〕39号)", "status": "to_be_checked"}]
            },
            {
              "discipline": "structural",
              "when": [],
              "applicability": {"kind": "applies"},
              "reason": {"zh": "施工图设计文件审查", "en": "Review of construction drawings."},
              "basis": [{"text": "房屋建筑和市政基础设施工程施工图设计文件审查管理办法(住房和城乡建设部令第13号)", "article": "第十一条", "status": "checked"}]
            }
          ],
        """#

    /// The text of `Schemas/rules/1/profiles/national-current.json`.
    static let nationalCurrent = #"""
        {
          "id": "national-current",
          "title": {"zh": "全国现行", "en": "National, current"},
          "region": "CN",
          "effective_from": "2021-01-01",
          "effective_to": null,
          \#(nationalLines)
          "rounds": {"most": 3, "basis": {"text": "本地规定(轮次上限为预设值,启用前由主管部门确认)", "status": "to_be_checked"}},
          "special_review": {
            "reason": {"zh": "专项审查只审指定的一个审查类别", "en": "A special review is about one named discipline only."},
            "basis": [{"text": "泰州市“互联网+联合图审”受理分类:建设工程、市政工程、专项审查(江苏省政务服务管理办公室报道)", "status": "checked"}]
          }
        }
        """#

    /// The text of `Schemas/rules/1/profiles/huaian-2016.json`.
    static let huaian2016 = #"""
        {
          "id": "huaian-2016",
          "title": {"zh": "淮安 2016(五方并联)", "en": "Huai'an 2016, five in parallel"},
          "region": "320800",
          "effective_from": "2016-01-01",
          "effective_to": "2021-01-01",
          "lines": [
            {
              "discipline": "planning",
              "when": [],
              "applicability": {"kind": "applies"},
              "reason": {"zh": "规划部门纳入施工图并联审查", "en": "Planning takes part in the parallel review."},
              "basis": [
                {"text": "淮安市建设项目数字化联合图审:规划、消防、人防、气象与施工图并联审查(江苏省政务服务管理办公室报道)", "status": "checked"},
                {"text": "中华人民共和国城乡规划法", "article": "第四十条", "status": "checked"}
              ]
            },
            {
              "discipline": "fire",
              "when": [],
              "applicability": {"kind": "applies"},
              "reason": {"zh": "消防纳入施工图并联审查", "en": "Fire takes part in the parallel review."},
              "basis": [{"text": "淮安市建设项目数字化联合图审:规划、消防、人防、气象与施工图并联审查(江苏省政务服务管理办公室报道)", "status": "checked"}]
            },
            {
              "discipline": "civil_defence",
              "when": ["civil_defence_off_site"],
              "applicability": {"kind": "not_applicable"},
              "reason": {"zh": "人防工程经批准易地建设,本项目不建", "en": "The civil-defence works are built elsewhere by approval, not here."},
              "basis": [{"text": "中华人民共和国人民防空法", "article": "第二十二条", "status": "to_be_checked"}]
            },
            {
              "discipline": "civil_defence",
              "when": ["class.municipal"],
              "applicability": {"kind": "not_applicable"},
              "reason": {"zh": "市政工程不属于应结合修建防空地下室的民用建筑", "en": "A municipal project is not a civil building that must contain a shelter."},
              "basis": [{"text": "中华人民共和国人民防空法", "article": "第二十二条", "status": "to_be_checked"}]
            },
            {
              "discipline": "civil_defence",
              "when": [],
              "applicability": {"kind": "applies"},
              "reason": {"zh": "人防纳入施工图并联审查", "en": "Civil defence takes part in the parallel review."},
              "basis": [
                {"text": "淮安市建设项目数字化联合图审:规划、消防、人防、气象与施工图并联审查(江苏省政务服务管理办公室报道)", "status": "checked"},
                {"text": "中华人民共和国人民防空法", "article": "第二十二条", "status": "to_be_checked"}
              ]
            },
            {
              "discipline": "meteorology",
              "when": [],
              "applicability": {"kind": "applies"},
              "reason": {"zh": "气象(防雷)纳入施工图并联审查", "en": "Meteorology takes part in the parallel review."},
              "basis": [
                {"text": "淮安市建设项目数字化联合图审:规划、消防、人防、气象与施工图并联审查(江苏省政务服务管理办公室报道)", "status": "checked"},
                {"text": "防雷装置设计审核和竣工验收规定(中国气象局令第21号)", "article": "第四条", "status": "checked"}
              ]
            },
            {
              "discipline": "structural",
              "when": [],
              "applicability": {"kind": "applies"},
              "reason": {"zh": "施工图设计文件审查", "en": "Review of construction drawings."},
              "basis": [
                {"text": "淮安市建设项目数字化联合图审:规划、消防、人防、气象与施工图并联审查(江苏省政务服务管理办公室报道)", "status": "checked"},
                {"text": "房屋建筑和市政基础设施工程施工图设计文件审查管理办法(住房和城乡建设部令第13号)", "article": "第十一条", "status": "checked"}
              ]
            }
          ],
          "rounds": {"most": 3, "basis": {"text": "本地规定(轮次上限为预设值,启用前由主管部门确认)", "status": "to_be_checked"}},
          "special_review": {
            "reason": {"zh": "专项审查只审指定的一个审查类别", "en": "A special review is about one named discipline only."},
            "basis": [{"text": "泰州市“互联网+联合图审”受理分类:建设工程、市政工程、专项审查(江苏省政务服务管理办公室报道)", "status": "checked"}]
          }
        }
        """#
}
