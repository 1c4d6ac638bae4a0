import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// The rounds of a case: what became of items and decisions from one set to the next.
struct RoundRoutes: Sendable {
    let interface: HTTPInterface

    /// Owner or institute begins to answer the opinion; what is uploaded from now on is for the next round.
    func revise(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("caseId")
        let bytes = try await request.noBody(interface.configuration)
        let actor = try await interface.actor(for: .caseStartRevision, on: .joint(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            let moved = try await tx.move(id, .caseStartRevision, request) { _ in .startRevision }
            outbox.add(.case, case: id, object: id)
            return CaseBody(moved)
        }
    }

    func rounds(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("caseId")
        let body = try await interface.read(.caseView, on: .joint(id), context) { tx in
            let record = try await tx.caseRecord(id)
            let reviews = try await tx.reviews(of: id)
            let closed = ClosedPlaces(of: try await tx.closedSheetRecords(of: id))
            let veil = try await tx.veil(of: id)
            var rounds: [RoundBody] = []
            for round in 1...record.round {
                let opinion = try await tx.issuedOpinion(of: id, round: round)
                rounds.append(
                    RoundBody(
                        round: round, packageIds: try await tx.packagesInForce(of: id, round: round),
                        reviews: reviews.filter { $0.round == round }.map { ReviewBody($0, behind: veil) },
                        carryOver: try await tx.carryOvers(of: id, round: round).map { CarryOverBody($0, without: closed) },
                        lateFindings: veil.hides(round: round) ? [] : try await tx.lateFindings(of: id, round: round).map(RoundBody.LateCount.init),
                        opinionId: opinion?.id,
                        verdict: opinion?.verdict))
            }
            return RoundsBody(items: rounds)
        }
        return try .json(body)
    }

    /// Everybody who must act now, by when and why.
    func turn(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("caseId")
        let turns = try await interface.read(.caseView, on: .joint(id), context, outline: true) { tx in
            _ = try await tx.caseRecord(id)
            let turns = try await tx.turns(of: id)
            let names = try await tx.names(of: Set(turns.map(\.organisation) + turns.compactMap(\.person)))
            let disciplines = Dictionary(try await tx.reviews(of: id).map { ($0.id, $0.discipline) }, uniquingKeysWith: { first, _ in first })
            return turns.map { TurnBody($0, names: names, discipline: disciplines[$0.object.id]) }
        }
        return try .json(TurnsBody(items: turns))
    }

    /// The items of the newest opinion, each with its answers and with what the bodies found.
    func items(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after = try page.number() ?? 0
        let id = try context.id("caseId")
        let items = try await interface.read(.caseView, on: .joint(id), context) { tx in
            try await tx.items(of: tx.caseRecord(id), after: after, limit: page.limit + 1)
        }
        return try .json(page.page(items, { Cursor(parts: [String($0.number)]) }, { $0 }))
    }

    /// A reviewer's word that a sheet, plotted again, shows what it showed.
    func confirmLook(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("reviewId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try ConfirmLookBody.read(bytes)
        let actor = try await interface.actor(for: .reviewConfirmLook, on: .review(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            guard try await tx.mayOpen([tx.sheet(body.sheetId)]) else { throw Denial.restricted }
            let (carry, outcome) = try await tx.confirmLook(of: body.sheetId, in: id, attempt: body.attempt, as: try tx.actor.acting)
            let review = try await tx.review(id)
            if outcome != nil { outbox.add(.decision, case: review.caseID, object: id) }
            if let opinion = outcome?.opinion { outbox.add(.opinion, case: review.caseID, object: opinion) }
            return ConfirmedLookBody(
                carryOver: CarryOverBody(carry, without: nil), review: ReviewBody(review), case: CaseBody(try await tx.caseRecord(review.caseID)))
        }
    }
}

extension Tx {
    /// The items of the newest opinion after a number; what is said of sheets that the actor may not open is left out.
    fileprivate func items(of record: CaseRecord, after number: Int, limit: Int) async throws -> [ItemBody] {
        guard let opinion = try await opinion(of: record.id)?.opinion else { throw Problem.noOpinion }
        let closed = try await closedSheets(of: record.id)
        let places = ClosedPlaces(of: try await closedSheetRecords(of: record.id))
        let wanted = opinion.items.filter { $0.number > number && !closed.contains($0.sheet.id) }.sorted { $0.number < $1.number }.prefix(limit)
        let ids = wanted.flatMap(\.sources)
        let comments = Dictionary(uniqueKeysWithValues: try await comments(among: ids).map { ($0.id, $0) })
        let institutes = try await institutes(ofSheets: comments.values.map(\.comment.sheet))
        // What an answer says about a sheet is not for whom the sheet is closed to.
        let answers = Dictionary(
            grouping: try await answers(to: ids).filter { !places.holds(file: nil, sheet: $0.answer.place?.sheetNumber) }, by: \.comment)
        let veil = try await veil(of: record.id)
        let backchecks = Dictionary(grouping: try await backchecks(of: ids).filter { !veil.hides(round: $0.round) }, by: \.comment)
        let tasks = try await answerTasks(to: ids, round: record.round)
        let followed = Dictionary(grouping: try await followedRegions(of: ids), by: \.comment)
        return wanted.map { item in
            let sources = item.sources.compactMap { id -> ItemBody.Source? in
                guard let comment = comments[id], let institute = institutes[comment.comment.sheet] else { return nil }
                return ItemBody.Source(
                    comment: CommentBody(comment, in: record), instituteId: institute, assignedTo: tasks[id],
                    answers: (answers[id] ?? []).map(AnswerBody.init), backchecks: (backchecks[id] ?? []).map(BackcheckBody.init),
                    followed: (followed[id] ?? []).filter { $0.sheet.map { !closed.contains($0) } ?? true }.map {
                        FollowedRegionBody(round: $0.round, sheetId: $0.sheet, found: $0.found)
                    })
            }
            let isClosed = !sources.isEmpty && sources.allSatisfy { $0.backchecks.contains { $0.verdict == .closed } }
            return ItemBody(
                number: item.number, sheetNumber: item.sheet.number, sheetTitle: item.sheet.title, isClosed: isClosed, sources: sources)
        }
    }
}

extension AnswerBody {
    init(_ record: AnswerRecord) {
        self.init(
            commentId: record.comment, round: record.round, instituteId: record.institute, answer: record.answer, sheetId: record.sheet,
            authorId: record.author, writtenAt: record.writtenAt, releasedBy: record.releasedBy, releasedAt: record.releasedAt)
    }
}

extension BackcheckBody {
    init(_ record: BackcheckRecord) {
        self.init(
            commentId: record.comment, reviewId: record.review, round: record.round, verdict: record.verdict, text: record.text,
            personId: record.person, checkedAt: record.at)
    }
}

extension CarryOverBody {
    /// Reasons that speak of a sheet the reader may not open are left out.
    init(_ record: CarryOverRecord, without closed: ClosedPlaces?) {
        let reasons = record.reasons.map(Reason.init).filter { reason in
            !(closed?.holds(file: nil, sheet: reason.kind == "sheet" ? reason.name : nil) ?? false)
        }
        self.init(
            discipline: record.discipline, reviewId: record.review, beforeId: record.before, effect: record.effect.rawValue,
            relevance: record.relevance, reasons: reasons)
    }
}
