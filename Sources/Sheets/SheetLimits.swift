/// What reading one sheet file may cost.
public struct SheetLimits: Hashable, Sendable {
    /// Limits of each run of a tool.
    public var tool: ToolLimits
    /// Pages of one file.
    public var pages: Int
    /// Pages whose look is drawn; the rest of a long file goes without.
    public var looks: Int
    /// Pages whose text is read.
    public var texts: Int
    /// Signed revisions of one file that are compared with each other.
    public var signedRevisions: Int
    /// Pixels of a picture file.
    public var pixels: Int
    /// How much larger than the file what its streams unpack to may be, where that is more than `unpacked` bytes. Vector plots stay below 20, pixels of an
    /// empty sheet reach 150; one layer of Deflate can do 1,032, and several together anything.
    public var ratio: Int
    /// Bytes that a PDF's streams may unpack to whatever their ratio is.
    public var unpacked: Int
    /// Bytes of a PDF's structure that are kept in memory while its digests are made.
    public var structure: Int
    /// Bytes of structure that may be parsed, besides some times the structure itself: an object that thousands lead to is parsed as often.
    public var parsed: Int
    /// Tokens that all digests of one file may take.
    public var digestTokens: Int
    /// Time on the wall for all questions about one file of a page; each tool has a third of it as processor time. The slowest real drawing takes a
    /// quarter of a second of the processor, and a few seconds where twenty others want it, too.
    public var time: Duration
    /// Time that each further page adds.
    public var timeOfPage: Duration
    /// Time that each mebibyte of the file adds.
    public var timeOfMebibyte: Duration
    /// Time that no file may exceed, however large it is.
    public var mostTime: Duration

    /// Limits that fit real drawing sets: a dense A0 sheet stays far below all of them.
    public init(
        tool: ToolLimits = ToolLimits(), pages: Int = 2000, looks: Int = 500, texts: Int = 500, signedRevisions: Int = 16,
        pixels: Int = 1 << 30, ratio: Int = 200, unpacked: Int = 64 << 20, structure: Int = 64 << 20, parsed: Int = 32 << 20,
        digestTokens: Int = 8_000_000,
        time: Duration = .seconds(60), timeOfPage: Duration = .milliseconds(250), timeOfMebibyte: Duration = .milliseconds(500),
        mostTime: Duration = .seconds(240)
    ) {
        self.tool = tool
        self.pages = pages
        self.looks = looks
        self.texts = texts
        self.signedRevisions = signedRevisions
        self.pixels = pixels
        self.ratio = ratio
        self.unpacked = unpacked
        self.structure = structure
        self.parsed = parsed
        self.digestTokens = digestTokens
        self.time = time
        self.timeOfPage = timeOfPage
        self.timeOfMebibyte = timeOfMebibyte
        self.mostTime = mostTime
    }
}
