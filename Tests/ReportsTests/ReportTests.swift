import Foundation
import JointReview
import Reports
import Testing

@Suite struct ReportTests {
    static func page(_ record: ReportRecord, _ language: Language = .zh) -> String {
        String(decoding: ReportRenderer.html(record, language: language), as: UTF8.self)
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["LIANSHEN_REPORTS"] != nil))
    func write() throws {
        let folder = URL(fileURLWithPath: ProcessInfo.processInfo.environment["LIANSHEN_REPORTS"] ?? "/tmp")
        for (name, shape) in [
            ("full", SampleRecord.Shape()), ("quick", .init(length: 0.8, merged: [.meteorology])), ("long", .init(length: 700_000)),
            ("open", .init(isDecided: false)), ("clean", .init(hasComments: false, merged: [.civilDefence, .meteorology])),
        ] {
            let record = try SampleRecord.record(shape)
            for language in Language.allCases {
                try Data(ReportRenderer.html(record, language: language)).write(to: folder.appending(path: "\(name).\(language.rawValue).html"))
            }
        }
    }
}
