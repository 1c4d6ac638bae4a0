import Archive
import Blobs
import JointReview
import Sheets

/// One member of the archive while intake works on it.
struct Member: Sendable {
    let entry: ZipEntry
    var kept: KeptMember?
    var facts: SheetFacts?
    /// What was wrong with its bytes; the member's name stands in each.
    var findings: [Finding] = []
    var role = IntakeResult.Role.other
    /// Whether it was left unopened because the package had used its time up.
    var isUnopened = false

    var name: String { entry.name }
    var fileExtension: String { FileKind.fileExtension(of: entry.name) }

    /// Whether its own bytes or name refuse it already.
    var isRefused: Bool { findings.contains { $0.severity == .reject } }

    init(_ entry: ZipEntry) {
        self.entry = entry
        if entry.isDirectory { role = .directory }
    }
}
