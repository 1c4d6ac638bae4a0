import Foundation
import JointReview
import Testing

/// The committed files against the code that makes them.
@Suite struct BrokenFilesTests {
    @Test func everyFaultHasAFolderAndEveryFolderAFault() throws {
        try #require(Shelf.isReady)
        let folders = try FileManager.default.contentsOfDirectory(atPath: Shelf.broken.path).filter { !$0.hasPrefix(".") }
        #expect(folders.sorted() == Fault.all.map(\.name).sorted())
        #expect(Set(folders).count == Fault.all.count)
    }

    @Test(arguments: Fault.all)
    func theFilesAreWhatTheGeneratorMakes(_ fault: Fault) throws {
        try #require(Shelf.isReady)
        let folder = Shelf.broken.appendingPathComponent(fault.name)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names.sorted() == fault.files.map(\.name).sorted())
        for file in fault.files {
            let committed = try Data(contentsOf: folder.appendingPathComponent(file.name))
            // Not `==` on the arrays: a failure would print a megabyte.
            #expect(committed.elementsEqual(file.bytes), "\(fault.name)/\(file.name): run with LIANSHEN_WRITE_SAMPLES=1 and look at the difference")
        }
    }

    @Test(arguments: Fault.all)
    func aFaultIsAChangeOfItsTwinAndSaysWhy(_ fault: Fault) throws {
        #expect(fault.broken != fault.repaired)
        #expect(fault.why.zh.hasHan && !fault.why.en.hasHan && fault.why.en.hasSuffix("."))
        #expect(!fault.codes.isEmpty)
        let expected = try JSONDecoder().decode(Expected.self, from: Data(Expected(fault).text.utf8))
        #expect(expected.codes == fault.codes && expected.why == fault.why && expected.acceptable == fault.acceptable)
    }

    /// Everybody who clones the source gets these files.
    @Test func theFolderStaysSmall() throws {
        try #require(Shelf.isReady)
        let files = try FileManager.default.subpathsOfDirectory(atPath: Shelf.samples.path)
        let size = try files.reduce(0) { sum, name in
            let attributes = try FileManager.default.attributesOfItem(atPath: Shelf.samples.appendingPathComponent(name).path)
            return sum + (attributes[.type] as? FileAttributeType == .typeRegular ? attributes[.size] as? Int ?? 0 : 0)
        }
        #expect(size < 3_000_000)
    }
}
