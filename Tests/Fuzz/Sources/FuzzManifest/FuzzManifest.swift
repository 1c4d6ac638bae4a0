import Fuzzing
import JointReview
import Manifest

/// Reads the bytes as a manifest; what was read is written, and must read the same again.
private func fuzzManifest(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let (manifest, findings) = ManifestReader.read(Array(UnsafeBufferPointer(start: bytes, count: count)), file: "manifest.xml")
    precondition(manifest != nil || !findings.isEmpty, "a manifest that is refused says why")
    for finding in findings {
        precondition(!finding.message.zh.isEmpty && !finding.message.en.isEmpty && finding.line ?? 1 >= 1, "a finding without words or place")
    }
    guard let manifest else { return 0 }
    let again = ManifestReader.read(Array(ManifestWriter.xml(manifest).utf8), file: "manifest.xml")
    precondition(again.manifest == manifest, "a manifest that was written is not what it was")
    return 0
}

@main struct FuzzManifest {
    static func main() { fuzz(fuzzManifest) }
}
