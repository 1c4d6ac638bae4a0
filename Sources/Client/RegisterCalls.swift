public import Draws
public import Foundation
public import JointReview
import NIOCore
public import Wire

/// One of the two tables of the register.
public enum RegisterPart: String, CaseIterable, Sendable {
    case firms, persons
}

extension LianshenClient {
    /// Registered firms.
    public func registeredFirms(limit: Int? = nil, after: String? = nil) async throws -> PageBody<RegisteredFirmBody> {
        try await send(.get("/v1/register/firms", page(limit, after)))
    }

    /// Registrations of persons.
    public func registeredPersons(limit: Int? = nil, after: String? = nil) async throws -> PageBody<RegisteredPersonBody> {
        try await send(.get("/v1/register/persons", page(limit, after)))
    }

    /// A table of the register as CSV.
    public func exportRegister(_ part: RegisterPart) async throws -> Data {
        try await whole(.get("/v1/register/\(part.rawValue)/export")).bytes
    }

    /// Imports a table into the register: every row, or none.
    public func importRegister(_ part: RegisterPart, _ table: Data, key: String? = nil) async throws -> RegisterChangeBody {
        var call = Call.post("/v1/register/\(part.rawValue)/import", key: key)
        call.body = ByteBuffer(bytes: table)
        call.headers.append(("content-type", "text/csv"))
        return try await send(call)
    }

    /// The bodies that may be chosen for a discipline, and of the others why not.
    public func reviewBodies(
        for discipline: Discipline, in case: UUID, limit: Int? = nil, after: String? = nil
    ) async throws -> PageBody<ReviewBodyBody> {
        try await send(.get("/v1/cases/\(`case`.text)/bodies/\(discipline.rawValue)", page(limit, after)))
    }

    /// The body of a review steps aside as a whole.
    public func replaceBody(of review: UUID, reason: String, key: String? = nil) async throws -> ReviewBody {
        try await send(.post("/v1/reviews/\(review.text)/replace-body", ReasonBody(reason: reason), key: key))
    }

    /// The owner chooses the body of a discipline.
    public func chooseBody(_ organisation: UUID, for discipline: Discipline, in case: UUID) async throws -> CaseBody {
        try await send(.put("/v1/cases/\(`case`.text)/bodies/\(discipline.rawValue)", ChooseBodyBody(organisationId: organisation)))
    }

    /// Approves the green channel for a case that is not accepted yet.
    public func approveGreenChannel(for case: UUID, reason: String, key: String? = nil) async throws -> GreenChannelBody {
        try await send(.post("/v1/cases/\(`case`.text)/green-channel", ReasonBody(reason: reason), key: key))
    }

    /// How the reviews of a case came to their bodies.
    public func allocations(of case: UUID) async throws -> AllocationsBody {
        try await send(.get("/v1/cases/\(`case`.text)/allocations"))
    }

    /// Declares independence from a review.
    public func declareIndependence(of review: UUID, key: String? = nil) async throws -> IndependenceBody {
        try await send(.post("/v1/reviews/\(review.text)/declare", DeclareIndependenceBody(), key: key))
    }

    /// Commits to a draw.
    public func commitToDraw(_ body: NewDrawBody, in case: UUID, key: String? = nil) async throws -> DrawRecord {
        try await send(.post("/v1/cases/\(`case`.text)/draws", body, key: key))
    }

    /// Draws what was committed to.
    public func makeDraw(_ draw: UUID, key: String? = nil) async throws -> DrawRecord {
        try await send(.post("/v1/draws/\(draw.text)/make", key: key))
    }

    /// A draw, as it is verified.
    public func draw(_ draw: UUID) async throws -> DrawRecord {
        try await send(.get("/v1/draws/\(draw.text)"))
    }

    /// The draws of a case.
    public func draws(of case: UUID, limit: Int? = nil, after: String? = nil) async throws -> PageBody<DrawRecord> {
        try await send(.get("/v1/cases/\(`case`.text)/draws", page(limit, after)))
    }
}
