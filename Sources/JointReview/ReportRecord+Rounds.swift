public import Foundation

extension ReportRecord {
    /// What an institute answered to a comment, as it was released.
    public struct AnswerLine: Hashable, Sendable, Codable {
        /// Round of the opinion that it answers.
        public var round: Int
        /// Whether it was accepted.
        public var verdict: Answer.Verdict
        /// What was done, or why not.
        public var text: String
        /// Number of the sheet that shows it.
        public var sheet: String?
        /// Who wrote it.
        public var author: Person
        /// When it was released.
        public var releasedAt: Date

        private enum CodingKeys: String, CodingKey {
            case round, verdict, text, sheet, author
            case releasedAt = "released_at"
        }

        /// A released answer.
        public init(round: Int, verdict: Answer.Verdict, text: String, sheet: String?, author: Person, releasedAt: Date) {
            (self.round, self.verdict, self.text, self.sheet) = (round, verdict, text, sheet)
            (self.author, self.releasedAt) = (author, releasedAt)
        }
    }

    /// What the issuing body found of its comment.
    public struct BackcheckLine: Hashable, Sendable, Codable {
        /// Round in which it looked.
        public var round: Int
        /// What it found.
        public var verdict: BackcheckVerdict
        /// In words.
        public var text: String?
        /// Who looked.
        public var person: Person
        /// When.
        public var at: Date

        /// What was found.
        public init(round: Int, verdict: BackcheckVerdict, text: String?, person: Person, at: Date) {
            (self.round, self.verdict, self.text, self.person, self.at) = (round, verdict, text, person, at)
        }
    }
}
