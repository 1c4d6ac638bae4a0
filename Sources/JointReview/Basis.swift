extension Basis: Codable {
    private enum Key: String, CodingKey {
        case kind, code, edition, clause, number, article, sha256
    }

    /// What kind of thing a demand rests on, as on the wire and in the database.
    public enum Kind: String, CaseIterable, Sendable, Codable, Labelled {
        case clause
        case approvalDocument = "approval_document"
        case approvedDrawing = "approved_drawing"

        /// Name of the kind.
        public var label: Bilingual {
            switch self {
            case .clause: Bilingual(zh: "规范条文", en: "clause of a code")
            case .approvalDocument: Bilingual(zh: "批准文件", en: "approval document")
            case .approvedDrawing: Bilingual(zh: "已批准图纸", en: "approved drawing")
            }
        }
    }

    /// What kind of thing the demand rests on.
    public var kind: Kind {
        switch self {
        case .clause: .clause
        case .approvalDocument: .approvalDocument
        case .approvedDrawing: .approvedDrawing
        }
    }

    /// The basis in one line, as a report prints it.
    public var text: String {
        switch self {
        case .clause(let code, let edition, let clause): "\(code)-\(edition) \(clause)"
        case .approvalDocument(let number, let article): "\(number) \(article)"
        case .approvedDrawing(let sha256): "SHA-256 \(sha256)"
        }
    }

    /// Whether every part is filled in, and a digest is 64 lower-case hexadecimal digits.
    public var isComplete: Bool {
        switch self {
        case .clause(let code, let edition, let clause): !code.isBlank && !edition.isBlank && !clause.isBlank
        case .approvalDocument(let number, let article): !number.isBlank && !article.isBlank
        case .approvedDrawing(let sha256): sha256.utf8.count == 64 && sha256.utf8.allSatisfy(Self.isLowerHex)
        }
    }

    /// Reads `{"kind": …}` with the parts of that kind.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        switch try container.decode(Kind.self, forKey: .kind) {
        case .clause:
            self = try .clause(
                code: container.decode(String.self, forKey: .code),
                edition: container.decode(String.self, forKey: .edition),
                clause: container.decode(String.self, forKey: .clause)
            )
        case .approvalDocument:
            self = try .approvalDocument(
                number: container.decode(String.self, forKey: .number),
                article: container.decode(String.self, forKey: .article)
            )
        case .approvedDrawing:
            self = try .approvedDrawing(sha256: container.decode(String.self, forKey: .sha256))
        }
    }

    /// Writes `{"kind": …}` with the parts of that kind.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(kind, forKey: .kind)
        switch self {
        case .clause(let code, let edition, let clause):
            try container.encode(code, forKey: .code)
            try container.encode(edition, forKey: .edition)
            try container.encode(clause, forKey: .clause)
        case .approvalDocument(let number, let article):
            try container.encode(number, forKey: .number)
            try container.encode(article, forKey: .article)
        case .approvedDrawing(let sha256):
            try container.encode(sha256, forKey: .sha256)
        }
    }

    private static func isLowerHex(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }
}
