import Foundation

/// A key and its certificate, made by OpenSSL for one run of the tests.
struct TestSigner {
    let folder: URL
    let name: String

    static let institute = try? TestSigner("Sample Institute")
    static let body = try? TestSigner("Sample Review Body")

    private init(_ name: String) throws {
        self.name = name
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("signer-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Self.openssl([
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/C=CN/O=Sample/CN=\(name)", "-keyout", path("key.pem"), "-out",
            path("cert.pem"),
        ])
    }

    private func path(_ file: String) -> String { folder.appendingPathComponent(file).path }

    /// A detached CMS over the data.
    func sign(_ data: Data) throws -> Data {
        let (input, output) = (path("\(UUID().uuidString).bin"), path("\(UUID().uuidString).der"))
        try data.write(to: URL(fileURLWithPath: input))
        try Self.openssl([
            "cms", "-sign", "-binary", "-md", "sha256", "-nosmimecap", "-in", input, "-signer", path("cert.pem"), "-inkey", path("key.pem"),
            "-outform",
            "DER", "-out", output,
        ])
        return try Data(contentsOf: URL(fileURLWithPath: output))
    }

    private static func openssl(_ arguments: [String]) throws {
        let task = Process()
        task.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        task.arguments = arguments
        task.standardError = FileHandle.nullDevice
        try task.run()
        task.waitUntilExit()
        guard task.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}

/// A PDF that grows by incremental updates, signed or not.
struct SignedPDF {
    private(set) var bytes: Data
    private var fields: [Int] = []
    private var next = 900
    private var highest = 0
    /// Hex digits that hold the value of a signature.
    private static let room = 8192

    init(_ file: TinyPDF = TinyPDF(pages: [.init(), .init(content: "0 0 9 9 re f")])) {
        bytes = file.bytes
        let size = String(decoding: bytes, as: UTF8.self).firstMatch(of: #/\/Size ([0-9]+)/#)
        highest = size.flatMap { Int($0.1) } ?? 0
    }

    /// Appends objects as a new revision that nobody signs.
    mutating func append(_ objects: [(Int, String)]) {
        let previous = lastTable
        var text = ""
        var table = "xref\n0 1\n0000000000 65535 f \n"
        for (number, body) in objects {
            let offset = "\(bytes.count + text.utf8.count)"
            table += "\(number) 1\n\(String(repeating: "0", count: 10 - offset.count))\(offset) 00000 n \n"
            text += "\(number) 0 obj\n\(body)\nendobj\n"
        }
        let start = bytes.count + text.utf8.count
        // One more than the highest number so far: qpdf looks.
        highest = max(highest, (objects.map(\.0).max() ?? 0) + 1)
        text += "\(table)trailer\n<< /Size \(highest) /Root 1 0 R /Prev \(previous) >>\nstartxref\n\(start)\n%%EOF\n"
        bytes.append(contentsOf: text.utf8)
    }

    /// Appends a revision with a signature over everything but its own value.
    /// - Parameters:
    ///   - skipping: bytes before the value that the ranges leave out too: a signature that does not cover what it seems to.
    ///   - key: how the range's key is spelt.
    ///   - entries: of the widget, where it is to be seen.
    ///   - value: the value's bytes, where they are to be something else than a CMS.
    mutating func sign(
        _ field: String, by signer: TestSigner, type: String = "adbe.pkcs7.detached", skipping: Int = 0, value: Data? = nil,
        widget entries: String = "/Rect [0 0 0 0]", range key: String = "/ByteRange"
    ) throws {
        let (widget, signature) = (next, next + 1)
        next += 2
        fields.append(widget)
        let places = "[0 0000000001 0000000002 0000000003]"
        let form = "/AcroForm << /SigFlags 3 /Fields [\(fields.map { "\($0) 0 R" }.joined(separator: " "))] >>"
        append([
            (1, "<< /Type /Catalog /Pages 2 0 R \(form) >>"),
            (widget, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (\(field)) /V \(signature) 0 R \(entries) /P 10 0 R /F 132 >>"),
            (
                signature,
                "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /\(type) \(key) \(places) /M (D:20261121093000+08'00') /Reason (sample) "
                    + "/Contents <\(String(repeating: "0", count: Self.room))> >>"
            ),
        ])
        let open = try found(bytes.range(of: Data("/Contents <".utf8), options: .backwards)).upperBound - 1
        let close = open + Self.room + 2
        let numbers = [open - skipping, close, bytes.count - close].map { String(repeating: "0", count: 10 - "\($0)".count) + "\($0)" }
        let range = try found(bytes.range(of: Data(places.utf8), options: .backwards))
        bytes.replaceSubrange(range, with: Data("[0 \(numbers.joined(separator: " "))]".utf8))
        let signed = bytes.prefix(open - skipping) + bytes.suffix(from: close)
        let hex = try (value ?? signer.sign(signed)).map { String(format: "%02x", $0) }.joined()
        bytes.replaceSubrange((open + 1)..<(open + 1 + hex.utf8.count), with: Data(hex.utf8))
    }

    /// Changes one byte of the first revision.
    mutating func tamper() throws {
        let place = try found(bytes.range(of: Data("0 0 m 100".utf8))).lowerBound
        bytes[place] = UInt8(ascii: "1")
    }

    private func found(_ range: Range<Data.Index>?) throws -> Range<Data.Index> {
        guard let range else { throw CocoaError(.fileReadCorruptFile) }
        return range
    }

    private var lastTable: Int {
        let text = String(decoding: bytes.suffix(40), as: UTF8.self)
        return text.split(separator: "\n").compactMap { Int($0) }.last ?? 0
    }
}
