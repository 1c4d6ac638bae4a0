import Foundation
import LogKeeping
import Logging
import TransparencyLog

/// Has heads signed by witnesses and publishes them, for one time of leading.
///
/// The sequencer hands every signed head in and goes on. As long as enough witnesses answer, a head is published with their signatures: whoever fetches
/// `checkpoint` finds the quorum in it. When they keep it waiting it is published without them, and so are all later ones until enough have answered; what
/// they sign late is added when it is still the published head, and kept beside it otherwise.
actor LogWitnessing {
    private let witnesses: LogWitnesses
    private let folder: LogFolder
    /// Returns while this process leads.
    private let confirm: @Sendable () async throws -> Void
    private let bell = Bell()

    /// A head that the witnesses are asked for.
    private struct Candidate {
        var note: SignedNote
        let head: TreeHead
        let begun = ContinuousClock.now
        /// Those that were asked, and those of them that signed.
        var asked: Set<String> = []
        var signed: Set<String> = []
        /// What of it stands in the folder: signatures that came since are not there yet.
        var written = 0
    }

    private var newest: (note: SignedNote, head: TreeHead)?
    private var candidate: Candidate?
    /// When nothing old was last known to wait beyond the newest head.
    private var lastNewest: ContinuousClock.Instant?
    /// Whether publication waits for enough witnesses.
    private var waits: Bool
    private var asking: Set<String> = []
    private var resting: [String: ContinuousClock.Instant] = [:]
    private var published = 0
    private var witnessed = 0
    private var waitingSince: Date?
    private var alarmed: ContinuousClock.Instant?
    private var told: WitnessReport?
    private var stop: LogStop?

    init(_ witnesses: LogWitnesses, folder: LogFolder, confirm: @escaping @Sendable () async throws -> Void) throws {
        (self.witnesses, self.folder, self.confirm) = (witnesses, folder, confirm)
        waits = witnesses.hasQuorum
        published = try folder.head()?.size ?? 0
        witnessed = try folder.witnessedHead()?.size ?? 0
        waitingSince = try folder.witnessReport()?.waitingSince
    }

    /// Takes a head that the log has signed; it is published at once, or as soon as enough witnesses have signed it.
    /// - Throws: `LogStop` when a witness has seen more than we have.
    func offer(_ note: SignedNote, _ head: TreeHead) throws {
        try requireNoneAhead()
        newest = (note, head)
        lastNewest = .now
        if !waits || head.size == 0 { try publish(note, head) }
        if head.size <= witnessed || !witnesses.hasQuorum { waitingSince = nil } else { waitingSince = waitingSince ?? Date() }
        bell.ring()
    }

    /// Says that nothing old waits beyond the newest head.
    func remainsNewest() {
        let wasFresh = isFresh
        lastNewest = .now
        if !wasFresh { bell.ring() }
    }

    /// What stops the log is told before it stops: afterwards nobody is left who would tell.
    private func requireNoneAhead() throws {
        guard let stop else { return }
        try tell()
        throw stop
    }

    /// Asks and publishes until it is cancelled.
    /// - Throws: `LogStop`, what the folder throws, and what says that somebody else leads.
    func run() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            while true {
                try Task.checkCancellation()
                try requireNoneAhead()
                if hasSomethingToWrite {
                    try await confirm()
                    try write()
                }
                begin()
                for party in due() {
                    guard let candidate else { break }
                    let (note, head, largest) = (candidate.note, candidate.head, newest?.head.size ?? 0)
                    group.addTask { await self.ask(party, note, head, largest: largest) }
                }
                try tell()
                await bell.wait(atMost: pause)
            }
        }
    }

    // MARK: Asking

    private var pace: LogWitnesses.Pace { witnesses.pace }

    private var isFresh: Bool { lastNewest.map { ContinuousClock.now - $0 < pace.fresh } ?? false }

    /// Those that are asked now.
    private func due() -> [LogPolicy.Party] {
        guard isFresh, let asked = candidate?.asked else { return [] }
        let now = ContinuousClock.now
        let parties = witnesses.parties.filter { party in
            !asked.contains(party.name) && !asking.contains(party.name) && resting[party.name].map { $0 <= now } ?? true
        }
        for party in parties {
            candidate?.asked.insert(party.name)
            asking.insert(party.name)
        }
        return parties
    }

    private func ask(_ party: LogPolicy.Party, _ note: SignedNote, _ head: TreeHead, largest: Int) async {
        let from = min(witnesses.size(of: party), head.size)
        let line = await witnesses.ask(party, for: note, head, largest: largest, from: from, folder)
        asking.remove(party.name)
        if let line {
            resting[party.name] = nil
            if candidate?.head == head {
                candidate?.note.take(line, of: party.key)
                candidate?.signed.insert(party.name)
                candidate?.written += 1
            }
        } else {
            resting[party.name] = ContinuousClock.now + pace.rest
            let standing = witnesses.standings.first { $0.name == party.name }
            if standing?.fault == .ahead {
                stop = .ahead(witness: party.name, size: standing?.size ?? 0, ours: newest?.head.size ?? 0)
            } else if candidate?.head == head {
                // It is asked for this head again when it has rested.
                candidate?.asked.remove(party.name)
            }
        }
        bell.ring()
    }

    /// Makes the newest head the one that is asked for, when it is time.
    private func begin() {
        guard let newest, newest.head.size > 0 else { return }
        if let candidate {
            let age = ContinuousClock.now - candidate.begun
            let isDone = isEnough || !isHopeful || age >= pace.patience
            let isNext = newest.head.size > candidate.head.size && isDone && age >= pace.interval
            guard isNext || age >= pace.idle && asking.isEmpty else { return }
            // The signatures of a head that stands still stay; the witnesses' newest join their first.
            if !isNext {
                self.candidate = Candidate(note: candidate.note, head: candidate.head)
                return
            }
        }
        candidate = Candidate(note: newest.note, head: newest.head)
    }

    /// Whether enough witnesses have signed the candidate.
    private var isEnough: Bool { candidate.map { witnesses.policy.isEnough($0.signed) } ?? false }

    /// Whether enough may still sign it before their rest is over.
    private var isHopeful: Bool {
        guard let candidate else { return false }
        return witnesses.policy.isEnough(candidate.signed.union(asking))
    }

    /// Whether the candidate has kept the publication waiting for long enough.
    private var isLate: Bool {
        guard let candidate, waits, !isEnough else { return false }
        return isFresh && !isHopeful || ContinuousClock.now - candidate.begun >= pace.patience
    }

    private var pause: Duration {
        let now = ContinuousClock.now
        var times: [Duration] = [pace.alarm, pace.idle]
        if let candidate {
            let age = now - candidate.begun
            for time in [pace.interval, pace.patience, pace.idle] where age < time { times.append(time - age) }
        }
        times += resting.values.filter { $0 > now }.map { $0 - now }
        return max(.milliseconds(1), times.min() ?? pace.interval)
    }

    // MARK: Writing

    private var hasSomethingToWrite: Bool { candidate?.written ?? 0 > 0 || isLate && (newest?.head.size ?? 0) > published }

    private func write() throws {
        if let candidate, candidate.written > 0 {
            self.candidate?.written = 0
            if isEnough {
                if candidate.head.size >= witnessed {
                    try folder.keepWitnessed(candidate.note)
                    witnessed = candidate.head.size
                }
                settle()
            }
            // Late signatures join the head that they are of; a newer one is never replaced.
            if isEnough || candidate.head.size == published { try publish(candidate.note, candidate.head) }
        }
        if isLate, let newest {
            waits = false
            witnesses.logger.error("Heads are published without enough witnesses", metadata: ["log.size": "\(newest.head.size)"])
            if newest.head.size > published { try publish(newest.note, newest.head) }
        }
    }

    private func publish(_ note: SignedNote, _ head: TreeHead) throws {
        guard head.size >= published else { return }
        try folder.publish(note)
        published = head.size
    }

    /// Enough witnesses have signed.
    private func settle() {
        if !waits, witnesses.hasQuorum {
            waits = true
            witnesses.logger.notice("Enough witnesses sign again", metadata: ["log.size": "\(witnessed)"])
        }
        waitingSince = newest.map { $0.head.size > witnessed } == true ? Date() : nil
        alarmed = nil
    }

    // MARK: Telling

    /// Says how things stand when that has changed, and gives the alarm when entries have waited for too long.
    private func tell() throws {
        let report = WitnessReport(witnesses: witnesses.standings, waitingSince: waitingSince)
        if report != told {
            try folder.tell(report)
            told = report
        }
        guard let waitingSince, Date().timeIntervalSince(waitingSince) >= pace.alarm / .seconds(1) else { return }
        guard alarmed.map({ ContinuousClock.now - $0 >= pace.alarm }) ?? true else { return }
        alarmed = ContinuousClock.now
        witnesses.logger.critical(
            "Entries of the log are not witnessed",
            metadata: [
                "log.size": "\(newest?.head.size ?? 0)", "log.witnessed": "\(witnessed)",
                "witnesses": .array(report.witnesses.filter { $0.fault != nil }.map { "\($0.name): \($0.fault?.rawValue ?? "")" }),
            ])
    }
}

extension SignedNote {
    /// Adds a witness's line. Of a head that stands still the first and the newest are kept: more would fill the note.
    fileprivate mutating func take(_ line: NoteSignature, of key: VerifierKey) {
        let own = signatures.filter(key.claims)
        guard !own.contains(line) else { return }
        self = SignedNote(body: body, signatures: signatures.filter { !own.dropFirst().contains($0) } + [line])
    }
}
