import Foundation

/// What the figures were measured on.
struct Surroundings: Codable {
    let date: String
    let processor: String
    let processors: Int
    let memory: String
    let kernel: String
    let postgres: String
    /// How often a second the disk takes 8 KiB and confirms it, before and after the run.
    let flushesBefore: Double
    let flushesAfter: Double
    /// Load of the last minute before anything began: a machine that was not idle spoils every row.
    let loadBefore: Double

    var sentence: String {
        """
        \(date); \(processors) × \(processor), \(memory), Linux \(kernel); PostgreSQL \(postgres) with the product's settings, fsync on.
        Server, client and pgbench share the processors. Disk: \(number(flushesBefore)) fdatasync/s of 8 KiB before, \(number(flushesAfter)) after. \
        Load before: \(decimal(loadBefore)).
        """
    }

    /// The processor's name, memory and kernel as the system tells them.
    static func machine() -> (processor: String, memory: String, kernel: String) {
        func lines(_ path: String) -> [Substring] { ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(separator: "\n") }
        let processor = lines("/proc/cpuinfo").first { $0.hasPrefix("model name") }?.split(separator: ":").last.map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        let memory = Double(ProcessInfo.processInfo.physicalMemory) / Double(1 << 30)
        return (processor ?? "?", String(format: "%.0f GiB", memory), lines("/proc/sys/kernel/osrelease").first.map(String.init) ?? "?")
    }

    static func load() -> Double {
        (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8))?.split(separator: " ").first.flatMap { Double($0) } ?? .nan
    }
}

/// The whole run as JSON: rows as printed and every sample behind them.
struct Record: Codable {
    struct Row: Codable {
        let what: String
        let ours: Double?
        let limit: Double?
        let ratio: Double?
        let target: String
        let met: Bool?
    }

    let surroundings: Surroundings
    let rounds: Int
    let quick: Bool
    let rows: [Row]
    /// Figure, then cell, then one sample a round.
    let samples: [String: [String: [Sample]]]

    init(_ surroundings: Surroundings, _ plan: Plan, _ table: Table, _ samples: [String: [String: [Sample]]]) {
        self.surroundings = surroundings
        rounds = plan.rounds
        quick = plan.isQuick
        rows = table.lines.map { line in
            Row(
                what: line.what, ours: line.ours.quantity, limit: line.limit.quantity, ratio: line.ratio.flatMap { $0.isFinite ? $0 : nil },
                target: line.target, met: line.isReached)
        }
        self.samples = samples
    }

    func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        try encoder.encode(self).write(to: URL(fileURLWithPath: path))
    }
}
