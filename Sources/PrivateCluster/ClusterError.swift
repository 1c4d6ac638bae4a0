/// Why the private PostgreSQL cluster cannot be used, in words for the person who started the program.
///
/// Every case carries a sentence and a remedy in Chinese and English; nothing here is a defect of the program itself.
public enum ClusterError: Error, Hashable, Sendable {
    /// No PostgreSQL of at least `minimum` was found; `looked` names the folders that were tried.
    case noPostgreSQL(minimum: Int, looked: [String])
    /// The data folder was written by another major version and no program of that version is installed.
    case wrongVersion(folder: String, found: String, installed: [Int])
    /// A folder stands where the cluster belongs, but it is not a PostgreSQL data folder.
    case notACluster(folder: String)
    /// The folder or file belongs to another account than the one we must use.
    case foreignOwner(path: String, owner: String, needed: String)
    /// The account that runs the server cannot reach the folder through its parents.
    case unreachable(folder: String, account: String)
    /// Creating or opening the path was refused by the system.
    case notWritable(path: String, reason: String)
    /// The operating-system account for the server could not be created.
    case noAccount(name: String, reason: String)
    /// Another process has held the lock for `seconds`.
    case locked(path: String, seconds: Int)
    /// A PostgreSQL program failed; `detail` is what it said.
    case failed(program: String, detail: String)
    /// `leave` was called before; this membership is over.
    case left

    /// A stable word for logs and JSON.
    public var code: String {
        switch self {
        case .noPostgreSQL: "cluster-no-postgresql"
        case .wrongVersion: "cluster-wrong-version"
        case .notACluster: "cluster-not-a-cluster"
        case .foreignOwner: "cluster-foreign-owner"
        case .unreachable: "cluster-unreachable"
        case .notWritable: "cluster-not-writable"
        case .noAccount: "cluster-no-account"
        case .locked: "cluster-locked"
        case .failed: "cluster-failed"
        case .left: "cluster-left"
        }
    }
}

extension ClusterError: CustomStringConvertible {
    /// Both languages, Chinese first: what is wrong, then what to do.
    public var description: String {
        "\(message.zh)\(remedy.zh)\n\(message.en) \(remedy.en)"
    }
}
