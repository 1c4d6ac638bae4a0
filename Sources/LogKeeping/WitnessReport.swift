public import Foundation

/// What the process that leads the log says of its witnesses: `witnesses.json` beside the checkpoint. It proves nothing; signatures do.
public struct WitnessReport: Codable, Hashable, Sendable {
    /// Why a witness has not signed.
    public enum Fault: String, CaseIterable, Codable, Sendable {
        /// It did not answer, or cannot sign now.
        case unreachable
        /// What it answered is no signature of its key.
        case notSigned = "not_signed"
        /// It does not know this log, or does not believe its key.
        case refused
        /// It says that the log does not continue what it signed.
        case inconsistent
        /// It has signed a larger head than the log has: nothing is signed any more.
        case ahead
    }

    /// One witness.
    public struct Witness: Codable, Hashable, Sendable {
        /// Name in the policy.
        public var name: String
        /// Entries of the head that it signed last, as far as is known here; of one that is ahead what it says itself.
        public var size: Int?
        /// When it last signed, by its own clock.
        public var signedAt: Date?
        /// What is wrong with it; nil when nothing is.
        public var fault: Fault?

        /// A witness of which nothing is known yet.
        public init(name: String) { self.name = name }
    }

    /// Witnesses in the order of the policy.
    public var witnesses: [Witness]
    /// Since when there are entries that too few witnesses have seen; nil when there are none.
    public var waitingSince: Date?

    /// A report.
    public init(witnesses: [Witness], waitingSince: Date? = nil) {
        (self.witnesses, self.waitingSince) = (witnesses, waitingSince)
    }
}

extension LogFolder {
    /// What the leading process last said of its witnesses; nil where none are asked.
    public func witnessReport() throws(LogFileFault) -> WitnessReport? {
        guard let bytes = try FileCalls.read(path + "/witnesses.json", most: 1 << 20) else { return nil }
        return try? Self.decoder.decode(WitnessReport.self, from: Data(bytes))
    }

    /// Says it anew.
    public func tell(_ report: WitnessReport) throws {
        try FileCalls.write(Array(try Self.encoder.encode(report)), to: path + "/witnesses.json", settling: false)
    }

    /// No witness is asked any more.
    public func forgetWitnesses() throws(LogFileFault) {
        try FileCalls.remove(path + "/witnesses.json")
    }

    private static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return decoder
    }

    private static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.sortedKeys]
        return encoder
    }
}
