import Foundation
import SystemPackage

/// How foreign bytes are kept away from this machine while a tool reads them.
///
/// Every tool runs under kernel resource limits, without privileges, with an empty environment and a deadline.
/// Where bubblewrap works it also has no network, no file but the one it reads, and no view of other processes.
public struct Confinement: Hashable, Sendable {
    /// The strength of the walls that this machine allows, strongest first.
    public enum Mode: String, CaseIterable, Sendable {
        /// Own namespaces and an unprivileged user of the machine; needs root.
        case ownUser = "own_user"
        /// Own namespaces, an unprivileged user inside them.
        case userNamespace = "user_namespace"
        /// No namespaces: resource limits, and an unprivileged user of the machine where we are root.
        case limitsOnly = "limits_only"
    }

    /// Which walls stand.
    public let mode: Mode

    /// A confinement of a chosen strength; `detect()` chooses the strongest that works here.
    public init(mode: Mode) {
        self.mode = mode
    }

    /// Whether a tool sees neither network nor file system. False on machines whose kernel or container forbids namespaces.
    public var isolated: Bool { mode != .limitsOnly }

    /// The strongest confinement that really works on this machine, tried out by running a tool in it.
    public static func detect() async -> Confinement {
        for mode in Mode.allCases where mode != .ownUser || geteuid() == 0 {
            let confinement = Confinement(mode: mode)
            let probe = ConfinedCommand(tool: "pdfinfo", arguments: ["-v"], input: nil, limits: ToolLimits(deadline: .seconds(10)))
            if case .exited(0) = await probe.run(in: confinement).status { return confinement }
        }
        return Confinement(mode: .limitsOnly)
    }

    /// Folders where a tool may lie; all of them are under `/usr`, the one tree that a confined tool can see.
    static let toolFolders = ["/usr/bin", "/usr/local/bin"]

    static func locate(_ tool: String) -> String? {
        if tool.hasPrefix("/") { return access(tool, X_OK) == 0 ? tool : nil }
        return toolFolders.map { "\($0)/\(tool)" }.first { access($0, X_OK) == 0 }
    }
}
