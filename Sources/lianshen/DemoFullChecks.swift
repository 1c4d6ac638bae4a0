import Client
import Foundation
import JointReview
import SampleCase
import Wire

/// What the full demo checks besides: that the report tells the whole case, to its end and with every signature.
struct DemoFullChecks: Sendable {
    let caseID: UUID
    let report: Data
    let owner: LianshenClient

    func run() async throws {
        let record = try CanonicalJSON.decode(ReportRecord.self, from: report)
        try conclusion(record)
        try rounds(record)
        try signatures(record)
        try await comments(record)
        try await editions()
    }

    private func require(_ holds: Bool, _ zh: String, _ en: String) throws {
        guard holds else { throw DemoError.unexpected("\(zh) · \(en)") }
    }

    /// The newest report says how the case ended and who said so.
    private func conclusion(_ record: ReportRecord) throws {
        try require(
            record.case.state == .certified && record.edition?.ground == .certify, "最新报告不是最终结论", "the newest report is not of the conclusion")
        try require(
            record.conclusions?.map(\.ground) == [.pass, .certify] && record.conclusions?.map(\.role) == [.lead, .issuer],
            "报告未写明谁作出结论", "the report does not say who concluded")
    }

    /// Every round is told with its conflicts; what was demanded was answered and closed.
    private func rounds(_ record: ReportRecord) throws {
        let told = record.rounds ?? []
        try require(told.map(\.round) == Array(SampleCase.rounds), "报告缺少轮次", "a round is missing in the report")
        let conflicts = told.first?.conflicts ?? []
        try require(
            conflicts.count == SampleCase.conflicts.count && conflicts.allSatisfy { $0.conflict.settlement != nil }, "报告缺少意见冲突的协调",
            "a settlement is missing in the report")
        let blocking = record.comments.filter { $0.severity.blocks && $0.supersededBy == nil }
        try require(
            blocking.allSatisfy { $0.answers?.isEmpty == false && $0.backchecks?.last?.verdict == .closed }, "须整改的意见未全部回复并闭合",
            "a blocking comment was not answered and closed")
        try require(record.comments.contains { $0.late != nil }, "报告缺少迟提意见", "the late finding is missing")
        try require(record.disciplines.contains { $0.carriedRound != nil }, "报告缺少沿用的结论", "the decision that stands is missing")
    }

    /// Four eyes: every specialty has a reviewer and another checker, and so has every discipline without specialties.
    private func signatures(_ record: ReportRecord) throws {
        let signed = record.disciplines.flatMap { $0.specialties ?? [] }
        try require(
            signed.count == 14 && signed.allSatisfy { $0.reviewer != nil && $0.checker != nil && $0.reviewer != $0.checker },
            "专业签署不全", "a specialty lacks a signature")
        let whole = record.disciplines.filter { $0.specialties == nil }
        try require(whole.allSatisfy { $0.checker != nil && $0.checker != $0.reviewer }, "审查类别缺少校核人", "a discipline lacks its checker")
    }

    /// Every comment was drawn on its sheet, and every clause that one cites is in the library.
    private func comments(_ record: ReportRecord) async throws {
        try require(record.comments.allSatisfy { $0.markup?.isEmpty == false }, "意见缺少圈阅", "a comment lacks its markup")
        let library = Set(try await owner.all { try await owner.clauses(limit: 200, after: $0) }.map { "\($0.code) \($0.edition) \($0.clause)" })
        for case .clause(let code, let edition, let clause)? in record.comments.map(\.basis) {
            try require(library.contains("\(code) \(edition) \(clause)"), "规范库缺少 \(code) \(clause)", "the library lacks \(code) \(clause)")
        }
    }

    /// One edition for each opinion and each conclusion; the first still says what it said.
    private func editions() async throws {
        let listed = try await owner.reports(of: caseID, limit: 200).items
        try require(
            listed.map(\.ground) == SampleCase.rounds.map { _ in .opinion } + [.pass, .certify], "报告各版不全", "an edition of the report is missing")
        guard case .ready(let first) = try await owner.report(of: caseID, edition: 1, as: .json) else { return }
        let record = try CanonicalJSON.decode(ReportRecord.self, from: first)
        try require(record.case.state == .opinionsIssued && record.rounds?.count == 1, "第 1 版报告已变", "the first edition is not what it was")
    }
}
