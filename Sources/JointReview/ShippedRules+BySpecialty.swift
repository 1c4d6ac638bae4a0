extension ShippedRules {
    /// The text of `Schemas/rules/1/profiles/national-by-specialty.json`.
    static let nationalBySpecialty = #"""
        {
          "id": "national-by-specialty",
          "title": {"zh": "全国现行·分专业审查校核(预设,启用前由主管部门确认)", "en": "National, by specialty (preset, to be confirmed by the authority)"},
          "region": "000000",
          "effective_from": "2021-01-01",
          "effective_to": null,
          \#(nationalLines)
          "special_review": {
            "reason": {"zh": "专项审查只审指定的一个审查类别", "en": "A special review is about one named discipline only."},
            "basis": [{"text": "泰州市“互联网+联合图审”受理分类:建设工程、市政工程、专项审查(江苏省政务服务管理办公室报道)", "status": "checked"}]
          },
          "specialties": [
            {
              "discipline": "fire",
              "names": ["建筑", "给排水", "暖通", "电气"],
              "basis": [{"text": "建设工程消防设计审查验收管理暂行规定(住房和城乡建设部令第51号)", "status": "to_be_checked"}]
            },
            {
              "discipline": "civil_defence",
              "names": ["建筑", "结构", "给排水", "暖通", "电气"],
              "basis": [{"text": "中华人民共和国人民防空法", "article": "第二十三条", "status": "to_be_checked"}]
            },
            {
              "discipline": "structural",
              "names": ["建筑", "结构", "给排水", "暖通", "电气"],
              "basis": [
                {"text": "房屋建筑和市政基础设施工程施工图设计文件审查管理办法(住房和城乡建设部令第13号)", "article": "第十一条", "status": "to_be_checked"}
              ]
            }
          ],
          "second_person": ["planning", "meteorology"],
          "owner_may_choose": true
        }
        """#
}
