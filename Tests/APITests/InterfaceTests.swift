import Foundation
import HTTPTypes
import Store
import TestStore
import Testing
import Wire

@testable import API

/// The document and the server say the same.
@Suite(.timeLimit(.minutes(10))) struct InterfaceTests {
    @Test func theDocumentListsExactlyTheRoutes() async throws {
        try await House.with { house in
            let interface = HTTPInterface(
                configuration: InterfaceConfiguration(address: .tcp(host: "127.0.0.1", port: 0)), store: house.store, blobs: house.blobs,
                hub: house.hub,
                logger: TestStore.quiet)
            let routes = Routes(interface).table.map { "\($0.method.rawValue) \($0.path) \($0.access == .anybody)" }
            #expect(routes.sorted() == Operation.all.map { "\($0.method.rawValue) \($0.path) \($0.isPublic)" }.sorted())
            #expect(Operation.all.count > 40)
        }
    }

    @Test func theDocumentListsExactlyTheProblems() {
        #expect(Operation.codes == Set(ProblemCode.allCases.map(\.rawValue)))
    }

    @Test func theServerHandsOutItsOwnDocument() async throws {
        try await House.with { house in
            let answer = try await house.call(.get, "/v1/openapi.yaml")
            #expect(answer.status == 200)
            #expect(answer.text == Operation.text)
        }
    }
}
