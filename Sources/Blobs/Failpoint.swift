/// The steps by which bytes become a blob, in the order in which one upload meets them.
public enum BlobStep: String, CaseIterable, Hashable, Sendable {
    /// A temporary file is created.
    case create
    /// A piece is written to it.
    case write
    /// An already stored blob of the same name is marked as wanted.
    case reuse
    /// The temporary file of an already stored blob is removed.
    case drop
    /// The bytes of one file, or of all at once, are forced to the medium.
    case barrier
    /// A folder is made.
    case folder
    /// A temporary file is renamed to its place.
    case place
    /// The entries of one folder, or of all at once, are forced to the medium.
    case settle
}

/// Which side of a step a failpoint stands on.
public enum BlobMoment: String, CaseIterable, Hashable, Sendable {
    /// The step has not begun.
    case before
    /// The step has taken effect.
    case after
}

/// Called before and after every step; what it throws is what the step would have thrown.
///
/// With it a test fails each step before and after it takes effect, and reads the order of the steps, without a tracer.
public typealias Failpoint = @Sendable (_ step: BlobStep, _ moment: BlobMoment) throws -> Void

/// Runs one step between its two failpoints.
func step<Result>(_ step: BlobStep, _ failpoint: Failpoint?, _ body: () throws -> Result) throws -> Result {
    try failpoint?(step, .before)
    let result = try body()
    try failpoint?(step, .after)
    return result
}
