extension SheetFacts {
    /// A signature or seal of a PDF, as evidence. Trust in the certificate is not judged here: who may seal what is the register's matter.
    public struct Signature: Hashable, Sendable, Codable {
        /// What was found of a signature.
        public enum Verdict: String, CaseIterable, Sendable, Codable {
            /// The signed bytes are those that were signed, and the certificate's key made the signature.
            case intact
            /// The signed bytes were changed, or the signature is none of the certificate's key.
            case broken
            /// It cannot be checked here, e.g. an SM2 seal. That says nothing against it.
            case notVerified = "not_verified"
        }

        /// What the signed bytes are.
        public enum Coverage: String, CaseIterable, Sendable, Codable {
            /// The whole file but the signature's own value.
            case file
            /// A whole revision: the file as it was when it was signed; more was appended later.
            case revision
            /// Something else: parts of what the signature seems to vouch for are outside.
            case partial
        }

        /// Name of the form field.
        public var field: String
        /// `/SubFilter`: how it was made, e.g. `adbe.pkcs7.detached`, `ETSI.CAdES.detached`.
        public var type: String
        /// Common name of the signer's certificate; nil when it could not be read.
        public var signer: String?
        /// Whole subject of that certificate.
        public var subject: String?
        /// When it was signed, as the signer says: ISO 8601 from `/M`, else the attribute of the signature.
        public var claimedAt: String?
        /// Digest algorithm, e.g. `SHA-256`.
        public var digest: String?
        /// Reason that the signer gave.
        public var reason: String?
        /// Byte ranges as the file declares them: offset and length, in pairs.
        public var byteRange: [Int]
        /// SHA-256 of the signature's value (the CMS with its padding), to find it again; nil when the hole of the ranges holds no value.
        public var valueSha256: String?
        /// What the ranges cover.
        public var coverage: Coverage
        /// The revision whose end is the end of the ranges; nil when there is none.
        public var revision: Int?
        /// Whether it holds.
        public var verdict: Verdict
    }

    /// One state of a PDF: the first as it was made, each further one appended.
    public struct Revision: Hashable, Sendable, Codable {
        /// Who answers for a revision.
        public enum Verdict: String, CaseIterable, Sendable, Codable {
            /// A signature that holds ends here.
            case signed
            /// No signature of its own, but a later one that holds covers it.
            case covered
            /// A signature ends here or covers it that cannot be checked here.
            case notVerified = "not_verified"
            /// The signature that ends here or covers it does not hold.
            case broken
            /// Nobody signed it.
            case unsigned
        }

        /// Number from 1.
        public var number: Int
        /// Bytes of the file up to its end.
        public var end: Int
        /// Who answers for it.
        public var verdict: Verdict
        /// The signatures that end here, by their fields.
        public var signatures: [String]
        /// Pages whose content is not that of the last signed revision before; nil where nothing was compared, page 0 where it could not be.
        public var changedPages: [Int]?
    }
}
