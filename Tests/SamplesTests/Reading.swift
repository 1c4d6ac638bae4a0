import Foundation
import Intake
import JointReview
import Sheets

/// What intake says about the package in a file, read in the strongest walls of this machine and judged by the shipped rules.
func read(_ file: URL) async throws -> IntakeResult {
    let intake = Intake(confinement: await Confinement.detect())
    return try await intake.read(
        path: file.path, name: file.lastPathComponent, into: try ScratchFolder(), judging: Judgement(rules: ShippedRules.checkRules()))
}

extension IntakeResult {
    /// The codes of its findings, sorted, each as often as it was found.
    var codes: [String] { findings.map(\.code).sorted() }
}

extension String {
    /// Whether there is a Chinese character in it.
    var hasHan: Bool { unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } }
}
