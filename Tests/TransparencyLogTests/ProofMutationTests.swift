import Testing
import TransparencyLog

@Suite struct ProofMutationTests {
    private func flipped(_ hash: TreeHash, bit: Int) throws -> TreeHash {
        var bytes = hash.bytes
        bytes[bit / 8] ^= 1 << (bit % 8)
        return try #require(TreeHash(bytes))
    }

    @Test func noFlippedBitOfAnInclusionProofIsAccepted() throws {
        let shelf = TileShelf(100)
        let entries = NaiveTree.entries(100)
        for index in [0, 1, 63, 64, 98, 99] {
            let (proof, leaf, root) = (try InclusionProof(of: index, size: 100, tiles: shelf.read), TreeHash.leaf(entries[index]), shelf.edge.root)
            for place in proof.hashes.indices {
                for bit in 0..<256 {
                    var hashes = proof.hashes
                    hashes[place] = try flipped(hashes[place], bit: bit)
                    #expect(throws: ProofFault.rootDiffers) {
                        try InclusionProof(index: index, size: 100, hashes: hashes).check(leaf: leaf, root: root)
                    }
                }
            }
            for bit in 0..<256 {
                #expect(throws: ProofFault.rootDiffers) { try proof.check(leaf: try flipped(leaf, bit: bit), root: root) }
                #expect(throws: ProofFault.rootDiffers) { try proof.check(leaf: leaf, root: try flipped(root, bit: bit)) }
            }
        }
    }

    @Test func aProofThatIsTooShortTooLongOrForAnotherPlaceIsRefused() throws {
        let shelf = TileShelf(100)
        let entries = NaiveTree.entries(100)
        for index in 0..<100 {
            let (proof, leaf, root) = (try InclusionProof(of: index, size: 100, tiles: shelf.read), TreeHash.leaf(entries[index]), shelf.edge.root)
            #expect(throws: ProofFault.tooShort) {
                try InclusionProof(index: index, size: 100, hashes: proof.hashes.dropLast()).check(leaf: leaf, root: root)
            }
            #expect(throws: ProofFault.tooLong) {
                try InclusionProof(index: index, size: 100, hashes: proof.hashes + [root]).check(leaf: leaf, root: root)
            }
            for other in 0..<100 where other != index {
                #expect(throws: ProofFault.self) { try InclusionProof(index: other, size: 100, hashes: proof.hashes).check(leaf: leaf, root: root) }
            }
            #expect(throws: ProofFault.outside(index: 100, size: 100)) {
                try InclusionProof(index: 100, size: 100, hashes: proof.hashes).check(leaf: leaf, root: root)
            }
        }
        #expect(throws: ProofFault.outside(index: 0, size: 0)) { try ProofPlan.inclusion(of: 0, size: 0) }
        #expect(throws: ProofFault.outside(index: -1, size: 5)) { try ProofPlan.inclusion(of: -1, size: 5) }
    }

    @Test func noFlippedBitOfAConsistencyProofIsAccepted() throws {
        let shelf = TileShelf(100)
        for old in [1, 2, 3, 32, 37, 64, 65, 99] {
            let (proof, root) = (try ConsistencyProof(from: old, size: 100, tiles: shelf.read), shelf.edge.root)
            let oldRoot = TileShelf(old).edge.root
            for place in proof.hashes.indices {
                for bit in 0..<256 {
                    var hashes = proof.hashes
                    hashes[place] = try flipped(hashes[place], bit: bit)
                    #expect(throws: ProofFault.self) {
                        try ConsistencyProof(old: old, size: 100, hashes: hashes).check(oldRoot: oldRoot, root: root)
                    }
                }
            }
            // From a power of two the proof starts with the old root itself, so it is the later root that gives the forgery away.
            #expect(throws: old & (old - 1) == 0 ? ProofFault.rootDiffers : .oldRootDiffers) {
                try proof.check(oldRoot: try flipped(oldRoot, bit: 7), root: root)
            }
            #expect(throws: ProofFault.rootDiffers) { try proof.check(oldRoot: oldRoot, root: try flipped(root, bit: 7)) }
            #expect(throws: ProofFault.tooLong) {
                try ConsistencyProof(old: old, size: 100, hashes: proof.hashes + [root]).check(oldRoot: oldRoot, root: root)
            }
            #expect(throws: ProofFault.tooShort) {
                try ConsistencyProof(old: old, size: 100, hashes: proof.hashes.dropLast()).check(oldRoot: oldRoot, root: root)
            }
        }
    }

    @Test func theEdgesOfConsistencyAreHeld() throws {
        let (root, other) = (TileShelf(5).edge.root, TileShelf(6).edge.root)
        try ConsistencyProof(old: 0, size: 5, hashes: []).check(oldRoot: .empty, root: root)
        try ConsistencyProof(old: 0, size: 0, hashes: []).check(oldRoot: .empty, root: .empty)
        try ConsistencyProof(old: 5, size: 5, hashes: []).check(oldRoot: root, root: root)
        #expect(throws: ProofFault.oldRootDiffers) { try ConsistencyProof(old: 5, size: 5, hashes: []).check(oldRoot: other, root: root) }
        #expect(throws: ProofFault.oldRootDiffers) { try ConsistencyProof(old: 0, size: 5, hashes: []).check(oldRoot: other, root: root) }
        #expect(throws: ProofFault.rootDiffers) { try ConsistencyProof(old: 0, size: 0, hashes: []).check(oldRoot: .empty, root: root) }
        #expect(throws: ProofFault.tooLong) { try ConsistencyProof(old: 5, size: 5, hashes: [root]).check(oldRoot: root, root: root) }
        #expect(throws: ProofFault.shrinks(from: 6, to: 5)) { try ConsistencyProof(old: 6, size: 5, hashes: []).check(oldRoot: other, root: root) }
        #expect(throws: ProofFault.shrinks(from: 6, to: 5)) { try ProofPlan.consistency(from: 6, size: 5) }
    }

    /// A forked log: the same beginning, another entry in the middle. Old heads after the fork cannot be continued.
    @Test func aForkIsFound() throws {
        var leaves = NaiveTree.entries(100).map { TreeHash.leaf($0) }
        let old = TileShelf(60).edge.root
        leaves[50] = .leaf(Array("another".utf8))
        var fork = TileShelf()
        fork.append(leaves)
        let proof = try ConsistencyProof(from: 60, size: 100, tiles: fork.read)
        #expect(throws: ProofFault.oldRootDiffers) { try proof.check(oldRoot: old, root: fork.edge.root) }
        try ConsistencyProof(from: 50, size: 100, tiles: fork.read).check(oldRoot: TileShelf(50).edge.root, root: fork.edge.root)
    }
}
