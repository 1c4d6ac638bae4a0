import Locks

/// The objects of one PDF, each parsed when it is asked for.
struct PDFObjects {
    private let structure: [UInt8]
    private let ranges: [String: Range<Int>]
    private let meter: PDFMeter

    /// - Parameter parsed: bytes that may be parsed, besides some times the structure itself.
    init(_ filter: QPDFStreamFilter, parsed: Int = 32 << 20, time: ToolTime? = nil) {
        structure = filter.structure
        ranges = filter.objects
        meter = PDFMeter(parsed + Self.times * structure.count, time: time)
    }

    /// Real drawings are parsed three or four times over.
    private static let times = 24

    /// Whether asking for objects took so much that it came to an end: nothing more is known of the file then.
    var isExhausted: Bool { meter.isSpent }

    /// The object behind a reference such as `12 0 R`; null when there is none, as PDF has it.
    func object(_ reference: String) -> PDFValue { value("obj:\(reference)") }

    /// The trailer dictionary.
    var trailer: PDFValue { value("trailer") }

    /// Follows a reference, or references to references; anything else is its own value.
    func resolve(_ value: PDFValue?) -> PDFValue {
        var value = value ?? .null
        for _ in 0..<32 {
            guard case .reference(let reference) = value else { return value }
            value = object(reference)
        }
        return .null
    }

    /// The object behind qpdf's own key: `obj:12 0 R` or `trailer`.
    func value(_ key: String) -> PDFValue {
        guard let range = ranges[key] else { return .null }
        guard meter.spend(range.count) else { return .unreadable }
        var parser = PDFValueParser(structure[range])
        guard let wrapper = try? parser.value().entries else { return .unreadable }
        if let stream = wrapper["stream"]?.entries {
            guard case .scalar(let digest)? = stream["data"], let entries = stream["dict"]?.entries else { return .unreadable }
            return .stream(entries, sha256: String(digest.dropFirst().dropLast()))
        }
        return wrapper["value"] ?? .unreadable
    }
}

/// Counts the bytes that are parsed of one file. A large object that thousands of others lead to is parsed as often: that must end some time.
final class PDFMeter: Sendable {
    private struct State {
        var left: Int
        var untilLook = PDFMeter.look
    }

    private let state: Locked<State>
    private let time: ToolTime?
    private static let look = 1 << 20

    /// For so many bytes, and the time that their file has.
    init(_ most: Int, time: ToolTime?) {
        state = Locked(State(left: most))
        self.time = time
    }

    /// Whether nothing is left.
    var isSpent: Bool { state.withLock { $0.left < 0 } }

    /// Whether so many bytes more may be parsed.
    func spend(_ bytes: Int) -> Bool {
        state.withLock { state in
            guard state.left >= 0 else { return false }
            state.left -= bytes
            state.untilLook -= bytes
            if state.untilLook < 0 {
                state.untilLook = Self.look
                if let time, time.left == .zero { state.left = -1 }
            }
            return state.left >= 0
        }
    }
}
