import JointReview
import Store

/// Asked in the transaction that ends something long: whether its sender may still do it.
typealias Recheck = @Sendable (Tx) async throws -> Void

extension SignedIn {
    /// Refuses what a long request would do in the end, when its token was revoked or expired, or its role was taken away, while it went on.
    func recheck(_ act: Act) -> Recheck {
        let token = token
        return { tx in
            guard let token, var now = try await tx.signedIn(token, isUse: false) else { throw Denial.signedOut }
            if let mandate = tx.actor.mandate {
                guard let acting = try await tx.acting(now, under: mandate.id) else { throw Denial.mandate }
                now = acting
            }
            guard now.holds(tx.actor.role) else { throw Denial.role(act) }
        }
    }
}
