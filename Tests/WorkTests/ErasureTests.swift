import Foundation
import JointReview
import LogKeeping
import Postgres
import Store
import TestDatabase
import TestStore
import Testing
import TransparencyLog

/// Personal data lie outside the leaves: who they were about can be forgotten, what was proved stays proved.
@Suite struct ErasureTests {
    @Test func erasingAPersonChangesNoLeafAndNoProof() async throws {
        try await LogBench.with { log in
            let cast = Cast()
            let person = try #require(cast.people["owner"])
            try await cast.enter(log.kit.store)
            let row = try #require(try await log.kit.look("SELECT commitment FROM lianshen.person_salt WHERE person_id = \(person.id)").first)
            let commitment: [UInt8] = try row("commitment")
            let actor = Actor(person: person.id, organisation: person.organisation, role: .owner, requestID: "test", commitment: commitment)
            try await log.withLedger { ledger in
                try await log.sequencing([log.sequencer(ledger, try log.desk())]) {
                    for _ in 0..<3 {
                        try await log.kit.store.transaction(as: actor) { try await $0.record(.sheetView, kind: "sheet", object: nil) }
                    }
                    try await log.settled()
                    let before = try log.audit()
                    let head = try #require(try log.folder.head())
                    #expect(try await rows(log).contains { $0.actor == .fits })

                    try await log.kit.store.transaction(as: .system("test")) { tx in
                        try await tx.disable(person.id, reason: "离职")
                        try await tx.erase(person.id, reason: "本人请求")
                    }
                    try await log.settled()
                    let after = try log.audit()
                    #expect(Array(after.prefix(before.count)) == before && after.last?.act == "person.erase")
                    #expect(after.contains { $0.actor == TreeHash(commitment) }, "the pseudonym stays: what one person did still belongs together")
                    let grown = try #require(try log.folder.head())
                    let proof = try ConsistencyProof(from: head.size, size: grown.size) { try log.folder.require($0) }
                    try proof.check(oldRoot: head.root, root: grown.root)
                    // Nobody can show any more whose they were; and that is no contradiction.
                    let rows = try await rows(log).filter { $0.entry?.actor == TreeHash(commitment) }
                    #expect(rows.count == 3 && rows.allSatisfy { $0.actor == .erased })
                    #expect(try await log.kit.store.transaction(as: .system("test")) { try await $0.person(person.id).name } == nil)
                }
            }
        }
    }

    @Test func anErasureCountsOnceItsEntryLiesBelowTheHead() async throws {
        try await LogBench.with { log in
            let cast = Cast()
            let person = try #require(cast.people["owner"])
            try await cast.enter(log.kit.store)
            let row = try #require(try await log.kit.look("SELECT commitment FROM lianshen.person_salt WHERE person_id = \(person.id)").first)
            let commitment: [UInt8] = try row("commitment")
            let actor = Actor(person: person.id, organisation: person.organisation, role: .owner, requestID: "test", commitment: commitment)
            try await log.withLedger { ledger in
                let desk = try log.desk()
                try await log.sequencing([log.sequencer(ledger, desk)]) {
                    try await log.kit.store.transaction(as: actor) { try await $0.record(.sheetView, kind: "sheet", object: nil) }
                    try await log.settled()
                }
                let head = try #require(try log.folder.head())
                try await log.kit.store.transaction(as: .system("test")) { tx in
                    try await tx.disable(person.id, reason: "离职")
                    try await tx.erase(person.id, reason: "本人请求")
                }
                func evidence(_ head: TreeHead) async throws -> Set<LoggedRow.Evidence?> {
                    Set(try await rows(log, under: head).filter { $0.entry?.actor == TreeHash(commitment) }.map(\.actor))
                }
                let written = try await log.kit.number("SELECT count(*) FROM lianshen.audit_entry")
                #expect(try await evidence(head) == [.awaited], "it waits for its place")
                #expect(try await uncompared(log, under: head) == written - head.size)
                try await log.sequencing([log.sequencer(ledger, desk)]) { try await log.settled() }
                #expect(try await evidence(head) == [.awaited], "its place lies beyond the head")
                #expect(try await uncompared(log, under: head) == written - head.size)
                let grown = try #require(try log.folder.head())
                #expect(try await evidence(grown) == [.erased])
                #expect(try await uncompared(log, under: grown) == 0)
            }
        }
    }

    private func uncompared(_ log: LogBench, under head: TreeHead) async throws -> Int {
        let rows = LogRows(url: log.kit.database.url(role: "lianshen_auditor"), logger: TestStore.quiet)
        let count = try await rows.uncompared(under: head)
        await rows.close()
        return count
    }

    /// What the database says of every entry, under the newest head or another.
    private func rows(_ log: LogBench, under other: TreeHead? = nil) async throws -> [LoggedRow] {
        let rows = LogRows(url: log.kit.database.url(role: "lianshen_auditor"), logger: TestStore.quiet)
        let newest = try log.folder.head()
        let head = try #require(other ?? newest)
        var (all, size): ([LoggedRow], Int) = ([], head.size)
        while all.count < size {
            guard let batch = try await rows.batch(from: all.count, under: head) else { break }
            all += batch.rows.flatMap(\.self)
            size = max(size, all.count)
        }
        await rows.close()
        return all
    }
}
