/// What an institute says to one comment of an opinion (回复).
public struct Answer: Hashable, Sendable {
    /// Whether it does what the comment demands.
    public enum Verdict: String, CaseIterable, Sendable, Codable, Labelled {
        /// Done, and shown where.
        case accepted
        /// Not done, for the reason given.
        case notAccepted = "not_accepted"

        /// The verdict in words.
        public var label: Bilingual {
            switch self {
            case .accepted: Bilingual(zh: "采纳", en: "accepted")
            case .notAccepted: Bilingual(zh: "不采纳", en: "not accepted")
            }
        }
    }

    /// A rectangle on a sheet of the revised set, in PDF points of the unrotated page, origin bottom-left.
    public struct Place: Hashable, Sendable, Codable {
        /// Number of the sheet.
        public var sheetNumber: String
        /// Left edge in points.
        public var x: Double
        /// Bottom edge in points.
        public var y: Double
        /// Width in points.
        public var width: Double
        /// Height in points.
        public var height: Double

        /// A rectangle on a sheet.
        public init(sheetNumber: String, x: Double, y: Double, width: Double, height: Double) {
            (self.sheetNumber, self.x, self.y, self.width, self.height) = (sheetNumber, x, y, width, height)
        }
    }

    /// Whether it does what the comment demands.
    public var verdict: Verdict
    /// What was done, or why not.
    public var text: String
    /// Where it can be seen; an accepted one has a place.
    public var place: Place?

    /// An answer.
    public init(verdict: Verdict, text: String, place: Place? = nil) {
        (self.verdict, self.text, self.place) = (verdict, text, place)
    }

    /// Everything that is wrong with the answer; empty when it can be kept.
    /// - Parameter page: the visible page of the sheet that the place names; nil when no sheet has that number.
    public func findings(on page: PageBox?) -> [Finding] {
        var findings: [Finding] = []
        if text.isBlank {
            findings.append(
                Finding(
                    code: "answer.text_missing", severity: .reject, file: "/text",
                    message: Bilingual(zh: "回复没有内容", en: "The answer says nothing."),
                    remedy: Bilingual(zh: "写明改了什么,或为何不改", en: "Say what was done, or why not.")))
        }
        if verdict == .accepted, place == nil {
            findings.append(
                Finding(
                    code: "answer.place_missing", severity: .reject, file: "/place",
                    message: Bilingual(zh: "采纳的意见没有指明改在哪张图的哪个位置", en: "An accepted item does not say where it can be seen."),
                    remedy: Bilingual(zh: "给出修改后图纸的图号和区域", en: "Give the number of the revised sheet and the region.")))
        }
        guard let place else { return findings }
        guard let page else {
            findings.append(
                Finding(
                    code: "answer.sheet_unknown", severity: .reject, file: "/place/sheetNumber", sheet: place.sheetNumber,
                    message: Bilingual(
                        zh: "本单位的图纸中没有图号 \(place.sheetNumber)", en: "No sheet of the institute has the number \(place.sheetNumber)."),
                    remedy: Bilingual(zh: "先上传修改后的图纸,或改正图号", en: "Upload the revised sheets first, or correct the number.")))
            return findings
        }
        let region = Region(page: 1, x: place.x, y: place.y, width: place.width, height: place.height)
        if !region.isVisible || !page.contains(region) {
            findings.append(
                Finding(
                    code: "answer.region_outside", severity: .reject, file: "/place", sheet: place.sheetNumber,
                    message: Bilingual(zh: "区域超出图纸范围,或小于 1 点", en: "The region is not on the page, or smaller than 1 point."),
                    remedy: Bilingual(
                        zh: "图纸为 \(page.width)×\(page.height) pt,原点在左下角",
                        en: "The page is \(page.width) by \(page.height) pt with the origin bottom-left.")))
        }
        return findings
    }
}

/// What the issuing body found when it looked at what became of its comment (复核).
public enum BackcheckVerdict: String, CaseIterable, Sendable, Codable, Labelled {
    /// Mended, or no longer demanded.
    case closed
    /// Not mended.
    case open

    /// Whether words are missing: what stays open needs some.
    public func lacksWords(_ text: String?) -> Bool { self == .open && (text ?? "").isBlank }

    /// The verdict in words.
    public var label: Bilingual {
        switch self {
        case .closed: Bilingual(zh: "已整改,关闭", en: "closed")
        case .open: Bilingual(zh: "未整改", en: "still open")
        }
    }
}
