public import Foundation
public import JointReview

/// `POST /v1/verifications`: the digests of a file; the file itself stays where it is.
public struct NewVerificationBody: RequestBody, Hashable {
    /// SHA-256, lower-case hex.
    public var sha256: String
    /// SM3, lower-case hex.
    public var sm3: String?
    /// Bytes.
    public var size: Int?

    /// The digests of a file.
    public init(sha256: String, sm3: String? = nil, size: Int? = nil) { (self.sha256, self.sm3, self.size) = (sha256, sm3, size) }

    /// The fields.
    public static let shape = Shape(
        .required("sha256", .form(.sha256)), .optional("sm3", .form(.sha256)), .optional("size", .integer(0...(1 << 53 - 1))))
}

/// What a file is worth, and by what; logged, so that the answer can be proven later.
public struct VerificationBody: Codable, Hashable, Sendable {
    /// Where an entry of the log stands.
    public struct Place: Codable, Hashable, Sendable {
        /// The entry.
        public var entryId: UUID
        /// Its leaf; absent until it has one.
        public var leafIndex: Int?
        /// Where the proof is had; absent until there is one.
        public var proof: String?

        /// A place.
        public init(entryId: UUID, leafIndex: Int?) {
            (self.entryId, self.leafIndex) = (entryId, leafIndex)
            proof = leafIndex.map { "/v1/log/entries/\($0)/proof" }
        }
    }

    /// The approved sheet that took the place of another.
    public struct Successor: Codable, Hashable, Sendable {
        /// Number of its case.
        public var caseNumber: String
        /// Number of the sheet.
        public var number: String
        /// Its revision.
        public var revision: String
        /// SHA-256 of its file.
        public var sha256: String

        /// A successor.
        public init(caseNumber: String, number: String, revision: String, sha256: String) {
            (self.caseNumber, self.number, self.revision, self.sha256) = (caseNumber, number, revision, sha256)
        }
    }

    /// Something that is this file.
    public struct Match: Codable, Hashable, Sendable {
        /// `package`, `sheet`, `member` or `report`.
        public var kind: String
        /// What it is worth there.
        public var status: FileStatus
        /// Number of the case.
        public var caseNumber: String
        /// Number of the sheet.
        public var number: String?
        /// Revision of the sheet.
        public var revision: String?
        /// Page in the file, from 1.
        public var page: Int?
        /// Round whose certificate approved it, or that the report was made in.
        public var round: Int?
        /// What took its place.
        public var replacedBy: Successor?
        /// The entry with which it came in: its digest of the package was logged then.
        public var submission: Place?
        /// The entry that holds the digests of everything in the package; absent for a report.
        public var contents: Place?
        /// The entry that approved or issued it.
        public var approval: Place?
        /// The case; for parties of it only.
        public var caseId: UUID?
        /// The package that it is or lies in; for parties only.
        public var packageId: UUID?
        /// Package, sheet or edition of a report; for parties only.
        public var objectId: UUID?
        /// Name of the file; for parties only.
        public var name: String?

        /// A match.
        public init(kind: String, status: FileStatus, caseNumber: String, round: Int?, replacedBy: Successor?, submission: Place?, approval: Place?) {
            (self.kind, self.status, self.caseNumber, self.round) = (kind, status, caseNumber, round)
            (self.replacedBy, self.submission, self.approval) = (replacedBy, submission, approval)
        }
    }

    /// SHA-256 that was asked for.
    public var sha256: String
    /// What the file is worth.
    public var status: FileStatus
    /// What it is, the oldest first; at most fifty.
    public var matches: [Match]
    /// The entry of this answer in the log: digest and status.
    public var entryId: UUID

    /// An answer.
    public init(sha256: String, status: FileStatus, matches: [Match], entryId: UUID) {
        (self.sha256, self.status, self.matches, self.entryId) = (sha256, status, matches, entryId)
    }
}
