public import Cosigning
import Foundation
import Locks
import LogKeeping
public import Logging
public import TransparencyLog

/// The witnesses that the log asks to sign its heads, and what is known of them for as long as the process lives.
public final class LogWitnesses: Sendable {
    /// How often they are asked and how long they are waited for.
    public struct Pace: Sendable {
        /// Time at least between two heads that they are asked for.
        public var interval: Duration
        /// How long the publication of a head waits for enough of them. Once they kept it waiting for so long it waits no more, until enough have answered.
        public var patience: Duration
        /// How long one that did not sign is left alone.
        public var rest: Duration
        /// After which time they are asked again for a head that they have signed: it shows that the log stands still and was not taken away.
        public var idle: Duration
        /// After which time with entries that too few have seen the alarm is given, and given again.
        public var alarm: Duration
        /// For how long a head counts as the newest that there is: nobody is asked to say now that an older one stands while others wait.
        public var fresh: Duration

        /// Two heads a second, one second of patience, five of rest; hourly when idle; alarm after a minute.
        public init(
            interval: Duration = .milliseconds(500), patience: Duration = .seconds(1), rest: Duration = .seconds(5), idle: Duration = .seconds(3600),
            alarm: Duration = .seconds(60), fresh: Duration = .seconds(2)
        ) {
            (self.interval, self.patience, self.rest, self.idle, self.alarm, self.fresh) = (interval, patience, rest, idle, alarm, fresh)
        }
    }

    let policy: LogPolicy
    let parties: [LogPolicy.Party]
    let client: SigningClient
    let pace: Pace
    let logger: Logger
    private let known: Locked<[WitnessReport.Witness]>

    /// The witnesses of a policy that have an address; nil when none has.
    public init?(policy: LogPolicy, client: SigningClient, pace: Pace = Pace(), logger: Logger) {
        parties = policy.witnesses.filter { $0.url != nil }
        guard !parties.isEmpty else { return nil }
        (self.policy, self.client, self.pace, self.logger) = (policy, client, pace, logger)
        known = Locked(parties.map { WitnessReport.Witness(name: $0.name) })
    }

    /// What is known of each, in the order of the policy.
    var standings: [WitnessReport.Witness] { known.withLock { $0 } }

    /// Whether a head is to be held back until enough of them have signed it.
    var hasQuorum: Bool { policy.quorum != nil }

    /// The size that a witness is believed to have signed last.
    func size(of party: LogPolicy.Party) -> Int {
        let standing = standings.first { $0.name == party.name }
        return standing?.fault == .ahead ? 0 : standing?.size ?? 0
    }

    /// Asks where every witness stands, before anything is signed in this time of leading: a database that came from an older backup is found here, also
    /// when folder and signer came with it. One that does not answer in time is not waited for, but one that said before that it is ahead must take it back.
    /// - Throws: `LogStop.ahead`.
    func requireNoneAhead(of tree: Int, _ folder: LogFolder) async throws {
        if let bytes = try folder.checkpoint() {
            let checkpoint = try SignedNote(bytes)
            let head = try TreeHead(body: checkpoint.body)
            if head.size > 0 { await compare(checkpoint, head, largest: tree, folder) }
        }
        for standing in standings where standing.fault == .ahead && standing.size ?? 0 > tree {
            // Told before it stops: afterwards nobody is left who would tell.
            try folder.tell(WitnessReport(witnesses: standings, waitingSince: try folder.witnessReport()?.waitingSince))
            throw LogStop.ahead(witness: standing.name, size: standing.size ?? 0, ours: tree)
        }
    }

    private func compare(_ checkpoint: SignedNote, _ head: TreeHead, largest: Int, _ folder: LogFolder) async {
        await withTaskGroup(of: Bool.self) { group in
            for party in parties {
                group.addTask {
                    _ = await self.ask(party, for: checkpoint, head, largest: largest, from: head.size, folder)
                    return true
                }
            }
            group.addTask { [pace] in
                try? await Task.sleep(for: pace.patience)
                return false
            }
            var open = parties.count
            while open > 0, await group.next() == true { open -= 1 }
            group.cancelAll()
        }
    }

    /// A witness's signature over a head; nil when there is none, and then its standing says why. `largest` is the size of the tree as we know it.
    func ask(
        _ party: LogPolicy.Party, for checkpoint: SignedNote, _ head: TreeHead, largest: Int, from old: Int, _ folder: LogFolder
    ) async -> NoteSignature? {
        do throws(SigningFault) {
            let lines = try await client.cosign(checkpoint, by: party, from: old) { old in
                try await OffPool.run { try ConsistencyProof(from: old, size: head.size) { try folder.require($0) }.hashes }
            }
            // It may send a hundred; each of them says the same.
            guard let line = lines.first, let time = line.time else { throw .notSigned }
            change(party, fault: nil, cause: "") { standing in
                (standing.size, standing.signedAt) = (head.size, Date(timeIntervalSince1970: Double(time)))
            }
            return line
        } catch {
            // Given up by us, not by the witness.
            if Task.isCancelled { return nil }
            if case .otherSize(let size) = error {
                // It may have signed a later head of ours already.
                change(party, fault: size > largest ? .ahead : nil, cause: "\(size) > \(largest)") { $0.size = size }
            } else {
                change(party, fault: .init(error), cause: "\(error)") { _ in }
            }
            return nil
        }
    }

    private func change(
        _ party: LogPolicy.Party, fault: WitnessReport.Fault?, cause: String, _ body: @Sendable (inout WitnessReport.Witness) -> Void
    ) {
        let before = known.withLock { known -> WitnessReport.Fault? in
            guard let place = known.firstIndex(where: { $0.name == party.name }) else { return nil }
            let before = known[place].fault
            // Only an answer of another size takes it back that it is ahead: silence does not.
            guard before != .ahead || fault == nil || fault == .ahead else { return fault }
            known[place].fault = fault
            body(&known[place])
            return before
        }
        guard fault != before else { return }
        // Told when it changes, not at every try.
        let metadata: Logger.Metadata = ["witness": "\(party.name)", "cause": "\(cause.prefix(300))"]
        switch fault {
        case nil: logger.notice("The witness signs again", metadata: metadata)
        case .unreachable?: logger.warning("The witness does not answer", metadata: metadata)
        case .notSigned?, .refused?: logger.error("The witness does not sign", metadata: metadata)
        case .inconsistent?: logger.critical("The witness says that the log was rewritten", metadata: metadata)
        case .ahead?: logger.critical("The witness has signed a larger head than the log has", metadata: metadata)
        }
    }
}

extension WitnessReport.Fault {
    fileprivate init(_ fault: SigningFault) {
        self =
            switch fault {
            case .otherSize: .ahead
            case .refused(status: 422, _): .inconsistent
            case .refused: .refused
            case .unreachable: .unreachable
            case .notSigned: .notSigned
            }
    }
}
