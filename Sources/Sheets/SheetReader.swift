import Foundation
public import JointReview

/// Opens one foreign file in a confined process and says what it is. Nothing that the file holds can make this throw or crash.
public struct SheetReader: Sendable {
    /// The walls that every tool runs in.
    public let confinement: Confinement
    /// The program that reads headers inside the walls; nil reads them in this process.
    public let headers: HeaderProgram?

    /// A reader inside `confinement`, normally the one that `Confinement.detect()` found.
    public init(confinement: Confinement, headers: HeaderProgram? = nil) {
        self.confinement = confinement
        self.headers = headers
    }

    /// Tools of this machine that reading needs and that are not installed, with the Debian packages that hold them. Empty is good.
    public static func missingTools() -> [(tool: String, package: String)] {
        let needed = [
            ("pdfinfo", "poppler-utils"), ("pdftoppm", "poppler-utils"), ("pdftotext", "poppler-utils"), ("pdfsig", "poppler-utils"),
            ("qpdf", "qpdf"),
            ("prlimit", "util-linux"), ("setpriv", "util-linux"),
        ]
        return needed.filter { Confinement.locate($0.0) == nil }.map { (tool: $0.0, package: $0.1) }
    }

    /// What the file at `path` is, and everything that is wrong with it.
    ///
    /// - Parameters:
    ///   - path: Absolute path of a file that nobody changes meanwhile.
    ///   - name: The name that the package gives it: its extension is a promise, and findings name it.
    ///   - limits: What reading it may cost.
    /// - Returns: The facts, or nil when the file could not even be read by us; and all findings.
    public func read(path: String, name: String, limits: SheetLimits = SheetLimits()) async -> (facts: SheetFacts?, findings: [Finding]) {
        guard let head = Self.head(of: path, length: FileKind.headLength) else { return (nil, [SheetCode.damaged.finding(file: name)]) }
        let fileExtension = FileKind.fileExtension(of: name)
        let kind = FileKind.sniff(head, fileExtension: fileExtension)
        let time = ToolTime(limits.time(bytes: ToolRuns.size(of: path) ?? 0))
        let limits = limits.sharing(time)
        var findings: [Finding] = []
        if kind == .empty {
            return (SheetFacts(kind: kind), [SheetCode.empty.finding(file: name)])
        }
        if let promised = FileKind.promised(by: fileExtension), !promised.contains(kind) {
            findings.append(SheetCode.typeMismatch.finding(file: name, detail: ".\(fileExtension) ≠ \(kind.rawValue)"))
        }
        var facts = SheetFacts(kind: kind)
        switch kind {
        case .pdf: (facts, findings) = await readPDF(path: path, name: name, limits: limits, already: findings)
        case .dwg, .dxf, .ifc, .png, .jpeg, .tiff, .bmp, .gif:
            let read = await header(path: path, kind: kind, limits: limits)
            facts = read.facts
            findings += Self.headerFindings(read.facts, read.fault, name: name, limits: limits)
        default: break
        }
        return (facts, time.isOver ? Self.timedOut(findings, name: name) : findings)
    }

    /// What a file is by its first bytes and its name alone, for one that is not opened.
    public static func unopened(path: String, name: String) -> SheetFacts? {
        head(of: path, length: FileKind.headLength).map { SheetFacts(kind: FileKind.sniff($0, fileExtension: FileKind.fileExtension(of: name))) }
    }

    /// Says once that the time ran out, instead of all that could not be found out because of it.
    private static func timedOut(_ findings: [Finding], name: String) -> [Finding] {
        let consequences: [SheetCode] = [.timeout, .toolFailed, .digestUnavailable, .textUnavailable, .lookUnavailable, .signatureNotVerified]
        let codes = Set(consequences.map(\.rawValue))
        return findings.filter { !codes.contains($0.code) } + [SheetCode.timeout.finding(file: name)]
    }

    private static func headerFindings(_ facts: SheetFacts, _ fault: SheetCode?, name: String, limits: SheetLimits) -> [Finding] {
        if let fault { return [fault.finding(file: name)] }
        guard facts.kind.isImage else { return facts.version == nil ? [SheetCode.drawingHeader.finding(file: name)] : [] }
        guard let image = facts.image else { return [SheetCode.imageHeader.finding(file: name)] }
        let (pixels, overflow) = image.width.multipliedReportingOverflow(by: image.height)
        guard overflow || pixels > limits.pixels else { return [] }
        return [SheetCode.imageSize.finding(file: name, detail: "\(image.width) × \(image.height)")]
    }

    private static func head(of path: String, length: Int) -> [UInt8]? {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? file.close() }
        guard let data = try? file.read(upToCount: length) else { return [] }
        return Array(data)
    }
}
