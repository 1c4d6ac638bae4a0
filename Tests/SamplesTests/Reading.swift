import Foundation
import Intake
import JointReview
import Sheets

/// What intake says about the package in a file, read in the strongest walls of this machine and judged by the shipped rules.
/// - Parameter base: the package with the last complete set.
func read(_ file: URL, on base: URL? = nil) async throws -> IntakeResult {
    let intake = Intake(confinement: await Confinement.detect())
    var judgement = Judgement(rules: try ShippedRules.checkRules())
    if let base {
        let earlier = try await intake.read(path: base.path, name: base.lastPathComponent, into: try ScratchFolder(), judging: judgement)
        judgement.base = earlier.asBase
    }
    return try await intake.read(path: file.path, name: file.lastPathComponent, into: try ScratchFolder(), judging: judgement)
}

extension IntakeResult {
    /// The codes of its findings, sorted, each as often as it was found.
    var codes: [String] { findings.map(\.code).sorted() }
}

extension String {
    /// Whether there is a Chinese character in it.
    var hasHan: Bool { unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } }
}
