import Archive
import Intake
import JointReview
import Manifest
import Sheets
import Testing

/// Every code that a check can give has a sample, or a reason why it has none.
@Suite struct CoverageTests {
    /// Codes that no small, harmless, repeatable package can bring about.
    static let without: [String: String] = [
        "archive.unreadable": "the package's file cannot be opened: the machine's fault, and an error before any finding",
        "package.not_read": "a package that ended every worker that read it: no file is known that does, and one that did would be a defect first",
        "zip.total": "more than 64 GiB unpacked, at most 100:1: the package itself would have 650 MiB",
        "sheet.timeout": "a file that keeps a tool busy for a minute would keep everybody busy who tries the samples",
        "package.time_spent": "several of these, as above: tests of intake have it, with less time",
        "sheet.tool_failed": "a tool that crashes on a file is a defect of that version of the tool: no file brings it about everywhere",
        "sheet.text_unavailable": "a page that opens but whose text cannot be read: depends on the version of the tool",
        "sheet.look_unavailable": "a page that opens but cannot be drawn within two gigabytes: depends on the version of the tool",
        "sheet.title_differs":
            "read from title blocks and drawing lists, whose letters come from the fonts of the machine: tests of the comparison have it",
        "sheet.specialty_differs": "read from title blocks, as above",
        "list.sheet_missing": "read from a drawing list's own sheet, as above",
        "list.sheet_not_listed": "read from a drawing list's own sheet, as above",
        "list.number_twice": "read from a drawing list's own sheet, as above",
        "material.missing": "asked for only where the class of the project is known, and a package does not say it: tests of the rules have it",
        "set.no_base": "a package of changes is told so where it is known that there is no complete set: by the service, not by its file",
        "set.document_changed": "the sample's last complete set holds no document that a package could replace: tests of the comparison have it",
        "set.document_removed": "the same",
        "package.too_many_sheets": "5,001 sheets would be a package of several megabytes: tests of the rules have it",
        "file.name_form": "the shipped rules ask for no form: tests of the rules have it",
        "file.too_large": "the shipped rules limit no single file: tests of the rules have it",
        "file.too_many_pages": "the shipped rules limit no pages: tests of the rules have it",
        "package.too_large": "more than 8 GiB: tests of the rules have it",
    ]

    static let all = Set(
        ZipFault.Rule.allCases.map(\.rawValue) + ManifestCode.allCases.map(\.rawValue) + IntakeCode.allCases.map(\.rawValue)
            + SheetCode.allCases.map(\.rawValue) + LabelCode.allCases.map(\.rawValue) + SetCode.allCases.map(\.rawValue)
            + RuleCode.allCases.map(\.rawValue))

    @Test func everyCodeHasASampleOrAReason() {
        let sampled = Set(Fault.all.flatMap(\.codes))
        #expect(Self.all.subtracting(sampled).subtracting(Self.without.keys) == [])
        #expect(sampled.subtracting(Self.all) == [])
        #expect(sampled.intersection(Self.without.keys) == [])
        #expect(Set(Self.without.keys).subtracting(Self.all) == [])
    }

    /// A folder shows one fault: several kinds of code only where one cannot come without the other, and in the folder that is about that.
    @Test func aFolderIsolatesOneFault() {
        let several = Fault.all.filter { Set($0.codes).count > 1 }.map(\.name)
        #expect(
            several == [
                "zip64-sizes", "more-faults-than-listed", "foreign-letter", "more-findings-than-listed", "duplicate-number", "pdf-page-twice",
                "pdf-pages-circle",
                "five-at-once",
            ])
    }
}
