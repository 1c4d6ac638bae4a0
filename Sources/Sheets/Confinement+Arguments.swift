import Foundation

extension Confinement {
    /// Where a confined tool finds its one input file when it has namespaces of its own.
    static let boundInput = "/input"
    /// Where a tool without namespaces finds it when it is handed over open: another user cannot enter our folders.
    static let openInput = "/dev/stdin"

    /// Whether the input is handed over open, because the tool runs as another user and there is no file system of its own to bind it into.
    var handsOver: Bool { mode == .limitsOnly && geteuid() == 0 }

    /// The path under which a tool sees its input.
    func seen(_ input: String?) -> String {
        isolated ? Self.boundInput : handsOver ? Self.openInput : input ?? ""
    }

    /// The whole command line for `tool`, walls and limits included; nil when a part is not installed.
    ///
    /// Order matters: limits first, so that they hold for the walls too; the user is dropped last, because binding a file from a
    /// folder that only we may enter needs our rights.
    func commandLine(tool: String, arguments: [String], input: String?, limits: ToolLimits) -> [String]? {
        guard let path = Self.locate(tool), let prlimit = Self.locate("prlimit"), let setpriv = Self.locate("setpriv") else { return nil }
        let bounds = [
            prlimit, "--cpu=\(limits.cpuSeconds)", "--as=\(limits.addressSpace)", "--fsize=\(limits.fileSize)", "--nofile=\(limits.openFiles)",
            "--core=0",
        ]
        let unprivileged = [setpriv, "--no-new-privs", "--inh-caps=-all"]
        let becomesNobody = ["--reuid=65534", "--regid=65534", "--clear-groups"]

        guard isolated else {
            let call = [path] + arguments.map { $0 == ConfinedCommand.inputMark ? seen(input) : $0 }
            let drops = geteuid() == 0 ? becomesNobody + ["--bounding-set=-all"] : []
            return unprivileged + drops + ["--pdeathsig", "KILL"] + bounds + call
        }
        guard let bwrap = Self.locate("bwrap") else { return nil }
        let call = [Self.isInside(path) ? path : Self.boundProgram] + arguments.map { $0 == ConfinedCommand.inputMark ? seen(input) : $0 }
        let walls = walls(input, limits) + Self.bindings(of: path)
        let othersMayRead = input.map(Self.othersMayRead) ?? true
        if mode == .ownUser, othersMayRead {
            let capabilities = ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--"]
            return bounds + [bwrap] + walls + capabilities + unprivileged + becomesNobody + call
        }
        // A file that only its owner may read: stay its owner outside, be nobody inside, without any capability.
        return bounds + [bwrap, "--unshare-user", "--uid", "65534", "--gid", "65534"] + walls + ["--"] + unprivileged + call
    }

    private func walls(_ input: String?, _ limits: ToolLimits) -> [String] {
        var walls = [
            "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try", "--die-with-parent", "--new-session",
        ]
        walls += ["--ro-bind", "/usr", "/usr", "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64", "--symlink", "usr/bin", "/bin"]
        // Text whose font is not embedded is drawn with the machine's fonts, as a viewer would.
        walls += ["--dir", "/etc", "--ro-bind-try", "/etc/fonts", "/etc/fonts", "--dir", "/var", "--dir", "/var/cache"]
        walls += ["--ro-bind-try", "/var/cache/fontconfig", "/var/cache/fontconfig"]
        walls += ["--dev", "/dev", "--perms", "1777", "--size", "\(limits.fileSize)", "--tmpfs", "/tmp", "--chdir", "/tmp"]
        if let input { walls += ["--ro-bind", input, Self.boundInput] }
        return walls
    }

    static func othersMayRead(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IROTH != 0
    }
}
