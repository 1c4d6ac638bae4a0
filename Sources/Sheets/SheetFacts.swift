/// What a sheet file turned out to be.
public struct SheetFacts: Hashable, Sendable, Codable {
    /// One page of a PDF.
    public struct Page: Hashable, Sendable, Codable {
        /// Page of the file, 1-based.
        public var number: Int
        /// Width of the unrotated page in points.
        public var width: Double
        /// Height of the unrotated page in points.
        public var height: Double
        /// Clockwise turn for display: 0, 90, 180 or 270 degrees.
        public var rotation: Int
        /// Paper by GB/T 14689: `A0`…`A4`, lengthened `A1+1/4`, or `custom`.
        public var paper: String
        /// Digest of the canonical page content, `pd3:` and 64 hex digits; nil when it could not be made.
        public var pageDigest: String?
        /// Raster fingerprint, `lk1:` and 256 hex digits: a hint that two plots look the same; nil when the page could not be drawn.
        public var look: String?
        /// Characters of its text layer; nil when it was not read. Letters drawn as lines or pixels are none.
        public var characters: Int?
        /// What its title block says, where there is one in the text layer.
        public var titleBlock: TitleBlock?
        /// The rows of the drawing list that it holds, if it is one.
        public var drawingList: [ListedDrawing]?
    }

    /// What the file is by its bytes.
    public var kind: FileKind
    /// Version that the file names: `1.7` (PDF), `AC1032` (DWG, DXF), `IFC4` (IFC).
    public var version: String?
    /// Whether the file is encrypted, also with an empty password.
    public var encrypted: Bool
    /// Whether readers have to repair the file, or cannot open it at all.
    public var damaged: Bool
    /// The pages in order; empty for files that have none.
    public var pages: [Page]
    /// Header of a DWG or DXF file.
    public var drawing: Drawing?
    /// Header of a picture file.
    public var image: Image?
    /// Fonts that the pages use, by name; nil when the content was not read.
    public var fonts: [Font]?
    /// Layers that the pages use; nil when the content was not read.
    public var layers: [Layer]?
    /// Names of what a PDF does or carries besides drawings, e.g. `/JavaScript`, `/Launch`, `/EmbeddedFile`; nil when the content was not read.
    public var hazards: [String]?
    /// Signatures and seals in the order of the form; nil when the content was not read.
    public var signatures: [Signature]?
    /// The revisions of a PDF that has more than one or is signed.
    public var revisions: [Revision]?

    /// The facts of the file with one of its pages.
    public func only(_ page: Page) -> SheetFacts {
        var facts = self
        facts.pages = [page]
        return facts
    }

    init(kind: FileKind, version: String? = nil) {
        self.kind = kind
        self.version = version
        encrypted = false
        damaged = false
        pages = []
    }
}
