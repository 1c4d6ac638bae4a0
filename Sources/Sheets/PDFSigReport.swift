/// What `pdfsig -nocert` printed: one block a signature.
///
/// A signer's name is free text and may hold line breaks and forged lines. So a block that answers a question twice has not answered it.
struct PDFSigReport {
    struct Block {
        fileprivate(set) var answers: [String: [String]] = [:]

        /// The answer that was given once.
        func only(_ key: String) -> String? {
            guard let given = answers[key], given.count == 1, let answer = given.first, !answer.isEmpty else { return nil }
            return String(String.UnicodeScalarView(answer.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }.prefix(400)))
        }

        /// The signed ranges as offset and length, in pairs.
        var ranges: [Int]? {
            guard let text = only("Signed Ranges") else { return nil }
            let numbers = text.matches(of: #/[0-9]+/#).compactMap { Int($0.0) }
            guard numbers.count == 4 else { return nil }
            return [numbers[0], numbers[1] - numbers[0], numbers[2], numbers[3] - numbers[2]]
        }
    }

    private(set) var blocks: [Block] = []

    init(_ output: [UInt8]) {
        for line in String(decoding: output, as: UTF8.self).split(separator: "\n") {
            if line.wholeMatch(of: #/Signature #[0-9]+:/#) != nil {
                blocks.append(Block())
            } else if line.hasPrefix("  - "), let colon = line.firstIndex(of: ":"), !blocks.isEmpty {
                let key = String(line[line.index(line.startIndex, offsetBy: 4)..<colon])
                blocks[blocks.count - 1].answers[key, default: []].append(String(line[line.index(after: colon)...].drop { $0 == " " }))
            }
        }
    }
}

extension PDFSigReport.Block {
    /// Kinds of signature that the tool knows; what it says of any other is worth nothing.
    private static let known: Set<String> = ["adbe.pkcs7.detached", "adbe.pkcs7.sha1", "ETSI.CAdES.detached"]
    /// The start of every object identifier of the national algorithms (1.2.156.10197): SM2, SM3.
    private static let national = "2a811ccf55"

    /// The verdict on a signature, from the tool's words. Only a clear no is `broken`: what the tool does not understand is not verified here.
    func verdict(on field: PDFSignatureFields.Field) -> SheetFacts.Signature.Verdict {
        guard Self.known.contains(field.type), field.value?.contains(Self.national) != true else { return .notVerified }
        switch only("Signature Validation") {
        case "Signature is Valid.": return .intact
        case "Digest Mismatch.", "Signature is Invalid.": return .broken
        default: return .notVerified
        }
    }
}
