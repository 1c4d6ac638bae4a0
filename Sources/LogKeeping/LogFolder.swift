import Glibc
public import TransparencyLog

/// The public files of a log (C2SP tlog-tiles): `checkpoint`, `tile/…`, `tile/entries/…`. Any static file server can serve the folder.
///
/// A tile, once there, is never changed: it appears whole under its name or not at all, and only after its bytes are on the medium.
public struct LogFolder: Sendable {
    /// Where the files lie.
    public let path: String
    let failpoint: LogFailpoint?

    /// The folder at `path`; nothing is made or looked at yet.
    public init(_ path: String, failpoint: LogFailpoint? = nil) {
        (self.path, self.failpoint) = (path, failpoint)
    }

    /// Makes the folder unless it is there, and clears away what a killed process left half written.
    public func prepare() throws(LogFileFault) {
        try FileCalls.makeFolder(path)
        try FileCalls.removeUnfinished(in: path)
    }

    // MARK: Tiles and bundles

    /// The bytes of a tile or bundle; nil when it is not there. A partial one that was cleared away, or has grown in a copy, is cut from the full one.
    public func read(_ address: TileAddress) throws(LogFileFault) -> [UInt8]? {
        if let bytes = try FileCalls.read(file(address), most: Self.longest(address)) {
            return address.layer == .entries ? bytes : Array(bytes.prefix(address.width * TreeHash.length))
        }
        guard address.isPartial, let full = try FileCalls.read(file(address.full), most: Self.longest(address.full)) else { return nil }
        return Self.cut(full, to: address)
    }

    /// The bytes of a tile or bundle that must be there.
    public func require(_ address: TileAddress) throws(LogFileFault) -> [UInt8] {
        guard let bytes = try read(address) else { throw .missing(address) }
        return bytes
    }

    /// Puts tiles and bundles under their names, all of them on the medium when this returns.
    ///
    /// One that is there with the same bytes stays; one with other bytes is never replaced.
    /// - Throws: `LogFileFault.differs` before anything of this call that would hide it is published.
    public func write(_ tiles: [Tile]) throws {
        var folders: Set<String> = []
        for tile in tiles {
            let target = file(tile.address)
            let folder = FileCalls.folder(of: target)
            // Also for one that is there: whoever wrote it may have been killed before its name was on the medium.
            folders.insert(folder)
            if let present = try FileCalls.read(target, most: Self.longest(tile.address)) {
                guard present == tile.bytes else { throw LogFileFault.differs(tile.address) }
                continue
            }
            try FileCalls.makeFolder(folder)
            try failpoint?(.tile, .before)
            try FileCalls.write(tile.bytes, to: target, settling: false)
            try failpoint?(.tile, .after)
        }
        for folder in folders { try FileCalls.settle(folder) }
    }

    /// Clears away the partial tiles of a place whose full one is there: whoever asks for one is given the full one (tlog-tiles).
    func clearPartials(of full: TileAddress) throws(LogFileFault) {
        guard !full.isPartial, try FileCalls.exists(file(full)) else { return }
        try FileCalls.removeFolder(file(full) + ".p")
    }

    // MARK: Names

    private func file(_ address: TileAddress) -> String { path + "/" + address.path }

    private static func longest(_ address: TileAddress) -> Int {
        address.layer == .entries ? EntryBundle.longest : TileAddress.fullWidth * TreeHash.length
    }

    /// The bytes of a partial tile or bundle, of those of the full one of its place.
    public static func cut(_ full: [UInt8], to address: TileAddress) -> [UInt8] {
        guard address.layer == .entries else { return Array(full.prefix(address.width * TreeHash.length)) }
        // One that cannot be cut is damaged, and whoever reads it is to see that.
        return (try? EntryBundle.prefix(of: full, count: address.width)) ?? full
    }
}

/// The steps by which a batch becomes public, for tests that fail or kill before and after each.
public enum LogStep: String, CaseIterable, Hashable, Sendable {
    /// One tile or bundle is written.
    case tile
    /// The checkpoint is replaced.
    case checkpoint
}

/// Which side of a step a failpoint stands on.
public enum LogMoment: String, CaseIterable, Hashable, Sendable {
    /// The step has not begun.
    case before
    /// The step has taken effect.
    case after
}

/// Called before and after every step; what it throws is what the step would have thrown.
public typealias LogFailpoint = @Sendable (_ step: LogStep, _ moment: LogMoment) throws -> Void
