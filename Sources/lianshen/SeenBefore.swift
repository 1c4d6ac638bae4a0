import Foundation
import JointReview
import TransparencyLog

/// Which person stands behind which commitment: in one year of the log each makes exactly one.
struct PeopleSeen {
    private struct Key: Hashable {
        let person: UUID
        let log: String
    }

    private var people: [TreeHash: UUID] = [:]
    private var made: Set<Key> = []
    /// The year before, for those whose first commitment of a year may be that year's.
    private var begunBefore: [Key: Key] = [:]

    /// Whether an entry's person is the one of every earlier entry with its commitment.
    ///
    /// What began in the old year may be recorded in the new one, under the old year's commitment; a part of the log need not show where that was used
    /// before. So within the first day of a year a commitment may be the year before's, if that year showed none: nothing that began lasts longer.
    mutating func agrees(_ person: UUID?, with leaf: LeafEntry) -> Bool {
        // What nobody did is nobody's, and what somebody did is somebody's.
        guard let person, let actor = leaf.actor else { return person == nil && leaf.actor == nil }
        if let known = people[actor] { return known == person }
        people[actor] = person
        let own = Key(person: person, log: LeafEntry.log(origin: "", at: leaf.at))
        let before = Key(person: person, log: LeafEntry.log(origin: "", at: leaf.at - 86_400_000))
        if made.insert(own).inserted {
            if before != own { begunBefore[own] = before }
            return true
        }
        guard let free = before != own ? before : begunBefore[own] else { return false }
        return made.insert(free).inserted
    }
}

/// Where each project lies, as its first entry commits to it: that decides which regulator is shown an entry.
struct RegionsSeen {
    private var regions: [UUID: String] = [:]

    /// Learns from words that an entry commits to; those of other entries than a project's first say nothing of it.
    mutating func learn(from leaf: LeafEntry, _ words: String) {
        guard leaf.act == Act.projectCreate.rawValue, leaf.result == "ok", leaf.sequence == 1, let project = leaf.project,
            let values = try? JSONDecoder().decode([String: String].self, from: Data(words.utf8))
        else { return }
        regions[project] = values["region"]
    }

    /// Whether a region is that of an entry's project; nil when nothing was learnt of that. What belongs to no project lies nowhere.
    func agree(_ region: String?, with leaf: LeafEntry) -> Bool? {
        guard let project = leaf.project else { return region == nil }
        return regions[project].map { $0 == region ?? "" }
    }
}

/// Whose salts were erased, and of which commitments, as the entries of the erasures commit to them.
struct ErasuresSeen {
    private var named: [UUID: Set<TreeHash>] = [:]
    private var erased: [UUID: Int] = [:]
    private var excused: [TreeHash: (person: UUID, index: Int, id: UUID, last: Int)] = [:]

    /// Learns from words that an entry commits to. Erasures of earlier versions name no commitments.
    mutating func learn(from leaf: LeafEntry, _ words: String) {
        guard leaf.act == Act.personErase.rawValue, leaf.result == "ok", leaf.objectKind == "person", let person = leaf.objectID else { return }
        erased[person] = max(erased[person] ?? 0, leaf.at)
        guard let list = (try? JSONDecoder().decode([String: String].self, from: Data(words.utf8)))?["commitments"] else { return }
        named[person, default: []].formUnion(list.split(separator: " ").compactMap { TreeHash(base64: Array($0.utf8)) })
    }

    /// Remembers an entry whose person cannot be shown any more, because that person's data were erased.
    mutating func excuse(_ person: UUID?, _ leaf: LeafEntry, at index: Int) {
        guard let person, let actor = leaf.actor else { return }
        let known = excused[actor] ?? (person, index, leaf.id, leaf.at)
        excused[actor] = (known.person, known.index, known.id, max(known.last, leaf.at))
    }

    /// The first entry of each commitment that is said to be of somebody whose erasure does not name it, or who still acted a day after one that names none.
    var unnamed: [(index: Int, id: UUID)] {
        excused.filter { commitment, entry in
            named[entry.person].map { !$0.contains(commitment) } ?? erased[entry.person].map { entry.last > $0 + 86_400_000 } ?? false
        }
        .map { ($0.value.index, $0.value.id) }.sorted { $0.0 < $1.0 }
    }
}

/// Texts that an export lacks though their entries commit to them: gone with an erasure, or taken out.
struct TextsMissing {
    /// By what an entry is about: the last one without its text, in the order of the log.
    private var missing: [UUID: (index: Int, id: UUID)] = [:]
    private var erased: [UUID: Int] = [:]

    /// Learns of erasures; their own words are not needed for it.
    mutating func learn(from leaf: LeafEntry, at index: Int) {
        guard leaf.act == Act.personErase.rawValue, leaf.result == "ok", leaf.objectKind == "person", let person = leaf.objectID else { return }
        erased[person] = max(erased[person] ?? 0, index)
    }

    /// Remembers an entry without its text; false when what it is about cannot have been a person, of whom an erasure takes what is said.
    mutating func excuse(_ leaf: LeafEntry, at index: Int) -> Bool {
        // Refusals and reads are told of under the kind that was asked for.
        guard let object = leaf.objectID, ["person", "people", "audit"].contains(leaf.objectKind) else { return false }
        if missing[object].map({ $0.index < index }) ?? true { missing[object] = (index, leaf.id) }
        return true
    }

    /// Entries without their text that no later erasure explains. Only what holds all of the log can show that there was none.
    var unexplained: [(index: Int, id: UUID)] {
        missing.filter { person, entry in erased[person].map { $0 <= entry.index } ?? true }.map { ($0.value.index, $0.value.id) }
            .sorted { $0.0 < $1.0 }
    }
}
