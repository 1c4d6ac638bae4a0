import Client
import Foundation
import JointReview
import SampleCase
import Wire

/// The later rounds of the sample case: answers, packages of changes, decisions that stand, comments that are verified, until nothing blocks.
struct DemoRounds: Sendable {
    let id: UUID
    let cast: DemoCast
    let script: DemoScript

    private var run: String { script.run }
    private var print: DemoPrinter { script.print }

    /// Plays every later round that the sample tells.
    /// - Parameter first: the package of the first round.
    func play(after first: DrawingPackageBody) async throws {
        var package = first
        for round in SampleCase.rounds.dropFirst() {
            print.line("第 \(round) 轮 Round \(round)")
            try await print.step("设计院逐条回复,项目负责人发出", "institute answers every item; the project leader releases the answers") {
                try await answer(for: round)
            }
            package = try await print.step("设计院只报修改的图纸;双方确认组成的全套图纸", "institute hands in what changed; both confirm the composed set") {
                try await handIn(round, replaces: package)
            }
            let opened = try await print.step("建设单位再次报审:按规则沿用结论,其余专业复审", "owner resubmits: decisions that stand are kept, the others review again") {
                let owner = try cast.client(.owner)
                _ = try await owner.confirm(id, key: "\(run)-confirm-\(round)")
                return try await owner.submit(id, key: "\(run)-submit-\(round)")
            }
            try await tellCarried(opened)
            try await print.step("审查机构复核本机构的意见并作出结论", "each body verifies its own comments and decides") { try await review(round) }
        }
        try await print.step("牵头单位:没有必须整改的意见,审查通过", "lead: nothing blocks, the case is passed") {
            _ = try await cast.client(.lead).pass(id, key: "\(run)-pass")
        }
        try await print.step("施工图审查机构签发人:签发,全套图纸现行有效", "issuer of the construction drawing body: certified, the set is in force") {
            _ = try await cast.client(.issuer, .structural).certify(id, key: "\(run)-certify")
        }
    }

    private func answer(for round: Int) async throws {
        let designer = try cast.client(.projectLeader)
        _ = try await designer.revise(id, key: "\(run)-revise-\(round)")
        let words = Dictionary(SampleCase.manifest(round: round).changes.map { ($0.number, $0.text) }, uniquingKeysWith: { first, _ in first })
        for item in try await designer.all({ try await designer.items(of: id, limit: 200, after: $0) }) {
            for source in item.sources where source.comment.severity != .information {
                let region = source.comment.region
                let place = Answer.Place(sheetNumber: item.sheetNumber, x: region.x, y: region.y, width: region.width, height: region.height)
                let body = words[item.sheetNumber].map { NewAnswerBody(verdict: .accepted, text: $0, place: place) }
                _ = try await designer.answer(
                    source.comment.id, body ?? NewAnswerBody(verdict: .notAccepted, text: "本轮未改此图:不影响使用,转弯半径见道路专项设计。"),
                    key: "\(run)-answer-\(round)-\(source.comment.id.uuidString.lowercased())")
            }
        }
        _ = try await designer.releaseAnswers(of: id, key: "\(run)-release-\(round)")
    }

    private func handIn(_ round: Int, replaces before: DrawingPackageBody) async throws -> DrawingPackageBody {
        let (designer, owner) = (try cast.client(.projectLeader), try cast.client(.owner))
        let path = script.output + "/sample-round-\(round).zip"
        if !FileManager.default.fileExists(atPath: path) { try SampleCase.package(round: round, replaces: before.sha256, to: path) }
        let uploaded = try await designer.upload(path, to: id, key: "\(run)-upload-\(round)")
        let read = try await script.waitForIntake(of: uploaded.id, designer)
        guard read.acceptable == true else { throw DemoError.unexpected("第 \(round) 轮图纸包被拒收 · the package of round \(round) was refused") }
        let set = try await designer.composedSet(of: read.id)
        for (client, side) in [(designer, "institute"), (owner, "owner")] {
            _ = try await client.confirmSet(of: read.id, sha256: set.sha256, key: "\(run)-set-\(round)-\(side)")
        }
        _ = try await designer.seal(read.id, key: "\(run)-seal-\(round)")
        return read
    }

    private func tellCarried(_ opened: CaseBody) async throws {
        guard let round = try await cast.client(.owner).rounds(of: id).items.last else { return }
        for carry in round.carryOver {
            let grounds = Set(carry.reasons.map(\.message.zh)).sorted().joined(separator: "、")
            print.line("      \(carry.discipline.label.zh): \(carry.effect == "keeps" ? "结论沿用 kept" : "复审 reviewed again") (\(grounds))")
        }
    }

    private func review(_ round: Int) async throws {
        let owner = try cast.client(.owner)
        let sheets = try await owner.all { try await owner.composedSheets(of: try await newestPackage(owner), limit: 200, after: $0) }.map(\.sheet)
        for review in try await owner.all({ try await owner.reviews(of: id, limit: 200, after: $0) })
        where review.round == round && review.applicability == .applies && review.decision == nil {
            try await carryOut(review, round, sheets)
        }
    }

    private func newestPackage(_ owner: LianshenClient) async throws -> UUID {
        guard let package = try await owner.rounds(of: id).items.last?.packageIds.last else { throw DemoError.unexpected("no package in force") }
        return package
    }

    /// One body's re-review: its own comments first, then what it has to say now, then the decision.
    private func carryOut(_ review: ReviewBody, _ round: Int, _ sheets: [SheetBody]) async throws {
        let discipline = review.discipline
        let client = try cast.client(.reviewer, discipline)
        let key = "\(run)-\(round)-\(discipline.rawValue)"
        let held = review.state == .verifying ? review : try await client.claim(review.id, key: "\(key)-claim")
        // The items of the newest opinion are those that stand: what a body closed before is none of them.
        let items = try await client.all { try await client.items(of: id, limit: 200, after: $0) }.flatMap(\.sources).map(\.comment)
        for comment in items where comment.discipline == discipline && comment.severity.blocks {
            let body = NewBackcheckBody(attempt: held.attempt, verdict: .closed)
            _ = try await client.backcheck(comment.id, body, key: "\(key)-check-\(comment.id.uuidString.lowercased())")
        }
        let drafts = SampleCase.comments.filter { $0.discipline == discipline && $0.round == round }
        let body = DemoBody(cast: cast, discipline: discipline, needsChecker: true, run: run, sheets: sheets)
        try await body.examine(held, drafts, step: "\(round)-\(discipline.rawValue)")
        let isAdvised = (items.filter { $0.discipline == discipline }.map(\.severity) + drafts.map(\.severity)).contains(.advice)
        let decision: Decision = if drafts.contains(where: \.severity.blocks) { .fail } else if isAdvised { .passWithAdvice } else { .pass }
        try await body.decide(held, decision, summary: "\(discipline.label.zh)复审完成。", step: "\(round)-\(discipline.rawValue)")
    }
}
