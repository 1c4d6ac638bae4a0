/// One group of cells that are compared with each other, and the rows that come of it.
protocol Figure: Sendable {
    var name: String { get }
    var cells: [Cell] { get }
    /// Makes what every round starts from.
    func prepare() async throws
    /// Removes it after the last round, also when one failed.
    func clear() async
    func rows(_ results: Results) -> [Line]
}

extension Figure {
    func clear() async {}
}

/// Something that is done once a round.
struct Cell: Sendable {
    let name: String
    let run: @Sendable () async throws -> Sample
}

/// What one visit of a cell gave.
struct Sample: Sendable, Codable {
    /// Units a second, or another figure of which more is better.
    var rate: Double
    /// Flushes of the write-ahead log a unit.
    var syncs: Double?
    /// Anything else, by name.
    var extra: [String: Double] = [:]

    var line: String {
        var parts = ["\(number(rate))/s"]
        if let syncs { parts.append("\(decimal(syncs)) fsync") }
        return (parts + extra.sorted { $0.key < $1.key }.map { "\($0.key) \(decimal($0.value))" }).joined(separator: ", ")
    }
}

/// The samples of every cell, round by round.
struct Results {
    private(set) var samples: [String: [Sample]] = [:]

    mutating func add(_ sample: Sample, to cell: String) { samples[cell, default: []].append(sample) }

    func has(_ cell: String) -> Bool { samples[cell] != nil }

    func rate(_ cell: String) -> Double { median(samples[cell, default: []].map(\.rate)) }

    func syncs(_ cell: String) -> Double { median(samples[cell, default: []].compactMap(\.syncs)) }

    func extra(_ name: String, _ cell: String) -> Double { median(samples[cell, default: []].compactMap { $0.extra[name] }) }

    func largest(_ name: String, _ cell: String) -> Double { samples[cell, default: []].compactMap { $0.extra[name] }.max() ?? .nan }

    /// The median of a cell's own ratios of two named figures.
    func ratio(_ cell: String, _ name: String, to other: String) -> Double {
        median(samples[cell, default: []].compactMap { sample in sample.extra[name].flatMap { one in sample.extra[other].map { one / $0 } } })
    }

    /// The median of the rounds' own ratios: the disk's mood moves both sides of a round.
    func ratio(_ cell: String, to other: String, _ figure: (Sample) -> Double = { $0.rate }) -> Double {
        median(zip(samples[cell, default: []], samples[other, default: []]).map { figure($0) / figure($1) })
    }
}

func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return .nan }
    return sorted.count.isMultiple(of: 2) ? (sorted[sorted.count / 2 - 1] + sorted[sorted.count / 2]) / 2 : sorted[sorted.count / 2]
}
