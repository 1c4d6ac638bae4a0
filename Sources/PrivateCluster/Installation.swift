import Foundation

/// One installed PostgreSQL server: where its programs lie and which major version they are.
package struct Installation: Hashable, Sendable {
    /// The oldest server that the product's SQL runs on.
    package static let minimumMajor = 15

    /// The folder that holds `postgres`, `initdb` and `pg_ctl`.
    package let programs: String
    /// For example 15.
    package let major: Int

    package init(programs: String, major: Int) {
        self.programs = programs
        self.major = major
    }

    /// The full path of one of PostgreSQL's programs.
    package func program(_ name: String) -> String { "\(programs)/\(name)" }

    /// Every usable installation of this machine, newest first.
    ///
    /// A folder counts only when its `postgres` runs and tells its version: half-removed packages leave folders behind.
    package static func all() async -> [Installation] {
        var found: [Installation] = []
        for folder in candidates() {
            guard ["postgres", "initdb", "pg_ctl"].allSatisfy({ FileManager.default.isExecutableFile(atPath: "\(folder)/\($0)") }),
                let said = try? await Command("\(folder)/postgres", ["--version"]).run(),
                let major = major(in: said), major >= minimumMajor,
                !found.contains(where: { $0.programs == folder })
            else { continue }
            found.append(Installation(programs: folder, major: major))
        }
        return found.sorted { $0.major > $1.major }
    }

    /// The newest installation, or an error that names the places that were searched.
    package static func newest() async throws -> Installation {
        guard let newest = await all().first else {
            throw ClusterError.noPostgreSQL(minimum: minimumMajor, looked: searched)
        }
        return newest
    }

    /// Takes 15 from `postgres (PostgreSQL) 15.18 (Debian …)` and 19 from `postgres (PostgreSQL) 19beta2`.
    package static func major(in versionLine: String) -> Int? {
        guard let after = versionLine.range(of: "(PostgreSQL) ")?.upperBound else { return nil }
        return Int(versionLine[after...].prefix { $0.isASCII && $0.isNumber })
    }

    private static let searched = ["/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin", "PATH"]

    private static func candidates() -> [String] {
        let files = FileManager.default
        let debian = (try? files.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let redHat = ((try? files.contentsOfDirectory(atPath: "/usr")) ?? []).filter { $0.hasPrefix("pgsql-") }
        var folders = debian.map { "/usr/lib/postgresql/\($0)/bin" } + redHat.map { "/usr/\($0)/bin" } + ["/usr/local/pgsql/bin"]
        // Debian's own /usr/bin holds wrappers and no `postgres`; a link in PATH is followed to the real folder,
        // because initdb looks for its sibling programs beside itself.
        for folder in (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":") {
            let postgres = URL(fileURLWithPath: "\(folder)/postgres").resolvingSymlinksInPath()
            if files.isExecutableFile(atPath: postgres.path) { folders.append(postgres.deletingLastPathComponent().path) }
        }
        return folders
    }
}
