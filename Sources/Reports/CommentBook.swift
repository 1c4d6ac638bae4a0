import Foundation
import JointReview

/// The comments of a record, and where each of them stands in the report.
struct CommentBook: Sendable {
    private let byID: [UUID: ReportRecord.CommentLine]
    private let sheets: [UUID: ReportRecord.Sheet]
    /// First item of the opinion that each comment stands in, as its source or as an earlier form of its source.
    private let firstItem: [UUID: Int]
    /// Comments that no item shows, in the order of the record.
    let others: [ReportRecord.CommentLine]

    init(_ record: ReportRecord) {
        let byID = Dictionary(record.comments.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var firstItem: [UUID: Int] = [:]
        for item in record.opinion?.opinion.items ?? [] {
            for source in item.sources {
                for id in [source] + Self.earlier(than: source, byID).map(\.id) where firstItem[id] == nil { firstItem[id] = item.number }
            }
        }
        self.byID = byID
        self.firstItem = firstItem
        sheets = Dictionary(record.sheets.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        others = record.comments.filter { firstItem[$0.id] == nil }
    }

    subscript(id: UUID) -> ReportRecord.CommentLine? { byID[id] }

    /// The sheet of a record by its identity.
    func sheet(_ id: UUID) -> ReportRecord.Sheet? { sheets[id] }

    /// Number of the item that shows a comment; nil when none does.
    func item(showing comment: UUID) -> Int? { firstItem[comment] }

    /// The comments that a comment corrects, latest first.
    func earlier(than id: UUID) -> [ReportRecord.CommentLine] { Self.earlier(than: id, byID) }

    private static func earlier(than id: UUID, _ byID: [UUID: ReportRecord.CommentLine]) -> [ReportRecord.CommentLine] {
        var chain: [ReportRecord.CommentLine] = []
        // A chain that bites its own tail cannot come from the store, but a record can come from anywhere.
        var seen: Set<UUID> = [id]
        var next = byID[id]?.supersedes
        while let id = next, let comment = byID[id], seen.insert(id).inserted {
            chain.append(comment)
            next = comment.supersedes
        }
        return chain
    }
}
