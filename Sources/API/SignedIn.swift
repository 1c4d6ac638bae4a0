import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Logging
import NIOCore
import Store

/// What is known about a request besides the request: who sent it, who is signed in, and its id.
struct SignedIn: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Id of the request; in its log lines, its audit entries and its problem.
    let requestID: String
    /// Address of the connection's other end; nil on a socket of the file system.
    let peer: String?
    /// The connection.
    let channel: any Channel
    /// The client behind proxies.
    var sender: Sender?
    /// Who is signed in; nil on routes that need nobody.
    var session: SignedInPerson?
    /// The token that the session came with, to ask again on long connections.
    var token: BearerToken?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        requestID = UUID().uuidString.lowercased()
        peer = source.channel.remoteAddress?.ipAddress
        channel = source.channel
    }

    /// The signed-in person.
    /// - Throws: problem `signed-out`.
    var person: SignedInPerson {
        get throws {
            guard let session else { throw Denial.signedOut }
            return session
        }
    }

    /// The first role held that may do an act; nil when there is none.
    func role(for act: Act, in discipline: Discipline? = nil) throws -> Role? {
        let person = try person
        return person.person.roles.map(\.role).first { act.roles.contains($0) && person.holds($0, discipline: discipline) }
    }

    /// The person in the role that may do the act.
    /// - Throws: `Denial.role` when no role held may.
    func actor(for act: Act, in discipline: Discipline? = nil) throws -> Actor {
        guard let role = try role(for: act, in: discipline) else { throw Denial.role(act) }
        return try person.actor(as: role, requestID: requestID)
    }

    /// The person as somebody who only asks: in the first role held.
    var anyActor: Actor {
        get throws {
            let person = try person
            // Somebody without any role can still see who he is; the contractor's role may do least.
            return person.actor(as: person.person.roles.first?.role ?? .contractor, requestID: requestID)
        }
    }

    /// An identity in the path. A text that is none names nothing that exists.
    func id(_ name: String) throws -> UUID {
        guard let text = parameters.get(name), let id = UUID(uuidString: text) else { throw StoreError.missing(name) }
        return id
    }

    /// The discipline in the path.
    func discipline() throws -> Discipline {
        guard let text = parameters.get("discipline"), let discipline = Discipline(rawValue: text) else { throw StoreError.missing("queue") }
        return discipline
    }
}

extension Actor {
    /// The actor as the rules of the domain know one.
    var acting: ActingPerson {
        get throws {
            guard let person, let organisation else { throw Denial.signedOut }
            return ActingPerson(person: person, organisation: organisation, role: role, standingFor: mandate?.giver)
        }
    }
}
