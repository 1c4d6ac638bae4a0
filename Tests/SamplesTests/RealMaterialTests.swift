import Foundation
import Intake
import JointReview
import Testing

/// Drawings and archives of other people, from the folder that `LIANSHEN_CORPUS` names.
private let corpus = ProcessInfo.processInfo.environment["LIANSHEN_CORPUS"].map { URL(fileURLWithPath: $0) }

@Suite(.enabled(if: corpus != nil)) struct RealMaterialTests {
    /// What these archives are to intake: none is a drawing package, so that a sound one is refused for holding no sheet, and a malformed one for
    /// its form. Where an archive has two readings, nothing in it is looked at.
    static let refused: [String: [String]] = [
        // The one file that is left of it, a/b/c, is empty.
        "dupdir": ["manifest.missing", "package.no_sheets", "sheet.empty", "zip.file_and_folder", "zip.name_collision"],
        "readme": ["zip.trailing_bytes"],
        "symlink": ["manifest.missing", "package.no_sheets", "zip.symlink"],
        "test-baddirsz": ["zip.directory"],
        "test-prefix": ["zip.prepended", "zip.trailing_bytes"],
        "test-trailing-junk": ["zip.trailing_bytes"],
    ]

    @Test func archivesOfOtherToolsAreRefusedForWhatTheyAre() async throws {
        let folder = try #require(corpus).appendingPathComponent("zips")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".zip") }.sorted()
        #expect(names.count == 28)
        for name in names {
            let result = try await read(folder.appendingPathComponent(name))
            #expect(!result.acceptable, "\(name)")
            if let codes = Self.refused[String(name.dropLast(4))] {
                #expect(result.codes == codes, "\(name)")
            } else {
                let codes = Set(result.codes)
                #expect(codes.isSuperset(of: ["manifest.missing", "package.no_sheets"]), "\(name) \(codes)")
                #expect(!codes.contains { $0.hasPrefix("zip.") || $0.hasPrefix("archive.") }, "\(name) \(codes)")
            }
        }
    }

    /// Ten architect's PDFs and two of the three large sheets are sound; no reader opens the third. Each as a package of its own.
    @Test func realDrawingsAreAcceptedAndTheUnreadableOneIsNamed() async throws {
        let corpus = try #require(corpus)
        let bench = FileManager.default.temporaryDirectory.appendingPathComponent("samples-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: bench, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: bench) }
        for folder in ["drawings", "large-sheets"] {
            let files = try FileManager.default.contentsOfDirectory(atPath: corpus.appendingPathComponent(folder).path).filter {
                $0.hasSuffix(".pdf")
            }
            #expect(files.count == (folder == "drawings" ? 10 : 3))
            for file in files {
                var parcel = Parcel()
                parcel.put(Array(try Data(contentsOf: corpus.appendingPathComponent(folder).appendingPathComponent(file))))
                parcel.list.sheets[0].size = nil
                let package = bench.appendingPathComponent(file + ".zip")
                try Data(parcel.bytes).write(to: package)
                let result = try await read(package)
                let isDamaged = file == "issue9418.pdf"
                #expect(result.acceptable == !isDamaged, "\(file) \(result.codes)")
                // Several have more pages than the one that is listed, which is a warning.
                #expect(result.findings.filter { $0.severity == .reject }.map(\.code) == (isDamaged ? ["sheet.damaged"] : []), "\(file)")
                #expect(result.sheets.count == (isDamaged ? 0 : 1))
            }
        }
    }
}
