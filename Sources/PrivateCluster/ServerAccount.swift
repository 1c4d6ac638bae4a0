import Foundation
package import Glibc

/// The operating-system account that owns the data folder and runs the server.
package struct ServerAccount: Hashable, Sendable {
    /// The account that is created when root starts the program: PostgreSQL refuses to run as root.
    package static let systemName = "lianshen"

    package let name: String
    package let uid: uid_t
    package let gid: gid_t

    /// Whether programs must be started as another account than ours. Only root can.
    package var mustSwitch: Bool { geteuid() != uid }

    /// The account for a cluster whose data lies, or will lie, in `folder`.
    ///
    /// An ordinary user runs the server as oneself. Root runs it as the folder's owner when there is one already, so that a cluster
    /// made by an ordinary user can be opened with sudo; else as the system account, which is created if it is missing.
    package static func forCluster(in folder: String) async throws -> ServerAccount {
        var status = stat()
        let owner = stat(folder, &status) == 0 ? status.st_uid : nil
        guard geteuid() == 0 else {
            let me = named(geteuid(), gid: getegid())
            if let owner, owner != me.uid {
                throw ClusterError.foreignOwner(path: folder, owner: named(owner, gid: 0).name, needed: me.name)
            }
            return me
        }
        switch owner {
        case nil: return try await systemAccount()
        case 0: throw ClusterError.foreignOwner(path: folder, owner: "root", needed: systemName)
        case let owner?: return named(owner, gid: status.st_gid)
        }
    }

    /// The system account, created on first use.
    ///
    /// One at a time on the whole machine: `useradd` looks for the name before it takes its own lock and not again after, so six that run at
    /// once make six accounts of one name and different numbers.
    package static func systemAccount() async throws -> ServerAccount {
        if let account = find(systemName) { return account }
        let lock = try FileLock(folder: "/etc")
        try await lock.wait(.exclusive, seconds: 60)
        defer { lock.release() }
        if let account = find(systemName) { return account }

        guard let useradd = ["/usr/sbin/useradd", "/sbin/useradd", "/usr/bin/useradd"].first(where: FileManager.default.isExecutableFile) else {
            throw ClusterError.noAccount(name: systemName, reason: "useradd not found")
        }
        let arguments = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin"]
        var outcome = try await Command(useradd, arguments + [systemName]).outcome()
        // Exit 1 and 10 are "the password or group file is locked", which another program's change of accounts may do for a moment.
        for _ in 0..<50 where [1, 10].contains(outcome.status) {
            try await Task.sleep(for: .milliseconds(100))
            outcome = try await Command(useradd, arguments + [systemName]).outcome()
        }
        guard let account = find(systemName) else { throw ClusterError.noAccount(name: systemName, reason: outcome.lastWords) }
        return account
    }

    private static func find(_ name: String) -> ServerAccount? {
        lookUp { getpwnam_r(name, $0, $1, $2, $3) }
    }

    private static func named(_ uid: uid_t, gid: gid_t) -> ServerAccount {
        // An account without an entry (a container's arbitrary uid) still has a number to run as.
        lookUp { getpwuid_r(uid, $0, $1, $2, $3) } ?? ServerAccount(name: "\(uid)", uid: uid, gid: gid)
    }

    private typealias Entry = UnsafeMutablePointer<passwd>

    private static func lookUp(
        _ ask: (Entry, UnsafeMutablePointer<CChar>, Int, UnsafeMutablePointer<Entry?>) -> Int32
    ) -> ServerAccount? {
        var entry = passwd()
        var found: Entry?
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1 << 16) { buffer -> ServerAccount? in
            guard let base = buffer.baseAddress, ask(&entry, base, buffer.count, &found) == 0, let found else { return nil }
            return ServerAccount(name: String(cString: found.pointee.pw_name), uid: found.pointee.pw_uid, gid: found.pointee.pw_gid)
        }
    }
}
