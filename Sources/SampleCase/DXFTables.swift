/// The fixed sections of a DXF file.
enum DXFTables {
    static func lines(_ groups: [(Int, String)]) -> String {
        groups.map { code, value in
            let digits = "\(code)"
            return String(repeating: " ", count: max(0, 3 - digits.count)) + digits + "\n" + value + "\n"
        }.joined()
    }

    static func header(extent: Rect, next handle: Int) -> String {
        lines([
            (0, "SECTION"), (2, "HEADER"), (9, "$ACADVER"), (1, "AC1032"), (9, "$DWGCODEPAGE"), (3, "ANSI_936"), (9, "$INSUNITS"), (70, "4"),
            (9, "$MEASUREMENT"), (70, "1"),
            (9, "$EXTMIN"), (10, "\(extent.x)"), (20, "\(extent.y)"), (30, "0.0"), (9, "$EXTMAX"), (10, "\(extent.maxX)"), (20, "\(extent.maxY)"),
            (30, "0.0"),
            (9, "$HANDSEED"), (5, String(handle, radix: 16, uppercase: true)), (0, "ENDSEC"),
        ])
    }

    static let classes = lines([(0, "SECTION"), (2, "CLASSES"), (0, "ENDSEC")])

    static func tables(_ layers: [(name: String, color: Int)]) -> String {
        var groups: [(Int, String)] = [(0, "SECTION"), (2, "TABLES")]
        groups += table("VPORT", "8", [])
        groups += table(
            "LTYPE", "5",
            [
                ("LTYPE", "14", "AcDbLinetypeTableRecord", "ByBlock"), ("LTYPE", "15", "AcDbLinetypeTableRecord", "ByLayer"),
                ("LTYPE", "16", "AcDbLinetypeTableRecord", "Continuous"),
            ].map {
                record($0.0, $0.1, "5", $0.2, $0.3) + [(3, ""), (72, "65"), (73, "0"), (40, "0.0")]
            })
        groups += table(
            "LAYER", "2",
            ([("0", 7)] + layers.map { ($0.name, $0.color) }).enumerated().map { index, layer in
                record("LAYER", String(0x30 + index, radix: 16, uppercase: true), "2", "AcDbLayerTableRecord", layer.0) + [
                    (62, "\(layer.1)"), (6, "Continuous"), (370, "-3"), (390, "F"),
                ]
            })
        groups += table(
            "STYLE", "3",
            [("11", "Standard", "txt"), ("12", "HZ", "gbenor.shx")].map { handle, name, file in
                record("STYLE", handle, "3", "AcDbTextStyleTableRecord", name)
                    + [
                        (40, "0.0"), (41, name == "HZ" ? "0.75" : "1.0"), (50, "0.0"), (71, "0"), (42, "2.5"), (3, file),
                        (4, name == "HZ" ? "gbcbig.shx" : ""),
                    ]
            })
        groups += table("VIEW", "6", []) + table("UCS", "7", [])
        groups += table("APPID", "9", [record("APPID", "13", "9", "AcDbRegAppTableRecord", "ACAD")])
        groups += [
            (0, "TABLE"), (2, "DIMSTYLE"), (5, "A"), (330, "0"), (100, "AcDbSymbolTable"), (70, "0"), (100, "AcDbDimStyleTable"), (0, "ENDTAB"),
        ]
        groups += table(
            "BLOCK_RECORD", "1",
            [("1F", "*Model_Space"), ("1B", "*Paper_Space"), ("1E", "TITLEBLOCK")].map {
                record("BLOCK_RECORD", $0.0, "1", "AcDbBlockTableRecord", $0.1, flags: false)
            })
        return lines(groups + [(0, "ENDSEC")])
    }

    private static func table(_ name: String, _ handle: String, _ records: [[(Int, String)]]) -> [(Int, String)] {
        [(0, "TABLE"), (2, name), (5, handle), (330, "0"), (100, "AcDbSymbolTable"), (70, "\(records.count)")] + records.flatMap { $0 } + [
            (0, "ENDTAB")
        ]
    }

    private static func record(_ kind: String, _ handle: String, _ owner: String, _ subclass: String, _ name: String, flags: Bool = true) -> [(
        Int, String
    )] {
        [(0, kind), (5, handle), (330, owner), (100, "AcDbSymbolTableRecord"), (100, subclass), (2, name)] + (flags ? [(70, "0")] : [])
    }

    static let blocks: String = {
        var groups: [(Int, String)] = [(0, "SECTION"), (2, "BLOCKS")]
        for (name, record, begin, end) in [("*Model_Space", "1F", "20", "21"), ("*Paper_Space", "1B", "22", "23"), ("TITLEBLOCK", "1E", "24", "25")] {
            groups += [(0, "BLOCK"), (5, begin), (330, record), (100, "AcDbEntity"), (8, "0"), (100, "AcDbBlockBegin"), (2, name)]
            groups += [(70, name == "TITLEBLOCK" ? "2" : "0"), (10, "0.0"), (20, "0.0"), (30, "0.0"), (3, name), (1, "")]
            groups += [(0, "ENDBLK"), (5, end), (330, record), (100, "AcDbEntity"), (8, "0"), (100, "AcDbBlockEnd")]
        }
        return lines(groups + [(0, "ENDSEC")])
    }()

    static let objects = lines([
        (0, "SECTION"), (2, "OBJECTS"), (0, "DICTIONARY"), (5, "C"), (330, "0"), (100, "AcDbDictionary"), (281, "1"), (3, "ACAD_GROUP"), (350, "D"),
        (0, "DICTIONARY"), (5, "D"), (330, "C"),
        (100, "AcDbDictionary"), (281, "1"), (0, "ENDSEC"),
    ])
}
