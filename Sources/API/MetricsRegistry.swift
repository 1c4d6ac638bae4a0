import Locks

/// The figures of this process, printed as Prometheus text. Labels are route templates and words, never identities.
public final class MetricsRegistry: Sendable {
    private struct Series: Hashable {
        let name: String
        let labels: String
    }

    private struct State {
        var counters: [Series: Double] = [:]
        var histograms: [Series: [Double]] = [:]
        var gauges: [String: (help: String, value: @Sendable () async -> Double)] = [:]
        var inFlight = 0
    }

    /// Upper bounds in seconds.
    private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
    private let state = Locked(State())

    /// No figures yet.
    public init() {}

    /// Adds to a counter; `labels` are written as given, for example `kind="intake"`.
    public func add(_ amount: Double = 1, to name: String, labels: String = "") {
        state.withLock { $0.counters[Series(name: name, labels: labels), default: 0] += amount }
    }

    /// Adds a measurement in seconds to a histogram.
    public func observe(_ seconds: Double, in name: String, labels: String = "") {
        state.withLock { state in
            // One count a bound, then the sum.
            var buckets = state.histograms[Series(name: name, labels: labels)] ?? Array(repeating: 0, count: Self.bounds.count + 2)
            let place = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
            buckets[place] += 1
            buckets[Self.bounds.count + 1] += seconds
            state.histograms[Series(name: name, labels: labels)] = buckets
        }
    }

    /// Makes a figure that is asked for whenever somebody reads: connections in use, jobs waiting.
    public func gauge(_ name: String, help: String, _ value: @escaping @Sendable () async -> Double) {
        state.withLock { $0.gauges[name] = (help, value) }
    }

    func requestBegan() { state.withLock { $0.inFlight += 1 } }

    func requestEnded() { state.withLock { $0.inFlight -= 1 } }

    func count(request method: String, route: String, status: Int, seconds: Double) {
        add(to: "lianshen_http_requests_total", labels: "method=\"\(method)\",route=\"\(route)\",status=\"\(status)\"")
        observe(seconds, in: "lianshen_http_request_seconds", labels: "method=\"\(method)\",route=\"\(route)\"")
    }

    func count(denials code: String) {
        add(to: "lianshen_denials_total", labels: "code=\"\(code)\"")
    }

    /// All figures in the text format of Prometheus.
    public func text() async -> String {
        let (counters, histograms, gauges, inFlight) = state.withLock { ($0.counters, $0.histograms, $0.gauges, $0.inFlight) }
        var lines = ["# TYPE lianshen_http_requests_in_flight gauge", "lianshen_http_requests_in_flight \(inFlight)"]
        for (name, gauge) in gauges.sorted(by: { $0.key < $1.key }) {
            lines += ["# HELP \(name) \(gauge.help)", "# TYPE \(name) gauge", "\(name) \(await gauge.value())"]
        }
        var shown = ""
        for (series, value) in counters.sorted(by: { ($0.key.name, $0.key.labels) < ($1.key.name, $1.key.labels) }) {
            if series.name != shown { lines.append("# TYPE \(series.name) counter") }
            shown = series.name
            lines.append("\(series.name)\(series.labels.isEmpty ? "" : "{\(series.labels)}") \(value)")
        }
        for (series, buckets) in histograms.sorted(by: { ($0.key.name, $0.key.labels) < ($1.key.name, $1.key.labels) }) {
            if series.name != shown { lines.append("# TYPE \(series.name) histogram") }
            shown = series.name
            lines += Self.lines(series, buckets)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func lines(_ series: Series, _ buckets: [Double]) -> [String] {
        let labels = series.labels.isEmpty ? "" : series.labels + ","
        var total = 0.0
        var lines: [String] = []
        for (index, bound) in bounds.enumerated() {
            total += buckets[index]
            lines.append("\(series.name)_bucket{\(labels)le=\"\(bound)\"} \(total)")
        }
        total += buckets[bounds.count]
        let braces = series.labels.isEmpty ? "" : "{\(series.labels)}"
        return lines + [
            "\(series.name)_bucket{\(labels)le=\"+Inf\"} \(total)", "\(series.name)_sum\(braces) \(buckets[bounds.count + 1])",
            "\(series.name)_count\(braces) \(total)",
        ]
    }
}
