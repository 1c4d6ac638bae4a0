import Foundation
import HTTPTypes
import JointReview
import Passwords
import Store
import Wire

/// Where names and passwords are looked at: at most so often, at most so many at once, and as long for a name that nobody has.
struct PasswordDoor: Sendable {
    let interface: HTTPInterface

    /// The account whose name and password these are.
    /// - Throws: problem `rate` when it is too early for another try, `refusal` when they are not right.
    func account(name: String, password: String, _ context: SignedIn, refusal: any Error) async throws -> SignInAccount {
        let address = context.sender?.address ?? ""
        // Before anything is computed: a guesser must not keep the processors busy either.
        if let wait = interface.signInRate.take(for: address) { throw Problem(.tooManyRequests, .rate, retryAfter: wait) }
        let actor = Actor.system(context.requestID)
        let account: SignInAccount?
        switch try await interface.store.transaction(as: actor, { try await $0.beginTry(name: name, place: Network.place(of: address)) }) {
        case .wait(let seconds):
            interface.metrics.count(denials: "signed-out")
            throw Self.tooEarly(seconds)
        case .look(let found): account = found
        }
        let hash = account.flatMap { PasswordHash($0.phc) }
        guard try await interface.passwords.check(password, against: hash), let account else {
            interface.metrics.count(denials: "signed-out")
            // The person, where there is one, but never what was typed: a password stands in the wrong field sooner or later.
            try await interface.store.transaction(as: actor) { tx in
                try await tx.record(.sessionSignIn, denied: true, kind: "person", object: account?.person, detail: ["address": address])
            }
            throw refusal
        }
        interface.signInRate.giveBack(for: address)
        if let hash, interface.passwords.isOutdated(hash) {
            let better = try await interface.passwords.hash(password)
            try await interface.store.transaction(as: actor) { try await $0.rehash(account, phc: better.text) }
        }
        return account
    }

    /// Somebody who proved to be a person.
    func actor(of person: UUID, _ context: SignedIn) async throws -> (person: Person, actor: Actor) {
        let found = try await interface.store.transaction(as: .system(context.requestID)) { try await $0.actor(of: person) }
        return found
    }

    private static func tooEarly(_ seconds: Int) -> Problem {
        Problem(
            .tooManyRequests, .rate, refusal: "access.too_many_tries",
            explanation: Explanation(
                message: Bilingual(zh: "此登录名试错次数过多。", en: "There were too many wrong tries with this sign-in name."),
                remedy: Bilingual(
                    zh: "\(seconds) 秒后再试;忘记密码请管理员发邀请码重设。",
                    en: "Wait \(seconds) seconds; if you forgot the password, ask the administrator for an invitation to set another.")),
            retryAfter: seconds)
    }
}
