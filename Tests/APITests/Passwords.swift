import Foundation
import Store
import Testing
import Wire

/// People of the cast with passwords.
extension House {
    static let password = "mauve teapot ledger 7"

    /// A code for somebody of the cast, from whoever invites him.
    func invite(_ name: String, as administrator: String = "system") async throws -> String {
        let path = "/v1/people/\(try cast.person(name).id.text)/invitation"
        return try await call(.post, path, as: administrator, json: #"{"hours":1}"#).json(InvitationBody.self).code
    }

    func accept(_ code: String, _ password: String = House.password) async throws -> Answer {
        try await call(.post, "/v1/invitations/accept", json: #"{"code":"\#(code)","password":"\#(password)"}"#)
    }

    /// Gives somebody of the cast the password.
    func enrol(_ name: String, as administrator: String = "system") async throws {
        let answer = try await accept(try await invite(name, as: administrator))
        #expect(answer.status == 200, "\(answer.text)")
    }

    func signIn(_ name: String, _ password: String = House.password, from address: String? = nil) async throws -> Answer {
        let headers = address.map { [("X-Forwarded-For", $0)] } ?? []
        return try await call(.post, "/v1/sessions", json: #"{"signInName":"\#(name)","password":"\#(password)"}"#, headers: headers)
    }

    /// A session of somebody who has the password.
    func session(_ name: String) async throws -> BegunSessionBody {
        let answer = try await signIn(name)
        #expect(answer.status == 201, "\(answer.text)")
        return try answer.json()
    }

    func changePassword(_ old: String, _ new: String, token: String) async throws -> Answer {
        try await call(.put, "/v1/me/password", token: token, json: #"{"oldPassword":"\#(old)","newPassword":"\#(new)"}"#)
    }

    func isIn(_ token: String) async throws -> Bool { try await call(.get, "/v1/me", token: token).status == 200 }
}
