import Foundation
import Logging

/// One JSON object a line on standard error: time, level, message, metadata. What it is given is escaped, so no text can forge a line.
struct JSONLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var fields: [String: String] = [:]
        for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { _, new in new }) {
            fields[key] = Self.redacted(value.description)
        }
        fields["time"] = Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        fields["level"] = event.level.rawValue
        fields["message"] = Self.redacted(event.message.description)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard var line = try? encoder.encode(fields) else { return }
        line.append(0x0A)
        FileHandle.standardError.write(line)
    }

    /// A bearer token, a one-time code or a password in a URL never reaches the log, whoever wrote it there.
    static func redacted(_ text: String) -> String {
        text.replacing(/ls_[A-Za-z0-9_-]{20,}/, with: "ls_…")
            .replacing(/:\/\/([^:@\/\s]*):[^@\s]+@/) { match in "://\(match.1):…@" }
            .replacing(/(?i)(password)=[^&\s'"]+/) { match in "\(match.1)=…" }
    }
}
