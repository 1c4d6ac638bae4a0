import Cosigning
import SafeFiles
import TransparencyLog

/// A log as files: what a static server serves, an export, or a copy.
struct LogFolder {
    let path: String

    /// Checkpoints and policies are read into memory whole.
    static let longestText = 1 << 20

    /// The bytes of a tile or bundle. One that has grown since is as good: its beginning does not change.
    func read(_ address: TileAddress) throws -> [UInt8] {
        let isGrown =
            address.isPartial && !PackageFile.isReadable("\(path)/\(address.path)") && PackageFile.isReadable("\(path)/\(address.full.path)")
        let name = isGrown ? address.full.path : address.path
        switch address.layer {
        case .entries:
            let bundle = try file(name, limit: EntryBundle.longest)
            return isGrown ? (try? EntryBundle.prefix(of: bundle, count: address.width)) ?? bundle : bundle
        case .hashes:
            return Array(try file(name, limit: TileAddress.fullWidth * TreeHash.length).prefix(address.width * TreeHash.length))
        }
    }

    /// The signed checkpoint.
    func checkpoint() throws -> [UInt8] { try file("checkpoint", limit: Self.longestText) }

    private func file(_ name: String, limit: Int) throws -> [UInt8] {
        try SafeFile.bytes("\(path)/\(name)", limit: limit)
    }
}
