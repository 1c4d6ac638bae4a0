/// Which statements one connection has prepared; pure. At its limit the least recently used is given up.
struct PreparedCache {
    enum Plan {
        /// Prepared and confirmed by the server.
        case known(name: String, columns: Columns?)
        /// To be prepared under this name, in the same round trip.
        case new(name: String)
        /// To be sent as it is: no cache, or its preparation is still under way.
        case unprepared
    }

    /// A class, so that the way from text to statement is one look into the dictionary.
    private final class Entry {
        let name: String
        let types: [PostgresType]
        var columns: Columns?
        var used: UInt64
        /// Whether the server is known to have it.
        var isReady = false

        init(name: String, types: [PostgresType], used: UInt64) {
            self.name = name
            self.types = types
            self.used = used
        }

        func matches(_ binds: [Bind]) -> Bool {
            types.count == binds.count && zip(types, binds).allSatisfy { $0 == $1.type }
        }
    }

    private let limit: Int
    private var entries: [String: Entry] = [:]
    private var keys: [String: String] = [:]
    /// What the server is known to have; only these may be deallocated.
    private var existing: Set<String> = []
    private var doomed: [String] = []
    private var clock: UInt64 = 0

    init(limit: Int) { self.limit = limit }

    mutating func plan(_ sql: SQL) -> Plan {
        guard limit > 0 else { return .unprepared }
        clock += 1
        var key = sql.text
        var known = entries[key]
        if let entry = known, !entry.matches(sql.binds) {
            // The same text with other types (rare) is another statement; NUL cannot occur in a text.
            key += "\0" + sql.binds.map { String($0.type.rawValue) }.joined(separator: ",")
            known = entries[key]
        }
        if let entry = known {
            guard entry.isReady else { return .unprepared }
            entry.used = clock
            return .known(name: entry.name, columns: entry.columns)
        }
        if entries.count >= limit { evictOldest() }
        let name = "s\(clock)"
        entries[key] = Entry(name: name, types: sql.binds.map(\.type), used: clock)
        keys[name] = key
        return .new(name: name)
    }

    /// Statements to deallocate now.
    mutating func takeDoomed() -> [String] {
        defer { doomed.removeAll() }
        return doomed
    }

    mutating func prepared(_ name: String) {
        existing.insert(name)
        if let key = keys[name] { entries[key]?.isReady = true }
    }

    mutating func notPrepared(_ name: String) {
        forget(name)
        existing.remove(name)
        doomed.removeAll { $0 == name }
    }

    mutating func deallocated(_ name: String) { existing.remove(name) }

    /// The deallocation did not run because something before it failed.
    mutating func notDeallocated(_ name: String) {
        if existing.contains(name) { doomed.append(name) }
    }

    mutating func learn(_ columns: Columns, of name: String) {
        if let key = keys[name] { entries[key]?.columns = columns }
    }

    /// The statement can no longer be used: its result type changed, or the server dropped it.
    mutating func invalidate(_ name: String, exists: Bool) {
        forget(name)
        if exists { doomed.append(name) } else { existing.remove(name) }
    }

    private mutating func forget(_ name: String) {
        if let key = keys.removeValue(forKey: name) { entries[key] = nil }
    }

    private mutating func evictOldest() {
        guard let oldest = entries.values.min(by: { $0.used < $1.used }) else { return }
        forget(oldest.name)
        doomed.append(oldest.name)
    }
}
