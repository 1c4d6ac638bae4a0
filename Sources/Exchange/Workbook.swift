import Archive
public import JointReview

/// Writes the item list as a workbook (XLSX, ECMA-376): the same list gives the same bytes.
///
/// One sheet of one kind needs no library: it is laid out here with our own ZIP writer, without a clock and without a temporary file. Every text is an
/// inline string, so that nothing that somebody wrote can become a formula.
public enum Workbook {
    /// The bytes of a list.
    public static func bytes(of sheet: AnswerSheet) throws -> [UInt8] {
        let cells = sheet.cells
        return try ZipWriter.bytes { zip in
            try zip.add("[Content_Types].xml", utf8(contentTypes))
            try zip.add("_rels/.rels", utf8(packageRelations))
            try zip.add("xl/workbook.xml", utf8(workbook))
            try zip.add("xl/_rels/workbook.xml.rels", utf8(workbookRelations))
            try zip.add("xl/styles.xml", utf8(styles))
            try zip.add("xl/worksheets/sheet1.xml", utf8(worksheet(cells)))
        }
    }

    /// The name of the sheet.
    static let sheetName = "意见回复"

    private static func utf8(_ text: String) -> [UInt8] { Array((#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"# + "\n" + text).utf8) }

    private static func worksheet(_ rows: [[AnswerSheet.Column: AnswerSheet.Cell]]) -> String {
        let widths: [AnswerSheet.Column: Double] = [.text: 60, .answer: 60, .basis: 30, .sheet: 14, .shownOn: 18, .verdict: 18, .discipline: 22]
        let columns = AnswerSheet.Column.allCases.map { column in
            let hidden = column == .id ? #" hidden="1""# : ""
            return #"<col min="\#(column.rawValue + 1)" max="\#(column.rawValue + 1)" width="\#(widths[column] ?? 10)" customWidth="1"\#(hidden)/>"#
        }.joined()
        let lines = rows.enumerated().map { index, cells in
            let written = AnswerSheet.Column.allCases.map { cell(cells[$0], $0, row: index + 1) }.joined()
            return #"<row r="\#(index + 1)">\#(written)</row>"#
        }.joined(separator: "\n")
        let last = max(rows.count, 2)
        let words = Answer.Verdict.allCases.map(AnswerSheet.word).joined(separator: ",")
        return #"""
            <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
            <sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>
            <cols>\#(columns)</cols>
            <sheetData>
            \#(lines)
            </sheetData>
            <sheetProtection sheet="1" formatColumns="0" formatRows="0" sort="0" autoFilter="0"/>
            <dataValidations count="1"><dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="H2:H\#(last)"><formula1>"\#(words)"</formula1></dataValidation></dataValidations>
            </worksheet>

            """#
    }

    private static func cell(_ cell: AnswerSheet.Cell?, _ column: AnswerSheet.Column, row: Int) -> String {
        let style = row == 1 ? 2 : column.isFree ? 1 : 0
        let place = #"<c r="\#(column.letter)\#(row)" s="\#(style)""#
        return switch cell {
        case nil: place + "/>"
        case .number(let value): place + "><v>\(value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value))</v></c>"
        case .text(let text): place + #" t="inlineStr"><is><t xml:space="preserve">"# + escaped(text) + "</t></is></c>"
        }
    }

    /// Text as it stands in the XML of a workbook: what XML cannot carry is written as `_xHHHH_`, and so is what looks like that.
    static func escaped(_ text: String) -> String {
        var out = ""
        let scalars = Array(text.unicodeScalars)
        for (place, scalar) in scalars.enumerated() {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\n", "\t": out.unicodeScalars.append(scalar)
            case "_" where WorkbookText.isEscape(scalars[place...]): out += "_x005F_"
            default:
                if scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF {
                    let digits = String(scalar.value, radix: 16, uppercase: true)
                    out += "_x" + String(repeating: "0", count: 4 - digits.count) + digits + "_"
                } else {
                    out.unicodeScalars.append(scalar)
                }
            }
        }
        return out
    }

    private static let contentTypes = #"""
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>

        """#
    private static let packageRelations = #"""
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>

        """#
    private static let workbook = #"""
        <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="\#(sheetName)" sheetId="1" r:id="rId1"/></sheets></workbook>

        """#
    private static let workbookRelations = #"""
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>

        """#
    // Style 0 is locked, 1 is free with a tint, 2 is a heading.
    private static let styles = #"""
        <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFF8DC"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="0" fontId="0" fillId="2" borderId="0" xfId="0" applyFill="1" applyAlignment="1" applyProtection="1"><alignment vertical="top" wrapText="1"/><protection locked="0"/></xf><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>

        """#
}
