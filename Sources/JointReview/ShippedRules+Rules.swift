extension ShippedRules {
    /// The text of `Schemas/rules/1/limits.json`.
    static let limits = #"""
        {
          "version": 1,
          "rules": [
            {
              "id": "acceptance-promised",
              "stage": "acceptance",
              "nature": "promised",
              "working_days": 1,
              "effective_from": "2015-09-14",
              "effective_to": null,
              "basis": {"text": "涟水县政务服务“立即初审”(报道);以工作日表示为预设值", "status": "to_be_checked"}
            },
            {
              "id": "first-review-promised",
              "stage": "first_review",
              "nature": "promised",
              "working_days": 7,
              "effective_from": "2015-09-14",
              "effective_to": null,
              "basis": {"text": "泰州市“互联网+联合图审”:联合图审项目均在7个工作日内完成初审(江苏省政务服务管理办公室报道)", "status": "checked"}
            },
            {
              "id": "first-review-legal-large",
              "stage": "first_review",
              "nature": "legal",
              "sizes": ["large"],
              "working_days": 15,
              "effective_from": "2013-08-01",
              "effective_to": null,
              "basis": {"text": "房屋建筑和市政基础设施工程施工图设计文件审查管理办法(住房和城乡建设部令第13号)", "article": "第十二条", "status": "checked"}
            },
            {
              "id": "first-review-legal-other",
              "stage": "first_review",
              "nature": "legal",
              "sizes": ["medium", "small"],
              "working_days": 10,
              "effective_from": "2013-08-01",
              "effective_to": null,
              "basis": {"text": "房屋建筑和市政基础设施工程施工图设计文件审查管理办法(住房和城乡建设部令第13号)", "article": "第十二条", "status": "checked"}
            },
            {
              "id": "re-review-promised",
              "stage": "re_review",
              "nature": "promised",
              "working_days": 5,
              "effective_from": "2015-09-14",
              "effective_to": null,
              "basis": {"text": "本地规定(预设值,启用前由主管部门确认)", "status": "to_be_checked"}
            },
            {
              "id": "change-review-promised",
              "stage": "change_review",
              "nature": "promised",
              "working_days": 5,
              "effective_from": "2015-09-14",
              "effective_to": null,
              "basis": {"text": "本地规定(预设值,启用前由主管部门确认)", "status": "to_be_checked"}
            }
          ]
        }
        """#

    /// The text of `Schemas/rules/1/relevance.json`.
    static let relevance = #"""
        {
          "version": 1,
          "kinds": {
            "drawing_list": ["planning", "fire", "civil_defence", "meteorology", "structural"],
            "design_notes": ["planning", "fire", "civil_defence", "meteorology", "structural"],
            "site_plan": ["planning", "fire", "civil_defence", "structural"],
            "fire_site_plan": ["planning", "fire", "structural"],
            "basement_plan": ["planning", "fire", "civil_defence", "structural"],
            "floor_plan": ["planning", "fire", "civil_defence", "structural"],
            "roof_plan": ["planning", "fire", "meteorology", "structural"],
            "elevation": ["planning", "fire", "structural"],
            "section": ["planning", "fire", "civil_defence", "structural"],
            "detail": ["fire", "structural"],
            "civil_defence_plan": ["fire", "civil_defence", "structural"],
            "foundation": ["civil_defence", "structural"],
            "structural_plan": ["civil_defence", "structural"],
            "reinforcement": ["civil_defence", "structural"],
            "plumbing": ["fire", "civil_defence", "structural"],
            "ventilation": ["fire", "civil_defence", "structural"],
            "electrical": ["fire", "civil_defence", "meteorology", "structural"],
            "lightning": ["meteorology", "structural"]
          },
          "ordinary": {
            "kinds": ["drawing_list", "elevation", "detail"],
            "basis": {"text": "房屋建筑和市政基础设施工程施工图设计文件审查管理办法(住房和城乡建设部令第13号)", "article": "第十一条、第十四条(图别划分为预设值)", "status": "to_be_checked"}
          }
        }
        """#

    /// The text of `Schemas/rules/1/auto_accept.json`.
    static let autoAccept = #"""
        {
          "version": 1,
          "rules": [
            {
              "id": "auto-accept-complete",
              "title": {"zh": "材料齐全即受理", "en": "Accept when complete"},
              "allows_warnings": true,
              "effective_from": "2015-09-14",
              "effective_to": null,
              "basis": {"text": "联合图审窗口一次报送、立即初审(报道);由牵头单位书面启用", "status": "to_be_checked"}
            }
          ]
        }
        """#
}
