import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// What a file is worth, by its digests: `/v1/verifications`.
///
/// For everybody who has an account. Whoever holds the file learns what it is worth and by which certificate; what else is known of the case is for
/// its parties. Without an account there is the code that is printed on the sheet, never a question about bytes that nobody can be asked for.
struct VerificationRoutes: Sendable {
    let interface: HTTPInterface

    /// Matches that are told.
    private static let most = 50

    func verify(_ request: Request, _ context: SignedIn) async throws -> Response {
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try NewVerificationBody.read(bytes)
        let actor = try context.actor(for: .fileVerify)
        let (sha256, sm3) = (Self.bytes(body.sha256), body.sm3.map(Self.bytes))
        return try await interface.once(request, as: actor, bytes: bytes) { tx, _ in
            let matches = try await tx.files(sha256, sm3: sm3, size: body.size)
            // Within a case the least of what is in the file counts, among cases the best.
            let cases = Dictionary(grouping: matches, by: \.caseID).values.compactMap { matches in
                FileStatus.weakest(of: matches.map(\.status)).map { status in (status, matches.first { $0.status == status }) }
            }
            let status = FileStatus.strongest(of: cases.map(\.0)) ?? .unknown
            let entry = try await tx.recordVerification(
                sha256, sm3: sm3, size: body.size, status, cases.first { $0.0 == status }?.1)
            return VerificationBody(
                sha256: body.sha256, status: status, matches: matches.prefix(Self.most).map(VerificationBody.Match.init), entryId: entry)
        }
    }

    /// The bytes of digits that the shape has checked.
    private static func bytes(_ hex: String) -> [UInt8] {
        let digits = hex.utf8.map { $0 < 0x3A ? $0 - 0x30 : $0 - 0x57 }
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}

extension VerificationBody.Match {
    fileprivate init(_ match: FileMatch) {
        self.init(
            kind: match.kind.rawValue, status: match.status, caseNumber: match.caseNumber, round: match.round,
            replacedBy: match.replacedBy.map {
                VerificationBody.Successor(
                    caseNumber: $0.caseNumber, number: $0.number, revision: $0.revision,
                    sha256: $0.sha256.hex)
            },
            submission: match.submission.map { VerificationBody.Place(entryId: $0.entry, leafIndex: $0.leaf) },
            approval: match.approval.map { VerificationBody.Place(entryId: $0.entry, leafIndex: $0.leaf) })
        contents = match.contents.map { VerificationBody.Place(entryId: $0.entry, leafIndex: $0.leaf) }
        (number, revision, page) = (match.number, match.revision, match.page)
        guard match.isParty else { return }
        (caseId, packageId, objectId, name) = (match.caseID, match.package, match.object, match.name)
    }
}
