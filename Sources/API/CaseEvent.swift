public import Foundation
public import Wire

/// Something that happened in a case, by identities only.
public struct CaseEvent: Hashable, Sendable, LosslessStringConvertible {
    /// What happened.
    public let kind: EventBody.Kind
    /// Case that it happened in.
    public let caseID: UUID
    /// Case, review, comment or other object that it happened to.
    public let objectID: UUID

    /// An event.
    public init(kind: EventBody.Kind, caseID: UUID, objectID: UUID) {
        self.kind = kind
        self.caseID = caseID
        self.objectID = objectID
    }

    /// The event as it travels between nodes: `review/<case>/<object>`, some eighty bytes.
    public var description: String { "\(kind.rawValue)/\(caseID.text)/\(objectID.text)" }

    /// Reads the text form; nil for anything else.
    public init?(_ description: String) {
        let parts = description.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, let kind = EventBody.Kind(rawValue: String(parts[0])), let caseID = UUID(uuidString: String(parts[1])),
            let objectID = UUID(uuidString: String(parts[2]))
        else { return nil }
        self.init(kind: kind, caseID: caseID, objectID: objectID)
    }
}

/// Tells the other nodes what happened here. Called after the commit, never inside a transaction; it may coalesce and it may lose:
/// a client that reconnects is given the present state.
public protocol EventNotifier: Sendable {
    /// Passes events on to the other nodes.
    func pass(_ events: [CaseEvent]) async
}
