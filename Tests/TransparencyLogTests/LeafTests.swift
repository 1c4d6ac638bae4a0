import Foundation
import Testing
import TransparencyLog

@Suite struct LeafTests {
    static func full() throws -> LeafEntry {
        func id(_ n: UInt8) -> UUID { UUID(uuid: (n, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 0xFE)) }
        var entry = LeafEntry(
            origin: "log.example", id: id(1), at: 1_795_251_328_123, effective: 1_795_251_328_000, act: "package.upload", role: "owner",
            objectKind: "package", objectID: id(2), result: "ok", request: LeafEntry.digest(ofRequest: "k-1"))
        (entry.project, entry.sequence, entry.previous) = (id(3), 1837, .leaf([1]))
        (entry.caseID, entry.actor, entry.organisation) = (id(4), .leaf([2]), id(5))
        (entry.from, entry.to, entry.sha256, entry.sm3, entry.size, entry.detail) = ("draft", "sealed", .leaf([3]), .leaf([4]), 1_048_576, .leaf([5]))
        return entry
    }

    static func least() -> LeafEntry {
        LeafEntry(
            origin: "log.example", id: UUID(), at: 0, effective: 1000, act: "access.denied", role: "system", objectKind: "session", objectID: nil,
            result: "denied", request: LeafEntry.digest(ofRequest: ""))
    }

    @Test func anEntryHasTheseBytes() throws {
        #expect(
            String(decoding: try Self.full().bytes(), as: UTF8.self) == """
                {"act":"package.upload","actor":"\(TreeHash.leaf([2]).base64)","at":"2026-11-21T08:55:28.123Z",\
                "case":"04010203-0405-0607-0809-0a0b0c0d0efe","detail":"\(TreeHash.leaf([5]).base64)","eff":"2026-11-21T08:55:28.000Z","from":"draft",\
                "id":"01010203-0405-0607-0809-0a0b0c0d0efe","kind":"package","log":"log.example/2026","obj":"02010203-0405-0607-0809-0a0b0c0d0efe",\
                "org":"05010203-0405-0607-0809-0a0b0c0d0efe","pprev":"\(TreeHash.leaf([1]).base64)","proj":"03010203-0405-0607-0809-0a0b0c0d0efe",\
                "pseq":1837,"req":"\(LeafEntry.digest(ofRequest: "k-1").base64)","res":"ok","role":"owner","sha256":"\(TreeHash.leaf([3]).base64)",\
                "size":1048576,"sm3":"\(TreeHash.leaf([4]).base64)","to":"sealed","v":1}
                """)
        // The order of the members is that of their names.
        #expect(LeafEntry.Member.allCases.map(\.rawValue) == LeafEntry.Member.allCases.map(\.rawValue).sorted())
    }

    private struct Vectors: Decodable {
        struct Leaf: Decodable {
            let leaf: String
            let hash: String
        }
        let leaves: [Leaf]
    }

    /// The published examples of the format.
    @Test func theVectorsOfTheFormatAreReadAndWrittenToTheByte() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let vectors = try JSONDecoder().decode(Vectors.self, from: Data(contentsOf: root.appendingPathComponent("Schemas/log/1/vectors.json")))
        #expect(!vectors.leaves.isEmpty)
        for vector in vectors.leaves {
            let entry = try LeafEntry(vector.leaf.utf8)
            #expect(try String(decoding: entry.bytes(), as: UTF8.self) == vector.leaf)
            #expect(TreeHash.leaf(Array(vector.leaf.utf8)).base64 == vector.hash)
        }
    }

    @Test func whatIsWrittenIsReadBack() throws {
        for entry in [try Self.full(), Self.least()] {
            let bytes = try entry.bytes()
            #expect(try LeafEntry(bytes) == entry)
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(bytes)) }
        }
    }

    /// Whatever can be read is what would be written: no other bytes say the same.
    @Test func everyChangedByteIsRefusedOrSaysSomethingElse() throws {
        for entry in [try Self.full(), Self.least()] {
            let bytes = try entry.bytes()
            var numbers = SeededNumbers(seed: 5)
            func judge(_ changed: [UInt8]) throws {
                guard changed != bytes, let read = try? LeafEntry(changed) else { return }
                #expect(read != entry)
                #expect(try read.bytes() == changed)
            }
            for bit in 0..<bytes.count * 8 {
                var changed = bytes
                changed[bit / 8] ^= 1 << (bit % 8)
                try judge(changed)
            }
            for place in bytes.indices {
                var (without, with) = (bytes, bytes)
                without.remove(at: place)
                with.insert(UInt8.random(in: 0...255, using: &numbers), at: place)
                try judge(without)
                try judge(with)
                try judge(Array(bytes[..<place]))
            }
        }
    }

    @Test func valuesThatMakeNoEntryAreRefusedByName() throws {
        func fault(_ change: (inout LeafEntry) -> Void) throws -> LeafFault? {
            var entry = try Self.full()
            change(&entry)
            return entry.fault
        }
        #expect(try fault { _ in } == nil)
        #expect(try fault { $0.act = "意见" } == .value(.act))
        #expect(try fault { $0.act = "" } == .value(.act))
        #expect(try fault { $0.role = "a b" } == .value(.role))
        #expect(try fault { $0.objectKind = "a b" } == .value(.kind))
        #expect(try fault { $0.from = "\"" } == .value(.from))
        #expect(try fault { $0.to = String(repeating: "x", count: 101) } == .value(.to))
        #expect(try fault { $0.result = "\\" } == .value(.res))
        #expect(try fault { $0.log = "a b" } == .value(.log))
        #expect(try fault { $0.at = -1 } == .value(.at))
        #expect(try fault { $0.effective = -1 } == .value(.eff))
        #expect(try fault { $0.size = 1 << 53 } == .value(.size))
        #expect(try fault { $0.sequence = 0 } == .value(.pseq))
        #expect(try fault { $0.project = nil } == .presence(.proj))
        #expect(try fault { $0.previous = nil } == .presence(.pprev))
        #expect(try fault { $0.sequence = 1 } == .presence(.pprev))
        #expect(try fault { $0.sequence = nil } == .presence(.pprev))
        #expect(throws: LeafFault.value(.act)) {
            try LeafEntry(String(decoding: Self.least().bytes(), as: UTF8.self).replacing("access.", with: "é").utf8)
        }
    }

    @Test func momentsAreWrittenAsTheCalendarHasThem() throws {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        var numbers = SeededNumbers(seed: 9)
        for _ in 0..<2000 {
            var entry = Self.least()
            entry.at = Int.random(in: 0..<253_402_300_800, using: &numbers) * 1000 + [0, 1, 999].randomElement(using: &numbers).unsafelyUnwrapped
            let text = String(decoding: try entry.bytes(), as: UTF8.self)
            let moment = try #require(text.split(separator: "\"at\":\"").last?.prefix(24))
            #expect(Int((try style.parse(String(moment)).timeIntervalSince1970 * 1000).rounded()) == entry.at)
            #expect(try LeafEntry(text.utf8) == entry)
        }
        for wrong in [
            "2026-02-29T00:00:00.000Z", "2026-13-01T00:00:00.000Z", "2026-01-01T24:00:00.000Z", "1969-12-31T23:59:59.999Z",
            "2026-01-01T00:00:60.000Z",
        ] {
            let text = String(decoding: try Self.least().bytes(), as: UTF8.self).replacing("1970-01-01T00:00:00.000Z", with: wrong)
            #expect(throws: LeafFault.value(.at)) { try LeafEntry(text.utf8) }
        }
    }
}
