public import Blobs
import Foundation
import JointReview
import Reports
public import Store

/// Renders an edition of a report: three forms of one record, stored as blobs before the rows that name them.
public struct ReportCraft: Craft {
    /// Report jobs.
    public let kind = Job.Kind.report
    let blobs: any BlobStore

    /// A craft over the folder of blobs.
    public init(blobs: any BlobStore) {
        self.blobs = blobs
    }

    /// Reads the record as it was when the edition became due, renders it, and hands in the files. A repeated attempt tells the same.
    public func carryOut(_ work: Craftwork) async throws {
        guard let caseID = work.job.caseID else { throw StoreError.invalid("report job \(work.job.id) without a case") }
        let record = try await work.read { try await $0.reportRecord(of: $0.reportEdition(work.job.object)) }
        let rendered: [(ReportFile.Format, [UInt8])] = [
            (.htmlZh, ReportRenderer.html(record, language: .zh)), (.htmlEn, ReportRenderer.html(record, language: .en)),
            (.json, try ReportRenderer.json(record)),
        ]
        let staged = try rendered.map { _, bytes in
            try blobs.stage { (writer: inout BlobWriter) in try bytes.withUnsafeBytes { try writer.write($0) } }
        }
        let digests = try await blobs.commit(staged)
        let files = zip(rendered, digests).map { form, digest in
            ReportFile(id: UUID(), edition: work.job.object, format: form.0, sha256: digest.sha256.bytes, size: Int(digest.size))
        }
        try await work.finish { try await $0.insert(files, case: caseID) }
    }
}
