public import Archive
public import Sheets

/// What reading one package may cost.
public struct IntakeLimits: Hashable, Sendable {
    /// Limits of the archive.
    public var archive: ZipLimits
    /// Limits of each sheet file.
    public var sheet: SheetLimits
    /// Bytes of the manifest.
    public var manifest: Int
    /// Members that are unpacked, or files that are opened, at the same time.
    public var workers: Int
    /// Time on the wall for opening all files of a package, one after the other; each file adds `timeOfFile`.
    public var time: Duration
    /// Time that each file adds.
    public var timeOfFile: Duration
    /// Time that no package may exceed, however many files it has.
    public var mostTime: Duration
    /// Files that run out of their time before the rest is left unread.
    public var timeouts: Int
    /// Time on the wall after which a package is no short one any more.
    public var short: Duration

    /// Limits for a drawing package; `workers` is usually the number of processors.
    public init(
        archive: ZipLimits = ZipLimits(), sheet: SheetLimits = SheetLimits(), manifest: Int = 16 << 20, workers: Int = 2,
        time: Duration = .seconds(300), timeOfFile: Duration = .seconds(10), mostTime: Duration = .seconds(7200), timeouts: Int = 3,
        short: Duration = .seconds(5)
    ) {
        self.archive = archive
        self.sheet = sheet
        self.manifest = manifest
        self.workers = max(1, workers)
        self.time = time
        self.timeOfFile = timeOfFile
        self.mostTime = mostTime
        self.timeouts = timeouts
        self.short = short
    }
}

/// What a package may not hold: configuration, because offices differ.
public struct IntakeRules: Hashable, Sendable {
    /// Extensions, in lower case, of files that are refused.
    public var forbiddenExtensions: Set<String>
    /// Whether things that run are refused by their first bytes too, whatever they are called.
    public var refusesPrograms: Bool

    /// Programs, scripts, what CAD programs load and run unasked, and pages and pictures in which a browser runs scripts: whether one of these does is
    /// not looked for, because every way to look for it has a way around.
    public static let programs: Set<String> = [
        "app", "apk", "arx", "bat", "chm", "cmd", "com", "cpl", "deb", "dll", "docm", "dmg", "exe", "fas", "hta", "htm", "html", "jar", "js", "jse",
        "lnk",
        "lsp", "mht", "mhtml", "mnl", "msi", "msp", "pif", "ps1", "reg", "rpm", "scr", "sh", "so", "svg", "svgz", "sys", "url", "vbe", "vbs", "vlx",
        "wsf",
        "xhtml", "xlsm",
    ]

    /// Rules of a package.
    public init(forbiddenExtensions: Set<String> = Self.programs, refusesPrograms: Bool = true) {
        self.forbiddenExtensions = forbiddenExtensions
        self.refusesPrograms = refusesPrograms
    }
}
