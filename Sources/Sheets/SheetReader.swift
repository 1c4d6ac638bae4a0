import Foundation
public import JointReview

/// Opens one foreign file in a confined process and says what it is. Nothing that the file holds can make this throw or crash.
public struct SheetReader: Sendable {
    /// The walls that every tool runs in.
    public let confinement: Confinement

    /// A reader inside `confinement`, normally the one that `Confinement.detect()` found.
    public init(confinement: Confinement) {
        self.confinement = confinement
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
        guard let head = Self.head(of: path, length: 256 << 10) else { return (nil, [SheetCode.damaged.finding(file: name)]) }
        let fileExtension = FileKind.fileExtension(of: name)
        let kind = FileKind.sniff(Array(head.prefix(FileKind.headLength)), fileExtension: fileExtension)
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
        case .dwg:
            facts.version = DWGHeader.version(head)
            facts.drawing = PrefixedFile(path: path).map { DWGHeader.drawing($0) }
            if facts.version == nil { findings.append(SheetCode.drawingHeader.finding(file: name)) }
        case .dxf, .ifc:
            CADHeader.read(head, into: &facts)
            if facts.version == nil { findings.append(SheetCode.drawingHeader.finding(file: name)) }
        case .png, .jpeg, .tiff, .bmp, .gif:
            facts.image = PrefixedFile(path: path).flatMap { ImageHeader.read($0, kind: kind) }
            if let image = facts.image {
                if image.width.multipliedReportingOverflow(by: image.height).overflow || image.width * image.height > limits.pixels {
                    findings.append(SheetCode.imageSize.finding(file: name, detail: "\(image.width) × \(image.height)"))
                }
            } else {
                findings.append(SheetCode.imageHeader.finding(file: name))
            }
        default: break
        }
        return (facts, findings)
    }

    private static func head(of path: String, length: Int) -> [UInt8]? {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? file.close() }
        guard let data = try? file.read(upToCount: length) else { return [] }
        return Array(data)
    }
}
