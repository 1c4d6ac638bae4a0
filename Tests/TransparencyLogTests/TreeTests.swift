import Testing
import TransparencyLog

@Suite struct TreeTests {
    /// The vectors of the Certificate Transparency project for RFC 6962.
    @Test func theRootsOfThePublishedVectorsAreFound() throws {
        let entries: [[UInt8]] = [
            [], [0], [0x10], [0x20, 0x21], [0x30, 0x31], Array(0x40...0x43), Array(0x50...0x57), Array(0x60...0x6F),
        ]
        let roots = [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ]
        #expect(TreeHash.empty.hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        var frontier = Frontier()
        var edge = TileEdge()
        #expect(frontier.root == .empty)
        #expect(edge.root == .empty)
        for (entry, root) in zip(entries, roots) {
            frontier.append(.leaf(entry))
            edge.append(.leaf(entry)) { _ in }
            #expect(frontier.root.hex == root)
            #expect(edge.root.hex == root)
        }
    }

    @Test func aFrontierHasTheRootOfTheDefinitionAtEverySizeAndGoesOnWhereItWasKept() throws {
        var naive = NaiveTree(300)
        var frontier = Frontier()
        for (place, entry) in naive.entries.enumerated() {
            frontier.append(.leaf(entry))
            #expect(frontier.root.bytes == naive.root(0..<place + 1))
            #expect(frontier.hashes.count == (place + 1).nonzeroBitCount)
            #expect(Frontier(size: frontier.size, hashes: frontier.hashes) == frontier)
        }
        #expect(Frontier(size: 3, hashes: [frontier.root]) == nil)
        #expect(Frontier(size: -1, hashes: []) == nil)
    }

    /// Every proof of every small tree is that of the definition, and holds.
    @Test func allProofsOfSmallTreesAreThoseOfTheDefinition() throws {
        var naive = NaiveTree(130)
        for size in 1...130 {
            let shelf = TileShelf(size)
            let root = try #require(TreeHash(naive.root(0..<size)))
            for index in 0..<size {
                let proof = try InclusionProof(of: index, size: size, tiles: shelf.read)
                #expect(proof.hashes.map(\.bytes) == naive.path(index, 0..<size))
                try proof.check(leaf: .leaf(naive.entries[index]), root: root)
            }
            for old in 0...size {
                let proof = try ConsistencyProof(from: old, size: size, tiles: shelf.read)
                #expect(proof.hashes.map(\.bytes) == (old == 0 ? [] : naive.proof(old, 0..<size)))
                try proof.check(oldRoot: try #require(TreeHash(naive.root(0..<old))), root: root)
            }
        }
    }

    /// Proofs in trees of several levels of tiles, at their edges.
    @Test(arguments: [255, 256, 257, 511, 512, 513, 1000, 65_535, 65_536, 65_537, 66_048, 70_000])
    func proofsOfLargerTreesHold(size: Int) throws {
        let shelf = TileShelf(size)
        let root = shelf.edge.root
        var frontiers: [Int: TreeHash] = [:]
        var frontier = Frontier()
        let olds: Set = [1, 2, 3, 127, 128, 254, 255, 256, 257, 300, 511, 512, 65_535, 65_536, 65_537, size - 1, size]
        let entries = NaiveTree.entries(size)
        for entry in entries {
            frontier.append(.leaf(entry))
            if olds.contains(frontier.size) { frontiers[frontier.size] = frontier.root }
        }
        #expect(frontier.root == root)
        #expect(shelf.edge.frontier == frontier)
        #expect(try Frontier(size: size, tiles: shelf.read) == frontier)
        for (old, oldRoot) in frontiers {
            try ConsistencyProof(from: old, size: size, tiles: shelf.read).check(oldRoot: oldRoot, root: root)
            try InclusionProof(of: old - 1, size: size, tiles: shelf.read).check(leaf: .leaf(entries[old - 1]), root: root)
            let plan = try ProofPlan.root(of: old, size: size)
            #expect(try plan.hashes(tiles: shelf.read) == [oldRoot])
        }
    }

    @Test func thePlanNamesTheTilesThatTheProofReads() throws {
        let shelf = TileShelf(70_000)
        for index in [0, 255, 256, 65_535, 65_536, 69_999] {
            let plan = try ProofPlan.inclusion(of: index, size: 70_000)
            var read: [TileAddress] = []
            _ = try plan.hashes { address in
                read.append(address)
                return try shelf.read(address)
            }
            #expect(read == plan.tiles)
        }
    }

    /// As counted on a log of another make, of the same size.
    @Test func proofsHaveTheirKnownLengths() throws {
        let shelf = TileShelf(70_000)
        #expect(try InclusionProof(of: 12_345, size: 70_000, tiles: shelf.read).hashes.count == 17)
        #expect(try InclusionProof(of: 69_999, size: 70_000, tiles: shelf.read).hashes.count == 9)
        for (old, count) in [(65_536, 1), (256, 9), (300, 16), (255, 18)] {
            #expect(try ConsistencyProof(from: old, size: 70_000, tiles: shelf.read).hashes.count == count)
        }
    }
}
