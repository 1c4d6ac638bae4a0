/// What one source says of a sheet: its title block, its file's name, the drawing list, or the package's own list. Absent is what it does not say.
public struct SheetLabel: Hashable, Sendable, Codable {
    /// Who says so.
    public enum Source: String, CaseIterable, Sendable, Codable, Labelled {
        case manifest
        case titleBlock = "title_block"
        case fileName = "file_name"
        case drawingList = "drawing_list"

        /// Name of the source.
        public var label: Bilingual {
            switch self {
            case .manifest: Bilingual(zh: "清单", en: "manifest")
            case .titleBlock: Bilingual(zh: "图签", en: "title block")
            case .fileName: Bilingual(zh: "文件名", en: "file name")
            case .drawingList: Bilingual(zh: "图纸目录", en: "drawing list")
            }
        }
    }

    /// Who says so.
    public var source: Source
    /// Number.
    public var number: String?
    /// Title.
    public var title: String?
    /// Revision.
    public var revision: String?
    /// Specialty.
    public var specialty: String?

    /// What a source says.
    public init(_ source: Source, number: String? = nil, title: String? = nil, revision: String? = nil, specialty: String? = nil) {
        self.source = source
        self.number = number
        self.title = title
        self.revision = revision
        self.specialty = specialty
    }
}

/// A sheet of the package with everything that is said of it.
public struct LabelledSheet: Hashable, Sendable {
    /// Its entry in the package's list, given or proposed.
    public var entry: PackageManifest.Sheet
    /// What its title block and its file's name say.
    public var labels: [SheetLabel]

    /// A sheet with its labels.
    public init(_ entry: PackageManifest.Sheet, labels: [SheetLabel]) {
        self.entry = entry
        self.labels = labels
    }
}

/// A drawing list (图纸目录) as it was read from its own sheet.
public struct ReadDrawingList: Hashable, Sendable {
    /// The sheet that the list stands on.
    public var sheet: PackageManifest.Sheet
    /// Its rows: number, title, revision.
    public var rows: [SheetLabel]

    /// A list with its rows.
    public init(on sheet: PackageManifest.Sheet, rows: [SheetLabel]) {
        self.sheet = sheet
        self.rows = rows
    }
}
