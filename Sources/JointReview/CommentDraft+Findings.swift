extension CommentDraft {
    /// Everything that is wrong with the draft, at once; empty when it can be published.
    ///
    /// `pages` are the pages of the sheet with their boxes; `file` and `sheet` say where the findings are shown.
    public func findings(onPages pages: [Int: PageBox], file: String, sheet: String? = nil) -> [Finding] {
        let drawn = pages[region.page].map { MarkupShape.findings(markup, on: $0, at: "/markup") } ?? []
        return (textFaults + basisFaults + regionFaults(pages)).map { fault in
            Finding(code: fault.code, severity: .reject, file: file, sheet: sheet, message: fault.message, remedy: fault.remedy)
        } + drawn
    }

    private typealias Fault = (code: String, message: Bilingual, remedy: Bilingual)

    private var textFaults: [Fault] {
        var faults: [Fault] = []
        if text.isBlank {
            faults.append(
                (
                    "comment.text_empty", Bilingual(zh: "意见没有文字", en: "The comment has no text."),
                    Bilingual(zh: "写明要求改什么、改到什么程度", en: "Say what must change, and to what.")
                ))
        }
        let length = text.unicodeScalars.count
        if length > Self.longestText {
            faults.append(
                (
                    "comment.text_too_long",
                    Bilingual(
                        zh: "意见有 \(length) 个字符,最多 \(Self.longestText) 个", en: "The text has \(length) characters; \(Self.longestText) is the most."),
                    Bilingual(zh: "拆成几条意见,每条只讲一件事", en: "Split it into several comments, one matter each.")
                ))
        }
        // A database text cannot hold NUL, and other controls would break a printed report.
        if text.hasControls {
            faults.append(
                (
                    "comment.text_control", Bilingual(zh: "意见含有控制字符", en: "The text has control characters."),
                    Bilingual(zh: "删去不可见的控制字符", en: "Remove the invisible control characters.")
                ))
        }
        return faults
    }

    private var basisFaults: [Fault] {
        guard let basis else {
            guard severity.blocks else { return [] }
            return [
                (
                    "comment.basis_missing",
                    Bilingual(zh: "“\(severity.label.zh)”意见没有依据", en: "A comment of weight \(severity.label.en) has no basis."),
                    Bilingual(
                        zh: "填写规范条文(规范、版本、条文号)、批准文件(文号、条款)或已批准图纸(摘要),或改为建议",
                        en: "Give a clause (code, edition, clause), an approval document (number, article) or a drawing's digest; or make it advice.")
                )
            ]
        }
        guard !basis.isComplete else { return [] }
        return [
            (
                "comment.basis_incomplete", Bilingual(zh: "依据(\(basis.kind.label.zh))填写不全", en: "The basis (\(basis.kind.label.en)) is incomplete."),
                Bilingual(zh: "补全依据的每一项;图纸摘要为 64 位小写十六进制", en: "Fill in every part; a drawing's digest is 64 lower-case hexadecimal digits.")
            )
        ]
    }

    private func regionFaults(_ pages: [Int: PageBox]) -> [Fault] {
        var faults: [Fault] = []
        let isMeasurable = region.isVisible
        if !isMeasurable {
            faults.append(
                (
                    "comment.region_not_positive", Bilingual(zh: "标注区域没有看得见的面积", en: "The marked region has no area that could be seen."),
                    Bilingual(zh: "框出一个宽、高都不小于 1 点的区域", en: "Mark a region at least 1 point wide and high.")
                ))
        }
        guard let box = pages[region.page] else {
            let known = pages.keys.sorted().map(String.init).joined(separator: ", ")
            faults.append(
                (
                    "comment.page_unknown", Bilingual(zh: "图纸没有第 \(region.page) 页", en: "The sheet has no page \(region.page)."),
                    Bilingual(zh: "可用页码:\(known)", en: "Use one of its pages: \(known).")
                ))
            return faults
        }
        if isMeasurable, !box.contains(region) {
            faults.append(
                (
                    "comment.region_outside", Bilingual(zh: "标注区域超出图幅", en: "The marked region leaves the page."),
                    Bilingual(
                        zh: "以点为单位,区域须在 \(Self.shown(box)) 内,原点在未旋转页面的左下角",
                        en: "Keep the region within \(Self.shown(box)), in points, origin at the bottom left of the unrotated page.")
                ))
        }
        return faults
    }

    private static func shown(_ box: PageBox) -> String {
        "x \(box.x)…\(box.x + box.width), y \(box.y)…\(box.y + box.height)"
    }
}

extension CommentDraft {
    /// What is missing from a comment on a sheet that was the same in the round before; nil when it says why it comes late.
    public func lateFault(sheet: String) -> Finding? {
        guard lateReason?.isBlank ?? true else { return nil }
        return Finding(
            code: "comment.late_reason_missing", severity: .reject, file: "/lateReason", sheet: sheet,
            message: Bilingual(zh: "该图与上一轮相同,这条意见本应在上一轮提出", en: "The sheet is the same as in the round before; this could have been said then."),
            remedy: Bilingual(
                zh: "写明迟提的理由;意见会标为迟提并计入统计", en: "Say why it comes late; the comment is marked and counted as a late finding."))
    }
}
