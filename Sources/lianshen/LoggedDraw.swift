import Draws
import Foundation
import JointReview
import LogKeeping
import TransparencyLog

/// What a log says of a draw: that its commitment stood there before anything was drawn.
struct LoggedDraw {
    private let record: DrawRecord
    private var commitments: [(index: Int, entry: LeafEntry)] = []
    private var draws: [(index: Int, entry: LeafEntry)] = []

    private init(_ record: DrawRecord) { self.record = record }

    /// The first thing that the log says otherwise than a draw's record; nil when it bears it out. The log is verified first, every entry of it.
    static func fault(of record: DrawRecord, in path: String, _ trust: LogPolicy) throws -> DrawFault? {
        var logged = LoggedDraw(record)
        let unsound = ReceivedExport.isPacked(path) ? try logged.readExport(path, trust) : try logged.readFolder(path, trust)
        return unsound ?? logged.fault
    }

    private mutating func readExport(_ path: String, _ trust: LogPolicy) throws -> DrawFault? {
        let export = try ReceivedExport.opened(path)
        let checkpoint = try export.checkpoint(of: path)
        let accepted: AcceptedHead
        do throws(HeadFault) { accepted = try trust.accept(bytes: checkpoint) } catch {
            return .logUnsound(AuditFinding(error).code.rawValue)
        }
        var audit: ExportAudit
        do { audit = try ExportAudit(export, accepted) } catch is LogExportFault {
            return .logUnsound(AuditFinding.Code.exportMalformed.rawValue)
        }
        // A selection may leave out a second commitment. A project's export has all of the project up to its last entry, so everything before the draw.
        guard audit.frame.covers != .selection else {
            throw CommandFault(
                "按条件选出的导出不证明无遗漏,不能核验抽取:请导出该项目或全部。",
                "A selection shows no draw: nothing says that it is complete. Export the project, or everything.")
        }
        var found: [(Int, LeafEntry)] = []
        audit.visit = { [draw = record.draw] index, entry in if entry.objectID == draw { found.append((index, entry)) } }
        audit.run(heads: [], LogAudit.Allowance(), ProgressBar("", isShown: false, counting: ""))
        for (index, entry) in found { take(index, entry) }
        audit.visit = nil
        return audit.findings.first.map { .logUnsound($0.code.rawValue) }
    }

    private mutating func readFolder(_ path: String, _ trust: LogPolicy) throws -> DrawFault? {
        let audit = FolderAudit(folder: LogFolder(path), trust: trust, heads: nil, allowance: LogAudit.Allowance())
        let checkpoint = try audit.checkpoint()
        let accepted: AcceptedHead
        do throws(HeadFault) { accepted = try audit.accept(checkpoint) } catch {
            return .logUnsound(AuditFinding(error).code.rawValue)
        }
        let report = try audit.run(accepted, ProgressBar("", isShown: false, counting: ""))
        if let finding = report.findings.first { return .logUnsound(finding.code) }
        let name = Data(record.draw.uuidString.lowercased().utf8)
        for address in TileAddress.bundles(grownFrom: 0, to: accepted.head.size) {
            let bundle = try audit.folder.require(address)
            // Few bundles speak of the draw; the others are not read a second time.
            guard Data(bundle).range(of: name) != nil else { continue }
            for (place, bytes) in try EntryBundle.decode(bundle, count: address.width).enumerated() {
                take(address.index << 8 + place, try LeafEntry(bytes))
            }
        }
        return nil
    }

    private mutating func take(_ index: Int, _ entry: LeafEntry) {
        guard entry.objectKind == "draw", entry.objectID == record.draw, entry.result == "ok" else { return }
        switch Act(rawValue: entry.act) {
        case .drawCommit: commitments.append((index, entry))
        case .drawMake: draws.append((index, entry))
        default: break
        }
    }

    private var fault: DrawFault? {
        guard let commitment = commitments.first, let draw = draws.first else { return .notLogged }
        // A second commitment would be a choice between two seeds.
        guard commitments.count == 1, draws.count == 1, [commitment, draw].allSatisfy({ $0.entry.sha256?.hex == record.commitment }),
            commitment.entry.sequence.map(Int64.init) == record.committed.entry, draw.entry.sequence.map(Int64.init) == record.drawn?.entry,
            commitment.entry.caseID == record.case
        else { return .log }
        return commitment.index < draw.index ? nil : .late
    }
}
