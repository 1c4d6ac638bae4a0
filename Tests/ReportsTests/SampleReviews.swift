import Foundation
import JointReview

/// The five reviews of the sample record, and their opinion.
enum SampleReviews {
    static func place(_ discipline: Discipline) -> Int { Discipline.allCases.firstIndex(of: discipline) ?? 0 }

    static func id(_ discipline: Discipline) -> UUID { SampleRecord.id(50 + place(discipline)) }

    /// Seconds from acceptance to the claim.
    static func claim(_ discipline: Discipline, _ shape: SampleRecord.Shape) -> TimeInterval {
        [0.02, 0.05, 0.11, 0.08, 0.03][place(discipline)] * shape.length
    }

    private static func end(_ discipline: Discipline, _ shape: SampleRecord.Shape) -> TimeInterval {
        [0.71, 0.93, 0.82, 0.66, 1][place(discipline)] * shape.length
    }

    static func all(_ cast: SampleCast, _ log: inout SampleLog, _ shape: SampleRecord.Shape) throws -> [ReportRecord.DisciplineLine] {
        try FanOut.reviews(for: SampleRecord.facts, profile: ShippedRules.profiles().profile("national-current")).map { known in
            let discipline = known.discipline
            let opened = log.note(.reviewOpen, "review", id(discipline), nil, nil, .system, at: 0.01)
            guard !shape.merged.contains(discipline) else {
                let merged = DisciplineApplicability(
                    discipline: discipline, applicability: discipline == .civilDefence ? .notApplicable : .mergedInto(.structural),
                    reason: Bilingual(zh: "一般建筑的防雷审查并入施工图审查", en: "Part of construction drawing review."),
                    basis: [LegalBasis(text: "国发〔2016〕39号", status: .toBeChecked)])
                return .init(
                    applicability: merged, review: id(discipline), state: .notApplicable, body: nil, reviewer: nil, checker: nil,
                    openedAt: SampleRecord.start, claimedAt: nil, decidedAt: nil, due: nil, decision: nil, summary: nil, audit: [opened])
            }
            let claimed = claim(discipline, shape)
            let ended = end(discipline, shape)
            let isOpen = !shape.isDecided && discipline == .structural
            let reviewer = cast.reviewer(discipline)
            var audit = [opened, log.note(.reviewClaim, "review", id(discipline), reviewer, cast.bodies[discipline], .reviewer, at: claimed)]
            if !isOpen { audit.append(log.note(.reviewDecide, "review", id(discipline), reviewer, cast.bodies[discipline], .reviewer, at: ended)) }
            return .init(
                applicability: known, review: id(discipline), state: isOpen ? .inReview : shape.hasComments ? .issuedComments : .issuedPass,
                body: cast.bodies[discipline], reviewer: reviewer, checker: discipline == .structural ? cast.checker(discipline) : nil,
                openedAt: SampleRecord.start, claimedAt: SampleRecord.start + claimed, decidedAt: isOpen ? nil : SampleRecord.start + ended,
                due: Date(timeIntervalSince1970: 1_796_140_800), decision: isOpen ? nil : shape.hasComments ? .fail : .pass,
                summary: discipline == .fire ? "消防总平面、疏散宽度和前室面积须修改;\n其余符合要求。" : nil, audit: audit)
        }
    }

    static func opinion(
        _ sheets: [ReportRecord.Sheet], _ disciplines: [ReportRecord.DisciplineLine], _ comments: [ReportRecord.CommentLine], _ log: inout SampleLog,
        _ shape: SampleRecord.Shape
    ) throws -> ReportRecord.OpinionLine {
        var round = Merge.Round(
            case: SampleRecord.id(2), round: 1,
            sheets: sheets.map { .init(id: $0.id, number: $0.number, title: $0.title, revision: $0.revision, fileSHA256: $0.fileSHA256) },
            reviews: disciplines.filter { $0.applicability.applicability == .applies }
                .map { .init(discipline: $0.discipline, review: $0.review, decision: $0.decision) },
            comments: comments.map {
                JointReview.Comment(
                    id: $0.id, review: $0.review, discipline: $0.discipline, specialty: $0.specialty, sheet: $0.sheet, region: $0.region,
                    severity: $0.severity, text: $0.text, basis: $0.basis, author: $0.author.id, publishedAt: $0.publishedAt,
                    supersedes: $0.supersedes, supersededBy: $0.supersededBy)
            })
        SampleSettlement.add(to: &round, comments)
        let opinion = try Merge.opinion(of: round)
        let digest = SampleRecord.digest(950)
        let entry = log.note(.opinionIssue, "opinion", SampleRecord.id(4), nil, nil, .system, at: shape.length, sha256: digest)
        return .init(id: SampleRecord.id(4), issuedAt: SampleRecord.start + shape.length, sha256: digest, opinion: opinion, audit: [entry])
    }
}
