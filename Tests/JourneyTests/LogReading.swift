import Foundation

/// What the logs of a site must be like: JSON objects, one a line, without secrets.
enum LogReading {
    /// Lines of a log that are no JSON object.
    static func odd(_ text: String) -> [String] {
        text.split(separator: "\n").map(String.init).filter { line in
            guard let fields = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else { return true }
            return fields["time"] == nil || fields["level"] == nil || fields["message"] == nil
        }
    }

    /// Tokens, one-time codes and given secrets that stand in any log of a site: those of its processes and those of its database.
    static func secrets(of site: Site, besides secrets: [String] = []) -> [String] {
        let database = site.data + "/postgres/log"
        let files =
            ((try? FileManager.default.contentsOfDirectory(atPath: database)) ?? []).map { database + "/" + $0 } + [
                site.data + "/postgres/startup.log"
            ]
        let texts = site.logs.map { ($0.command, $0.text) } + files.map { ($0, (try? String(contentsOfFile: $0, encoding: .utf8)) ?? "") }
        return texts.flatMap { place, text in
            text.matches(of: /ls_[A-Za-z0-9_-]{30,}/).map { "\(place): \($0.output)" } + secrets.filter(text.contains).map { "\(place): \($0)" }
        }
    }
}
