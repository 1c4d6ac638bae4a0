import Archive
import Foundation
import Testing

/// Valid archives, changed at random: whatever comes out, the reader answers, and never hands out more than it announced.
@Suite struct MutationTests {
    /// `LIANSHEN_TEST_SCALE` multiplies the counts of the random tests; 1 where it is not set.
    static let scale = ProcessInfo.processInfo.environment["LIANSHEN_TEST_SCALE"].flatMap { Int($0) } ?? 1

    static func seeds() throws -> [[UInt8]] {
        let written = try ZipWriter.bytes { zip in
            try zip.addFolder("建筑")
            try zip.add("建筑/总平面图.pdf", ReadingTests.drawing(120), method: .stored)
            try zip.add("b.dxf", ReadingTests.drawing(300))
        }
        var wide = ForgedZip([.init("a.pdf"), .init(raw: gbk("建筑.pdf"), [1, 2, 3])])
        wide.hasZip64 = true
        wide.entries[0].isWide = true
        wide.entries[1].extra = unicodePath("建筑.pdf", for: gbk("建筑.pdf"))
        var late = try deflated("plan.dxf", ReadingTests.drawing(200))
        late.flags = 8
        (late.localCrc, late.localSize, late.localPackedSize) = (0, 0, 0)
        late.descriptor = Array("PK".utf8) + [7, 8] + le(UInt64(late.crc), 4) + le(late.packedSize, 4) + le(late.size, 4)
        return [written, wide.bytes, ForgedZip([late, .init("b.pdf")]).bytes]
    }

    /// The limit grows with the count; it is there for a reader that never ends, not for a slow machine.
    @Test(.timeLimit(.minutes(9 + MutationTests.scale)), arguments: 0..<4)
    func noChangeOfBytesCrashesOrMisleadsTheReader(_ shard: Int) throws {
        var random = SeededRandom(seed: UInt64(shard) + 1)
        let seeds = try Self.seeds()
        let limits = ZipLimits(total: 1 << 20, entry: 1 << 20)
        var refused = 0
        let count = 5000 * Self.scale
        for _ in 0..<count {
            let bytes = mutated(seeds[Int.random(in: 0..<seeds.count, using: &random)], &random)
            let (archive, faults) = ZipArchive.open(bytes: bytes, limits: limits)
            if !faults.isEmpty { refused += 1 }
            for entry in archive?.entries ?? [] {
                var seen: UInt64 = 0
                try? archive?.read(entry, buffer: 4096) { seen += UInt64($0.count) }
                #expect(seen <= entry.size && seen <= limits.entry)
            }
        }
        // Far more than half: nearly every byte of these archives is accounted for. All of them: then the seeds were bad.
        #expect(refused > count / 2 && refused < count)
    }

    /// The strength of the rule, as a property: an accepted archive has one reading, so what is accepted must be tiled by what is listed.
    @Test func noSingleBitOfAHeaderIsFree() throws {
        let bytes = try ZipWriter.bytes { try $0.add("a.pdf", Array("data".utf8), method: .stored) }
        // Versions, times, internal and external attributes decide nothing about the reading (the file type among the latter has its own rules).
        let local: Set<Int> = [4, 5, 10, 11, 12, 13]
        let central: Set<Int> = [4, 5, 6, 7, 12, 13, 14, 15, 36, 37, 38, 39, 40, 41]
        let start = 30 + 5 + 4
        for place in bytes.indices {
            let isFree = place < 30 ? local.contains(place) : place >= start && place < start + 46 && central.contains(place - start)
            if isFree { continue }
            // Bits 1 and 2 of the flags tell how hard the packer tried.
            let isFlags = place == 6 || place == start + 8
            for bit in 0..<8 where !isFlags || bit != 1 && bit != 2 {
                var changed = bytes
                changed[place] ^= 1 << bit
                #expect(!faults(of: changed).isEmpty, "byte \(place), bit \(bit)")
            }
        }
    }
}
