public import Foundation
public import JointReview

/// One edition of a case's report: `GET /v1/cases/{id}/reports`.
public struct ReportEditionBody: Codable, Hashable, Sendable {
    /// A form in which it is written.
    public struct File: Codable, Hashable, Sendable {
        /// `html_zh`, `html_en` or `json`.
        public var format: String
        /// SHA-256 of the bytes.
        public var sha256: String
        /// Size in bytes.
        public var size: Int

        /// A form.
        public init(format: String, sha256: String, size: Int) { (self.format, self.sha256, self.size) = (format, sha256, size) }
    }

    /// Number in the case, from 1: what `?edition=` names.
    public var serial: Int
    /// The act that it was made for.
    public var ground: ReportGround
    /// Round of the case then.
    public var round: Int
    /// State of the case since that act.
    public var state: CaseState
    /// When the act was done.
    public var madeAt: Date
    /// The newest opinion then; absent where the case ended without one.
    public var opinionId: UUID?
    /// Its forms; empty while they are being written.
    public var files: [File]

    /// An edition.
    public init(serial: Int, ground: ReportGround, round: Int, state: CaseState, madeAt: Date, opinionId: UUID?, files: [File]) {
        (self.serial, self.ground, self.round, self.state) = (serial, ground, round, state)
        (self.madeAt, self.opinionId, self.files) = (madeAt, opinionId, files)
    }
}
