/// What can be wrong with the rows that an act meets.
public enum StoreError: Error, Hashable, Sendable {
    /// There is no such row, or it is not for this organisation to see: both look the same.
    case missing(String)
    /// The row has moved on since it was read, or a late worker lost its lease.
    case stale(String)
    /// A row with the same unique key exists; names the constraint.
    case exists(String)
    /// Two rules of one kind and name would be in force at the same time; names both.
    case overlap(String)
    /// The idempotency key was used with another request.
    case keyReused
    /// A request with this idempotency key is being carried out.
    case keyInFlight
    /// Every connection is in use and the wait for one was too long.
    case overloaded
    /// The database cannot be reached, or is shutting down.
    case unavailable
    /// The database has no room left on its disk.
    case noSpace
    /// The connection was lost after COMMIT was sent: ask again with the same idempotency key.
    case outcomeUnknown
    /// What is asked for breaks a rule of the database; names the constraint.
    case invalid(String)
}
