import Foundation
import Glibc

/// The folder that holds the cluster and its lock files.
///
/// | entry | purpose |
/// |---|---|
/// | `cluster.lock` | held exclusively while somebody starts, stops or repairs the server |
/// | `cluster.users` | held shared by every member as long as it lives |
/// | `postgres/` | the data folder |
/// | `postgres.new-*` | an `initdb` under way, or what a killed one left |
/// | `socket/` | the server's socket, where its path is short enough |
struct HomeFolder: Sendable {
    let path: String

    var data: String { "\(path)/postgres" }

    /// Creates the folder when missing and resolves links, so that every spelling of one folder means one cluster.
    init(preparing given: String) throws(ClusterError) {
        let wanted = URL(fileURLWithPath: given).standardizedFileURL.path
        do {
            // Root's home lets others pass (not list): the server runs as another account below it.
            let mode = geteuid() == 0 ? 0o711 : 0o700
            if !FileManager.default.fileExists(atPath: wanted) {
                let parent = URL(fileURLWithPath: wanted).deletingLastPathComponent().path
                try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
                try FileManager.default.createDirectory(
                    atPath: wanted,
                    withIntermediateDirectories: true,
                    attributes: [.posixPermissions: mode]
                )
            }
        } catch {
            throw .notWritable(path: wanted, reason: Self.reason(error))
        }
        guard let resolved = realpath(wanted, nil) else { throw .notWritable(path: wanted, reason: String(cString: strerror(errno))) }
        path = String(cString: resolved)
        free(resolved)
        try checkUse()
    }

    /// Root made this home before and an ordinary user comes now: say so, instead of "permission denied" for a lock file.
    private func checkUse() throws(ClusterError) {
        for place in [path, lockFile, usersFile] where access(place, W_OK) != 0 && errno != ENOENT {
            let reason = String(cString: strerror(errno))
            let owner = (try? FileManager.default.attributesOfItem(atPath: place))?[.ownerAccountName] as? String
            guard let owner, owner != NSUserName() else { throw .notWritable(path: place, reason: reason) }
            throw .foreignOwner(path: place, owner: owner, needed: NSUserName())
        }
    }

    var lockFile: String { "\(path)/cluster.lock" }
    var usersFile: String { "\(path)/cluster.users" }

    private static func reason(_ error: any Error) -> String {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        guard let underlying, underlying.domain == NSPOSIXErrorDomain else { return (error as NSError).localizedDescription }
        return String(cString: strerror(Int32(underlying.code)))
    }
}
