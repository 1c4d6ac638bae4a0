import JointReview

extension ReportPage {
    /// What every page of a view says that leaves something out.
    var cutMark: String { say("【删节阅览本·非出具的报告】", "[CUT VIEW: NOT THE REPORT AS ISSUED]") }

    /// What is left out and why, before anything else; nothing in an edition as it was issued.
    var withheldBanner: HTML {
        guard let left = record.withheld else { return "" }
        return """
            <p class="banner cut"><strong>\(cutMark)</strong> \(say(
                "本件有 \(left.sheets) 张图纸不向您的单位公开。述及它们的内容已略去:汇总意见 \(left.items) 条、各轮意见 \(left.comments) 条、其他 \(left.others) 处。"
                    + "所列汇总意见摘要为全文的摘要;本阅览本没有自己的摘要。确需全文的,请牵头单位办理。",
                "Your organisation may not open \(left.sheets) of the sheets. What is said of them is left out: items of the opinion: \(left.items); "
                    + "comments of all rounds: \(left.comments); elsewhere: \(left.others). Digests of opinions are those of the whole texts; this view "
                    + "has none of its own. If you need the whole, ask the lead body."))</p>

            """
    }
}
