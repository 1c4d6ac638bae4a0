import Foundation
import JointReview
import Testing

@testable import Sheets

/// Headers read by a program of its own. `LIANSHEN_BINARY` is the product as built.
@Suite struct HeaderProgramTests {
    /// Under the thread sanitizer nothing: a program that carries it needs more address space than the walls leave.
    private static let binary = dlsym(nil, "__tsan_init") == nil ? ProcessInfo.processInfo.environment["LIANSHEN_BINARY"] : nil

    private func read(_ data: Data, as name: String, with program: HeaderProgram, mode: Confinement.Mode? = nil, limits: SheetLimits = SheetLimits())
        async throws -> (SheetFacts?, [String])
    {
        let bench = try Workbench()
        let path = try bench.put(data, as: "file")
        let confinement = if let mode { Confinement(mode: mode) } else { await Confinement.detect() }
        let (facts, findings) = await SheetReader(confinement: confinement, headers: program).read(path: path, name: name, limits: limits)
        return (facts, findings.map(\.code))
    }

    @Test(.enabled(if: binary != nil)) func theProductItselfReadsTheSameInsideTheWalls() async throws {
        let program = HeaderProgram(path: try #require(Self.binary))
        let dxf = Data("0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\nAC1032\n9\n$INSUNITS\n70\n4\n0\nENDSEC\n0\nEOF\n".utf8)
        let ifc = Data("ISO-10303-21;\nHEADER;\nFILE_SCHEMA(('IFC4X3'));\nENDSEC;\n".utf8)
        for (data, name) in [(Data(DWGHeaderTests.dwg()), "a.dwg"), (dxf, "a.dxf"), (ifc, "a.ifc")] {
            let bench = try Workbench()
            let here = await Workbench.read(try bench.put(data, as: "file"), as: name)
            // The run itself must have answered: with another program's words there would be no facts at all.
            let inside = try await read(data, as: name, with: program)
            #expect(inside.0 == here.0 && inside.1 == here.1 && inside.0?.version != nil, "\(name)")
        }
        let variables = [HeaderProgram.variable: "png:/dev/null"]
        let command = ConfinedCommand(tool: program.path, arguments: [], variables: variables, input: nil, limits: ToolLimits())
        let outcome = await command.run(in: await Confinement.detect())
        #expect(outcome.status == .exited(0), "\(outcome.diagnostics)")
        #expect(String(decoding: outcome.output, as: UTF8.self).contains("\"kind\":\"png\""))
    }

    @Test(arguments: [Confinement.Mode?.none, .limitsOnly]) func aReaderThatBreaksDownIsAFindingAndNoCrash(_ mode: Confinement.Mode?) async throws {
        let dwg = Data(DWGHeaderTests.dwg())
        let crashing = HeaderProgram(path: "/usr/bin/bash", arguments: ["-c", "kill -SEGV $$"])
        #expect(try await read(dwg, as: "a.dwg", with: crashing, mode: mode).1 == ["sheet.tool_failed"])
        let talking = HeaderProgram(path: "/usr/bin/echo", arguments: ["{}"])
        #expect(try await read(dwg, as: "a.dwg", with: talking, mode: mode).1 == ["sheet.tool_failed"])
        let hanging = HeaderProgram(path: "/usr/bin/bash", arguments: ["-c", "sleep 300"])
        let limits = SheetLimits(tool: ToolLimits(deadline: .milliseconds(300)))
        #expect(try await read(dwg, as: "a.dwg", with: hanging, mode: mode, limits: limits).1 == ["sheet.timeout"])
    }

    @Test func withoutTheProgramHeadersAreReadHere() async throws {
        let none = HeaderProgram(path: "/nonexistent/lianshen")
        let (facts, codes) = try await read(Data(DWGHeaderTests.dwg()), as: "a.dwg", with: none)
        #expect(codes == [] && facts?.version == "AC1032")
    }
}
