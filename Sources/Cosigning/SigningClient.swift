public import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
public import TransparencyLog

/// Why there is no signature.
public enum SigningFault: Error, Hashable, Sendable {
    /// The other side has signed a head of this size last. Larger than ours: we are behind our own history, and must not sign anything.
    case otherSize(Int)
    /// It refused for good: 403, 404, 400 or 422.
    case refused(status: Int, text: String)
    /// It did not answer, or cannot sign now: ask again later.
    case unreachable(String)
    /// What it answered is no signature of the key that was asked.
    case notSigned
}

/// Asks a log's signer, or a witness.
public struct SigningClient: Sendable {
    private let http: HTTPClient
    private let timeout: Duration

    /// - Parameter timeout: for one question, all of it.
    public init(_ http: HTTPClient, timeout: Duration = .seconds(10)) {
        (self.http, self.timeout) = (http, timeout)
    }

    /// Signatures of the log's own signer, which listens on `socket`. None is checked but for its form: the caller has the signer's keys.
    public func sign(_ request: HeadContinuation, socket: String) async throws(SigningFault) -> [NoteSignature] {
        let host = socket.utf8.map { "%" + (($0 < 16 ? "0" : "") + String($0, radix: 16)) }.joined()
        return try await ask("http+unix://\(host)/sign", request.text)
    }

    /// A witness's signatures over a checkpoint that the log has signed, each checked with its key.
    ///
    /// `old` is the size that the witness is believed to have signed last; when it names another one below ours it is asked once more from there.
    /// `proof` gives the consistency proof from a size to the checkpoint's.
    public func cosign(
        _ checkpoint: SignedNote, by witness: LogPolicy.Party, from old: Int, proof: @Sendable (_ old: Int) async throws -> [TreeHash]
    ) async throws(SigningFault) -> [NoteSignature] {
        guard let url = witness.url, let size = try? TreeHead(body: checkpoint.body).size else { throw .unreachable("no address") }
        var old = old
        for isLast in [false, true] {
            do throws(SigningFault) {
                let request: WitnessRequest
                do { request = try WitnessRequest(old: old, hashes: try await proof(old), checkpoint: checkpoint) } catch {
                    throw .unreachable("\(error)")
                }
                let lines = try await ask((url.hasSuffix("/") ? url : url + "/") + "add-checkpoint", request.text)
                // Lines by keys that we do not know say nothing; a false one by this key neither.
                let own = lines.filter { witness.key.claims($0) && witness.key.verifies($0.bytes, body: checkpoint.body) == true }
                guard !own.isEmpty else { throw .notSigned }
                return own
            } catch {
                guard case .otherSize(let known) = error, known <= size, !isLast else { throw error }
                old = known
            }
        }
        throw .notSigned
    }

    private func ask(_ url: String, _ body: String) async throws(SigningFault) -> [NoteSignature] {
        let (status, bytes) = try await post(url, body)
        switch status {
        case 200:
            guard let lines = try? NoteSignature.lines(bytes) else { throw .notSigned }
            return lines
        case 409:
            guard let size = Int(String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)), size >= 0 else {
                throw .refused(status: status, text: String(decoding: bytes, as: UTF8.self))
            }
            throw .otherSize(size)
        case 400..<500 where status != 408 && status != 429: throw .refused(status: status, text: String(decoding: bytes, as: UTF8.self))
        default: throw .unreachable("HTTP \(status)")
        }
    }

    private func post(_ url: String, _ body: String) async throws(SigningFault) -> (Int, [UInt8]) {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.body = .bytes(ByteBuffer(string: body))
        do {
            return try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { [http, timeout, request] group in
                group.addTask {
                    let answer = try await http.execute(request, timeout: TimeAmount(timeout))
                    // Nobody has that much to say: the rest of an answer that does not end is not waited for.
                    let bytes = try await answer.body.collect(upTo: 64 << 10)
                    return (Int(answer.status.code), Array(bytes.readableBytesView))
                }
                // The client's own limit ends with the head of the answer.
                group.addTask {
                    try await Task.sleep(for: timeout)
                    throw SigningFault.unreachable("no whole answer within \(timeout)")
                }
                defer { group.cancelAll() }
                guard let first = try await group.next() else { throw SigningFault.unreachable("no answer") }
                return first
            }
        } catch let fault as SigningFault {
            throw fault
        } catch { throw .unreachable("\(error)") }
    }
}
