public import Foundation
import NIOCore
import NIOHTTP1
public import Wire

extension LianshenClient {
    /// Begins the revision that an opinion asks for.
    public func revise(_ case: UUID, key: String? = nil) async throws -> CaseBody {
        try await send(.post("/v1/cases/\(`case`.text)/revise", key: key))
    }

    /// The rounds of a case, oldest first.
    public func rounds(of case: UUID) async throws -> RoundsBody {
        try await send(.get("/v1/cases/\(`case`.text)/rounds"))
    }

    /// Everybody who must act on a case now.
    public func turns(of case: UUID) async throws -> TurnsBody {
        try await send(.get("/v1/cases/\(`case`.text)/turn"))
    }

    /// A case as it stood at a past instant, with what a person had opened by then where one is named.
    public func history(of case: UUID, at instant: Date, person: UUID? = nil) async throws -> CaseHistoryBody {
        try await send(.get("/v1/cases/\(`case`.text)/history", [("at", WireJSON.text(instant))] + (person.map { [("person", $0.text)] } ?? [])))
    }

    /// The items of the newest opinion.
    public func items(of case: UUID, limit: Int? = nil, after: String? = nil) async throws -> PageBody<ItemBody> {
        try await send(.get("/v1/cases/\(`case`.text)/items", page(limit, after)))
    }

    /// Writes the answer to a comment.
    public func answer(_ comment: UUID, _ body: NewAnswerBody, key: String? = nil) async throws -> AnswerBody {
        try await send(.put("/v1/comments/\(comment.text)/answer", body, key: key))
    }

    /// Gives an item to a designer of the institute.
    public func assignAnswer(_ comment: UUID, to person: UUID, key: String? = nil) async throws {
        _ = try await whole(.post("/v1/comments/\(comment.text)/answer/assign", AssignAnswerBody(personId: person), key: key))
    }

    /// The open items of the newest opinion as a table (XLSX) to fill in.
    public func answerSheet(of case: UUID) async throws -> Data {
        guard case .ready(let bytes) = try await made(.get("/v1/cases/\(`case`.text)/answers"), { $0 }) else { return Data() }
        return bytes
    }

    /// Hands a filled-in table back: all of it becomes drafts, or none.
    public func fillAnswerSheet(of case: UUID, _ bytes: Data, key: String? = nil) async throws -> ReleasedAnswersBody {
        var call = Call.post("/v1/cases/\(`case`.text)/answers", key: key)
        call.method = .PUT
        call.headers.append(("content-type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))
        call.body = ByteBuffer(bytes: bytes)
        return try await send(call)
    }

    /// Sends the institute's answers out: those to the comments named, or every draft.
    public func releaseAnswers(of case: UUID, to comments: [UUID]? = nil, key: String? = nil) async throws -> ReleasedAnswersBody {
        try await send(.post("/v1/cases/\(`case`.text)/answers/release", ReleaseAnswersBody(commentIds: comments), key: key))
    }

    /// Closes a comment of an earlier round, or keeps it open with a reason.
    public func backcheck(_ comment: UUID, _ body: NewBackcheckBody, key: String? = nil) async throws -> BackcheckBody {
        try await send(.post("/v1/comments/\(comment.text)/backcheck", body, key: key))
    }

    /// Confirms that a sheet, plotted again, shows what it showed.
    public func confirmLook(of sheet: UUID, in review: UUID, attempt: Int, key: String? = nil) async throws -> ConfirmedLookBody {
        try await send(.post("/v1/reviews/\(review.text)/confirm-look", ConfirmLookBody(attempt: attempt, sheetId: sheet), key: key))
    }
}
