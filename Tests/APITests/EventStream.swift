import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Testing

/// One event as it came over the wire.
struct Frame: Sendable {
    let id: String
    let event: String
    let data: String

    /// Reads one block of lines; nil for comments and `retry`.
    init?(_ block: String) {
        var fields: [String: String] = [:]
        for line in block.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2, !parts[0].isEmpty else { continue }
            fields[parts[0]] = parts[1].trimmingCharacters(in: .whitespaces)
        }
        guard let event = fields["event"], let data = fields["data"] else { return nil }
        (self.id, self.event, self.data) = (fields["id"] ?? "", event, data)
    }
}

extension House {
    /// Watches as somebody: acts when the first event is here and reads until enough came or the server ended the stream.
    func watch(
        as name: String? = nil, token: String? = nil, case caseID: UUID? = nil, lastID: String? = nil,
        once act: @Sendable () async throws -> Void = {}, until isEnough: @Sendable ([Frame]) -> Bool
    ) async throws -> [Frame] {
        var request = HTTPClientRequest(url: address + "/v1/events" + (caseID.map { "?case=\($0.text)" } ?? ""))
        request.headers.add(name: "Authorization", value: "Bearer \(try token ?? #require(name.flatMap { tokens[$0] }))")
        if let lastID { request.headers.add(name: "Last-Event-ID", value: lastID) }
        let sent = request
        // A busy server says so and is asked again.
        let response = try await eventually("a stream") {
            let response = try await Self.web.execute(sent, timeout: .seconds(120))
            return response.status.code == 503 ? nil : response
        }
        try #require(response.status.code == 200)
        #expect(response.headers.first(name: "Content-Type")?.hasPrefix("text/event-stream") == true)
        var frames: [Frame] = []
        var text = ""
        var hasActed = false
        for try await bytes in response.body {
            text += String(buffer: bytes)
            while let end = text.range(of: "\n\n") {
                if let frame = Frame(String(text[..<end.lowerBound])) { frames.append(frame) }
                text.removeSubrange(..<end.upperBound)
            }
            if !hasActed, !frames.isEmpty {
                hasActed = true
                try await act()
            }
            if isEnough(frames) { break }
        }
        return frames
    }
}
