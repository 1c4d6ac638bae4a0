extension ReportRecord {
    /// A body that stepped aside as a whole, and whose review went to another (机构回避).
    public struct ReplacedBody: Hashable, Sendable, Codable {
        /// Discipline of the review.
        public var discipline: Discipline
        /// The body that had it.
        public var body: Organisation
        /// Why it stepped aside.
        public var reason: String
        /// Audit entry behind it.
        public var audit: Int64

        /// A replaced body.
        public init(discipline: Discipline, body: Organisation, reason: String, audit: Int64) {
            (self.discipline, self.body, self.reason, self.audit) = (discipline, body, reason, audit)
        }
    }
}
