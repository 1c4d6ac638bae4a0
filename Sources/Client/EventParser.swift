/// Server-sent events out of bytes as they come; pure, and indifferent to where the bytes are cut.
struct EventParser {
    /// One event as it was sent.
    struct Event: Equatable {
        var name = "message"
        var data = ""
    }

    /// Id of the last complete event: what a reconnect names.
    private(set) var lastID: String?
    /// Pause that the server asks for before a reconnect, in milliseconds.
    private(set) var retry: Int?
    private var line: [UInt8] = []
    private var sawReturn = false
    private var name: String?
    private var data: [String] = []
    private var id: String?

    /// Longest line that is taken, in bytes: a server of ours never sends one.
    static let longestLine = 8 << 20

    /// Takes bytes in and gives the events that are complete now; nil when a line never ends.
    mutating func feed(_ bytes: some Sequence<UInt8>) -> [Event]? {
        var events: [Event] = []
        for byte in bytes {
            switch byte {
            case 0x0A where sawReturn:
                sawReturn = false
            case 0x0A, 0x0D:
                sawReturn = byte == 0x0D
                if let event = endLine() { events.append(event) }
            default:
                sawReturn = false
                line.append(byte)
                guard line.count <= Self.longestLine else { return nil }
            }
        }
        return events
    }

    private mutating func endLine() -> Event? {
        defer { line.removeAll(keepingCapacity: true) }
        guard !line.isEmpty else { return dispatch() }
        let text = String(decoding: line, as: UTF8.self)
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        var value = parts.count > 1 ? String(parts[1]) : ""
        if value.hasPrefix(" ") { value.removeFirst() }
        switch parts[0] {
        case "event": name = value
        case "data": data.append(value)
        case "id" where !value.contains("\0"): id = value
        case "retry": retry = Int(value) ?? retry
        default: break
        }
        return nil
    }

    private mutating func dispatch() -> Event? {
        defer {
            name = nil
            data = []
            id = nil
        }
        // Also an event without data moves the id on.
        if let id { lastID = id.isEmpty ? nil : id }
        guard !data.isEmpty else { return nil }
        return Event(name: name ?? "message", data: data.joined(separator: "\n"))
    }
}
