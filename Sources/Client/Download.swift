import AsyncHTTPClient
import Foundation
import NIOHTTP1

/// A file that arrived whole.
public struct DownloadedFile: Hashable, Sendable {
    /// Size in bytes.
    public let size: Int
    /// SHA-256 in hex; equal to the one that the server named, where it named one.
    public let sha256: String
    /// Name that the server suggests, without any folder.
    public let suggestedName: String?
    /// Before which instant it has every entry of the log that was asked for, as the server writes it; nil for other files.
    public let completeUntil: String?
}

extension LianshenClient {
    /// Streams an answer into a file that appears under its name only when all of it is there and its digest is right.
    func download(_ call: Call, to path: String) async throws -> DownloadedFile {
        try await exchange(call, bodyStream: nil) { try await keep($0, at: path) }
    }

    /// A connection that breaks is thrown as it is, so that the call goes out again and the file begins anew.
    private func keep(_ response: HTTPClientResponse, at path: String) async throws -> DownloadedFile {
        let partial = try await LocalFile.writing(path + ".part")
        do {
            let digest = RunningDigest()
            var size: Int64 = 0
            for try await buffer in response.body {
                try await partial.write(buffer, at: size)
                size = digest.append(buffer)
            }
            if let named = response.headers.first(name: "repr-digest")?.sha256OfReprDigest, named != digest.hex {
                throw ClientError.digestMismatch(expected: named, actual: digest.hex)
            }
            try await partial.keep(as: path)
            return DownloadedFile(
                size: Int(size), sha256: digest.hex, suggestedName: response.headers.first(name: "content-disposition")?.fileName,
                completeUntil: response.headers.first(name: "lianshen-complete-until"))
        } catch {
            partial.discard()
            throw error
        }
    }
}

extension String {
    /// The hex digest of `sha-256=:base64:`.
    var sha256OfReprDigest: String? {
        guard let match = firstMatch(of: /sha-256=:([A-Za-z0-9+\/=]+):/), let data = Data(base64Encoded: String(match.1)) else { return nil }
        return data.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    /// The file name of a `Content-Disposition`, never with a folder.
    var fileName: String? {
        let name: String?
        if let extended = firstMatch(of: /filename\*=UTF-8''([^;]+)/) {
            name = String(extended.1).removingPercentEncoding
        } else {
            name = firstMatch(of: /filename="([^"]*)"/).map { String($0.1) }
        }
        return name?.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init)
    }
}
