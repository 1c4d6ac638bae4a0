public import Foundation

/// An upload that may be continued after the line was cut.
public struct UploadBody: Codable, Hashable, Sendable {
    /// What an upload is to become.
    public enum Kind: String, CaseIterable, Sendable, Codable {
        case whole, partial, final
    }

    /// Where an upload stands.
    public enum State: String, CaseIterable, Sendable, Codable {
        case receiving, received, finished, used, terminated, expired, refused
    }

    /// Identity.
    public var id: UUID
    /// Case that the package is for.
    public var caseId: UUID?
    /// Name of the file.
    public var fileName: String?
    /// What it is to become.
    public var kind: Kind
    /// Where it stands.
    public var state: State
    /// Bytes that it has when it is whole.
    public var length: Int
    /// Bytes that are durable on the server.
    public var offset: Int
    /// SHA-256 that its sender declared for the whole, lower-case hex.
    public var sha256: String?
    /// The partial uploads that it was put together from.
    public var parts: [UUID]?
    /// The package that it became.
    public var packageId: UUID?
    /// Who began it.
    public var personId: UUID
    /// When it was begun.
    public var createdAt: Date
    /// When it is given up unless bytes come; nil when it came to its end.
    public var expiresAt: Date?
    /// Receipt of the package that it became, in the answer to the act.
    public var receipt: ReceiptBody?

    /// An upload.
    public init(
        id: UUID, caseId: UUID?, fileName: String?, kind: Kind, state: State, length: Int, offset: Int, sha256: String? = nil, parts: [UUID]? = nil,
        packageId: UUID? = nil, personId: UUID, createdAt: Date, expiresAt: Date?
    ) {
        self.id = id
        self.caseId = caseId
        self.fileName = fileName
        self.kind = kind
        self.state = state
        self.length = length
        self.offset = offset
        self.sha256 = sha256
        self.parts = parts
        self.packageId = packageId
        self.personId = personId
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }
}
