import CLibPQ

/// What libpq is given to connect: the URL's own words, completed by the configuration.
struct ConnectionParameters: Sendable, Hashable {
    private(set) var values: [String: String] = [:]

    /// Parses a `postgresql://` URI or a `key=value` string; neither is ever logged, it may hold a password.
    init(_ configuration: PoolConfiguration) throws(PoolError) {
        var message: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(configuration.url, &message) else {
            PQfreemem(message)
            throw .invalidURL
        }
        defer { PQconninfoFree(options) }
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        complete(configuration)
    }

    private mutating func complete(_ configuration: PoolConfiguration) {
        values["client_encoding"] = "UTF8"
        values["application_name"] = values["application_name"] ?? configuration.applicationName
        // Kerberos encryption buffers inside libpq where no poll sees it; who wants it says so in the URL.
        values["gssencmode"] = values["gssencmode"] ?? "disable"
        // A peer that vanished is noticed within a minute instead of two hours.
        values["keepalives_idle"] = values["keepalives_idle"] ?? "30"
        values["keepalives_interval"] = values["keepalives_interval"] ?? "10"
        values["keepalives_count"] = values["keepalives_count"] ?? "3"
        values["tcp_user_timeout"] = values["tcp_user_timeout"] ?? "60000"
        var settings = ["-c timezone=UTC"]
        if let timeout = configuration.statementTimeout { settings.append("-c statement_timeout=\(timeout.milliseconds)") }
        if let timeout = configuration.idleInTransactionTimeout {
            settings.append("-c idle_in_transaction_session_timeout=\(timeout.milliseconds)")
        }
        if let role = configuration.role { settings.append("-c role=\(Self.escaped(role))") }
        // The URL's own options come last, so they win.
        values["options"] = (settings + [values["options"]].compactMap { $0 }).joined(separator: " ")
    }

    private static func escaped(_ value: String) -> String {
        value.reduce(into: "") { $0 += ($1 == " " || $1 == "\\") ? "\\\($1)" : String($1) }
    }

    /// The same with one host less, or nil when it was the last.
    func without(host: String, port: String) -> ConnectionParameters? {
        let key = values["host"] != nil ? "host" : "hostaddr"
        guard let list = values[key] else { return nil }
        let hosts = list.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let ports = (values["port"] ?? "").split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let portOf = { (index: Int) in ports.count > 1 ? ports[index] : ports.first ?? "" }
        guard hosts.count > 1, ports.count <= 1 || ports.count == hosts.count else { return nil }
        let gone = hosts.indices.first { hosts[$0] == host && (portOf($0) == port || portOf($0).isEmpty) }
        guard let gone else { return nil }
        var rest = self
        for key in ["host", "hostaddr", "port"] {
            guard let list = values[key] else { continue }
            var items = list.split(separator: ",", omittingEmptySubsequences: false)
            guard items.count == hosts.count else { continue }
            items.remove(at: gone)
            rest.values[key] = items.joined(separator: ",")
        }
        return rest
    }

    /// Keywords and values as two NULL-ended lists.
    func withPointers<Value>(_ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UnsafePointer<CChar>?>) -> Value) -> Value {
        let pairs = values.map { (Array($0.key.utf8CString), Array($0.value.utf8CString)) }
        var keywords: [UnsafePointer<CChar>?] = []
        var contents: [UnsafePointer<CChar>?] = []
        func fill(_ index: Int) -> Value {
            guard index < pairs.count else { return body(keywords + [nil], contents + [nil]) }
            return pairs[index].0.withUnsafeBufferPointer { keyword in
                pairs[index].1.withUnsafeBufferPointer { content in
                    keywords.append(keyword.baseAddress)
                    contents.append(content.baseAddress)
                    return fill(index + 1)
                }
            }
        }
        return fill(0)
    }
}

extension Duration {
    /// Whole milliseconds, at least 1: 0 would mean "no limit" to the server.
    fileprivate var milliseconds: Int64 { max(1, Int64((self / .milliseconds(1)).rounded(.up))) }
}
