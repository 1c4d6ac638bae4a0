import Archive
import Foundation

/// A package of two thousand sheets from its first byte on the wire to *checked*, to *accepted*, and to the last thumbnail; once, whatever the number of rounds.
struct SheetsFigure: Figure {
    let name = "sheets"
    let site: Site
    private let count: Int
    private let stage = Stage()

    private actor Stage {
        private var server: UploadServer?
        private var measured: Sample?

        func start(_ program: String, _ site: Site) async throws {
            server = try await UploadServer(program, on: site.disk, name: "sheets", sm3: true, works: true)
        }

        /// The one measurement.
        func measure(_ path: String, _ count: Int) async throws -> Sample {
            if let measured { return measured }
            guard let server else { throw BenchError.failed("sheets", "no server") }
            let sample = try await server.read(path, count)
            measured = sample
            return sample
        }

        func stop() async {
            await server?.stop()
            server = nil
        }
    }

    init(_ site: Site) {
        self.site = site
        count = site.plan.count(2000, quick: 40)
    }

    private var path: String { "\(site.disk.folder)/sheets.zip" }

    func prepare() async throws {
        guard let program = site.plan.lianshen else { return }
        try ZipWriter.file(at: path) { zip in
            for number in 1...count { try zip.add("建施-\(number) 平面图.pdf", SmallSheet.pdf(number)) }
        }
        try await stage.start(program, site)
    }

    func clear() async {
        await stage.stop()
        _ = unlink(path)
    }

    var cells: [Cell] {
        guard site.plan.lianshen != nil else { return [] }
        return [Cell(name: "sheets") { try await stage.measure(path, count) }]
    }

    func rows(_ results: Results) -> [Line] {
        guard results.has("sheets") else { return [] }
        let words = "package of \(count) one-page sheets"
        return [
            Line("\(words), upload to checked, without thumbnails, a sheet", .milliseconds(results.extra("checked ms", "sheets")), limit: .none),
            Line(
                "the same, upload to accepted (sealed, confirmed, submitted), a sheet", .milliseconds(results.extra("accepted ms", "sheets")),
                limit: .none),
            Line("the same, to the last thumbnail, a sheet", .milliseconds(results.extra("drawn ms", "sheets")), limit: .none),
            Line("resident memory of the server at its peak during that", .mebibytes(results.largest("server MiB", "sheets")), atMost: 300),
        ]
    }
}

/// `lianshen check` on a hundred real sheets: the drawings of `LIANSHEN_CORPUS`, each copy altered, so that none is another one again.
struct RealSheetsFigure: Figure {
    let name = "check"
    let site: Site
    private let count: Int

    init(_ site: Site) {
        self.site = site
        count = site.plan.count(100, quick: 10)
    }

    private var path: String { "\(site.disk.folder)/check.zip" }
    private var corpus: String? { ProcessInfo.processInfo.environment["LIANSHEN_CORPUS"].map { $0 + "/drawings" } }

    func prepare() async throws {
        guard let corpus else { return }
        let drawings = try FileManager.default.contentsOfDirectory(atPath: corpus).filter { $0.hasSuffix(".pdf") }.sorted()
        guard !drawings.isEmpty else { return }
        try ZipWriter.file(at: path) { zip in
            for number in 0..<count {
                let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(corpus)/\(drawings[number % drawings.count])"))
                try zip.add("建施-\(number + 1) 平面图.pdf", Array(bytes) + Array("\n% \(number)\n".utf8))
            }
        }
    }

    func clear() async { _ = unlink(path) }

    var cells: [Cell] {
        guard let program = site.plan.lianshen, corpus != nil else { return [] }
        let (site, path, count) = (site, path, count)
        return [
            Cell(name: "check") {
                let start = ContinuousClock.now
                // Findings end it with 1: they are its work, too.
                _ = try await site.disk.program("/bin/sh", ["-c", "'\(program)' check '\(path)' --json >/dev/null; [ $? -le 1 ]"])
                return Sample(rate: Double(count) / (ContinuousClock.now - start).seconds)
            }
        ]
    }

    func rows(_ results: Results) -> [Line] {
        guard results.has("check") else { return [] }
        return [Line("lianshen check on \(count) real sheets, each altered, a sheet", .milliseconds(1000 / results.rate("check")), limit: .none)]
    }
}

/// One page of A1 with a frame and its number.
enum SmallSheet {
    static func pdf(_ number: Int) -> [UInt8] {
        let content = "2 w 71 28 2285 1628 re S BT /F1 48 Tf 120 1560 Td (SAMPLE A-\(number)) Tj ET"
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [4 0 R] >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 2384 1684] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>",
            "<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream",
        ]
        var text = "%PDF-1.7\n"
        var table = "xref\n0 6\n0000000000 65535 f \n"
        for (index, object) in objects.enumerated() {
            let offset = "\(text.utf8.count)"
            table += String(repeating: "0", count: 10 - offset.count) + "\(offset) 00000 n \n"
            text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        return Array("\(text)\(table)trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n\(text.utf8.count)\n%%EOF\n".utf8)
    }
}
