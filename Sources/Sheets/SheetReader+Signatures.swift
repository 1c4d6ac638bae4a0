import Foundation
import JointReview

extension SheetReader {
    /// A signature of the form, and what was found of it.
    struct Signed {
        let field: PDFSignatureFields.Field
        var signature: SheetFacts.Signature

        /// The same with a verdict that nobody relies on where the bytes of the file may mean something else to others.
        func trusted(_ isPlain: Bool) -> Signed {
            guard !isPlain, signature.verdict == .intact else { return self }
            var doubted = self
            doubted.signature.verdict = .notVerified
            return doubted
        }
    }

    /// Sets `signatures` and `revisions`, and says what is wrong with them.
    ///
    /// The tool says whether bytes and signature fit; what the bytes are, it does not say reliably (a file that was appended to is *valid* to it).
    /// So coverage comes from the byte ranges, and what an append changed from the digests of the pages before and after.
    /// - Parameter isPlain: whether the bytes of the file say what its objects do; else nobody knows what was signed, and no signature is verified.
    func addSignatures(
        to facts: inout SheetFacts, _ content: PDFContent, isPlain: Bool, path: String, name: String, limits: SheetLimits, findings: inout [Finding]
    ) async {
        let form = PDFSignatureFields(content.objects, pages: content.pages)
        let fields = form.fields
        guard let revisions = PDFRevisions(path: path) else { return }
        facts.signatures = []
        guard !fields.isEmpty || revisions.ends.count > 1 else { return }
        facts.revisions = revisions.ends.enumerated().map { .init(number: $0 + 1, end: $1, verdict: .unsigned, signatures: [], changedPages: nil) }
        let removed = await removedSignatures(besides: fields, revisions, isPlain: isPlain, limits: limits).map { $0.trusted(isPlain) }
        guard !fields.isEmpty || !removed.isEmpty else { return }

        let present = await signatures(form, of: path, revisions, limits: limits).map { $0.trusted(isPlain) }
        facts.signatures = present.map(\.signature)
        Self.judge(&facts, (present + removed).map(\.signature))
        await compare(&facts, content, present + removed, revisions, limits: limits)
        findings += Self.findings(facts, present.map(\.signature), removed: removed.map(\.signature), name: name)
    }

    /// What the tool says of the signatures of a file, or of its beginning as a file of its own.
    func signatures(_ form: PDFSignatureFields, of path: String, _ revisions: PDFRevisions, limits: SheetLimits) async -> [Signed] {
        guard !form.fields.isEmpty else { return [] }
        let command = ConfinedCommand(tool: "pdfsig", arguments: ["-nocert", ConfinedCommand.inputMark], input: path, limits: limits.tool)
        let outcome = await command.run(in: confinement)
        let blocks = outcome.status == .exited(0) ? PDFSigReport(outcome.output).blocks : []
        return form.fields.map { field in
            // A forged block would make them too many; then none of them is believed.
            let block = blocks.count == form.fields.count + form.unsigned ? blocks.first { $0.ranges == field.byteRange } : nil
            return Signed(field: field, signature: Self.signature(field, block, revisions))
        }
    }

    private static func signature(_ field: PDFSignatureFields.Field, _ block: PDFSigReport.Block?, _ revisions: PDFRevisions) -> SheetFacts.Signature
    {
        let (coverage, revision, sha256) = revisions.coverage(of: field)
        return SheetFacts.Signature(
            field: field.name, type: field.type, signer: block?.only("Signer Certificate Common Name"),
            subject: block?.only("Signer full Distinguished Name"),
            claimedAt: field.claimedAt, digest: block?.only("Signing Hash Algorithm"), reason: field.reason, byteRange: field.byteRange,
            valueSha256: sha256, coverage: coverage, revision: revision, verdict: block?.verdict(on: field) ?? .notVerified)
    }

    /// The verdict of each revision (the signature that ends there, else the first later one), from the signatures that cover whole revisions.
    private static func judge(_ facts: inout SheetFacts, _ signatures: [SheetFacts.Signature]) {
        guard var revisions = facts.revisions else { return }
        for index in revisions.indices {
            let number = revisions[index].number
            let own = signatures.filter { $0.revision == number }
            let later = signatures.filter { ($0.revision ?? 0) > number }.sorted { ($0.revision ?? 0) < ($1.revision ?? 0) }
            revisions[index].signatures = own.map(\.field)
            let verdicts = own.isEmpty ? later.map(\.verdict) : own.map(\.verdict)
            if verdicts.isEmpty {
                revisions[index].verdict = .unsigned
            } else if own.contains(where: { $0.verdict == .broken }) {
                revisions[index].verdict = .broken
            } else if verdicts.contains(.intact) {
                revisions[index].verdict = own.isEmpty ? .covered : .signed
            } else {
                revisions[index].verdict = verdicts.contains(.notVerified) ? .notVerified : .broken
            }
        }
        facts.revisions = revisions
    }

    /// What an unverified seal vouches for that the signature before it did not: a seal that nobody can check must not hide a change.
    private static func changes(under signature: SheetFacts.Signature, _ facts: SheetFacts) -> String {
        let revision = facts.revisions?.first { $0.number == signature.revision }
        guard let changed = revision?.changedPages, !changed.isEmpty else { return "" }
        return changed == [0] ? " (p. ? ≠)" : " (p. \(changed.prefix(20).map(String.init).joined(separator: ", ")) ≠)"
    }

    private static func who(_ signature: SheetFacts.Signature) -> String {
        [signature.field, signature.signer].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " · ")
    }

    private static func findings(_ facts: SheetFacts, _ signatures: [SheetFacts.Signature], removed: [SheetFacts.Signature], name: String)
        -> [Finding]
    {
        var findings = removed.map { SheetCode.signatureRemoved.finding(file: name, detail: who($0)) }
        for signature in signatures {
            let who = who(signature)
            if signature.verdict == .broken {
                findings.append(SheetCode.signatureBroken.finding(file: name, detail: who))
            } else if signature.coverage == .partial {
                findings.append(SheetCode.signatureCoverage.finding(file: name, detail: who))
            } else if signature.verdict == .notVerified {
                findings.append(SheetCode.signatureNotVerified.finding(file: name, detail: who + Self.changes(under: signature, facts)))
            }
        }
        // Appends behind the last whole signature; behind partial ones alone there is nothing to be compared with.
        let isSigned = (signatures + removed).contains { $0.revision != nil }
        guard let last = facts.revisions?.last, last.verdict == .unsigned, isSigned else { return findings }
        let changed = last.changedPages ?? [0]
        if changed.isEmpty {
            // That a signature was taken away says already that something was appended.
            if removed.isEmpty { findings.append(SheetCode.unsignedAppend.finding(file: name)) }
        } else {
            let pages = changed == [0] ? "?" : changed.prefix(20).map(String.init).joined(separator: ", ")
            findings.append(SheetCode.changedAfterSignature.finding(file: name, detail: "p. \(pages)"))
        }
        return findings
    }
}
