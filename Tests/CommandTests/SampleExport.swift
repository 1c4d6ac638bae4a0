import Archive
import Foundation
import JointReview
import LogKeeping
import TestLog
import TransparencyLog
import Wire

/// An export of the made-up log, as the service would make it, to be tampered with file by file.
struct SampleExport {
    /// An entry of the log that has a free text, and what that is (Schemas/log/1/examples.json).
    static let told = 12
    static let text = #"{"fileName":"第一轮.zip"}"#
    /// An entry of an act of the service itself.
    static let nobody = 24
    private static let salt = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8="
    private static let digest = "qPI1Et+UDT1dNADGQ+ye5nNKXcPrXJYuKUsS8qWirng="

    let log: SampleLog
    var files: [String: [UInt8]] = [:]
    var frame: LogExport.Frame

    /// A log of `size` entries, one of which has a free text.
    static func log(_ size: Int) throws -> SampleLog {
        var log = try SampleLog(size)
        log.entries[told].detail = TreeHash(base64: Array(digest.utf8))
        log.entries[nobody].actor = nil
        log.chain()
        return log
    }

    /// An export of the log in `folder`.
    init(_ covers: LogExport.Coverage, of log: SampleLog, in folder: URL) throws {
        self.log = log
        try log.write(to: folder)
        let size = log.entries.count
        let project = log.entries[0].project
        let indexes = (0..<size).filter {
            switch covers {
            case .everything: true
            case .project: log.entries[$0].project == project
            case .selection: $0 % 5 == 2
            }
        }
        frame = LogExport.Frame(covers: covers, project: covers == .project ? project : nil, conditions: "", entries: indexes.count, parts: 0)
        let source = LogExportSource(LogFolder(folder.path), size: size)
        for start in stride(from: 0, to: indexes.count, by: 100) {
            let rows = try indexes[start..<min(start + 100, indexes.count)].map { (index: $0, line: Array(try WireJSON.encode(row($0)))) }
            for file in try source.part(frame.parts, rows, proofs: covers != .everything) { files[file.name] = file.bytes }
            frame.parts += 1
        }
        if covers == .everything { for address in source.tiles { files[address.path] = try source.file(address).bytes } }
        files["checkpoint"] = Array(try Data(contentsOf: folder.appending(path: "checkpoint")))
        try say()
    }

    /// Writes anew what the export says of itself.
    mutating func say() throws { files["export.json"] = try LogExport.frame(frame).bytes }

    private func row(_ index: Int) -> ExportedEntryBody {
        let entry = log.entries[index]
        func moment(_ milliseconds: Int) -> Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }
        let person = UUID(uuid: (9, 9, 9, 9, 9, 9, 0x70, 9, 0x80, 0, 0, 0, 0, 0, 0, UInt8(index % 5)))
        return ExportedEntryBody(
            entry: AuditEntryBody(
                id: entry.id, recordedAt: moment(entry.at), effectiveAt: moment(entry.effective), projectId: entry.project,
                projectSeq: entry.sequence,
                caseId: entry.caseID, act: entry.act, result: .ok, personId: entry.actor == nil ? nil : person, organisationId: entry.organisation,
                role: entry.role,
                objectKind: entry.objectKind, objectId: entry.objectID, fromState: entry.from, toState: entry.to, sha256: entry.sha256?.hex,
                sm3: entry.sm3?.hex, size: entry.size, requestId: "request \(index)", detail: entry.detail == nil ? nil : Self.text,
                leafIndex: index),
            salt: entry.detail == nil ? nil : Self.salt)
    }

    /// Changes the lines of a file of a part.
    mutating func change(_ file: String, part: Int = 0, _ body: (inout [String]) -> Void) {
        let name = LogExport.name(file, part: part)
        var lines = String(decoding: files[name] ?? [], as: UTF8.self).split(separator: "\n").map(String.init)
        body(&lines)
        files[name] = Array(lines.map { $0 + "\n" }.joined().utf8)
    }

    /// Puts it into a ZIP file.
    func pack(_ file: URL) throws {
        try Data(
            try ZipWriter.bytes { zip in
                for (name, bytes) in files.sorted(by: { $0.key < $1.key }) { try zip.add(name, bytes) }
            }
        ).write(to: file)
    }

    /// Puts it into a folder, as somebody who unpacked it.
    func unpack(_ folder: URL) throws {
        for (name, bytes) in files {
            let file = folder.appending(path: name)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
        }
    }
}

/// What somebody may do to an export on its way, and what the check calls that.
enum ExportDeed: String, CaseIterable, Sendable {
    case rowEdited, rowRemoved, rowAdded, rowsSwapped, leafEdited, leavesSwapped, proofEdited, textEdited, textRemoved, saltRemoved, personEdited,
        momentEdited
    case personForNobody
    case entryRemoved, firstRemoved, lastRemoved, allRemoved, otherProject, projectUnnamed, checkpointEdited, partRemoved, frameRemoved, rowUnreadable

    var finding: String {
        switch self {
        case .rowEdited, .rowsSwapped, .momentEdited: "export.row_altered"
        case .rowRemoved: "export.row_missing"
        case .rowAdded: "export.row_foreign"
        case .leafEdited, .leavesSwapped, .proofEdited: "export.entry_unproven"
        case .textEdited, .textRemoved, .saltRemoved: "export.detail_altered"
        case .personEdited, .personForNobody: "export.person_altered"
        case .entryRemoved, .firstRemoved: "project.gap"
        case .lastRemoved, .allRemoved, .otherProject: "export.incomplete"
        case .checkpointEdited: "checkpoint.forged"
        case .partRemoved, .frameRemoved, .rowUnreadable, .projectUnnamed: "export.malformed"
        }
    }

    func done(to export: inout SampleExport) throws {
        func take(_ place: Int) {
            for file in ["rows", "entries", "proofs"] { export.change(file) { $0.remove(at: place) } }
        }
        switch self {
        case .rowEdited: export.change("rows") { $0[3] = $0[3].replacing("comment.add", with: "comment.drop") }
        case .momentEdited: export.change("rows") { $0[3] = $0[3].replacing("\"recordedAt\":\"2026", with: "\"recordedAt\":\"2025") }
        case .rowRemoved: export.change("rows") { $0.remove(at: 3) }
        case .rowAdded: export.change("rows") { $0.append($0[3].replacing(/"leafIndex":[0-9]+/, with: "\"leafIndex\":699")) }
        case .rowsSwapped:
            export.change("rows") { lines in
                let places = lines[3...4].map { String($0.firstMatch(of: /"leafIndex":[0-9]+/)?.output ?? "") }
                (lines[3], lines[4]) = (
                    lines[4].replacing(places[1], with: places[0]), lines[3].replacing(places[0], with: places[1])
                )
            }
        case .leafEdited: export.change("entries") { $0[3] = $0[3].replacing("comment.add", with: "comment.drop") }
        case .leavesSwapped: export.change("entries") { $0.swapAt(3, 4) }
        case .proofEdited: export.change("proofs") { lines in (lines[3], lines[4]) = (lines[4], lines[3]) }
        case .textEdited: export.change("rows") { lines in for place in lines.indices { lines[place] = lines[place].replacing("第一轮", with: "第二轮") } }
        case .textRemoved:
            export.change("rows") { lines in
                for place in lines.indices {
                    lines[place] = lines[place].replacing(/"detail":"(?:[^"\\]|\\.)*",/, with: "").replacing(/,"salt":"[^"]+"/, with: "")
                }
            }
        case .saltRemoved:
            export.change("rows") { lines in for place in lines.indices { lines[place] = lines[place].replacing(/,"salt":"[^"]+"/, with: "") } }
        case .personEdited: export.change("rows") { $0[3] = $0[3].replacing(/"personId":"[^"]+"/, with: "\"personId\":\"\(UUID().text)\"") }
        case .personForNobody:
            export.change("rows") { lines in
                for place in lines.indices where !lines[place].contains("\"personId\"") {
                    lines[place] = lines[place].replacing("{\"entry\":{", with: "{\"entry\":{\"personId\":\"\(UUID().text)\",")
                }
            }
        case .entryRemoved:
            take(3)
            export.frame.entries -= 1
        case .firstRemoved:
            take(0)
            export.frame.entries -= 1
        case .lastRemoved: take(5)
        case .allRemoved:
            export.files = export.files.filter { !$0.key.hasPrefix("parts/") }
            (export.frame.entries, export.frame.parts) = (0, 0)
        case .projectUnnamed: export.frame.project = nil
        case .otherProject: export.frame.project = export.log.entries[1].project
        case .checkpointEdited:
            export.files["checkpoint"] = Array(
                String(decoding: export.files["checkpoint"] ?? [], as: UTF8.self).replacing("\n700\n", with: "\n701\n").utf8)
        case .partRemoved: export.files[LogExport.name("proofs", part: 1)] = nil
        case .frameRemoved: export.files["export.json"] = nil
        case .rowUnreadable: export.change("rows") { $0[3] = "{" }
        }
        if export.files["export.json"] != nil { try export.say() }
    }
}
