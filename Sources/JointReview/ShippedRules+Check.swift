extension ShippedRules {
    /// The text of `Schemas/rules/1/check.json`.
    static let check = #"""
        {
          "id": "package-check",
          "title": {"zh": "图纸包检查规则(随产品发布)", "en": "Rules of the package check, as shipped"},
          "effective_from": "2016-01-01",
          "effective_to": null,
          "severities": {},
          "limits": {"sheets": 5000, "bytes": 8589934592},
          "names": {
            "forbidden": "<>\"|?*",
            "longest": 200,
            "prefixes": {
              "建筑": ["建施", "建总", "建初", "建", "A-"],
              "结构": ["结施", "结初", "结", "S-"],
              "给排水": ["水施", "给排水", "给施", "排施", "水", "P-"],
              "暖通": ["暖施", "空施", "通施", "暖", "空", "通", "M-"],
              "电气": ["电施", "弱电", "强电", "电", "E-"],
              "总图": ["总施", "总", "规", "建总"],
              "人防": ["人防", "防"]
            }
          },
          "paper": {"sizes": ["A0", "A1", "A2", "A3", "A4"], "lengthened": true},
          "materials": [
            {
              "id": "drawing-list",
              "title": {"zh": "图纸目录", "en": "drawing list"},
              "classes": [],
              "sizes": [],
              "when": [],
              "disciplines": ["planning", "fire", "civil_defence", "meteorology", "structural"],
              "any_of": [{"sheet": "drawing_list"}, {"document": ["图纸目录"]}],
              "basis": [
                {"text": "房屋建筑和市政基础设施工程施工图设计文件审查管理办法(住房和城乡建设部令第13号)", "article": "第十条", "status": "checked"},
                {"text": "建筑工程设计文件编制深度规定(2016年版)(建质函〔2016〕247号)", "status": "to_be_checked"}
              ]
            },
            {
              "id": "design-notes",
              "title": {"zh": "设计说明", "en": "design notes"},
              "classes": ["building", "municipal"],
              "sizes": [],
              "when": [],
              "disciplines": ["planning", "fire", "structural"],
              "any_of": [{"sheet": "design_notes"}, {"document": ["设计说明"]}],
              "basis": [
                {"text": "房屋建筑和市政基础设施工程施工图设计文件审查管理办法(住房和城乡建设部令第13号)", "article": "第十条", "status": "checked"},
                {"text": "建筑工程设计文件编制深度规定(2016年版)(建质函〔2016〕247号)", "status": "to_be_checked"}
              ]
            },
            {
              "id": "approvals",
              "title": {
                "zh": "作为设计依据的批准文件(规划许可及附图)",
                "en": "approvals that the design rests on (planning permit with its drawings)"
              },
              "classes": ["building", "municipal"],
              "sizes": [],
              "when": [],
              "disciplines": ["planning"],
              "any_of": [{"document": ["规划许可", "批准文件", "审批文件", "规划条件"]}],
              "basis": [
                {"text": "房屋建筑和市政基础设施工程施工图设计文件审查管理办法(住房和城乡建设部令第13号)", "article": "第十条", "status": "checked"},
                {"text": "中华人民共和国城乡规划法", "article": "第四十条", "status": "checked"}
              ]
            },
            {
              "id": "site-plan",
              "title": {"zh": "总平面图", "en": "site plan"},
              "classes": ["building"],
              "sizes": [],
              "when": [],
              "disciplines": ["planning", "fire"],
              "any_of": [{"sheet": "site_plan"}, {"sheet": "fire_site_plan"}],
              "basis": [
                {"text": "房屋建筑和市政基础设施工程施工图设计文件审查管理办法(住房和城乡建设部令第13号)", "article": "第十条", "status": "checked"},
                {"text": "中华人民共和国城乡规划法", "article": "第四十条", "status": "checked"}
              ]
            },
            {
              "id": "survey-report",
              "title": {"zh": "岩土工程勘察报告", "en": "geotechnical survey report"},
              "classes": ["building", "municipal"],
              "sizes": [],
              "when": [],
              "disciplines": ["structural"],
              "any_of": [{"document": ["勘察"]}],
              "basis": [{"text": "建设工程质量管理条例(国务院令第279号)", "article": "第二十一条", "status": "checked"}]
            },
            {
              "id": "structural-calculation",
              "title": {"zh": "结构计算书", "en": "structural calculation book"},
              "classes": ["building", "municipal"],
              "sizes": [],
              "when": [],
              "disciplines": ["structural"],
              "any_of": [{"document": ["计算书"]}],
              "basis": [
                {"text": "房屋建筑和市政基础设施工程施工图设计文件审查管理办法(住房和城乡建设部令第13号)", "article": "第十条", "status": "checked"},
                {"text": "建筑工程设计文件编制深度规定(2016年版)(建质函〔2016〕247号)", "status": "to_be_checked"}
              ]
            },
            {
              "id": "architecture",
              "title": {"zh": "建筑专业施工图", "en": "architectural drawings"},
              "classes": ["building"],
              "sizes": [],
              "when": [],
              "disciplines": ["planning", "fire"],
              "any_of": [{"specialty": "建筑"}],
              "basis": [{"text": "房屋建筑和市政基础设施工程施工图设计文件审查管理办法(住房和城乡建设部令第13号)", "article": "第十条", "status": "checked"}]
            },
            {
              "id": "structure",
              "title": {"zh": "结构专业施工图", "en": "structural drawings"},
              "classes": ["building", "municipal"],
              "sizes": [],
              "when": [],
              "disciplines": ["structural"],
              "any_of": [{"specialty": "结构"}],
              "basis": [{"text": "房屋建筑和市政基础设施工程施工图设计文件审查管理办法(住房和城乡建设部令第13号)", "article": "第十条", "status": "checked"}]
            },
            {
              "id": "plumbing",
              "title": {"zh": "给排水专业施工图", "en": "plumbing and drainage drawings"},
              "classes": ["building"],
              "sizes": [],
              "when": [],
              "disciplines": ["fire"],
              "any_of": [{"specialty": "给排水"}],
              "basis": [
                {"text": "房屋建筑和市政基础设施工程施工图设计文件审查管理办法(住房和城乡建设部令第13号)", "article": "第十条", "status": "checked"},
                {"text": "建设工程消防设计审查验收管理暂行规定(住房和城乡建设部令第51号)", "article": "第十六条", "status": "checked"}
              ]
            },
            {
              "id": "electrical",
              "title": {"zh": "电气专业施工图", "en": "electrical drawings"},
              "classes": ["building"],
              "sizes": [],
              "when": [],
              "disciplines": ["fire"],
              "any_of": [{"specialty": "电气"}],
              "basis": [
                {"text": "房屋建筑和市政基础设施工程施工图设计文件审查管理办法(住房和城乡建设部令第13号)", "article": "第十条", "status": "checked"},
                {"text": "建设工程消防设计审查验收管理暂行规定(住房和城乡建设部令第51号)", "article": "第十六条", "status": "checked"}
              ]
            },
            {
              "id": "lightning",
              "title": {"zh": "雷电防护装置设计图", "en": "drawings of lightning protection"},
              "classes": ["building", "special"],
              "sizes": [],
              "when": ["hazardous_store"],
              "disciplines": ["meteorology"],
              "any_of": [{"sheet": "lightning"}],
              "basis": [{"text": "雷电防护装置设计审核和竣工验收规定(中国气象局令第37号)", "status": "to_be_checked"}]
            },
            {
              "id": "lightning-special-site",
              "title": {"zh": "雷电防护装置设计图(雷电多发区特殊场所)", "en": "drawings of lightning protection (special site)"},
              "classes": ["building", "special"],
              "sizes": [],
              "when": ["lightning_special_site"],
              "disciplines": ["meteorology"],
              "any_of": [{"sheet": "lightning"}],
              "basis": [{"text": "雷电防护装置设计审核和竣工验收规定(中国气象局令第37号)", "status": "to_be_checked"}]
            }
          ],
          "checklist": [
            {
              "id": "structural-mandatory",
              "discipline": "structural",
              "sheet_kinds": ["structural_plan", "reinforcement", "foundation"],
              "text": {"zh": "是否符合工程建设强制性标准", "en": "complies with the mandatory standards"},
              "basis": [{"text": "房屋建筑和市政基础设施工程施工图设计文件审查管理办法(住房和城乡建设部令第13号)", "article": "第十一条第(一)项", "status": "checked"}]
            },
            {
              "id": "structural-safety",
              "discipline": "structural",
              "sheet_kinds": ["structural_plan", "reinforcement", "foundation"],
              "text": {"zh": "地基基础和主体结构的安全性", "en": "safety of foundation and main structure"},
              "basis": [{"text": "房屋建筑和市政基础设施工程施工图设计文件审查管理办法(住房和城乡建设部令第13号)", "article": "第十一条第(二)项", "status": "checked"}]
            },
            {
              "id": "structural-energy",
              "discipline": "structural",
              "sheet_kinds": ["design_notes"],
              "text": {
                "zh": "是否符合民用建筑节能强制性标准;执行绿色建筑标准的项目是否符合该标准",
                "en": "complies with the mandatory standards of energy saving, and of green building where they apply"
              },
              "basis": [{"text": "房屋建筑和市政基础设施工程施工图设计文件审查管理办法(住房和城乡建设部令第13号)", "article": "第十一条第(三)项", "status": "checked"}]
            },
            {
              "id": "structural-seals",
              "discipline": "structural",
              "sheet_kinds": ["structural_plan", "reinforcement", "foundation"],
              "text": {
                "zh": "勘察设计企业和注册执业人员以及相关人员是否按规定在施工图上加盖相应的图章和签字",
                "en": "the seals and signatures of firm and registered persons stand on the drawings"
              },
              "basis": [{"text": "房屋建筑和市政基础设施工程施工图设计文件审查管理办法(住房和城乡建设部令第13号)", "article": "第十一条第(四)项", "status": "checked"}]
            },
            {
              "id": "planning-permit",
              "discipline": "planning",
              "sheet_kinds": ["site_plan"],
              "text": {
                "zh": "总平面与建筑是否符合规划许可及规划条件",
                "en": "site and building comply with the planning permit and its conditions"
              },
              "basis": [{"text": "中华人民共和国城乡规划法", "article": "第四十条", "status": "checked"}]
            },
            {
              "id": "fire-design",
              "discipline": "fire",
              "sheet_kinds": ["fire_site_plan"],
              "text": {"zh": "消防设计是否符合国家工程建设消防技术标准", "en": "the fire design complies with the national technical standards"},
              "basis": [{"text": "建设工程消防设计审查验收管理暂行规定(住房和城乡建设部令第51号)", "status": "to_be_checked"}]
            },
            {
              "id": "civil-defence-works",
              "discipline": "civil_defence",
              "sheet_kinds": ["civil_defence_plan"],
              "text": {"zh": "新建民用建筑是否按规定修建战时可用于防空的地下室", "en": "the new civil building has the shelter that it must have"},
              "basis": [{"text": "中华人民共和国人民防空法", "article": "第二十二条", "status": "checked"}]
            },
            {
              "id": "lightning-design",
              "discipline": "meteorology",
              "sheet_kinds": ["lightning"],
              "text": {"zh": "雷电防护装置设计是否符合国家有关标准", "en": "the lightning protection complies with the national standards"},
              "basis": [{"text": "雷电防护装置设计审核和竣工验收规定(中国气象局令第37号)", "status": "to_be_checked"}]
            }
          ]
        }
        """#
}
