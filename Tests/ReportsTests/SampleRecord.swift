import Foundation
import JointReview

/// A record modelled on the sample case: two institutes' worth of sheets, five disciplines at work side by side, one correction.
struct SampleRecord {
    /// How the sample is bent for a test.
    struct Shape {
        var isDecided = true
        var hasComments = true
        /// From the first claim to the last decision.
        var length: TimeInterval = 9_000
        var merged: Set<Discipline> = []
        var extraComments = 0
    }

    /// 2026-11-20 09:00:00 in China.
    static let start = Date(timeIntervalSince1970: 1_795_136_400)

    /// The identity with a number.
    static func id(_ number: Int) -> UUID {
        UUID(uuidString: String(format: "00000000-0000-4000-8000-%012x", number)) ?? UUID()
    }

    /// Something that looks like a digest.
    static func digest(_ number: Int) -> String {
        (0..<8).map { String(format: "%08x", UInt32(truncatingIfNeeded: (number + 1) &* 0x9E37_79B1 &+ $0 &* 0x85EB_CA6B)) }.joined()
    }

    static func organisation(_ number: Int, _ name: String, _ code: String) throws -> ReportRecord.Organisation {
        ReportRecord.Organisation(id: id(100 + number), name: name + "(样例)", creditCode: try CreditCode(reading: code))
    }

    static func person(_ number: Int, _ name: String) -> ReportRecord.Person { ReportRecord.Person(id: id(200 + number), name: name) }

    static func record(_ shape: Shape = Shape()) throws -> ReportRecord {
        let cast = try SampleCast()
        var log = SampleLog(cast: cast)
        let project = log.note(.projectCreate, "project", id(1), cast.ownerClerk, cast.owner, .owner, at: -7_200)
        var caseAudit = [log.note(.caseCreate, "case", id(2), cast.ownerClerk, cast.owner, .owner, at: -7_100)]
        let packageAudit = [
            log.note(.packageUpload, "package", id(3), cast.leader, cast.institute, .projectLeader, at: -3_600, sha256: digest(900)),
            log.note(.packageIntake, "package", id(3), nil, nil, .system, at: -3_590),
            log.note(.packageSeal, "package", id(3), cast.leader, cast.institute, .projectLeader, at: -3_000),
        ]
        caseAudit.append(log.note(.caseSubmit, "case", id(2), cast.ownerClerk, cast.owner, .owner, at: -600))
        caseAudit.append(log.note(.caseAccept, "case", id(2), nil, nil, .system, at: 0))
        let sheets = SampleSheets.all(package: id(3), audit: packageAudit)
        let comments = shape.hasComments ? SampleComments.all(sheets, cast, &log, shape) : []
        let disciplines = try SampleReviews.all(cast, &log, shape)
        let opinion = shape.isDecided ? try SampleReviews.opinion(sheets, disciplines, comments, &log, shape) : nil
        return ReportRecord(
            madeAt: start + shape.length + 2, isSimulated: true, isSample: true,
            project: .init(
                id: id(1), name: "【样例·非真实工程】示例市临港材料研发中心", code: "2026-000000-73-01-000001", region: "320800", facts: facts,
                audit: [project]),
            case: .init(
                id: id(2), number: "2026-0001", title: "1#研发楼、2#甲类危险品库施工图设计文件", state: shape.isDecided ? .opinionsIssued : .inFirstReview,
                round: 1, profile: "national-current", createdAt: start - 7_100, submittedAt: start - 600, acceptedAt: start,
                acceptedByRule: "auto-accept-complete", deadline: try deadline(), decidedAt: disciplines.compactMap(\.decidedAt).max(),
                audit: caseAudit),
            parties: cast.parties, packages: [SampleSheets.package(cast, audit: packageAudit)], sheets: sheets,
            files: SampleSheets.files(audit: packageAudit), disciplines: disciplines, opinion: opinion, comments: comments, entries: log.entries)
    }

    static let facts = ProjectFacts(
        class: .building, funding: .filed, size: .large, height: 58.2, floorArea: 32_480.5, hasHazardousStore: true)

    private static func deadline() throws -> Deadline {
        let text =
            #"{"rule":"first-review-promised","working_days":7,"start_day":"2026-11-20","last_day":"2026-12-01","due":"2026-12-01T16:00:00.000Z"}"#
        return try CanonicalJSON.decode(from: Data(text.utf8))
    }
}

/// Collects audit entries in the order of the log.
struct SampleLog {
    let cast: SampleCast
    private(set) var entries: [ReportRecord.Entry] = []

    init(cast: SampleCast) { self.cast = cast }

    mutating func note(
        _ act: Act, _ kind: String, _ object: UUID, _ person: ReportRecord.Person?, _ organisation: ReportRecord.Organisation?, _ role: Role,
        at seconds: TimeInterval, sha256: String? = nil
    ) -> Int64 {
        let number = Int64(entries.count + 1)
        // The database clock runs in another year than the business clock of a simulated database.
        let moment = SampleRecord.start + seconds
        entries.append(
            .init(
                id: 4_000 + number, sequence: number, act: act.rawValue, result: "ok", person: person, organisation: organisation, role: role,
                recordedAt: moment + 0.02, effectiveAt: number == 1 ? moment - 86_400 : moment, objectKind: kind, object: object, sha256: sha256))
        return 4_000 + number
    }
}
