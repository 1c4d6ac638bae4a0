/// How much material is merged at once. What is beyond is a finding, before anything is computed of it.
public enum MergeLimits {
    /// Sheets.
    public static let sheets = 20_000
    /// Comments.
    public static let comments = 200_000
    /// Entries of the register.
    public static let elements = 100_000
    /// Declared sums.
    public static let sums = 10_000
    /// Recorded joins and splits.
    public static let groupings = 100_000
    /// Numbers of earlier rounds.
    public static let numbers = 1_000_000
    /// Demands of one comment, and comments that it is said to contradict.
    public static let perComment = 50
    /// Demands of all comments together, and declared contradictions.
    public static let demands = 500_000
    /// Entries of one case's register in the service.
    public static let elementsOfCase = 5000
    /// Sums of one case in the service.
    public static let sumsOfCase = 500
    /// Recorded joins and splits of one case in the service.
    public static let groupingsOfCase = 5000
    /// Findings told; one more says how many there are.
    public static let findings = 1000
    /// Hints told.
    public static let hints = 1000
    /// Comments of one page up to which every two are compared.
    public static let fullPage = 256
    /// On a fuller page each is compared with so many on both sides of it, once in the order of place and once in the order of text; a finding says so.
    public static let neighbours = 32
}
