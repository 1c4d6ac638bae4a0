import Foundation
import Sheets
import Testing

@Suite struct CADHeaderTests {
    private func facts(_ data: Data, as name: String) async throws -> (SheetFacts?, [String]) {
        let bench = try Workbench()
        return await Workbench.read(try bench.put(data, as: "file"), as: name)
    }

    @Test func aDXFHeaderIsReadInGBKAndInUTF8() async throws {
        let head = "  0\r\nSECTION\r\n  2\r\nHEADER\r\n  9\r\n$ACADVER\r\n  1\r\nAC1015\r\n  9\r\n$DWGCODEPAGE\r\n  3\r\nANSI_936\r\n  9\r\n"
        let extent =
            "$EXTMIN\r\n 10\r\n-1.5\r\n 20\r\n0\r\n 30\r\n0\r\n  9\r\n$EXTMAX\r\n 10\r\n84100.0\r\n 20\r\n59400.0\r\n  9\r\n$INSUNITS\r\n 70\r\n     4\r\n"
        let project = Data("  9\r\n$PROJECTNAME\r\n  1\r\n".utf8) + Data([0xBD, 0xA8, 0xCA, 0xA9]) + Data("\r\n".utf8)
        let text = Data((head + extent).utf8) + project + Data("  0\r\nENDSEC\r\n  0\r\nEOF\r\n".utf8)
        let (facts, codes) = try await facts(text, as: "建施-06.dxf")
        #expect(codes == [])
        #expect(facts?.version == "AC1015")
        #expect(facts?.drawing?.codePage == "ANSI_936")
        #expect(facts?.drawing?.minimum == [-1.5, 0])
        #expect(facts?.drawing?.maximum == [84100, 59400])
        #expect(facts?.drawing?.units == 4)
    }

    @Test func aDXFWithoutAVersionIsAWarning() async throws {
        #expect(try await facts(Data("0\nSECTION\n2\nHEADER\n0\nENDSEC\n".utf8), as: "a.dxf").1 == ["sheet.drawing_header"])
    }

    @Test func anIFCNamesItsSchema() async throws {
        let text = "ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION(('x'),'2;1');\nFILE_SCHEMA(('IFC4X3'));\nENDSEC;\n"
        #expect(try await facts(Data(text.utf8), as: "a.ifc").0?.version == "IFC4X3")
    }
}
