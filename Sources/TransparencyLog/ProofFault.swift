/// Why a proof does not hold, or cannot be made.
public enum ProofFault: Error, Hashable, Sendable {
    /// There is no entry of this index in a tree of this size.
    case outside(index: Int, size: Int)
    /// The later tree is the smaller one.
    case shrinks(from: Int, to: Int)
    /// Hashes are missing.
    case tooShort
    /// There are more hashes than the sizes allow.
    case tooLong
    /// The entry and the proof do not lead to the root.
    case rootDiffers
    /// The proof does not lead to the earlier root: history before it was changed.
    case oldRootDiffers
    /// A tile holds fewer hashes than its name says.
    case tileTooShort(TileAddress)
}
