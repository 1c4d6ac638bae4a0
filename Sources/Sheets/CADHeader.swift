/// The headers of DXF and IFC files: what intake can tell about them without a CAD program.
enum CADHeader {
    static func read(_ head: [UInt8], into facts: inout SheetFacts) {
        switch facts.kind {
        case .dxf: readDXF(head, into: &facts)
        case .ifc: facts.version = ifcSchema(head)
        default: break
        }
    }

    /// Reads group code and value line by line until the header section ends. The values wanted are ASCII in GBK and in UTF-8 alike.
    private static func readDXF(_ head: [UInt8], into facts: inout SheetFacts) {
        var drawing = SheetFacts.Drawing()
        var variable = ""
        var point: [Double] = []
        let lines = head.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            String(decoding: line.drop { $0 == 0x20 }.prefix { $0 != 0x0D }, as: UTF8.self)
        }
        for index in stride(from: 0, to: lines.count - 1, by: 2) {
            let (code, value) = (lines[index], lines[index + 1])
            if code == "9" { (variable, point) = (value, []) }
            if code == "0", value == "ENDSEC" { break }
            switch (variable, code) {
            case ("$ACADVER", "1"): facts.version = value
            case ("$DWGCODEPAGE", "3"): drawing.codePage = value
            case ("$INSUNITS", "70"): drawing.units = Int(value)
            case ("$EXTMIN", "10"), ("$EXTMIN", "20"), ("$EXTMAX", "10"), ("$EXTMAX", "20"):
                // `inf` and `nan` are numbers to Swift, and none to a drawing or to JSON.
                if let coordinate = Double(value), coordinate.isFinite { point.append(coordinate) }
                if variable == "$EXTMIN" { drawing.minimum = point } else { drawing.maximum = point }
            default: break
            }
        }
        facts.drawing = drawing
    }

    /// `FILE_SCHEMA(('IFC4'));` in the header section.
    private static func ifcSchema(_ head: [UInt8]) -> String? {
        let text = String(decoding: head, as: UTF8.self)
        guard let schema = text.firstRange(of: "FILE_SCHEMA") else { return nil }
        let parts = text[schema.upperBound...].prefix { $0 != ";" }.split(separator: "'")
        return parts.count >= 2 ? String(parts[1]) : nil
    }
}
