import Client
import Foundation
import JointReview
import SampleCase
import Wire

/// What the people of a body do to one review of the sample: specialty by specialty, with a second person, a clause of the library and markup.
///
/// Where a discipline has specialties each of its comments is published by whoever reviews that specialty, and another person checks it; where it has
/// none and the profile wants four eyes, a checker agrees with the draft before it goes out.
struct DemoBody: Sendable {
    let cast: DemoCast
    let discipline: Discipline
    /// Whether the profile wants a second person where there are no specialties.
    let needsChecker: Bool
    let run: String
    let sheets: [SheetBody]

    /// Publishes comments and goes through the specialties of a review that its reviewer holds.
    /// - Parameter step: what names the requests of this review, so that a repeated one is the same.
    func examine(_ review: ReviewBody, _ comments: [SampleComment], step: String) async throws {
        let lines = try await client("reviewer").specialties(of: review.id).items
        guard !lines.isEmpty else {
            for comment in comments {
                try await publish(comment, on: review, as: client("reviewer"), attempt: review.attempt, specialty: comment.specialty, step)
            }
            return
        }
        let names = lines.map(\.specialty)
        for (place, line) in lines.enumerated() where line.state != .checked {
            let reviewer = try self.reviewer(of: line, place)
            let key = "\(run)-\(step)-specialty-\(place)"
            let held = try await reviewer.specialty("claim", .init(specialty: line.specialty), of: review.id, key: "\(key)-claim")
            for comment in comments where (names.contains(comment.specialty) ? comment.specialty : names[0]) == line.specialty {
                try await publish(comment, on: review, as: reviewer, attempt: held.attempt, specialty: line.specialty, step)
            }
            let done = SpecialtyActBody(specialty: line.specialty, attempt: held.attempt)
            _ = try await reviewer.specialty("finish", done, of: review.id, key: "\(key)-finish")
            _ = try await client("checker").specialty("check", .init(specialty: line.specialty), of: review.id, key: "\(key)-check")
        }
    }

    /// Ticks, has the draft checked where the profile wants it, and decides.
    func decide(_ review: ReviewBody, _ decision: Decision, summary: String, step: String) async throws {
        let (reviewer, key) = (try client("reviewer"), "\(run)-\(step)")
        if decision != .fail { try await reviewer.tickOpen(review.id, attempt: review.attempt, on: sheets, key: "\(key)-tick") }
        if needsChecker, review.specialties ?? 0 == 0 {
            _ = try await reviewer.draftOpinion(.init(attempt: review.attempt, decision: decision), of: review.id, key: "\(key)-draft")
            _ = try await client("checker").checkOpinion(of: review.id, key: "\(key)-check")
        }
        _ = try await reviewer.decide(
            review.id, DecideReviewBody(attempt: review.attempt, decision: decision, summary: summary), key: "\(key)-decide")
    }

    // A specialty goes back to whom it was with; else two reviewers share them, but for the one who stepped aside.
    private func reviewer(of line: SpecialtyBody, _ place: Int) throws -> LianshenClient {
        if let known = cast.people.first(where: { $0.value == line.reviewerId })?.key, let client = cast.clients[known] { return client }
        let hasSecond = "\(discipline.rawValue).reviewer2" != SampleCase.recusal.signIn
        return try client(hasSecond && place % 2 == 1 ? "reviewer2" : "reviewer")
    }

    private func client(_ part: String) throws -> LianshenClient {
        guard let client = cast.clients["\(discipline.rawValue).\(part)"] else {
            throw DemoError.unexpected("nobody is \(discipline.rawValue).\(part)")
        }
        return client
    }

    private func publish(
        _ comment: SampleComment, on review: ReviewBody, as reviewer: LianshenClient, attempt: Int, specialty: String, _ step: String
    ) async throws {
        guard let sheet = sheets.first(where: { $0.number == comment.sheet }) else { return }
        _ = try await reviewer.sheet(sheet.id)
        let body = NewCommentBody(
            attempt: attempt, sheetId: sheet.id, region: comment.region, severity: comment.severity, text: comment.text.zh, specialty: specialty,
            basis: comment.basis, lateReason: comment.lateReason, demands: comment.demand.map { [$0.demand] }, markup: Self.markup(comment))
        _ = try await reviewer.comment(on: review.id, body, key: "\(run)-\(step)-comment-\(comment.id)")
    }

    /// What a reviewer draws: a cloud around the place, and beside a demand the value that it requires.
    private static func markup(_ comment: SampleComment) -> [MarkupShape] {
        let region = comment.region
        let corners = [MarkupShape.Point(x: region.x, y: region.y), .init(x: region.x + region.width, y: region.y + region.height)]
        let required = comment.demand.map { "\($0.relation) \($0.value) \($0.unit)".trimmingCharacters(in: .whitespaces) }
        return [MarkupShape(.cloud, corners)] + (required.map { [MarkupShape(.text, [corners[0]], text: $0)] } ?? [])
    }
}
