import Foundation
import Glibc

/// PostgreSQL's data folder: made once, completely or not at all, and never touched when it is not ours to use.
package struct DataFolder: Sendable {
    package let path: String
    package let account: ServerAccount

    package init(path: String, account: ServerAccount) {
        self.path = path
        self.account = account
    }

    /// The major version that wrote the folder; nil when there is no folder yet (or an empty one).
    func version() throws(ClusterError) -> String? {
        if let text = try? String(contentsOfFile: "\(path)/PG_VERSION", encoding: .utf8) {
            return text.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        do {
            guard try FileManager.default.contentsOfDirectory(atPath: path).isEmpty else { throw ClusterError.notACluster(folder: path) }
        } catch let refusal as ClusterError {
            throw refusal
        } catch {
            var status = stat()
            guard lstat(path, &status) != 0, errno == ENOENT else { throw .notACluster(folder: path) }
        }
        return nil
    }

    /// The installation that may open this folder: the folder's own version, or the newest when there is no folder yet.
    func installation() async throws -> Installation {
        let installed = await Installation.all()
        guard let version = try version() else { return try await Installation.newest() }
        guard let fitting = installed.first(where: { "\($0.major)" == version }) else {
            guard !installed.isEmpty || Int(version) ?? 0 >= Installation.minimumMajor else { return try await Installation.newest() }
            throw ClusterError.wrongVersion(folder: path, found: version, installed: installed.map(\.major))
        }
        return fitting
    }

    /// Makes the folder with `initdb`, checksums on.
    ///
    /// The work happens beside the final place and ends with a rename, so a kill in the middle leaves only a folder that the next start
    /// removes. Its name is new each time: an `initdb` that outlived its killed parent may still be writing to the old one.
    ///
    /// Authentication is `trust`, fenced by the file system: the socket and its folder are 0700 of the server's account and nothing listens
    /// on TCP. `peer` would be no stronger, because only that account and root reach the socket at all, and with `peer` root's and the
    /// service's logins as several database roles need a map that PostgreSQL 15 can only spell role by role.
    package func create(by installation: Installation, settings: ServerSettings) async throws {
        await removeLeftovers()
        let new = "\(path).new-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        guard mkdir(new, 0o700) == 0 else { throw ClusterError.notWritable(path: new, reason: String(cString: strerror(errno))) }
        do {
            if account.mustSwitch, chown(new, account.uid, account.gid) != 0 {
                throw ClusterError.notWritable(path: new, reason: String(cString: strerror(errno)))
            }
            try await checkReach(new)
            var arguments = ["-D", new, "-U", "postgres", "--data-checksums", "--locale=C.UTF-8", "--encoding=UTF8"]
            arguments += ["--auth-local=trust", "--auth-host=reject"] + (settings.isDurable ? [] : ["--no-sync"])
            try await Command(installation.program("initdb"), arguments, as: account).run()
            let append = settings.isDurable ? "cat >>\"$1\" && sync \"$1\"" : "cat >>\"$1\""
            let preferred = await accepted(settings.preferred, by: installation, in: new)
            let lines = settings.file + preferred.map(ServerSettings.line).joined()
            try await Command("/bin/sh", ["-c", append, "sh", "\(new)/postgresql.conf"], as: account).run(input: lines)
            // An empty folder that was there before is replaced by the rename.
            guard rename(new, path) == 0 else { throw ClusterError.notWritable(path: path, reason: String(cString: strerror(errno))) }
            if settings.isDurable { try syncParent() }
        } catch {
            try? FileManager.default.removeItem(atPath: new)
            throw error
        }
    }

    /// Those of `settings` that this build of PostgreSQL knows: it prints a setting, or refuses its value, without starting.
    private func accepted(
        _ settings: [(name: String, value: String)], by installation: Installation, in folder: String
    ) async -> [(name: String, value: String)] {
        var accepted: [(name: String, value: String)] = []
        for setting in settings {
            let arguments = ["-D", folder, "-c", "\(setting.name)=\(setting.value)", "-C", setting.name]
            let outcome = try? await Command(installation.program("postgres"), arguments, as: account).outcome()
            if outcome?.status == 0 { accepted.append(setting) }
        }
        return accepted
    }

    /// Fails with a clear sentence when the server's account cannot walk to the folder, for example below `/root`.
    func checkReach(_ folder: String) async throws {
        guard account.mustSwitch else { return }
        guard try await Command("/bin/sh", ["-c", "cd -- \"$1\"", "sh", folder], as: account).outcome().status == 0 else {
            throw ClusterError.unreachable(folder: path, account: account.name)
        }
    }

    /// Removes what makings that were killed left behind.
    ///
    /// More than once, because their `initdb` may live and still put files into folders that were emptied a moment ago; when it finds one gone, it gives
    /// up. What cannot be removed in ten seconds is left to the next making: it is in nobody's way.
    private func removeLeftovers() async {
        let deadline = ContinuousClock.now + .seconds(10)
        while true {
            for folder in leftovers { try? FileManager.default.removeItem(atPath: folder) }
            guard !leftovers.isEmpty, ContinuousClock.now < deadline else { return }
            try? await Task.sleep(for: .milliseconds(20))
        }
    }

    private var leftovers: [String] {
        let place = URL(fileURLWithPath: path)
        let parent = place.deletingLastPathComponent().path
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        return entries.filter { $0.hasPrefix("\(place.lastPathComponent).new-") }.map { "\(parent)/\($0)" }
    }

    /// Makes the rename itself survive a power cut.
    private func syncParent() throws(ClusterError) {
        let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let folder = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { _ = close(folder) }
        guard folder >= 0, fsync(folder) == 0 else { throw .notWritable(path: parent, reason: String(cString: strerror(errno))) }
    }
}
