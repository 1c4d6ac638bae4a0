/// What the server is told at start and what is written into its `postgresql.conf` once.
package struct ServerSettings: Sendable {
    /// Given on the command line at every start, so that neither `postgresql.conf` nor `ALTER SYSTEM` can weaken them.
    var fixed: [(name: String, value: String)]
    /// Appended to `postgresql.conf` when the data folder is made; an operator may tune them there.
    var tunable: [(name: String, value: String)]
    /// Appended after those where this build of PostgreSQL knows the value; it refuses to start with one that it does not.
    var preferred: [(name: String, value: String)] = []
    /// Whether `initdb` waits for the disk.
    var isDurable: Bool

    /// The product's own cluster: every acknowledged change survives a power cut.
    package static let product = ServerSettings(
        fixed: [("fsync", "on"), ("full_page_writes", "on"), ("listen_addresses", ""), ("unix_socket_permissions", "0700")],
        tunable: common + [
            ("max_connections", "64"),
            ("shared_buffers", "128MB"),
            ("wal_level", "replica"),
            ("max_wal_size", "1GB"),
            ("wal_compression", "on"),
            ("checkpoint_timeout", "15min"),
            // Who commits while five others write waits 0.1 ms for company: a quarter fewer flushes at 8 to 16 connections. Alone, nobody waits.
            // 0.3 ms saves no more flushes and costs a quarter of the commits a second.
            ("commit_delay", "100"),
            ("commit_siblings", "5"),
            // Seven files, one a weekday, each overwritten a week later: the log cannot fill the disk.
            ("logging_collector", "on"),
            ("log_directory", "log"),
            ("log_filename", "postgresql-%a.log"),
            ("log_truncate_on_rotation", "on"),
            ("log_rotation_age", "1d"),
            ("log_rotation_size", "0"),
            ("log_checkpoints", "on"),
            ("log_lock_waits", "on"),
        ],
        // Several times as quick as PostgreSQL's own method: a claim writes three pages that no earlier one touched when a million reviews wait.
        preferred: [("wal_compression", "lz4")],
        isDurable: true
    )

    /// A throw-away cluster of one test process: loses everything in a crash and is quick.
    package static let throwAway = ServerSettings(
        fixed: [
            ("fsync", "off"), ("full_page_writes", "off"), ("synchronous_commit", "off"),
            ("listen_addresses", ""), ("unix_socket_permissions", "0700"),
        ],
        // Autovacuum off: a worker inside a template database delays every clone of it by up to five seconds.
        tunable: common + [("max_connections", "300"), ("shared_buffers", "128MB"), ("autovacuum", "off"), ("max_wal_size", "1GB")],
        isDurable: false
    )

    private static let common = [
        ("timezone", "UTC"),
        ("log_timezone", "UTC"),
        ("log_line_prefix", "%m [%p] %q%u@%d "),
        // Bound values may be personal data or secrets; the statement's text is enough to find it.
        ("log_parameter_max_length", "0"),
        ("log_parameter_max_length_on_error", "0"),
        // Compiling an expression costs more than any statement of ours takes.
        ("jit", "off"),
    ]

    /// A further line for `postgresql.conf`.
    static func line(_ setting: (name: String, value: String)) -> String { "\(setting.name) = '\(setting.value)'\n" }

    /// The lines for `postgresql.conf`.
    var file: String {
        "\n# Written once when this cluster was made. fsync, full_page_writes, sockets and addresses are set at start and cannot be changed here.\n"
            + tunable.map(Self.line).joined()
    }

    /// The text for `pg_ctl -o`, which hands it to a shell as it is.
    func options(socket: SocketFolder) -> String {
        // A list of folders: quoted as an item of that list first, then for the shell.
        let folder = "\"" + socket.path.replacing("\"", with: "\"\"") + "\""
        let all = fixed + [("port", "\(SocketFolder.port)"), ("unix_socket_directories", folder)]
        return all.map { "-c \($0.name)=" + Self.shellQuoted($0.value) }.joined(separator: " ")
    }

    static func shellQuoted(_ text: String) -> String {
        "'" + text.replacing("'", with: "'\\''") + "'"
    }
}
