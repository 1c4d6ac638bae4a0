public import Blobs
import Sheets

extension Intake {
    /// What is said of a package that could not be read however often it was tried: one finding that rejects it, and nothing of its inside.
    public func unread(name: String, digest: BlobID, size: Int64) -> IntakeResult {
        var result = IntakeResult(name: name, sha256: digest, size: size, confinement: reader.confinement.mode)
        result.findings = [IntakeCode.notRead.finding(file: name)]
        return result
    }
}
