public import Foundation

/// Who has a part in what is reviewed, or stepped aside from it: gathered under a lock, never taken from a request.
///
/// The one rule for everybody who takes a review, is given one, checks, returns, decides or certifies, and for `turn`, which names nobody whom it bars.
public struct Interests: Hashable, Sendable {
    /// Persons who stepped aside.
    public var recused: Set<UUID>
    /// Persons who uploaded, sealed or answered in any case of the project.
    public var designers: Set<UUID>
    /// Organisations that own, design or survey in any case of the project, and those whose people did so as agents of one.
    public var organisations: Set<UUID>

    /// Those who have a part; nobody unless said otherwise.
    public init(recused: Set<UUID> = [], designers: Set<UUID> = [], organisations: Set<UUID> = []) {
        self.recused = recused
        self.designers = designers
        self.organisations = organisations
    }

    /// Why somebody is barred; nil where nothing bars him.
    /// - Parameter persons: the person, and whom he stands for: neither may have a part.
    /// - Parameter own: the organisations that they work or act for.
    public func bar(on persons: Set<UUID>, of own: Set<UUID>) -> ReviewRefusal? {
        if !organisations.isDisjoint(with: own) { return .conflictOfInterest }
        if !recused.isDisjoint(with: persons) { return .recusedEarlier }
        if !designers.isDisjoint(with: persons) { return .qualification(.designer) }
        return nil
    }

    /// Refuses somebody who is barred.
    public func require(_ persons: Set<UUID>, of own: Set<UUID>) throws(ReviewRefusal) {
        if let bar = bar(on: persons, of: own) { throw bar }
    }

    /// Refuses somebody who acts and is barred, himself or through whom he stands for.
    public func require(_ actor: ActingPerson) throws(ReviewRefusal) { try require(actor.persons, of: [actor.organisation]) }
}
