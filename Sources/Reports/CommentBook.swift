import Foundation
import JointReview

/// The comments of a record, and where each of them stands in the report.
struct CommentBook: Sendable {
    private let byID: [UUID: ReportRecord.CommentLine]
    private let sheets: [UUID: ReportRecord.Sheet]
    /// First item of the opinion that each comment stands in, as its source or as an earlier form of its source.
    private let firstItem: [UUID: Int]
    /// Items of earlier opinions that the newest does not show, by number.
    let earlierItems: [EarlierItem]
    /// Comments that no item of any opinion shows, in the order of the record.
    let others: [ReportRecord.CommentLine]
    private let earlierNumber: [UUID: Int]

    /// An item of an earlier opinion, as the last opinion that held it told it.
    struct EarlierItem: Sendable {
        let number: Int
        let sheet: String
        let severity: Severity
        let comments: [ReportRecord.CommentLine]
    }

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
        var earlier: [Int: EarlierItem] = [:]
        let present = Set((record.opinion?.opinion.items ?? []).map(\.number))
        for item in (record.rounds ?? []).flatMap(\.items) where !present.contains(item.number) {
            let shown = item.comments.compactMap { byID[$0] }.filter { firstItem[$0.id] == nil }
            guard !shown.isEmpty else { continue }
            earlier[item.number] = EarlierItem(number: item.number, sheet: item.sheet, severity: item.severity, comments: shown)
        }
        // A comment that came to another item is told there, where it was last.
        var numbers: [UUID: Int] = [:]
        for item in (record.rounds ?? []).flatMap(\.items) where earlier[item.number] != nil {
            for comment in item.comments where firstItem[comment] == nil { numbers[comment] = item.number }
        }
        earlierNumber = numbers
        earlierItems = earlier.values.compactMap { item in
            let own = item.comments.filter { numbers[$0.id] == item.number }
            return own.isEmpty ? nil : EarlierItem(number: item.number, sheet: item.sheet, severity: item.severity, comments: own)
        }.sorted { $0.number < $1.number }
        others = record.comments.filter { firstItem[$0.id] == nil && numbers[$0.id] == nil }
    }

    subscript(id: UUID) -> ReportRecord.CommentLine? { byID[id] }

    /// The sheet of a record by its identity.
    func sheet(_ id: UUID) -> ReportRecord.Sheet? { sheets[id] }

    /// Number of the item that shows a comment; nil when none does.
    func item(showing comment: UUID) -> Int? { firstItem[comment] }

    /// Number of the item of an earlier opinion that shows a comment; nil when none does.
    func earlierItem(showing comment: UUID) -> Int? { earlierNumber[comment] }

    /// Whether an item of this number stands in the report.
    func shows(item number: Int) -> Bool { firstItem.values.contains(number) || earlierItems.contains { $0.number == number } }

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
