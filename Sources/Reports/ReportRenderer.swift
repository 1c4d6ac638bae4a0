import Foundation
public import JointReview

/// Makes a report of a record: pure, and the same record gives the same bytes.
public enum ReportRenderer {
    /// One self-contained HTML file in UTF-8: styles inline, no script, nothing fetched from anywhere.
    public static func html(_ record: ReportRecord, language: Language) -> [UInt8] {
        ReportPage(record, language: language).html.bytes
    }

    /// The record in canonical JSON, for machines; reads back to an equal record.
    public static func json(_ record: ReportRecord) throws -> [UInt8] {
        Array(try CanonicalJSON.encode(record))
    }
}

/// Language of a report. Texts of the record itself stay as they were written.
public enum Language: String, CaseIterable, Sendable {
    /// Simplified Chinese.
    case zh
    /// English.
    case en
}
