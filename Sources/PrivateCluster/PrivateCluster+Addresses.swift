import Foundation
import Glibc

extension PrivateCluster {
    /// The connection string of a role for a database, as a libpq URI over the unix socket.
    ///
    /// Neither the role nor the database need exist yet; the owner of the schema creates them through `superuserURL`.
    public func url(role: String, database: String) -> String {
        ClusterAddress(socketFolder: socketFolder).url(role: role, database: database)
    }

    /// The home to use when nobody names one.
    ///
    /// For root not below its own home, which is closed to the account that runs the server.
    public static var defaultHome: String {
        if geteuid() == 0 { return "/var/lib/\(ServerAccount.systemName)" }
        let environment = ProcessInfo.processInfo.environment
        if let folder = environment["XDG_DATA_HOME"], folder.hasPrefix("/") { return "\(folder)/\(ServerAccount.systemName)" }
        return "\(NSHomeDirectory())/.local/share/\(ServerAccount.systemName)"
    }

    /// The connection string of the cluster's superuser for the maintenance database.
    public var superuserURL: String { url(role: ClusterAddress.superuser, database: "postgres") }
}

/// Where a cluster is reached.
package struct ClusterAddress: Sendable {
    /// The role that `initdb` makes.
    package static let superuser = "postgres"

    let socketFolder: String

    package init(socketFolder: String) { self.socketFolder = socketFolder }

    /// `postgresql://role@/database?host=%2Ffolder&port=5432`, every part percent-encoded.
    package func url(role: String, database: String) -> String {
        "postgresql://\(Self.encoded(role))@/\(Self.encoded(database))?host=\(Self.encoded(socketFolder))&port=\(SocketFolder.port)"
    }

    private static func encoded(_ text: String) -> String {
        // Everything but the unreserved characters of RFC 3986; encoding more than needed is harmless.
        text.utf8.map { byte in
            let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || [45, 46, 95, 126].contains(byte)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}
