public import Foundation
public import JointReview

/// What a set of rules would change for one package that was checked before. Codes and counts only: whoever tries rules is no party of the case.
public struct TrialBody: Codable, Hashable, Sendable {
    /// The package.
    public var packageId: UUID
    /// When it was checked.
    public var checkedAt: Date
    /// Whether it was acceptable then.
    public var wasAcceptable: Bool
    /// Whether it would be.
    public var isAcceptable: Bool
    /// How many findings of each code it would get besides.
    public var added: [String: Int]
    /// How many it would lose.
    public var dropped: [String: Int]
    /// How many would be weighed otherwise.
    public var reweighed: [String: Int]

    /// What a trial found.
    public init(_ trial: RuleTrial, package: UUID, checkedAt: Date) {
        let count = { (findings: [Finding]) in findings.reduce(into: [String: Int]()) { $0[$1.code, default: 0] += 1 } }
        packageId = package
        self.checkedAt = checkedAt
        wasAcceptable = trial.wasAcceptable
        isAcceptable = trial.isAcceptable
        added = count(trial.added)
        dropped = count(trial.dropped)
        reweighed = count(trial.reweighed)
    }
}
