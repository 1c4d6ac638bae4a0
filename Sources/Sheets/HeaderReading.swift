/// Reads the header of a file that is no PDF.
enum HeaderReading {
    static func read(path: String, kind: FileKind) -> SheetFacts {
        var facts = SheetFacts(kind: kind)
        guard let file = PrefixedFile(path: path) else { return facts }
        switch kind {
        case .dwg:
            facts.version = DWGHeader.version(file.bytes(0, min(16, max(1, file.size))) ?? [])
            facts.drawing = DWGHeader.drawing(file)
        case .dxf, .ifc: CADHeader.read(file.bytes(0, min(256 << 10, max(1, file.size))) ?? [], into: &facts)
        case .png, .jpeg, .tiff, .bmp, .gif: facts.image = ImageHeader.read(file, kind: kind)
        default: break
        }
        return facts
    }
}
