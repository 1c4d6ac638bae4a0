public import Foundation

extension ReportRecord {
    /// Something that was owed after an acceptance with debts (容缺事项), as it stood when the record was made.
    public struct DebtLine: Hashable, Sendable, Codable {
        /// Number in the case, from 1.
        public var serial: Int
        /// What was owed.
        public var item: String
        /// Last day on which it was in time, e.g. 2026-12-01.
        public var dueOn: String
        /// Who received it; nil while it is owed.
        public var settledBy: Person?
        /// When it was received.
        public var settledAt: Date?
        /// With which words it was received.
        public var note: String?
        /// Audit entries behind it: the acceptance, and the receipt.
        public var audit: [Int64]

        private enum CodingKeys: String, CodingKey {
            case serial, item, note, audit
            case dueOn = "due_on"
            case settledBy = "settled_by"
            case settledAt = "settled_at"
        }

        /// Something owed.
        public init(serial: Int, item: String, dueOn: String, settledBy: Person?, settledAt: Date?, note: String?, audit: [Int64]) {
            (self.serial, self.item, self.dueOn, self.audit) = (serial, item, dueOn, audit)
            (self.settledBy, self.settledAt, self.note) = (settledBy, settledAt, note)
        }
    }
}
