import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// `GET /v1/cases/{id}/history?at=`: a case as it stood at a past instant; now, when none is named.
///
/// What was there is taken from the log; whether it may be shown, from what the asking organisation may see today.
struct HistoryRoutes: Sendable {
    let interface: HTTPInterface

    /// Acts of a person that are listed at most.
    private static let mostOpened = 10_000

    /// By how much a caller's clock may go before ours, in seconds.
    private static let skew = 60.0

    private static let future = Problem(
        .unprocessableContent, .invalid,
        findings: [
            Finding(
                code: "history.future", severity: .reject, file: "at",
                message: Bilingual(zh: "该时刻尚未到来。", en: "The instant lies in the future."),
                remedy: Bilingual(zh: "写过去的时刻,或省略 at 查看现状。", en: "Name a past instant, or leave out at for the present."))
        ])

    private static let before = Problem(
        .notFound, .missing, refusal: "history.before_case",
        explanation: Explanation(
            message: Bilingual(zh: "该时刻本件尚未建立。", en: "At that instant the case was not there yet."),
            remedy: Bilingual(zh: "写本件建立以后的时刻。", en: "Name an instant after the case was opened.")))

    func history(_ request: Request, _ context: SignedIn) async throws -> Response {
        let query = try QueryParameters(request, allowed: ["at", "person"])
        let now = Date()
        let at = try query.instant("at") ?? now
        // Clocks of two machines differ a little; what is asked of tomorrow nobody knows.
        guard at <= now.addingTimeInterval(Self.skew) else { throw Self.future }
        let person = try query.id("person")
        let id = try context.id("caseId")
        let body = try await interface.read(.caseView, on: .joint(id), context) { tx in
            let record = try await tx.caseRecord(id)
            if let person, person != tx.actor.person, ![.lead, .regulator, .auditAdministrator].contains(tx.actor.role) {
                throw Denial.role(.auditQuery)
            }
            guard let moment = try await tx.moment(of: id, at: at) else { throw Self.before }
            return try await Self.body(of: record, at: at, moment, person, tx)
        }
        return try .json(body)
    }

    private static func body(of record: CaseRecord, at: Date, _ moment: CaseMoment, _ person: UUID?, _ tx: Tx) async throws -> CaseHistoryBody {
        let closed = try await tx.closedSheets(of: record.id)
        let veil = try await tx.veil(of: record.id)
        let ticks = Dictionary(grouping: try await tx.ticks(among: moment.ticks), by: \.review)
        let reviews = try await tx.reviews(of: record.id).compactMap { review -> CaseHistoryBody.Review? in
            moment.reviews[review.id].map { state in
                let isHidden = veil.hides(round: review.round) && review.carriedFrom == nil
                return .init(
                    id: review.id, discipline: review.discipline, round: review.round, state: isHidden ? state.behindTheVeil : state,
                    decision: !isHidden && [.issuedPass, .issuedComments].contains(state) ? review.decision : nil,
                    ticks: veil.hides(round: review.round)
                        ? [] : (ticks[review.id] ?? []).map { .init(checkpoint: $0.checkpoint, tick: .init($0, without: closed)) })
            }
        }
        let round = reviews.map(\.round).max() ?? 1
        let packages = try await packages(of: record, at: at, moment, round, tx)
        let hidden = veil.isDrawn ? Set(try await tx.conflicts(of: record.id).filter { veil.hides(round: $0.round) }.map(\.id)) : []
        var sheets: [CaseHistoryBody.Sheet] = []
        for package in packages where package.isInForce {
            sheets += try await tx.sheets(ofSet: package.id).filter { $0.standing != .removed && !closed.contains($0.sheet.id) }.map { line in
                let sheet = line.sheet
                return .init(
                    id: sheet.id, number: sheet.entry.number, title: sheet.entry.title, revision: sheet.entry.revision,
                    fileSHA256: sheet.fileSHA256.hex, page: sheet.entry.page)
            }
        }
        let rounds = try await tx.opinionRounds(of: record.id)
        let issued = moment.opinions.compactMap { id in rounds[id].map { CaseHistoryBody.Issued(id: id, round: $0) } }
        let opened = try await person.asyncMap { try await tx.opened(by: $0, in: record.id, until: at, limit: mostOpened) }
        return CaseHistoryBody(
            caseId: record.id, at: at, state: moment.state, round: round, reviews: reviews, packages: packages, sheets: sheets,
            comments: try await comments(of: record, at: at, moment, issued: Set(issued.map(\.round)), closed, veil, tx),
            conflicts: moment.conflicts.filter { !hidden.contains($0.key) }.map { .init(id: $0, state: $1) }.sorted {
                $0.id.uuidString < $1.id.uuidString
            }, opinions: issued,
            opened: opened?.map { .init(at: $0.at, act: $0.act.rawValue, objectId: $0.object) })
    }

    /// Packages as they stood: who hands in sees what he prepared, everybody else what had been handed in by then.
    private static func packages(of record: CaseRecord, at: Date, _ moment: CaseMoment, _ round: Int, _ tx: Tx) async throws
        -> [CaseHistoryBody.Package]
    {
        let parts = try await tx.partyRoles(in: record.id)
        let handsIn = !parts.isDisjoint(with: OrganisationFunction.applicants.map(\.rawValue))
        let there = try await tx.packages(of: record.id).filter { package in
            moment.packages[package.id] != nil && (handsIn || package.handedInAt.map { $0 <= at } ?? false)
        }
        // What a change drew that had been dropped by then is history: what was approved before it is in force again.
        let dropped = try await tx.changes(of: record.id).filter { $0.outcome == .dropped && $0.endedAt.map { $0 <= at } ?? false }
        var inForce: [UUID: PackageRecord] = [:]
        for package in there where package.round <= round && moment.packages[package.id] == PackageRecord.State.sealed.rawValue {
            if dropped.contains(where: { $0.covers(round: package.round) }) { continue }
            if let known = inForce[package.institute], known.round > package.round { continue }
            inForce[package.institute] = package
        }
        return there.map { package in
            .init(
                id: package.id, instituteId: package.institute, name: package.fileName, sha256: package.sha256.hex, round: package.round,
                state: moment.packages[package.id] ?? package.state.rawValue, isInForce: inForce[package.institute]?.id == package.id)
        }
    }

    private static func comments(
        of record: CaseRecord, at: Date, _ moment: CaseMoment, issued: Set<Int>, _ closed: Set<UUID>, _ veil: Veil, _ tx: Tx
    ) async throws -> [CaseHistoryBody.Said] {
        let there = Set(moment.comments)
        let found = try await tx.comments(of: record.id, at: moment).filter { !closed.contains($0.comment.sheet) }
        let answers = Dictionary(grouping: try await tx.releasedAnswers(to: found.map(\.id), at: at), by: \.comment)
        // What a body found in a round whose opinion is not out is as little for the applicant as its comments.
        let unfinished = veil.isDrawn ? Set(try await tx.backchecks(of: found.map(\.id)).filter { veil.hides(round: $0.round) }.map(\.comment)) : []
        let threads = try await threads(of: record, about: found, at: at, moment, issued: issued, tx)
        return found.map { said in
            var body = CommentBody(said, in: record)
            body.provisional = !issued.contains(said.round)
            body.supersededBy = body.supersededBy.flatMap { there.contains($0) ? $0 : nil }
            return .init(
                comment: body, answers: (answers[said.id] ?? []).map(AnswerBody.init),
                backcheck: unfinished.contains(said.id) ? nil : moment.backchecks[said.id], thread: threads[said.id] ?? [])
        }
    }

    /// What had been said about comments, each with the parties that could read it then: by its visibility, and once the comment was out for them.
    private static func threads(
        of record: CaseRecord, about comments: [CommentRecord], at: Date, _ moment: CaseMoment, issued: Set<Int>, _ tx: Tx
    ) async throws -> [UUID: [CaseHistoryBody.Told]] {
        let messages = try await tx.messages(about: comments.map(\.id), until: at)
        guard !messages.isEmpty else { return [:] }
        let firstOpenness = try await tx.firstOpenness(of: record.id)
        let openness = moment.openness ?? firstOpenness
        let parties = try await tx.parties(of: record.id).filter { $0.joinedAt <= at }
        let byID = Dictionary(comments.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return Dictionary(grouping: messages, by: \.comment).mapValues { thread in
            thread.map { message in
                let isOut = byID[message.comment].map { issued.contains($0.round) } ?? false
                let readers = parties.filter { party in
                    let parts = Set(party.roles.compactMap(OrganisationFunction.init(rawValue:)))
                    return openness.shows(isOut: isOut, toParts: parts)
                        && message.visibility.isRead(byParts: parts, isOwnBody: party.organisation == message.organisation)
                }
                return CaseHistoryBody.Told(message: MessageBody(message), readers: readers.map(\.organisation))
            }
        }
    }
}

extension Optional where Wrapped: Sendable {
    /// The same as `map` for what waits.
    fileprivate func asyncMap<Value>(_ body: (Wrapped) async throws -> Value) async rethrows -> Value? {
        if let self { try await body(self) } else { nil }
    }
}
