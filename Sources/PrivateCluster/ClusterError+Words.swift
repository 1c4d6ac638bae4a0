extension ClusterError {
    /// What is wrong, one sentence.
    public var message: (zh: String, en: String) {
        switch self {
        case .noPostgreSQL(let minimum, let looked):
            (
                "没有找到可用的 PostgreSQL \(minimum) 或更高版本（已查找：\(looked.joined(separator: "、"))）。",
                "No usable PostgreSQL \(minimum) or later was found (looked in: \(looked.joined(separator: ", ")))."
            )
        case .wrongVersion(let folder, let found, let installed):
            (
                "数据目录 \(folder) 由 PostgreSQL \(found) 创建，而本机安装的是 \(Self.list(installed, "、"))，不能混用。",
                "The data folder \(folder) was created by PostgreSQL \(found), but this machine has \(Self.list(installed, ", ")); they cannot be mixed."
            )
        case .notACluster(let folder):
            (
                "\(folder) 已存在，但不是 PostgreSQL 数据目录（缺少 PG_VERSION），程序不会动它。",
                "\(folder) exists but is not a PostgreSQL data folder (no PG_VERSION); it was left untouched."
            )
        case .foreignOwner(let path, let owner, let needed):
            (
                "\(path) 属于用户 \(owner)，而数据库须以用户 \(needed) 使用它。",
                "\(path) belongs to the user \(owner), but the database must use it as \(needed)."
            )
        case .unreachable(let folder, let account):
            (
                "运行数据库的用户 \(account) 无法进入 \(folder)：某一级上级目录不允许其他用户通过。",
                "The user \(account), who runs the database, cannot reach \(folder): a parent folder does not let others pass."
            )
        case .notWritable(let path, let reason):
            ("无法写入 \(path)：\(reason)。", "Cannot write \(path): \(reason).")
        case .noAccount(let name, let reason):
            (
                "PostgreSQL 不能以 root 运行，而系统用户 \(name) 无法创建：\(reason)。",
                "PostgreSQL refuses to run as root, and the system user \(name) could not be created: \(reason)."
            )
        case .locked(let path, let seconds):
            (
                "另一个进程占用 \(path) 已超过 \(seconds) 秒。",
                "Another process has held \(path) for more than \(seconds) seconds."
            )
        case .failed(let program, let detail):
            ("\(program) 失败：\(detail)。", "\(program) failed: \(detail).")
        case .left:
            ("已经离开该数据库集群。", "This process has already left the cluster.")
        }
    }

    /// What to do about it, one sentence.
    public var remedy: (zh: String, en: String) {
        switch self {
        case .noPostgreSQL:
            (
                "请安装（Debian：apt-get install postgresql），或用 DATABASE_URL 指定已有的数据库。",
                "Install it (Debian: apt-get install postgresql), or name an existing database with DATABASE_URL."
            )
        case .wrongVersion(_, let found, _) where Int(found) ?? 0 < Installation.minimumMajor:
            (
                "请用 pg_upgrade 升级该目录（须不低于 \(Installation.minimumMajor)），或换用另一个数据目录。",
                "Upgrade the folder with pg_upgrade (to \(Installation.minimumMajor) or later), or use another data folder."
            )
        case .wrongVersion(_, let found, _):
            (
                "请安装 PostgreSQL \(found)，或用 pg_upgrade 升级该目录，或换用另一个数据目录。",
                "Install PostgreSQL \(found), upgrade the folder with pg_upgrade, or use another data folder."
            )
        case .notACluster:
            ("请把它移走，或换用另一个数据目录。", "Move it away, or use another data folder.")
        case .foreignOwner(let path, let owner, let needed):
            (
                "请以用户 \(owner) 或 root 运行，或执行 chown -R \(needed) \(path)，或换用另一个数据目录。",
                "Run as \(owner) or as root, or run `chown -R \(needed) \(path)`, or use another data folder."
            )
        case .unreachable(let folder, let account):
            (
                "请换用 \(account) 能进入的数据目录（如 /var/lib/lianshen），或放开 \(folder) 各级上级目录的通过权限（chmod o+x）。",
                "Use a data folder that \(account) can reach (such as /var/lib/lianshen), or let others pass the parents of \(folder) (chmod o+x)."
            )
        case .notWritable:
            (
                "请检查所有者、权限和剩余空间，或换用另一个数据目录。",
                "Check owner, permissions and free space, or use another data folder."
            )
        case .noAccount(let name, _):
            (
                "请先执行 useradd --system \(name)，或以普通用户运行。",
                "Run `useradd --system \(name)` first, or start the program as an ordinary user."
            )
        case .locked(let path, _):
            (
                "请用 fuser \(path) 找到该进程，等它结束或将其终止，然后重试。",
                "Find that process with `fuser \(path)`, let it finish or end it, and try again."
            )
        case .failed:
            (
                "请查看数据目录下的 startup.log 和 log/，排除原因后重试。",
                "See startup.log and log/ in the data folder, mend the cause and try again."
            )
        case .left:
            ("请重新加入。", "Join again.")
        }
    }

    private static func list(_ majors: [Int], _ separator: String) -> String {
        majors.map { "PostgreSQL \($0)" }.joined(separator: separator)
    }
}
