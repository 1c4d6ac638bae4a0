public import Foundation

/// `POST /v1/cases/{id}/accept-with-debts`: what is owed, each until its day.
public struct AcceptWithDebtsBody: RequestBody, Hashable {
    /// One item.
    public struct Owed: RequestBody, Hashable {
        /// What is owed.
        public var item: String
        /// Last day on which it is in time, `2026-12-31`.
        public var dueOn: String

        /// Something owed.
        public init(item: String, dueOn: String) { (self.item, self.dueOn) = (item, dueOn) }

        /// The fields.
        public static let shape = Shape(.required("item", .text(1...1000)), .required("dueOn", .form(.day)))
    }

    /// What is owed.
    public var debts: [Owed]

    /// An acceptance with debts.
    public init(debts: [Owed]) { self.debts = debts }

    /// The fields.
    public static let shape = Shape(.required("debts", .list(.object(Owed.shape), 1...50)))
}

/// `POST /v1/cases/{id}/debts/{serial}/settle`.
public struct SettleDebtBody: RequestBody, Hashable {
    /// What was received.
    public var note: String

    /// A receipt.
    public init(note: String) { self.note = note }

    /// The fields.
    public static let shape = Shape(.required("note", .text(1...2000)))
}

/// Something owed after an acceptance with debts.
public struct DebtBody: Codable, Hashable, Sendable {
    /// Number in the case, from 1.
    public var serial: Int
    /// What is owed.
    public var item: String
    /// Last day on which it is in time.
    public var dueOn: String
    /// When it was recorded.
    public var recordedAt: Date
    /// When it was received; absent while it is owed.
    public var settledAt: Date?
    /// By whom.
    public var settledBy: UUID?
    /// What was received.
    public var note: String?

    /// Something owed.
    public init(serial: Int, item: String, dueOn: String, recordedAt: Date, settledAt: Date?, settledBy: UUID?, note: String?) {
        (self.serial, self.item, self.dueOn, self.recordedAt) = (serial, item, dueOn, recordedAt)
        (self.settledAt, self.settledBy, self.note) = (settledAt, settledBy, note)
    }
}

/// What is owed in a case, in the order in which it was listed.
public struct DebtsBody: Codable, Hashable, Sendable {
    /// The items.
    public var items: [DebtBody]

    /// Items.
    public init(items: [DebtBody]) { self.items = items }
}
