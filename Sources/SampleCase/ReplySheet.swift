/// 审查意见回复及修改说明: what the institute answers to each comment, and which sheets changed.
enum ReplySheet {
    static func pdf(round: Int) -> [UInt8] {
        let number = round == 2 ? "一" : "二"
        let book = Booklet("审查意见回复及修改说明(\(number))")
        book.heading("\(SampleCase.projectName) 第\(round - 1)轮审查意见回复")
        book.text("设计单位:\(SampleCase.institute.shortName)  项目负责人:样例项目负责人甲(签名·样例)  日期:\(Dates.issue[round] ?? "")")
        book.heading("一、修改图纸清单")
        let changed = Drawings.all.filter { $0.changes[round] != nil }
        book.table(
            Table(
                title: nil, columns: [14, 32, 20, 99], header: ["序号", "图号", "版次", "修改内容"],
                rows: changed.enumerated().map {
                    ["\($0.offset + 1)", $0.element.number, $0.element.revision(in: round), $0.element.changes[round] ?? ""]
                }, centered: [0, 2]))
        book.text("取消图纸:无。未列入清单的图纸未作修改,沿用上一版。")
        book.heading("二、逐条回复")
        for answer in answers where answer.round == round {
            book.text("【\(answer.id)】\(answer.text)")
        }
        book.text("本回复为软件演示样例,单位、人员均为虚构。")
        return book.finish()
    }

    private static let answers: [(round: Int, id: String, text: String)] = [
        (2, "P1/C1", "按协调结论:2#南移1.5 m,退北侧用地红线12.0 m;地下室外轮廓不变,人防单元1北墙在轮廓内南移4.0 m,距2# 50.0 m。修改总施-01、总施-02、建施-03、人防建施-02。"),
        (2, "P2", "核减1#计容建筑面积120 m²,计容建筑面积21480 m²。修改总施-01、建施-01。"), (2, "P3", "地面停车场每排增设1个车位,机动车停车位共142个。修改总施-01。"),
        (2, "P4/F5", "北侧次出入口标注转弯半径R9.0。修改总施-01。"), (2, "F1", "登高操作场地沿1#南侧长边设置,59 m×10 m。修改总施-02。"), (2, "F2", "合用前室加大,使用面积10.2 m²。修改建施-06。"),
        (2, "F3/S3", "按协调结论:M-0312洞口1.00 m并移出约束边缘构件;轴6增设疏散门M-0313,洞口1.00 m。修改建施-06、结施-04。"), (2, "F4", "消防控制室疏散门改为直通LT-5楼梯间(直通室外)。修改建施-03。"),
        (2, "C2", "防护单元2增设室外出入口2(口7)。修改人防建施-02。"), (2, "C3", "污水立管WL-3改由非人防区接出室外。修改水施-05。"),
        (2, "M1/M2", "2#改按第一类防雷建筑物设计,独立接闪杆间隔距离3.2 m。修改电施-20、建施-01。"),
        (2, "S1", "框架抗震等级改为三级。修改结施-04、建施-01。"), (2, "S2", "KZ-7截面改为750×900,轴压比0.87。修改结施-04。"), (2, "S4", "引下线加密,间距不大于16.8 m。修改电施-12。"),
        (3, "S5", "KL3-05轴5支座上部纵筋改为8C25,配筋率2.2%。修改结施-08;结施说明中框架抗震等级同步为三级。"),
    ]
}
