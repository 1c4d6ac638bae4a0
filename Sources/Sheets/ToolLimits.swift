/// What one run of a confined tool may use. The kernel enforces all but `deadline` and `output`, which we do.
public struct ToolLimits: Hashable, Sendable {
    /// Time on the wall before the tool is killed.
    public var deadline: Duration
    /// Processor time in seconds (RLIMIT_CPU).
    public var cpuSeconds: Int
    /// Address space in bytes (RLIMIT_AS).
    public var addressSpace: Int
    /// Largest file that the tool may write, in bytes (RLIMIT_FSIZE); also the size of its private `/tmp`.
    public var fileSize: Int
    /// Open files (RLIMIT_NOFILE).
    public var openFiles: Int
    /// Bytes of standard output that are read before the tool is killed.
    public var output: Int
    /// Bytes of standard error that are kept; what follows is read and dropped.
    public var diagnostics: Int
    /// The time that this run shares with others on the same file; nil for a run that has its own.
    var time: ToolTime?

    /// Time on the wall that a run which begins now has.
    var left: Duration { min(deadline, time?.left ?? deadline) }

    /// Limits for one run.
    public init(
        deadline: Duration = .seconds(60), cpuSeconds: Int = 45, addressSpace: Int = 2 << 30, fileSize: Int = 64 << 20, openFiles: Int = 64,
        output: Int = 1 << 30, diagnostics: Int = 64 << 10
    ) {
        self.deadline = deadline
        self.cpuSeconds = cpuSeconds
        self.addressSpace = addressSpace
        self.fileSize = fileSize
        self.openFiles = openFiles
        self.output = output
        self.diagnostics = diagnostics
    }
}
