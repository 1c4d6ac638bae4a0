import Glibc
import PrivateCluster

/// A shell that waits for this process to end and then ends everything that works below a folder, and removes it.
///
/// It reads from a socket whose other end only this process has. The kernel closes that end when the process ends, whatever the reason;
/// `atexit` would miss a crash and a `kill -9`.
package struct Watcher: Sendable {
    /// `POSIX_SPAWN_SETSID` of <spawn.h>, which the Glibc module does not export.
    private static let ownSession: Int16 = 0x80

    /// Ends the processes by their working folder: a pid file may not be written yet when the process dies in the middle of a start.
    ///
    /// In the background of a shell that ends at once, so that init collects it: a dead child that nobody waits for would make Swift Testing's
    /// exit tests, which look at any child first, wait for ever. A background command has no standard input; hence descriptor 3.
    ///
    /// Nothing else of ours is kept open: Foundation takes a process for ended when the last copy of a certain descriptor is closed, and the watcher
    /// lives long.
    private static let script = """
        exec 3<&0
        for entry in /proc/$$/fd/*; do n=${entry##*/}; [ "$n" -le 3 ] || eval "exec $n>&-"; done
        (
            trap '' INT TERM HUP QUIT
            cd /
            read -r nothing <&3
            round=0
            while [ $round -lt 100 ]; do
                signal=QUIT; [ $round -lt 50 ] || signal=KILL
                left=$(find /proc -mindepth 2 -maxdepth 2 -name cwd -lname "$1/*" 2>/dev/null | cut -d/ -f3)
                for pid in $left; do kill -s $signal "$pid" 2>/dev/null; done
                rm -rf "$1" 2>/dev/null
                [ -n "$left" ] || [ -e "$1" ] || exit 0
                round=$((round + 1)); sleep 0.1
            done
        ) &
        """

    private let ours: Int32

    /// Starts watching; do it before anything works below the folder.
    package init(of folder: String) throws {
        var ends: [Int32] = [-1, -1]
        // Close-on-exec from birth (`pipe` cannot): a child that inherited our end would keep the watcher waiting after our death.
        // Our end, ends[1], stays open until the process ends or `end` is called.
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw Self.failed(errno) }
        defer { _ = close(ends[0]) }
        ours = ends[1]

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
        // Not our output: whoever reads it would wait for the watcher.
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Its own session, so that Ctrl-C in the terminal, which ends the tests, does not end the watcher.
        posix_spawnattr_setflags(&attributes, Self.ownSession)

        // Not sh, which cannot close descriptors of two digits everywhere.
        let words = ["/bin/bash", "-c", Self.script, "bash", folder]
        let copies = words.map { strdup($0) }
        defer { copies.forEach { free($0) } }
        var pid = pid_t()
        let outcome = posix_spawn(&pid, "/bin/bash", &actions, &attributes, copies + [nil], environ)
        guard outcome == 0 else { throw Self.failed(outcome) }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
    }

    /// Does the clean-up now. Call it once; it goes on after this returns.
    package func end() { _ = close(ours) }

    private static func failed(_ code: Int32) -> ClusterError {
        .failed(program: "/bin/bash", detail: String(cString: strerror(code)))
    }
}
