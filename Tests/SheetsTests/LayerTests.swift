import Foundation
import JointReview
import Sheets
import Testing

/// A layer may be on by itself and off by its usage.
@Suite struct LayerTests {
    private func read(_ configuration: String, usage: String, more: String = "") async throws -> (SheetFacts?, [Finding]) {
        let bench = try Workbench()
        let file = TinyPDF(
            pages: [.init(content: "/OC /L BDC 0 0 5 5 re f EMC", entries: "/Resources << /Properties << /L 100 0 R >> >>")],
            extra: ["<< /Type /OCG /Name (Walls) /Usage << \(usage) >> >>"],
            catalog: "/OCProperties << /OCGs [100 0 R] /D << /ON [100 0 R] \(configuration) >> \(more) >>")
        let path = try bench.put(file.bytes, as: "file")
        return await SheetReader(confinement: await Confinement.detect()).read(path: path, name: "a.pdf")
    }

    private static func event(_ event: String, _ category: String) -> String {
        "/AS [<< /Event /\(event) /OCGs [100 0 R] /Category [/\(category)] >>]"
    }

    @Test func aLayerThatItsUsageSwitchesOffOnOpeningIsHidden() async throws {
        let (facts, findings) = try await read(Self.event("View", "View"), usage: "/View << /ViewState /OFF >>")
        #expect(findings.map(\.code) == ["sheet.hidden_layer"] && facts?.layers?.map(\.visible) == [false])
        let (shown, _) = try await read("", usage: "/View << /ViewState /OFF >>")
        #expect(shown?.pages.first?.pageDigest != facts?.pages.first?.pageDigest)
    }

    @Test(arguments: [
        ("Print", "Print", "/Print << /PrintState /OFF >>"), ("Export", "Export", "/Export << /ExportState /OFF >>"),
        ("View", "Zoom", "/Zoom << /min 4 >>"), ("View", "Language", "/Language << /Lang (de) >>"),
    ]) func aLayerThatIsHiddenOnlyAtTimesIsNamedWithTheTime(_ event: String, _ category: String, _ usage: String) async throws {
        let (facts, findings) = try await read(Self.event(event, category), usage: usage)
        #expect(findings.map(\.code) == ["sheet.hidden_layer"] && facts?.layers?.map(\.visible) == [true])
        #expect(findings.first?.message.zh.contains("Walls (\(category))") == true)
    }

    @Test(arguments: ["/Configs [<< /OFF [100 0 R] >>]", "/Configs [<< /ON [] /BaseState /OFF >>]"])
    func aLayerThatAnotherConfigurationSwitchesOffIsNamed(_ more: String) async throws {
        #expect(try await read("", usage: "", more: more).1.map(\.code) == ["sheet.hidden_layer"])
    }

    @Test(arguments: [
        (event("View", "View"), "/View << /ViewState /ON >>", ""), ("", "/Print << /PrintState /OFF >>", ""),
        (event("Print", "View"), "/Print << /PrintState /OFF >>", ""), ("", "", "/Configs [<< /BaseState /OFF /ON [100 0 R] >>]"),
    ]) func aLayerThatIsAlwaysOnIsNoFinding(_ configuration: String, _ usage: String, _ more: String) async throws {
        let (facts, findings) = try await read(configuration, usage: usage, more: more)
        #expect(findings.map(\.code) == [] && facts?.layers?.map(\.visible) == [true])
    }
}
