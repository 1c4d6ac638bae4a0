import Foundation
import JointReview
import Store
import Wire

extension Sequence where Element == UInt8 {
    /// Lower-case hexadecimal.
    var hex: String { map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined() }
}

extension OrganisationBody {
    init(_ organisation: Organisation) {
        self.init(
            id: organisation.id, creditCode: organisation.creditCode, name: organisation.name, region: organisation.region,
            functions: organisation.functions.map { FunctionGrantBody(function: $0.function, discipline: $0.discipline) })
    }
}

extension PersonBody {
    init(_ person: Person) {
        self.init(
            id: person.id, organisationId: person.organisation, signInName: person.signInName, name: person.name,
            roles: person.roles.map { RoleGrantBody(role: $0.role, discipline: $0.discipline) })
    }
}

extension ProjectBody {
    init(_ project: Project) {
        self.init(
            id: project.id, name: project.name, projectCode: project.code, region: project.region, ownerId: project.owner, facts: project.facts,
            createdAt: project.createdAt)
    }
}

extension CaseBody {
    init(_ record: CaseRecord, parties: [Party]? = nil, green: GreenChannel? = nil) {
        self.init(
            id: record.id, number: record.number, title: record.title, projectId: record.project, ownerId: record.owner, leadId: record.lead,
            state: record.state, profile: record.profile, round: record.round, remaining: record.remaining, version: record.version,
            createdAt: record.createdAt, confirmedAt: record.confirmedAt, submittedAt: record.submittedAt, acceptedAt: record.acceptedAt,
            dueAt: record.dueAt, reason: record.reason, approvedRound: record.approvedRound, parties: parties?.map(PartyBody.init),
            greenChannel: green.map(GreenChannelBody.init))
        openness = record.openness ?? .onPublication
        successorId = record.successor
    }
}

extension GreenChannelBody {
    init(_ approval: GreenChannel) {
        self.init(approverId: approval.approver, organisationId: approval.organisation, reason: approval.reason, approvedAt: approval.approvedAt)
    }
}

extension PartyBody {
    init(_ party: Party) {
        self.init(
            organisationId: party.organisation, name: party.name, roles: party.roles.compactMap(OrganisationFunction.init), endedAt: party.endedAt)
    }
}

extension DrawingPackageBody {
    init(_ record: PackageRecord) {
        let acceptable: Bool? =
            switch record.state {
            case .uploaded: nil
            case .rejected: false
            case .checked, .sealed, .superseded: record.rejectCount == 0
            }
        let isRead = record.checkedAt != nil
        self.init(
            id: record.id, caseId: record.caseID, instituteId: record.institute, round: record.round, fileName: record.fileName,
            sha256: record.sha256.hex, sm3: record.sm3?.hex, size: record.size, state: State(record.state), acceptable: acceptable,
            partial: record.isPartial, sheetCount: isRead ? record.sheetCount : nil, rejectCount: isRead ? record.rejectCount : nil,
            warnCount: isRead ? record.warnCount : nil,
            uploadedBy: record.uploadedBy, uploadedAt: record.uploadedAt, checkedAt: record.checkedAt, sealedAt: record.sealedAt)
    }
}

extension DrawingPackageBody.State {
    init(_ state: PackageRecord.State) {
        self =
            switch state {
            case .uploaded: .uploaded
            case .checked: .checked
            case .rejected: .rejected
            case .sealed: .sealed
            case .superseded: .superseded
            }
    }
}

extension UploadBody {
    init(_ record: UploadRecord) {
        self.init(
            id: record.id, caseId: record.caseID, fileName: record.fileName, kind: Kind(record.kind), state: State(record.state),
            length: record.length,
            offset: record.received, sha256: record.declared?.hex, parts: record.parts.isEmpty ? nil : record.parts, packageId: record.package,
            personId: record.person, createdAt: record.createdAt, expiresAt: record.isOpen ? record.expiresAt : nil)
    }
}

extension UploadBody.Kind {
    init(_ kind: UploadRecord.Kind) {
        self =
            switch kind {
            case .whole: .whole
            case .partial: .partial
            case .final: .final
            }
    }
}

extension UploadBody.State {
    init(_ state: UploadRecord.State) {
        self =
            switch state {
            case .receiving: .receiving
            case .received: .received
            case .finished: .finished
            case .used: .used
            case .terminated: .terminated
            case .expired: .expired
            case .refused: .refused
            }
    }
}

extension SheetBody {
    init(_ record: SheetRecord, _ status: SheetStatus?) {
        let entry = record.entry
        self.init(
            id: record.id, packageId: record.package, caseId: record.caseID, ordinal: record.ordinal, number: entry.number, title: entry.title,
            revision: entry.revision, specialty: entry.specialty, kind: entry.kind, file: entry.file, page: entry.page, width: record.width,
            height: record.height, rotation: record.rotation, fileSha256: record.fileSHA256.hex, pageDigest: record.pageDigest, look: record.look,
            restricted: entry.restricted, status: status ?? .neverApproved)
    }
}

extension PackagePageBody {
    init(_ page: PageThumbnail) {
        self.init(
            ordinal: page.ordinal, file: page.file, page: page.page, role: page.role.rawValue, fileSha256: page.fileSHA256.hex, sheetId: page.sheet,
            thumbnailSha256: page.picture?.sha256.hex, thumbnailSize: page.picture?.size)
    }
}

extension ReviewBody {
    init(_ record: ReviewRecord) {
        self.init(
            id: record.id, caseId: record.caseID, projectId: record.project, discipline: record.discipline, round: record.round,
            applicability: record.applicability, mergedInto: record.mergedInto, legalBasis: record.legalBasis, bodyId: record.body,
            state: record.state, reviewerId: record.reviewer, attempt: record.attempt, openedAt: record.openedAt, dueAt: record.dueAt,
            claimedAt: record.claimedAt, decision: record.decision, decidedAt: record.decidedAt, summary: record.summary,
            carriedFrom: record.carriedFrom, specialties: record.specialties > 0 ? record.specialties : nil, version: record.version)
    }
}

extension ReviewBody {
    /// A review as somebody sees it for whom its round is not out yet: neither what was decided, nor the reviewer's closing words.
    init(_ record: ReviewRecord, behind veil: Veil) {
        self.init(record)
        guard veil.hides(round: record.round) else { return }
        summary = nil
        // What a body decided goes out with the opinion; a decision that stands from an earlier round went out with that one's.
        guard record.carriedFrom == nil else { return }
        (decision, decidedAt) = (nil, nil)
        state = record.state.behindTheVeil
    }
}

extension CommentBody {
    /// A comment is provisional until the opinion of its round is out.
    init(_ record: CommentRecord, in state: CaseRecord) {
        let isIssued = record.round < state.round || !state.state.isInReview
        self.init(
            record.comment, caseId: record.caseID, round: record.round, provisional: !isIssued, lateReason: record.lateReason,
            demands: record.demands.map(TypedDemandBody.init), contradicts: record.contradicts, markup: record.markup)
    }
}

extension JobBody {
    init(_ job: Job) {
        self.init(id: job.id, kind: Kind(job.kind), objectId: job.object, state: State(job.state), attempt: job.attempt, cause: job.lastError)
    }
}

extension JobBody.Kind {
    init(_ kind: Job.Kind) {
        self =
            switch kind {
            case .intake: .intake
            case .render: .render
            case .check: .check
            case .follow: .follow
            case .report: .report
            case .notify: .notify
            }
    }
}

extension JobBody.State {
    init(_ state: Job.State) {
        self =
            switch state {
            case .ready: .ready
            case .leased: .leased
            case .delayed: .delayed
            case .done: .done
            case .failed: .failed
            }
    }
}
