import JointReview

/// One page in one language.
struct ReportPage: Sendable {
    let record: ReportRecord
    let language: Language
    init(_ record: ReportRecord, language: Language) {
        self.record = record
        self.language = language
    }
    var html: HTML { "<!DOCTYPE html><title>\(plain: record.case.number)</title>" }
}
