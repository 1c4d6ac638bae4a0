import Crypto
import Foundation
import LogKeeping
import TestStore
import Testing
import Timestamps
import TransparencyLog
import Work

/// Trusted timestamps, against an authority that `openssl ts` plays.
@Suite(.timeLimit(.minutes(5))) struct StampingTests {
    private static let paper = Array("审查报告".utf8)
    private static let digest = Array(SHA256.hash(data: paper))

    @Test func aTimestampIsCheckedAndOpenSSLAgrees() async throws {
        let desk = try await TimestampDesk.open()
        let before = Date()
        let stamp = try await TimestampAuthority(url: desk.url, authorities: desk.authorities).stamp(sha256: Self.digest)
        #expect(abs(stamp.time.timeIntervalSince(before)) < 60)
        #expect(try await desk.verifies(stamp.bytes, of: Self.paper))
        #expect(try await !desk.verifies(stamp.bytes, of: Self.paper + [0]))
        // What was kept is checked again without the request.
        #expect(try Timestamp(stamp.bytes, sha256: Self.digest, authorities: desk.authorities) == stamp)
        #expect(throws: TimestampFault.self) {
            try Timestamp(stamp.bytes, sha256: Array(SHA256.hash(data: [1])), authorities: desk.authorities)
        }
        var edited = stamp.bytes
        edited[edited.count - 20] ^= 1
        #expect(throws: TimestampFault.self) { try Timestamp(edited, sha256: Self.digest, authorities: desk.authorities) }
    }

    @Test(arguments: ["other", "garbage", "busy"]) func anAnswerThatIsNoneIsRefused(_ path: String) async throws {
        let desk = try await TimestampDesk.open()
        let authority = TimestampAuthority(url: desk.url + path, authorities: desk.authorities)
        await #expect(throws: TimestampFault.self) { try await authority.stamp(sha256: Self.digest) }
    }

    @Test func anAnswerToAnotherRequestIsRefused() async throws {
        let desk = try await TimestampDesk.open()
        _ = try await TimestampAuthority(url: desk.url, authorities: desk.authorities).stamp(sha256: Self.digest)
        await #expect(throws: TimestampFault.self, "the nonce is another") {
            try await TimestampAuthority(url: desk.url + "stale", authorities: desk.authorities).stamp(sha256: Self.digest)
        }
    }

    @Test func whoIsNotTrustedIsNotBelieved() async throws {
        let (desk, stranger) = (try await TimestampDesk.open(), try await TimestampDesk.open())
        await #expect(throws: TimestampFault.self) {
            try await TimestampAuthority(url: desk.url, authorities: stranger.authorities).stamp(sha256: Self.digest)
        }
        await #expect(throws: TimestampFault.noAuthorities("/nowhere")) {
            try await TimestampAuthority(url: desk.url, authorities: "/nowhere").stamp(sha256: Self.digest)
        }
    }

    @Test func theCheckpointIsStampedOnceADayAndEveryReportOnce() async throws {
        let desk = try await TimestampDesk.open()
        try await LogBench.with { log in
            try await log.withLedger { ledger in
                try await log.sequencing([log.sequencer(ledger, try log.desk())]) {
                    try await log.write(3)
                    try await log.settled()
                }
            }
            @Sendable func stamping(_ day: String) -> Stamping {
                Stamping(
                    store: log.kit.store, folder: log.folder, authority: TimestampAuthority(url: desk.url, authorities: desk.authorities),
                    now: { (try? Date("\(day)T12:00:00Z", strategy: .iso8601)) ?? .distantPast }, logger: TestStore.quiet)
            }
            try await stamping("2026-11-22").stampDue()
            let first = try #require(try log.folder.stamp(of: "2026-11-22"))
            #expect(try first.checkpoint == log.folder.checkpoint())
            #expect(try await desk.verifies(first.token, of: first.checkpoint))
            // Four processes at once, on the same day and on the next.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<8 { group.addTask { try await stamping(number.isMultiple(of: 2) ? "2026-11-22" : "2026-11-23").stampDue() } }
                try await group.waitForAll()
            }
            #expect(try log.folder.stamp(of: "2026-11-22") == first, "the first one stays")
            let next = try #require(try log.folder.stamp(of: "2026-11-23"))
            #expect(try await desk.verifies(next.token, of: next.checkpoint))
            #expect(try log.folder.stamp(of: "../2026-11") == nil)
            #expect(try FileManager.default.contentsOfDirectory(atPath: log.folder.path + "/timestamp").sorted() == ["2026-11-22", "2026-11-23"])
        }
    }
}
