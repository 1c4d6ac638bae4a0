import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

extension HTTPField.Name {
    static let prefer = named("Prefer")
    static let preferenceApplied = named("Preference-Applied")
    static let receipt = named("Lianshen-Receipt")
}

/// For how long an answer waits until its act stands in the published log: `Prefer: wait=N` (RFC 7240), 10 seconds at most; one second when nothing is said.
struct ReceiptPatience: Sendable {
    /// How long.
    var time = Duration.seconds(1)
    /// Seconds that were asked for; nil when nothing was said.
    var asked: Int?

    init(_ request: Request) {
        for preference in request.headers[values: .prefer].flatMap({ $0.split(separator: ",") }) {
            let words = preference.split(separator: ";").first?.split(separator: "=").map { $0.trimmingPrefix(while: \.isWhitespace) } ?? []
            guard words.count == 2, words[0].lowercased() == "wait", let seconds = Int(words[1].filter { !$0.isWhitespace }) else { continue }
            asked = min(max(seconds, 0), 10)
            time = .seconds(asked ?? 1)
            return
        }
    }
}

/// What of an answer's body says that its act has a receipt.
private struct ReceiptHint: Decodable {
    var receipt: ReceiptBody?
}

extension Tx {
    /// The receipt, still to come, of an act that this transaction did; nil when it did not.
    func receipt(of act: Act, on object: UUID) async throws -> ReceiptBody? {
        try await entry(of: act, on: object).map(ReceiptBody.init(entryId:))
    }
}

extension CaseBody {
    /// The same answer with the receipt, still to come, of what this transaction did to the case.
    func receipted(_ act: Act, _ tx: Tx) async throws -> CaseBody {
        var body = self
        body.receipt = try await tx.receipt(of: act, on: id)
        return body
    }
}

extension HTTPInterface {
    /// The answer of an act that has a receipt, with the proof in it if that comes in time. Who said how long he waits is told by 202 that it did not.
    ///
    /// The act is done and stays done whatever becomes of its receipt.
    func receipted(_ body: [UInt8], _ status: HTTPResponse.Status) async -> (body: [UInt8], status: HTTPResponse.Status, fields: HTTPFields) {
        guard let kept = (try? WireJSON.decode(ReceiptHint.self, from: Data(body)))?.receipt else { return (body, status, [:]) }
        let patience = AskedBy.current?.patience
        let receipt = (try? await filled(kept, within: patience?.time ?? .zero)) ?? kept
        var fields: HTTPFields = [.receipt: receipt.url]
        if let asked = patience?.asked { fields[.preferenceApplied] = "wait=\(asked)" }
        if receipt.pending { fields[.retryAfter] = "1" }
        let status = receipt.pending && patience?.asked != nil && [.ok, .created].contains(status) ? .accepted : status
        // What was kept for a repetition does not hold the proof: each answer gives the newest.
        guard let old = try? WireJSON.encode(kept), let new = try? WireJSON.encode(receipt), let place = Data(body).range(of: old) else {
            return (body, status, fields)
        }
        var filled = Data(body)
        filled.replaceSubrange(place, with: new)
        return (Array(filled), status, fields)
    }

    /// A receipt with its proof, if that comes in time.
    func filled(_ receipt: ReceiptBody, within patience: Duration) async throws -> ReceiptBody {
        let entry = try await store.transaction(as: .system("receipt")) { try await $0.loggedEntry(receipt.entryId) }
        guard let found = try await inclusion(of: entry.audit, within: patience) else { return receipt }
        var receipt = receipt
        (receipt.pending, receipt.leafIndex, receipt.logSize, receipt.witnessed) = (false, found.index, found.size, found.isWitnessed)
        receipt.proof = found.proof(withEntry: true)
        return receipt
    }

    /// The same answer with the place of the receipt of an act that was done to an object, if it was.
    func linked(_ response: Response, to act: Act, on object: UUID?) async throws -> Response {
        guard let object, let entry = try await store.transaction(as: .system("receipt"), { try await $0.newestEntry(of: act, on: object) })
        else { return response }
        var response = response
        response.headers[.receipt] = ReceiptBody(entryId: entry).url
        return response
    }
}
