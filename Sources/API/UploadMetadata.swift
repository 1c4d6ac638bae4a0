import Blobs
import Foundation
import HTTPTypes
import HummingbirdCore
import JointReview
import Wire

/// What `Upload-Metadata` says of an upload: the case that it is for, the file's name, its digest. Other keys are the sender's own affair.
struct UploadMetadata {
    /// As it was sent, to be shown as it was sent.
    let text: String
    let caseID: UUID?
    let fileName: String?
    let declared: BlobID?

    /// Reads the field; everything that is wrong with it is told at once.
    /// - Parameter isNeeded: whether it must name a case and a file.
    init(_ request: Request, isNeeded: Bool) throws {
        let fields = request.headers[values: .uploadMetadata]
        text = fields.joined(separator: ",")
        var values: [String: String] = [:]
        var findings: [Finding] = []
        if text.unicodeScalars.count > 8192 { findings.append(Self.finding("", "超过 8192 个字符", "is longer than 8192 characters")) }
        for pair in text.split(separator: ",") {
            let words = pair.trimmingCharacters(in: .whitespaces).split(separator: " ", omittingEmptySubsequences: false)
            let key = String(words.first ?? "")
            guard !key.isEmpty, key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), words.count <= 2 else {
                findings.append(Self.finding(key, "应写作“键 base64”", "must be a key, a space and base64"))
                continue
            }
            guard let data = Data(base64Encoded: words.count == 2 ? String(words[1]) : ""), let value = String(validating: data, as: UTF8.self) else {
                findings.append(Self.finding(key, "的值不是 UTF-8 文字的 base64", "is not the base64 of a text in UTF-8"))
                continue
            }
            if values.updateValue(value, forKey: key) != nil { findings.append(Self.finding(key, "出现两次", "comes twice")) }
        }
        caseID = values["case"].flatMap(UUID.init(uuidString:))
        fileName = values["filename"]
        declared = values["sha256"].flatMap { BlobID($0.lowercased()) }
        let isTold = !findings.isEmpty
        if values["case"] == nil ? isNeeded && !isTold : caseID == nil {
            findings.append(Self.finding("case", "应为报审件标识", "must be the identity of a case"))
        }
        if let fileName {
            PackageArrival.finding(ofName: fileName, at: "Upload-Metadata filename").map { findings.append($0) }
        } else if isNeeded, !isTold {
            findings.append(Self.finding("filename", "缺少", "is missing"))
        }
        if values["sha256"] != nil, declared == nil { findings.append(Self.finding("sha256", "应为 64 位十六进制", "must be 64 hex digits")) }
        guard findings.isEmpty else { throw Problem(.unprocessableContent, .invalid, findings: findings) }
    }

    private static func finding(_ key: String, _ zh: String, _ en: String) -> Finding {
        Finding(
            code: "upload.metadata", severity: .reject, file: "Upload-Metadata \(key.prefix(100))".trimmingCharacters(in: .whitespaces),
            message: Bilingual(zh: "Upload-Metadata \(key.prefix(100)) \(zh)", en: "Upload-Metadata \(key.prefix(100)) \(en)."),
            remedy: Bilingual(
                zh: "写作:filename <base64>,case <base64>[,sha256 <base64>]", en: "Write: filename <base64>,case <base64>[,sha256 <base64>]."))
    }
}

/// What `Upload-Concat` says: an upload by itself, a piece of one, or one that is put together from pieces.
enum UploadConcat: Equatable {
    case whole
    case partial
    case final([UUID])

    init(_ request: Request) throws {
        let fields = request.headers[values: .uploadConcat]
        guard let field = fields.first else {
            self = .whole
            return
        }
        if fields.count == 1, field == "partial" {
            self = .partial
            return
        }
        guard fields.count == 1, field.hasPrefix("final;") else { throw Self.unreadable }
        let places = field.dropFirst("final;".count).split(separator: " ")
        let parts = places.compactMap(Self.part)
        guard !parts.isEmpty, parts.count == places.count, parts.count <= 1000 else { throw Self.unreadable }
        guard Set(parts).count == parts.count else {
            throw Tus.fault(
                zh: "同一分段出现两次。", en: "The same partial upload is named twice.", zh: "每个分段只写一次。", en: "Name every partial upload once.")
        }
        self = .final(parts)
    }

    /// The identity in the address of an upload, with or without scheme and host.
    private static func part(_ place: Substring) -> UUID? {
        guard let path = URLComponents(string: String(place))?.path, path.hasPrefix(Tus.path + "/") else { return nil }
        return UUID(uuidString: String(path.dropFirst(Tus.path.count + 1)))
    }

    private static var unreadable: Problem {
        Tus.fault(
            zh: "Upload-Concat 无法识别。", en: "Upload-Concat cannot be read.", zh: "应为 partial,或 final; 后接各分段的地址。",
            en: "Write partial, or final; and the addresses of the partial uploads.")
    }
}
