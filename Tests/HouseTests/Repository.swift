import Foundation
import Yams

/// The checkout that these tests were built from.
enum Repository {
    static let root: URL = {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { folder.deleteLastPathComponent() }
        return folder
    }()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// The OpenAPI document as nested dictionaries and lists.
    static func openAPI() throws -> [String: Any] {
        try Yams.load(yaml: text("Schemas/openapi.yaml")) as? [String: Any] ?? [:]
    }

    /// Paths of files below a folder, relative to the checkout.
    static func files(below folder: String, suffix: String) -> [String] {
        let base = root.appendingPathComponent(folder).path
        let found = FileManager.default.enumerator(atPath: base)?.compactMap { $0 as? String } ?? []
        return found.filter { $0.hasSuffix(suffix) }.map { "\(folder)/\($0)" }.sorted()
    }
}

/// One value inside nested dictionaries, by keys.
func value(_ root: [String: Any], _ path: String...) -> Any? {
    path.reduce(root as Any?) { here, key in (here as? [String: Any])?[key] }
}
