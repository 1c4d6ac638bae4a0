import Testing
import TransparencyLog

@Suite struct TileTests {
    @Test(arguments: [
        (TileAddress(level: 0, index: 0), "tile/0/000"), (TileAddress(level: 63, index: 999), "tile/63/999"),
        (TileAddress(level: 0, index: 1000), "tile/0/x001/000"), (TileAddress(level: 0, index: 1_234_067), "tile/0/x001/x234/067"),
        (TileAddress(level: 1, index: 5, width: 112), "tile/1/005.p/112"),
        (TileAddress(level: 2, index: 1_000_000, width: 1), "tile/2/x001/x000/000.p/1"),
        (TileAddress(entries: 273, width: 255), "tile/entries/273.p/255"), (TileAddress(entries: 12_345), "tile/entries/x012/345"),
    ])
    func tilesHaveThesePaths(_ address: TileAddress, _ path: String) {
        #expect(address.path == path)
        #expect(TileAddress(path: path) == address)
    }

    @Test(arguments: [
        "", "tile", "tile/0", "tile/0/", "tile/0/0", "tile/0/00", "tile/0/0000", "tile/0/x000/000", "tile/0/001/000", "tile/0/x001/x000",
        "tile/64/000",
        "tile/00/000", "tile/-1/000", "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/1/",
        "/tile/0/000",
        "tile/0/000/", "tile/0/../000", "tile/data/000", "tile/entries/x1/000", "tile/0/x001x/000", "tile/0/000.p/1/2",
        "tile/0/x999/x999/x999/x999/x999/x999/999",
        "tile/0/٠٠٠", "tile/0/é00",
    ])
    func otherPathsNameNothing(_ path: String) {
        #expect(TileAddress(path: path) == nil)
    }

    /// As counted on a log of another make.
    @Test func aTreeOf70000HasTheTilesThatTheFormatSays() {
        let tiles = TileShelf(70_000).tiles.keys
        func count(_ level: Int, partial: Bool) -> Int { tiles.count { $0.layer == .hashes(level: level) && $0.isPartial == partial } }
        #expect(count(0, partial: false) == 273)
        #expect(count(1, partial: false) == 1)
        #expect(tiles.contains(TileAddress(level: 0, index: 273, width: 112)))
        #expect(tiles.contains(TileAddress(level: 1, index: 1, width: 17)))
        #expect(tiles.contains(TileAddress(level: 2, index: 0, width: 1)))
        #expect(tiles.count == 277)
        #expect(Set(tiles) == Set(TileAddress.tiles(grownFrom: 0, to: 70_000)))
    }

    /// What is written while a log grows is what the address arithmetic says, whatever the steps are.
    @Test(arguments: [1, 7, 255, 256, 257, 1000])
    func growingWritesTheTilesThatAreNamed(step: Int) {
        let leaves = NaiveTree.entries(3000).map { TreeHash.leaf($0) }
        var shelf = TileShelf()
        var size = 0
        while size < leaves.count {
            let next = min(leaves.count, size + step)
            var written: Set<TileAddress> = []
            var edge = shelf.edge
            edge.append(leaves[size..<next]) { written.insert($0.address) }
            let named = Set(TileAddress.tiles(grownFrom: size, to: next))
            // An edge of a higher level that did not change need not be written again.
            #expect(named.isSubset(of: written.union(edge.partials.map(\.address))))
            #expect(written.isSubset(of: named))
            shelf.append(leaves[size..<next])
            size = next
            for address in TileAddress.tiles(grownFrom: 0, to: size) { #expect(shelf.tiles[address] != nil) }
        }
        #expect(shelf.edge.root == TileShelf(3000).edge.root)
    }

    @Test func anEdgeGoesOnFromStoredTiles() throws {
        let leaves = NaiveTree.entries(66_000).map { TreeHash.leaf($0) }
        for size in [0, 1, 255, 256, 257, 65_535, 65_536, 65_900] {
            var before = TileShelf()
            before.append(leaves[..<size])
            var edge = try TileEdge(size: size, tiles: before.read)
            #expect(edge.root == before.edge.root)
            edge.append(leaves[size...]) { _ in }
            #expect(edge.partials == TileShelf(66_000).edge.partials)
            #expect(edge.root == TileShelf(66_000).edge.root)
        }
        #expect(throws: ProofFault.tileTooShort(TileAddress(level: 0, index: 0, width: 3))) { try TileEdge(size: 3) { _ in [1, 2] } }
    }

    @Test func aShortTileIsNamed() {
        #expect(throws: ProofFault.tileTooShort(TileAddress(level: 0, index: 0, width: 3))) {
            try InclusionProof(of: 0, size: 3) { _ in [UInt8](repeating: 0, count: 95) }
        }
        // One that has grown since is as good.
        let shelf = TileShelf(200)
        #expect(throws: Never.self) {
            try InclusionProof(of: 0, size: 3) { _ in try shelf.read(TileAddress(level: 0, index: 0, width: 200)) }
                .check(leaf: .leaf(NaiveTree.entries(1)[0]), root: TileShelf(3).edge.root)
        }
    }

    @Test func everyFlippedBitOfATileBreaksTheRoot() throws {
        let shelf = TileShelf(300)
        for address in TileAddress.edge(of: 300) {
            let tile = try shelf.read(address)
            for bit in 0..<tile.count * 8 {
                var bytes = tile
                bytes[bit / 8] ^= 1 << (bit % 8)
                let edge = try TileEdge(size: 300) { $0 == address ? bytes : try shelf.read($0) }
                #expect(edge.root != shelf.edge.root)
            }
        }
    }

    @Test func bundlesComeBackAsTheyWere() throws {
        let entries: [[UInt8]] = [[], [1], [UInt8](repeating: 7, count: 65_535), [0, 0]]
        let bundle = try EntryBundle.encode(entries)
        #expect(bundle.prefix(5) == [0, 0, 0, 1, 1])
        #expect(try EntryBundle.decode(bundle, count: 4).map(Array.init) == entries)
        #expect(throws: BundleFault.entryTooLong(65_536)) { try EntryBundle.encode([[UInt8](repeating: 7, count: 65_536)]) }
        #expect(throws: BundleFault.leftOver(bytes: 4)) { try EntryBundle.decode(bundle, count: 3) }
        #expect(throws: BundleFault.truncated(entry: 4)) { try EntryBundle.decode(bundle, count: 5) }
        #expect(throws: BundleFault.truncated(entry: 3)) { try EntryBundle.decode(bundle.dropLast(), count: 4) }
        for count in 0...4 { #expect(try EntryBundle.prefix(of: bundle, count: count) == EntryBundle.encode(entries.prefix(count))) }
        #expect(throws: BundleFault.truncated(entry: 4)) { try EntryBundle.prefix(of: bundle, count: 5) }
    }

    /// Any bytes: they are entries that make the same bytes again, or they are refused.
    @Test func noBytesReadBeyondABundle() {
        var numbers = SeededNumbers(seed: 3)
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...12, using: &numbers)).map { _ in UInt8.random(in: 0...3, using: &numbers) }
            let count = Int.random(in: 0...4, using: &numbers)
            if let entries = try? EntryBundle.decode(bytes, count: count) {
                #expect((try? EntryBundle.encode(entries)) == bytes)
            }
        }
    }
}
