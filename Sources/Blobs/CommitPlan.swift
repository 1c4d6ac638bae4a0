/// The order in which staged bytes become blobs, decided before anything is done.
///
/// Pure, because the order is the whole of durability: every barrier comes before the first rename, so that no name ever points at bytes which
/// a power cut can take; every rename comes before the first settling, so that what was acknowledged is found again.
struct CommitPlan: Hashable {
    struct Item: Hashable {
        let id: BlobID
        /// Whether the bytes are still in a temporary file.
        let isIncoming: Bool
    }

    enum Phase: Hashable {
        case barrier([Int])
        case barrierOfFileSystem([Int])
        case folders([Folder])
        case place([Int])
        case settle([Folder])
        case settleFileSystem
    }

    /// Above this many files one `syncfs` stands in for their `fdatasync`s.
    ///
    /// Measured on ext4 with 8 threads, writeback begun early: 1, 16, 100, 2,000 files take 1, 1–4, 2–5, 29–39 ms with `fdatasync` each, and 1, 10, 14,
    /// 70 ms with one `syncfs`; but with 1 GiB of somebody else's dirty pages `syncfs` takes 250–400 ms and `fdatasync` stays as it was. There a
    /// flush cost almost nothing; where it costs 5 ms, some 500 files are the break-even, where 10 ms, half as many.
    static let manyFiles = 256

    let phases: [Phase]

    /// - Parameter settled: folders whose own entry is known to be on the medium.
    init(_ items: [Item], settled: Set<Folder>) {
        var seen = Set<BlobID>()
        let toForce = items.indices.filter { items[$0].isIncoming && seen.insert(items[$0].id).inserted }
        let leaves = Set(items.map { Folder.second($0.id.octets.shard) })
        let newLeaves = leaves.subtracting(settled)
        let newMiddles = Set(newLeaves.compactMap(\.parent)).subtracting(settled)
        // A folder that somebody else made a moment ago may not be on the medium yet: its parent is settled by whoever relies on it.
        let toSettle = leaves.union(newLeaves.compactMap(\.parent)).union(newMiddles.compactMap(\.parent))

        var phases: [Phase] = []
        if toForce.count > Self.manyFiles {
            phases.append(.barrierOfFileSystem(toForce))
        } else if !toForce.isEmpty {
            phases.append(.barrier(toForce))
        }
        if !newLeaves.isEmpty { phases.append(.folders(newMiddles.sorted() + newLeaves.sorted())) }
        if !items.isEmpty { phases.append(.place(Array(items.indices))) }
        if toSettle.count > Self.manyFiles {
            phases.append(.settleFileSystem)
        } else if !toSettle.isEmpty {
            phases.append(.settle(toSettle.sorted()))
        }
        self.phases = phases
    }
}
