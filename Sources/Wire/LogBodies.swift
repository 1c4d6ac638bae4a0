public import Foundation

/// The receipt of an act: the proof (`.tlog-proof`, C2SP) that its entry stands in the public log, or where it will be.
public struct ReceiptBody: Codable, Hashable, Sendable {
    /// The entry.
    public var entryId: UUID
    /// Where the proof is, and stays.
    public var url: String
    /// Whether the entry is not in the published log yet: ask at `url` for the proof.
    public var pending: Bool
    /// Place of the entry in the log.
    public var leafIndex: Int?
    /// Entries of the head that the proof leads to.
    public var logSize: Int?
    /// Whether enough witnesses have signed that head.
    public var witnessed: Bool?
    /// The proof, with the entry in it.
    public var proof: String?

    /// A receipt that is still to come.
    public init(entryId: UUID) {
        self.entryId = entryId
        url = "/v1/log/receipts/\(entryId.text)"
        pending = true
    }
}

/// An entry about an object, and where its receipt is.
public struct LoggedActBody: Codable, Hashable, Sendable {
    /// The entry.
    public var entryId: UUID
    /// When it was recorded.
    public var recordedAt: Date
    /// What was done; a word of `Act`.
    public var act: String
    /// What kind of thing it was done to.
    public var objectKind: String
    /// What it was done to.
    public var objectId: UUID?
    /// Place in the log; absent until it has one.
    public var leafIndex: Int?
    /// Where its receipt is.
    public var url: String

    /// An entry.
    public init(entryId: UUID, recordedAt: Date, act: String, objectKind: String, objectId: UUID?, leafIndex: Int?) {
        (self.entryId, self.recordedAt, self.act, self.objectKind) = (entryId, recordedAt, act, objectKind)
        (self.objectId, self.leafIndex) = (objectId, leafIndex)
        url = "/v1/log/receipts/\(entryId.text)"
    }
}

/// How far the public log is, and how its witnesses are. It proves nothing; the checkpoint does.
public struct LogStatusBody: Codable, Hashable, Sendable {
    /// What somebody has to look after.
    public enum Alarm: String, CaseIterable, Codable, Sendable {
        /// Entries have waited for more than a minute to be published.
        case notPublished = "not_published"
        /// Published entries have waited for more than a minute for enough witnesses.
        case notWitnessed = "not_witnessed"
        /// A witness has signed a larger head than the log has: nothing is signed any more.
        case witnessAhead = "witness_ahead"
        /// A witness says that the log does not continue what it signed.
        case witnessDisagrees = "witness_disagrees"
    }

    /// What is wrong with a witness.
    public enum Fault: String, CaseIterable, Codable, Sendable {
        case unreachable, refused, inconsistent, ahead
        case notSigned = "not_signed"
    }

    /// A witness that is asked.
    public struct Witness: Codable, Hashable, Sendable {
        /// Name in the policy.
        public var name: String
        /// Entries of the head that it signed last.
        public var size: Int?
        /// When it last signed, by its own clock.
        public var signedAt: Date?
        /// What is wrong with it; absent when nothing is.
        public var fault: Fault?

        /// A witness.
        public init(name: String, size: Int?, signedAt: Date?, fault: Fault?) {
            (self.name, self.size, self.signedAt, self.fault) = (name, size, signedAt, fault)
        }
    }

    /// The log's name; absent before its first entry.
    public var origin: String?
    /// Entries that are published.
    public var size: Int
    /// Entries of the newest head that enough witnesses have signed; absent where none are asked.
    public var witnessedSize: Int?
    /// Entries that wait to be published.
    public var waiting: Int
    /// Age in seconds of the oldest of them.
    public var oldestWaitingSeconds: Int?
    /// For how many seconds published entries have waited for enough witnesses.
    public var unwitnessedSeconds: Int?
    /// What somebody has to look after.
    public var alarms: [Alarm]
    /// The witnesses that are asked.
    public var witnesses: [Witness]

    /// How far the log is.
    public init(
        origin: String?, size: Int, witnessedSize: Int?, waiting: Int, oldestWaitingSeconds: Int?, unwitnessedSeconds: Int?, alarms: [Alarm],
        witnesses: [Witness]
    ) {
        (self.origin, self.size, self.witnessedSize, self.waiting) = (origin, size, witnessedSize, waiting)
        (self.oldestWaitingSeconds, self.unwitnessedSeconds) = (oldestWaitingSeconds, unwitnessedSeconds)
        (self.alarms, self.witnesses) = (alarms, witnesses)
    }
}
