import Crypto
import Foundation
import NIOCore
import Store
import Testing
import Wire

/// The requests of tus 1.0.0, as a client sends them.
extension House {
    static let tus = ("Tus-Resumable", "1.0.0")

    /// Metadata of an upload for a case.
    static func metadata(_ record: CaseRecord?, file: String? = "图纸.zip", sha256: String? = nil) -> String {
        let pairs = [("filename", file), ("case", record?.id.text), ("sha256", sha256)]
        return pairs.compactMap { key, value in value.map { "\(key) \(Data($0.utf8).base64EncodedString())" } }.joined(separator: ",")
    }

    /// Begins an upload.
    func begin(
        _ record: CaseRecord?, length: Int?, as name: String = "designer", sha256: String? = nil, concat: String? = nil, bytes: ByteBuffer? = nil,
        key: String? = nil, headers: [(String, String)] = []
    ) async throws -> Answer {
        var fields = [Self.tus] + headers
        if let length { fields.append(("Upload-Length", String(length))) }
        if record != nil || concat != "partial" { fields.append(("Upload-Metadata", Self.metadata(record, sha256: sha256))) }
        if let concat { fields.append(("Upload-Concat", concat)) }
        if bytes != nil { fields.append(("Content-Type", "application/offset+octet-stream")) }
        return try await send(.post, "/v1/uploads", as: name, bytes: bytes, key: key, headers: fields)
    }

    /// Begins an upload that must be taken, and returns its place.
    func begun(_ record: CaseRecord?, length: Int, as name: String = "designer", sha256: String? = nil, concat: String? = nil) async throws -> String
    {
        let answer = try await begin(record, length: length, as: name, sha256: sha256, concat: concat)
        try #require(answer.status == 201, "\(answer.text)")
        return try #require(answer["Location"])
    }

    /// Sends the next bytes.
    func append(
        _ place: String, at offset: Int, _ bytes: some Sequence<UInt8> & Sendable, as name: String = "designer", headers: [(String, String)] = []
    ) async throws -> Answer {
        try await send(
            .patch, place, as: name, bytes: ByteBuffer(bytes: bytes),
            headers: [Self.tus, ("Upload-Offset", String(offset)), ("Content-Type", "application/offset+octet-stream")] + headers)
    }

    /// Asks how far an upload is.
    func offset(_ place: String, as name: String = "designer") async throws -> Answer {
        try await send(.head, place, as: name, bytes: nil, headers: [Self.tus])
    }

    func terminate(_ place: String, as name: String = "designer") async throws -> Answer {
        try await send(.delete, place, as: name, bytes: nil, headers: [Self.tus])
    }

    /// The JSON of an upload.
    func upload(_ place: String, as name: String = "designer") async throws -> UploadBody {
        try await call(.get, place, as: name).json()
    }

    /// Files of unfinished uploads.
    var unfinishedFiles: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder + "/blobs/incoming")) ?? []).filter { $0.hasPrefix("upload-") }
    }

    /// The bytes of a package as they are stored.
    func content(_ package: String) async throws -> Data { try await call(.get, package + "/content", as: "designer").body }
}

/// Bytes that repeat nowhere.
func noise(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    return (0..<count).map { _ in
        state = (state ^ state >> 29) &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 33)
    }
}

func sha256(_ bytes: [UInt8]) -> String { SHA256.hash(data: Data(bytes)).map { String(format: "%02x", $0) }.joined() }
