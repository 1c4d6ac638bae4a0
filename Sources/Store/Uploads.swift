public import Foundation
import JointReview
import Postgres

/// An upload that may be continued after the line was cut.
public struct UploadRecord: Sendable, Hashable, Identifiable {
    /// What an upload is to become.
    public enum Kind: String, CaseIterable, Sendable, Codable {
        /// A package.
        case whole
        /// A piece of one.
        case partial
        /// A package that was put together from pieces.
        case final
    }

    /// Where an upload stands.
    public enum State: String, CaseIterable, Sendable, Codable {
        /// Bytes are missing, or all are here and the package is about to be made.
        case receiving
        /// A piece whose bytes are all here.
        case received
        /// It is a package now.
        case finished
        /// A piece that went into a package.
        case used
        /// Its sender ended it.
        case terminated
        /// Nothing came for too long.
        case expired
        /// The bytes are not those that were declared, or were lost.
        case refused
    }

    /// Identity.
    public let id: UUID
    /// Organisation that sends it; its quota is charged.
    public let organisation: UUID
    /// Person who began it.
    public let person: UUID
    /// Case that the package is for.
    public let caseID: UUID?
    /// Name of the file.
    public let fileName: String?
    /// What it is to become.
    public let kind: Kind
    /// Where it stands.
    public let state: State
    /// Bytes that it has when it is whole.
    public let length: Int
    /// Bytes that are on the medium.
    public let received: Int
    /// SHA-256 of the bytes that are on the medium; nil as long as there are none.
    public let sha256: [UInt8]?
    /// SM3 of the same bytes, when switched on.
    public let sm3: [UInt8]?
    /// SHA-256 that the sender declared for the whole.
    public let declared: [UInt8]?
    /// The sender's own text about it.
    public let metadata: String
    /// The pieces that it was put together from.
    public let parts: [UUID]
    /// The package that it became.
    public let package: UUID?
    /// When it was begun.
    public let createdAt: Date
    /// When it is given up unless bytes come.
    public let expiresAt: Date
    /// Whether that moment has passed.
    public let isLapsed: Bool

    /// Whether it still holds bytes that may become a package.
    public var isOpen: Bool { state == .receiving || state == .received }
    /// Whether every byte is here.
    public var isWhole: Bool { received == length }
}

/// What is known of an upload when it begins.
public struct NewUpload: Sendable, Hashable {
    /// Identity.
    public var id: UUID
    /// Case that the package is for; only a piece may do without.
    public var caseID: UUID?
    /// Name of the file; only a piece may do without.
    public var fileName: String?
    /// What it is to become.
    public var kind: UploadRecord.Kind
    /// Bytes that it has when it is whole.
    public var length: Int
    /// SHA-256 that the sender declares for the whole.
    public var declared: [UInt8]?
    /// The sender's own text about it.
    public var metadata: String
    /// The pieces that it is put together from.
    public var parts: [UUID]

    /// An upload that begins.
    public init(
        id: UUID, caseID: UUID?, fileName: String?, kind: UploadRecord.Kind, length: Int, declared: [UInt8]? = nil, metadata: String = "",
        parts: [UUID] = []
    ) {
        self.id = id
        self.caseID = caseID
        self.fileName = fileName
        self.kind = kind
        self.length = length
        self.declared = declared
        self.metadata = metadata
        self.parts = parts
    }
}

extension Tx {
    private static let uploads: SQL =
        """
        SELECT upload_id, organisation_id, person_id, case_id, file_name, kind, state, length, received, sha256, sm3, declared_sha256, metadata, parts,
               package_id, created_at, expires_at, expires_at <= statement_timestamp() AS is_lapsed
          FROM upload
        """

    /// An upload of the actor's organisation.
    /// - Throws: `StoreError.missing`, also for somebody else's.
    public func upload(_ id: UUID) async throws -> UploadRecord {
        let row = try await sql.first("\(Self.uploads) WHERE upload_id = \(id) AND organisation_id = \(actor.organisation)")
        guard let row else { throw StoreError.missing("upload \(id)") }
        return try UploadRecord(row)
    }

    /// Uploads of the actor's organisation, newest first, after the place given.
    public func uploads(after: (Date, UUID)?, limit: Int) async throws -> [UploadRecord] {
        let start =
            after ?? (
                Date(timeIntervalSince1970: 32_503_680_000),
                UUID(uuid: (255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255))
            )
        return try await sql.all(
            """
            \(Self.uploads) WHERE organisation_id = \(actor.organisation) AND (created_at, upload_id) < (\(start.0), \(start.1))
             ORDER BY created_at DESC, upload_id DESC LIMIT \(limit)
            """
        ).map(UploadRecord.init)
    }

    /// Uploads of an organisation that hold bytes or are promised some, and how many bytes those are in all.
    public func openUploads(of organisation: UUID) async throws -> (count: Int, bytes: Int) {
        let row = try await sql.first(
            "SELECT count(*) AS uploads, coalesce(sum(length), 0)::bigint AS bytes FROM upload WHERE organisation_id = \(organisation) AND ended_at IS NULL"
        )
        guard let row else { return (0, 0) }
        return try (row("uploads"), row("bytes"))
    }

    /// The same, while nobody else of the organisation begins one until the transaction ends: of two at once the second sees the first.
    public func lockOpenUploads(of organisation: UUID) async throws -> (count: Int, bytes: Int) {
        _ = try await sql.first("SELECT pg_advisory_xact_lock(hashtextextended(\(organisation.uuidString), 7235044))")
        return try await openUploads(of: organisation)
    }

    /// Begins an upload, which is given up when nothing comes for `lifetime`.
    public func insertUpload(_ new: NewUpload, lifetime: Duration) async throws -> UploadRecord {
        let row = try await sql.first(
            """
            INSERT INTO upload (upload_id, organisation_id, person_id, case_id, file_name, kind, state, length, declared_sha256, metadata, parts, expires_at)
            VALUES (\(new.id), \(actor.organisation), \(actor.person), \(new.caseID), \(new.fileName), \(new.kind), \(UploadRecord.State.receiving),
                    \(new.length), \(new.declared), \(new.metadata), \(new.parts), clock_timestamp() + make_interval(secs => \(lifetime.inSeconds)))
            RETURNING *, false AS is_lapsed
            """
        )
        guard let row else { throw StoreError.missing("upload \(new.id)") }
        return try UploadRecord(row)
    }
}

extension UploadRecord {
    init(_ row: Row) throws {
        id = try row("upload_id")
        organisation = try row("organisation_id")
        person = try row("person_id")
        caseID = try row.optional("case_id")
        fileName = try row.optional("file_name")
        kind = try row("kind")
        state = try row("state")
        length = try row("length")
        received = try row("received")
        sha256 = try row.optional("sha256")
        sm3 = try row.optional("sm3")
        declared = try row.optional("declared_sha256")
        metadata = try row("metadata")
        parts = try row.optional("parts") ?? []
        package = try row.optional("package_id")
        createdAt = try row("created_at")
        expiresAt = try row("expires_at")
        isLapsed = try row("is_lapsed")
    }
}
