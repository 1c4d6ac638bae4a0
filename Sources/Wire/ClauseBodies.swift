public import Foundation
public import JointReview
import WorkingTime

/// A clause of the library.
public struct ClauseBody: Codable, Hashable, Sendable {
    /// Code, e.g. `GB 50016`.
    public var code: String
    /// Edition.
    public var edition: String
    /// Number of the clause.
    public var clause: String
    /// Title; may be empty.
    public var title: String
    /// What it says; may be empty.
    public var text: String
    /// First day of the edition, `2026-11-21`.
    public var editionFrom: String?
    /// First day on which the edition is not in force any more.
    public var editionTo: String?
    /// First project day for which the old edition may not be used any more.
    public var transitionTo: String?
    /// Whether the clause has, had or will have mandatory force; absent while nobody has looked it up.
    public var force: Clause.Force?
    /// First day of the mandatory force.
    public var mandatoryFrom: String?
    /// First day without it.
    public var mandatoryTo: String?
    /// Where the mandatory force moved to.
    public var movedTo: Clause.Reference?
    /// Whether somebody has compared the row with the published text.
    public var status: LegalBasis.Status

    /// A clause as the interface shows it.
    public init(_ clause: Clause) {
        (code, edition, self.clause) = (clause.reference.code, clause.reference.edition, clause.reference.clause)
        (title, text, status, movedTo) = (clause.title, clause.text, clause.status, clause.movedTo)
        editionFrom = clause.edition.from?.description
        editionTo = clause.edition.to?.description
        transitionTo = clause.transitionTo?.description
        force = clause.force
        mandatoryFrom = clause.mandatory.from?.description
        mandatoryTo = clause.mandatory.to?.description
    }
}

/// One import of the clause library.
public struct ClauseVersionBody: Codable, Hashable, Sendable {
    /// Number, from 1.
    public var libraryVersion: Int
    /// Who imported it.
    public var authorId: UUID
    /// When.
    public var importedAt: Date
    /// What the author says of it.
    public var note: String
    /// SHA-256 of the library as it is exported.
    public var sha256: String
    /// Rows of the library.
    public var clauses: Int
    /// Rows that are new in it.
    public var added: Int
    /// Rows that say something else than before.
    public var changed: Int
    /// Rows that are not in it any more.
    public var removed: Int

    /// An import.
    public init(
        libraryVersion: Int, authorId: UUID, importedAt: Date, note: String, sha256: String, clauses: Int, added: Int, changed: Int, removed: Int
    ) {
        (self.libraryVersion, self.authorId, self.importedAt, self.note) = (libraryVersion, authorId, importedAt, note)
        (self.sha256, self.clauses, self.added, self.changed, self.removed) = (sha256, clauses, added, changed, removed)
    }
}
