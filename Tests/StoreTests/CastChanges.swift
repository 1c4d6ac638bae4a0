import Foundation
import JointReview
import Store
import Testing

extension Cast {
    /// A case whose five disciplines passed it without a word, certified.
    func certifiedCase(_ store: Store) async throws -> CaseRecord {
        let accepted = try await acceptedCase(store)
        for review in try await store.transaction(as: actor("owner"), { try await $0.reviews(of: accepted.id) }) {
            try await pass(review, store)
        }
        try await apply(.pass, accepted.id, store, by: "clerk")
        return try await certify(accepted.id, store)
    }

    func certify(_ id: UUID, _ store: Store) async throws -> CaseRecord {
        try await store.transaction(as: actor("issuer")) { try await $0.certify(id, as: try acting("issuer")) }
    }

    /// The discipline's reviewer takes this review and passes it.
    func pass(_ review: ReviewRecord, _ store: Store) async throws {
        let person = try acting(review.discipline.rawValue)
        try await store.transaction(as: actor(review.discipline.rawValue)) { tx in
            let held = try await take(review, as: person, tx)
            _ = try await tx.decide(review.id, decision: .pass, attempt: held.attempt, summary: "", as: person)
        }
    }

    /// Claims what waits, and takes up what was assigned.
    func take(_ review: ReviewRecord, as person: ActingPerson, _ tx: Tx) async throws -> ReviewRecord {
        if ReviewState.queued.contains(review.state) { return try await tx.claim(review.id) }
        let (record, value) = try await tx.lockReview(review.id)
        return try await tx.move(record, to: try value.applying(.start, by: person), by: .start)
    }

    /// The reviews of the present round that have no decision.
    func open(_ id: UUID, _ store: Store) async throws -> [ReviewRecord] {
        try await store.transaction(as: actor("owner")) { tx in
            let round = try await tx.caseRecord(id).round
            return try await tx.reviews(of: id).filter { $0.round == round && $0.decision == nil && $0.state != .cancelled }
        }
    }

    /// A change of a certified case that the owner has confirmed: sheet 建施-01 in another revision, 建施-09 added.
    func confirmedChange(_ id: UUID, _ store: Store) async throws -> CaseRecord {
        let requested = try await store.transaction(as: actor("owner")) { try await $0.requestChange(of: id, reason: "业主调整户型") }.record
        let package = try await partial(requested, store)
        for side in SetConfirmation.Side.allCases { try await confirmSet(package, side, store) }
        try await seal(package, store)
        return try await apply(.confirm, id, store)
    }

    func openChange(_ id: UUID, _ store: Store) async throws -> CaseRecord {
        try await store.transaction(as: actor("clerk")) { try await $0.openNextRound(of: id, by: .openChange) }
    }

    /// As the interface drops a change: its open reviews end first.
    func dropChange(_ id: UUID, _ store: Store, by name: String = "owner") async throws -> CaseRecord {
        let person = try acting(name)
        let service = ActingPerson(person: person.person, organisation: person.organisation, role: .system)
        return try await store.transaction(as: actor(name)) { tx in
            for review in try await tx.reviews(of: id).sorted(by: { $0.id.uuidString < $1.id.uuidString })
            where review.decision == nil && review.state.actions.contains(.cancel) {
                let (record, value) = try await tx.lockReview(review.id)
                guard record.decision == nil else { continue }
                _ = try await tx.move(record, to: try value.applying(.cancel(reason: "终止"), by: service), by: .cancel(reason: "终止"))
            }
            return try await tx.dropChange(of: id, reason: "不再变更")
        }
    }

    /// What every revision of a case is worth, as `number revision-package status`.
    func statuses(_ id: UUID, _ store: Store) async throws -> [String: Set<SheetStatus>] {
        try await store.transaction(as: actor("owner")) { tx in
            var found: [String: Set<SheetStatus>] = [:]
            for package in try await tx.packages(of: id) {
                let sheets = try await tx.sheets(ofPackage: package.id)
                let statuses = try await tx.statuses(of: sheets.map(\.id))
                for sheet in sheets { found["\(sheet.entry.number)/\(package.round)", default: []].formUnion(statuses[sheet.id].map { [$0] } ?? []) }
            }
            return found
        }
    }
}
