/// The first two bytes of a digest: which of the 65,536 folders a blob lies in.
struct Shard: Hashable, Comparable, Sendable {
    let first: UInt8
    let second: UInt8

    static func < (one: Shard, other: Shard) -> Bool {
        (one.first, one.second) < (other.first, other.second)
    }
}

/// A folder that holds blobs or folders of blobs.
enum Folder: Hashable, Comparable, Sendable {
    case top
    case first(UInt8)
    case second(Shard)

    /// The folder that lists this one; nil for the top, which is made durable when the store is opened.
    var parent: Folder? {
        switch self {
        case .top: nil
        case .first: .top
        case .second(let shard): .first(shard.first)
        }
    }
}

/// Where everything lies below the root: `blobs/ab/cd/<hex>`, and `blobs/incoming/` for what is not yet a blob.
struct Layout: Sendable {
    let root: String

    var marker: String { root + "/lianshen-blobs" }
    var top: String { root + "/blobs" }
    var incoming: String { top + "/incoming" }
    var lock: String { top + "/lock" }
    var damaged: String { top + "/damaged" }

    func path(of id: BlobID) -> String {
        path(of: .second(id.octets.shard)) + "/" + id.hex
    }

    func path(of folder: Folder) -> String {
        switch folder {
        case .top: top
        case .first(let first): top + "/" + Self.hex(first)
        case .second(let shard): top + "/" + Self.hex(shard.first) + "/" + Self.hex(shard.second)
        }
    }

    private static func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}
