import Foundation

/// Where a service is, in one spelling: what a sign-in is kept under.
struct ServerAddress: Hashable, Sendable, CustomStringConvertible {
    let url: URL

    /// Reads `http://host:port` or `https://host`, with a path when the service lies below one.
    init(_ text: String) throws(CommandFault) {
        guard var parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(), ["http", "https"].contains(scheme),
            let host = parts.host?.lowercased(), !host.isEmpty, parts.user == nil, parts.query == nil, parts.fragment == nil
        else {
            throw CommandFault("服务地址无效:\(text);应形如 https://host:port。", "\(text) is no address of a service; one looks like https://host:port.")
        }
        parts.scheme = scheme
        parts.host = host
        while parts.path.hasSuffix("/") { parts.path.removeLast() }
        guard let url = parts.url else { throw CommandFault("服务地址无效:\(text)。", "\(text) is no address of a service.") }
        self.url = url
    }

    var description: String { url.absoluteString }

    /// Whether what is sent can be read on the way: plain HTTP to another machine.
    var isExposed: Bool {
        url.scheme == "http" && !["localhost", "127.0.0.1", "[::1]", "::1"].contains(url.host() ?? "")
    }

    /// Name of a file for this address.
    var fileName: String {
        description.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "server"
    }
}
