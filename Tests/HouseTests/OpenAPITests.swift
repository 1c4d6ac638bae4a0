import Blobs
import Foundation
import HTTPTypes
import Logging
import Postgres
import Store
import Testing

@testable import API

/// `Schemas/openapi.yaml` is the interface, no more and no less.
struct OpenAPITests {
    @Test("The document lists exactly the routes that the router answers")
    func routes() throws {
        let listed = try Self.operations().map { "\($0.method) \($0.path)" }.sorted()
        #expect(!listed.isEmpty)
        #expect(listed == (try Self.table()).map { "\($0.method.rawValue) \($0.path)" }.sorted())
    }

    @Test("An operation is open to anybody in the document exactly when the router asks for no token")
    func access() throws {
        let open = try Self.operations().filter { ($0.body["security"] as? [Any])?.isEmpty == true }.map { "\($0.method) \($0.path)" }.sorted()
        let table = try Self.table().filter { route in
            if case .anybody = route.access { true } else { false }
        }
        #expect(open == table.map { "\($0.method.rawValue) \($0.path)" }.sorted())
    }

    @Test("Every operation has a name of its own, a summary in both languages and an answer for problems")
    func operationsAreDescribed() throws {
        let operations = try Self.operations()
        let names = operations.compactMap { $0.body["operationId"] as? String }
        #expect(names.count == operations.count)
        #expect(Set(names).count == names.count)
        for operation in operations {
            let summary = operation.body["summary"] as? String ?? ""
            #expect(summary.contains("·"), "\(operation.method) \(operation.path)")
            let responses = operation.body["responses"] as? [String: Any] ?? [:]
            let healthy = operation.path == "/healthz" || operation.path == "/metrics" || operation.path == "/v1/openapi.yaml"
            #expect(responses["default"] != nil || healthy, "\(operation.method) \(operation.path)")
        }
    }

    @Test("Every reference of the document leads somewhere")
    func references() throws {
        let document = try Repository.openAPI()
        let references = try Repository.text("Schemas/openapi.yaml").matches(of: /'#\/([A-Za-z\/]+)'/).map { String($0.output.1) }
        #expect(!references.isEmpty)
        for reference in Set(references) {
            let target = reference.split(separator: "/").reduce(document as Any?) { here, key in (here as? [String: Any])?[String(key)] }
            #expect(target != nil, "\(reference)")
        }
    }

    private static func operations() throws -> [(method: String, path: String, body: [String: Any])] {
        let paths = try Repository.openAPI()["paths"] as? [String: Any] ?? [:]
        return paths.flatMap { path, item in
            (item as? [String: Any] ?? [:]).filter { ["get", "put", "post", "delete", "patch", "head", "options"].contains($0.key) }
                .map { ($0.key.uppercased(), path, $0.value as? [String: Any] ?? [:]) }
        }
    }

    /// The router's table over a house that nothing is asked of: no connection is opened for it.
    private static func table() throws -> [Route] {
        let logger = Logger(label: "house")
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("house-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = Store(pool: Pool(configuration: PoolConfiguration(url: "postgresql:///nowhere"), logger: logger), logger: logger)
        let interface = HTTPInterface(
            configuration: InterfaceConfiguration(address: .tcp(host: "127.0.0.1", port: 0)), store: store,
            blobs: try FolderBlobs.open(folder, belongsTo: UUID().uuidString), hub: EventHub(), logger: logger)
        return Routes(interface).table
    }
}
