public import Foundation

extension CheckRules {
    /// What a review looks at (审查要点): the points of its discipline and of those merged into it, where the set holds a sheet of a kind that the point is about.
    /// - Parameters:
    ///   - merged: disciplines that the review has taken over.
    ///   - kinds: kinds of the sheets under review.
    public static func points(_ points: [Point], of discipline: Discipline, merged: Set<Discipline>, kinds: Set<SheetKind>) -> [Point] {
        points.filter { point in
            (point.discipline == discipline || merged.contains(point.discipline)) && (point.sheetKinds.map { !kinds.isDisjoint(with: $0) } ?? true)
        }
    }
}

/// A point that a reviewer has ticked, with what he looked at.
public struct CheckpointTick: Hashable, Sendable, Identifiable {
    /// What the reviewer found.
    public enum Verdict: String, CaseIterable, Sendable, Codable, Labelled {
        /// Looked at, on the sheets named.
        case met
        /// There is nothing of the kind in the set; with its reason.
        case notApplicable = "not_applicable"

        /// Name of the verdict.
        public var label: Bilingual {
            switch self {
            case .met: Bilingual(zh: "已审", en: "looked at")
            case .notApplicable: Bilingual(zh: "不涉及", en: "not applicable")
            }
        }
    }

    /// A sheet revision on which the reviewer looked, and where on it.
    public struct Evidence: Hashable, Sendable, Codable {
        /// The sheet revision.
        public var sheet: UUID
        /// Where on it; nil for the whole sheet.
        public var region: Region?

        /// Evidence.
        public init(sheet: UUID, region: Region? = nil) {
            (self.sheet, self.region) = (sheet, region)
        }
    }

    /// Identity.
    public let id: UUID
    /// Review that it belongs to.
    public let review: UUID
    /// Point of the rules.
    public let checkpoint: String
    /// What was found.
    public let verdict: Verdict
    /// On what it rests; empty for what is not applicable.
    public let evidence: [Evidence]
    /// In words; the reason of what is not applicable.
    public let note: String?
    /// Who ticked it.
    public let person: UUID
    /// When.
    public let at: Date
    /// Tick of an earlier round that stands; nil for one that was made in this round.
    public let carriedFrom: UUID?

    /// A tick as it is kept.
    public init(
        id: UUID, review: UUID, checkpoint: String, verdict: Verdict, evidence: [Evidence], note: String?, person: UUID, at: Date, carriedFrom: UUID?
    ) {
        (self.id, self.review, self.checkpoint, self.verdict, self.evidence) = (id, review, checkpoint, verdict, evidence)
        (self.note, self.person, self.at, self.carriedFrom) = (note, person, at, carriedFrom)
    }
}

/// A tick as a reviewer hands it in.
public struct CheckpointDraft: Hashable, Sendable {
    /// Point of the rules.
    public let checkpoint: String
    /// What was found.
    public let verdict: CheckpointTick.Verdict
    /// On what it rests.
    public let evidence: [CheckpointTick.Evidence]
    /// In words.
    public let note: String?

    /// A tick to make.
    public init(checkpoint: String, verdict: CheckpointTick.Verdict, evidence: [CheckpointTick.Evidence], note: String?) {
        (self.checkpoint, self.verdict, self.evidence, self.note) = (checkpoint, verdict, evidence, note)
    }

    /// A sheet under review, as far as a tick needs it.
    public struct Page: Hashable, Sendable {
        /// Page of the file.
        public let page: Int
        /// Its box.
        public let box: PageBox

        /// A page.
        public init(page: Int, box: PageBox) {
            (self.page, self.box) = (page, box)
        }
    }

    /// Everything that is wrong with ticks that are handed in together, each at its place in the request.
    /// - Parameters:
    ///   - points: names of the review's points.
    ///   - sheets: sheets under review that the reviewer may open.
    public static func findings(_ drafts: [CheckpointDraft], points: Set<String>, sheets: [UUID: Page]) -> [Finding] {
        var findings: [Finding] = []
        var seen: Set<String> = []
        for (index, draft) in drafts.enumerated() {
            let place = "/items/\(index)"
            if !points.contains(draft.checkpoint) {
                findings.append(
                    .fault(
                        "checkpoint.unknown", place + "/checkpoint", "本次审查没有要点“\(draft.checkpoint)”", "the review has no point “\(draft.checkpoint)”",
                        "见 GET /v1/reviews/{id}/checkpoints", "See GET /v1/reviews/{id}/checkpoints."))
            } else if !seen.insert(draft.checkpoint).inserted {
                findings.append(.fault("checkpoint.twice", place + "/checkpoint", "同一要点出现两次", "the point comes twice", "只保留一项", "Keep one."))
            }
            findings += draft.faults(at: place, sheets)
        }
        return findings
    }

    private func faults(at place: String, _ sheets: [UUID: Page]) -> [Finding] {
        switch verdict {
        case .notApplicable:
            guard note?.isBlank ?? true else { return [] }
            return [
                .fault(
                    "checkpoint.reason_missing", place + "/note", "没有说明为何不涉及", "nothing says why it is not applicable", "写明理由", "Give the reason.")
            ]
        case .met:
            guard !evidence.isEmpty else {
                return [
                    .fault(
                        "checkpoint.evidence_missing", place + "/evidence", "没有指明在哪张图上审查", "it names no sheet on which it was looked at",
                        "指明图纸(可附位置),或改为“不涉及”并写明理由", "Name a sheet, and where; or say that it is not applicable, and why.")
                ]
            }
            return evidence.enumerated().compactMap { index, one in
                let own = "\(place)/evidence/\(index)"
                guard let page = sheets[one.sheet] else {
                    return .fault(
                        "checkpoint.sheet_unknown", own + "/sheetId", "本轮送审的图纸中没有这一张,或不向本机构公开", "no such sheet is under review here",
                        "从 /v1/packages/{id}/set/sheets 取现行图纸的标识", "Take it from /v1/packages/{id}/set/sheets of the sealed package.")
                }
                guard let region = one.region, region.page != page.page || !page.box.contains(region) else { return nil }
                return .fault(
                    "checkpoint.region_outside", own + "/region", "位置不在该图的图幅内", "the place is not on the sheet", "改正页码和位置", "Correct page and place.")
            }
        }
    }
}

extension CarryOver.Verdict {
    /// Whether a tick of an earlier round stands: while every sheet that it rests on is drawn as it was; for what is not applicable, while nothing that
    /// concerns the discipline differs.
    /// - Parameter numbers: numbers of the sheets that the tick rests on.
    public func stands(_ verdict: CheckpointTick.Verdict, on numbers: [String]) -> Bool {
        switch verdict {
        case .notApplicable: reasons.allSatisfy { $0.subject == .decision || $0.ground.effect == .keeps }
        case .met:
            numbers.allSatisfy { wanted in
                reasons.allSatisfy { reason in
                    guard case .sheet(let number) = reason.subject, SheetNumber.plain(number) == SheetNumber.plain(wanted) else { return true }
                    // A sheet that differs and does not concern the discipline is another one all the same.
                    return [.sameBytes, .samePage, .confirmedLook].contains(reason.ground)
                }
            }
        }
    }
}
