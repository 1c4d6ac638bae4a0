import Crypto
import Foundation
import Postgres
import Store
import TestStore
import Testing

/// Makes a leaf from a row by the text of `Schemas/log/1/README.md` alone: keys in their order, members without a value left out, one line.
struct LogLeaf: Sendable {
    /// What the log and the sequencer add to a row.
    struct Place: Sendable {
        var log: String
        var previous: [UInt8]?
    }

    /// Member to value, in the form that stands in the JSON.
    private(set) var members: [(String, String)] = []

    /// Text of letters, digits and ASCII punctuation, which the format is limited to; needs no escapes.
    mutating func text(_ name: String, _ value: String?) {
        guard let value else { return }
        members.append((name, "\"\(value)\""))
    }

    mutating func integer(_ name: String, _ value: Int?) {
        guard let value else { return }
        members.append((name, String(value)))
    }

    var bytes: [UInt8] {
        let sorted = members.sorted { Array($0.0.utf16).lexicographicallyPrecedes(Array($1.0.utf16)) }
        return Array(("{" + sorted.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}").utf8)
    }

    /// RFC 6962: SHA-256 of a zero byte and the leaf.
    var hash: [UInt8] { Array(SHA256.hash(data: Data([0] + bytes))) }

    init(_ row: Row, _ place: Place) throws {
        func uuid(_ column: String) throws -> String? { (try row.optional(column) as UUID?)?.uuidString.lowercased() }
        func base64(_ column: String) throws -> String? { (try row.optional(column) as [UInt8]?).map { Data($0).base64EncodedString() } }
        integer("v", 1)
        text("log", place.log)
        text("id", try uuid("entry_id"))
        // Text made by the database, in UTC and cut to the millisecond: no arithmetic on binary fractions.
        text("at", try row("at"))
        text("eff", try row("eff"))
        text("proj", try uuid("project_id"))
        integer("pseq", try row.optional("project_seq"))
        text("pprev", place.previous.map { Data($0).base64EncodedString() })
        text("case", try uuid("case_id"))
        text("act", try row("act"))
        text("res", try row("result"))
        text("actor", try base64("actor_commitment"))
        text("org", try uuid("organisation_id"))
        text("role", try row("role"))
        text("kind", try row("object_kind"))
        text("obj", try uuid("object_id"))
        text("from", try row.optional("from_state"))
        text("to", try row.optional("to_state"))
        text("sha256", try base64("sha256"))
        text("sm3", try base64("sm3"))
        integer("size", try row.optional("size"))
        text("detail", try base64("detail_digest"))
        let request: String = try row("request_id")
        text("req", Data(SHA256.hash(data: Data(request.utf8))).base64EncodedString())
    }

    /// The columns of a row that a leaf is made of.
    static let columns: SQL =
        """
        SELECT audit_id, entry_id, to_char(date_trunc('milliseconds', recorded_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
               to_char(date_trunc('milliseconds', effective_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS eff,
               project_id, project_seq, case_id, act, result, actor_commitment, organisation_id, role, object_kind, object_id, from_state, to_state,
               sha256, sm3, size, detail_digest, request_id
        """
}

extension TestStore {
    /// The leaf of one entry, as if it were the first of its project.
    func leaf(of entry: Int) async throws -> [UInt8] {
        let row = try #require(try await look("\(LogLeaf.columns) FROM lianshen.audit_entry WHERE audit_id = \(entry)").first)
        return try LogLeaf(row, LogLeaf.Place(log: "log.example.org/lianshen/2026", previous: nil)).bytes
    }
}
