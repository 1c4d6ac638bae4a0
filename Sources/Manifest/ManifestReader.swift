public import JointReview

/// Reads `manifest.xml`: hostile bytes in, a value or findings with line numbers out.
public enum ManifestReader {
    /// The manifest and everything that is wrong with it. The value is nil where the bytes are no valid manifest; a valid one may still come with
    /// findings that reject the package, such as a sheet number that occurs twice.
    ///
    /// `file` is the name that findings carry. Safe to call from several tasks at once; opens no file and no connection, prints nothing.
    public static func read(_ bytes: [UInt8], file: String) -> (manifest: PackageManifest?, findings: [Finding]) {
        let (text, refused) = ManifestGate.examine(bytes, file: file)
        guard refused.isEmpty else { return (nil, refused) }

        let syntax = ComplaintBox()
        guard let tree = XMLTree.parse(text, syntax), let root = tree.root else {
            return (nil, malformed(syntax, file))
        }
        if root.name == "package", root.namespace != ManifestSchema.namespace {
            return (nil, [ManifestCode.version.finding(file, line: root.line, facts: ["found": XMLComplaint.tidy(root.namespace)])])
        }
        let complaints = ComplaintBox()
        let isValid = XMLSchema.manifest?.validates(tree, complaints) ?? false
        var findings = SchemaSentence.all(complaints.complaints).map { ManifestCode.schema.finding(file, line: $0.line, facts: $0.facts) }
        if complaints.unlisted > 0 { findings.append(ManifestCode.moreFindings.finding(file, facts: ["count": "\(complaints.unlisted)"])) }
        // Asked of the tree, valid or not, so that the sender learns of everything at once.
        findings += ManifestChecks.findings(in: root, file: file)
        guard isValid else {
            return (nil, findings.isEmpty ? [ManifestCode.schema.finding(file, line: root.line, facts: SchemaSentence.unknown)] : findings)
        }
        return (PackageManifest(root), findings)
    }

    private static func malformed(_ syntax: ComplaintBox, _ file: String) -> [Finding] {
        let complaints = syntax.complaints.isEmpty ? [XMLComplaint(code: 0, line: 1, message: "no document")] : syntax.complaints
        // What follows the first error is libxml2 guessing its way on: one sentence a line, and ten of them are more than anybody reads.
        var told: Set<Int> = []
        return complaints.filter { told.insert($0.line).inserted }.prefix(10).map {
            ManifestCode.xml.finding(file, line: max($0.line, 1), facts: ["found": $0.message])
        }
    }
}
