import Foundation
import JointReview
import Postgres
import Store
import Synchronization
import TestStore
import Testing

@Suite struct IdempotencyTests {
    private static let request = IdempotentRequest(key: "k-1", route: "POST /v1/packages", body: [1, 2, 3])

    @Test func theSameRequestIsDoneOnceAndAnsweredAlike() async throws {
        try await Cast.with { kit, cast in
            let record = try await cast.draftCase(kit.store)
            let first = try await upload(kit, cast, record)
            let second = try await upload(kit, cast, record)
            #expect(first.isNew && !second.isNew && first.body == second.body && first.status == second.status)
            #expect(try await kit.number("SELECT count(*) FROM lianshen.package") == 1)
        }
    }

    @Test func ofManyAtTheSameTimeOneIsDoneAndTheOthersAreInFlightOrReplayed() async throws {
        try await Cast.with(connections: 12) { kit, cast in
            let record = try await cast.draftCase(kit.store)
            let answers = await withTaskGroup(of: Result<IdempotentAnswer, any Error>.self) { group in
                for _ in 0..<12 {
                    group.addTask {
                        do { return .success(try await upload(kit, cast, record)) } catch { return .failure(error) }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { (try? $0.get())?.isNew == true } == 1)
            for answer in answers {
                guard case .failure(let error) = answer else { continue }
                #expect(error as? StoreError == .keyInFlight)
            }
            #expect(try await kit.number("SELECT count(*) FROM lianshen.package") == 1)
        }
    }

    @Test func anotherBodyOrRouteUnderTheSameKeyIsRefusedAndAnotherPersonsKeyIsAnother() async throws {
        try await Cast.with { kit, cast in
            let record = try await cast.draftCase(kit.store)
            _ = try await upload(kit, cast, record)
            for other in [
                IdempotentRequest(key: "k-1", route: Self.request.route, body: [9]), IdempotentRequest(key: "k-1", route: "POST /v1/cases", body: [1, 2, 3]),
            ] {
                await #expect(throws: StoreError.keyReused) { try await upload(kit, cast, record, other) }
            }
            let owner = try await kit.store.transaction(as: cast.actor("owner"), once: Self.request) { _ in IdempotentAnswer(status: 200, body: [7]) }
            #expect(owner.isNew && owner.body == [7])
        }
    }

    @Test func anActThatFailedLeavesItsKeyFree() async throws {
        try await Cast.with { kit, cast in
            let record = try await cast.draftCase(kit.store)
            await #expect(throws: AuditTests.Changed.self) {
                try await kit.store.transaction(as: cast.actor("designer"), once: Self.request) { tx in
                    _ = try await tx.upload(into: record, cast.institute.id)
                    throw AuditTests.Changed()
                }
            }
            #expect(try await upload(kit, cast, record).isNew)
        }
    }

    @Test func keysAndMarksThatAreOldAreForgottenAndYoungOnesKept() async throws {
        try await Cast.with { kit, cast in
            let record = try await cast.draftCase(kit.store)
            _ = try await upload(kit, cast, record)
            let sheet = UUID()
            let owner = try cast.actor("owner")
            try await kit.store.transaction(as: owner) {
                try await $0.recordView(.sheetView, kind: "sheet", object: sheet, project: record.project, case: record.id)
            }
            #expect(try await kit.store.transaction(as: .system("upkeep")) { try await $0.forgetOld() } == 0)
            #expect(try await !upload(kit, cast, record).isNew)
            _ = try await kit.look("UPDATE lianshen.idempotency_key SET created_at = created_at - interval '8 days'")
            _ = try await kit.look("UPDATE lianshen.view_mark SET quarter = quarter - 2")
            #expect(try await kit.store.transaction(as: .system("upkeep")) { try await $0.forgetOld() } == 2)
            #expect(try await upload(kit, cast, record).isNew)
        }
    }

    private func upload(_ kit: TestStore, _ cast: Cast, _ record: CaseRecord, _ request: IdempotentRequest = request) async throws -> IdempotentAnswer {
        try await kit.store.transaction(as: cast.actor("designer"), once: request) { tx in
            let package = try await tx.upload(into: record, cast.institute.id)
            return IdempotentAnswer(status: 201, body: Array(package.id.uuidString.utf8))
        }
    }
}
