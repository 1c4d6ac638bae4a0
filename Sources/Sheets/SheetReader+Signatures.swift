import Foundation
import JointReview

extension SheetReader {
    /// Sets `signatures` and `revisions`, and says what is wrong with them.
    ///
    /// The tool says whether bytes and signature fit; what the bytes are, it does not say reliably (a file that was appended to is *valid* to it).
    /// So coverage comes from the byte ranges, and what an append changed from the digests of the pages before and after.
    func addSignatures(to facts: inout SheetFacts, _ content: PDFContent, path: String, name: String, limits: SheetLimits, findings: inout [Finding])
        async
    {
        let fields = PDFSignatureFields(content.objects, pages: content.pages).fields
        guard let revisions = PDFRevisions(path: path) else { return }
        facts.signatures = []
        guard !fields.isEmpty || revisions.ends.count > 1 else { return }
        facts.revisions = revisions.ends.enumerated().map { .init(number: $0 + 1, end: $1, verdict: .unsigned, signatures: [], changedPages: nil) }
        guard !fields.isEmpty else { return }

        let command = ConfinedCommand(tool: "pdfsig", arguments: ["-nocert", ConfinedCommand.inputMark], input: path, limits: limits.tool)
        let outcome = await command.run(in: confinement)
        let blocks = outcome.status == .exited(0) ? PDFSigReport(outcome.output).blocks : []
        let signatures = fields.map { field in
            // A forged block would make them too many; then none of them is believed.
            let block = blocks.count == fields.count ? blocks.first { $0.ranges == field.byteRange } : nil
            return Self.signature(field, block, revisions)
        }
        facts.signatures = signatures
        Self.judge(&facts, signatures)
        await compare(&facts, content, revisions, path: path, limits: limits)
        findings += Self.findings(facts, signatures, name: name)
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

    /// Says for each signed revision, and for the file's end, which pages are not those of the signed revision before.
    private func compare(_ facts: inout SheetFacts, _ content: PDFContent, _ revisions: PDFRevisions, path: String, limits: SheetLimits) async {
        guard var states = facts.revisions else { return }
        let places = states.indices.filter { !states[$0].signatures.isEmpty || $0 == states.count - 1 }
        guard places.count > 1, places.count <= limits.signedRevisions else { return }
        var before: [String]?
        for (order, place) in places.enumerated() {
            let isLast = place == states.count - 1
            let digests = isLast ? facts.pages.map { $0.pageDigest ?? "" } : await prefixDigests(states[place].end, revisions, limits: limits)
            if order > 0 { states[place].changedPages = Self.changed(before, digests) }
            before = digests
        }
        facts.revisions = states
    }

    /// Pages that differ, are new or are gone; `[0]` when there is nothing to compare.
    private static func changed(_ before: [String]?, _ after: [String]?) -> [Int] {
        guard let before, let after, !before.contains(""), !after.contains("") else { return [0] }
        return (0..<max(before.count, after.count)).filter { index in
            index >= before.count || index >= after.count || before[index] != after[index]
        }.map { $0 + 1 }
    }

    /// The digests of the pages as they were when the first `count` bytes were the file.
    private func prefixDigests(_ count: Int, _ revisions: PDFRevisions, limits: SheetLimits) async -> [String]? {
        let copy = FileManager.default.temporaryDirectory.appendingPathComponent("lianshen-revision-\(UUID().uuidString).pdf").path
        defer { try? FileManager.default.removeItem(atPath: copy) }
        guard (try? revisions.copyPrefix(count, to: copy)) != nil else { return nil }
        guard case .read(let content, _) = await content(of: copy, limits: limits) else { return nil }
        var digester = PageDigester(objects: content.objects, pages: content.pages, budget: limits.digestTokens)
        let digests = content.pages.nodes.compactMap { digester.digest($0) }
        return digests.count == content.pages.nodes.count ? digests : nil
    }

    /// What an unverified seal vouches for that the signature before it did not: a seal that nobody can check must not hide a change.
    private static func changes(under signature: SheetFacts.Signature, _ facts: SheetFacts) -> String {
        let revision = facts.revisions?.first { $0.number == signature.revision }
        guard let changed = revision?.changedPages, !changed.isEmpty else { return "" }
        return changed == [0] ? " (p. ? ≠)" : " (p. \(changed.prefix(20).map(String.init).joined(separator: ", ")) ≠)"
    }

    private static func findings(_ facts: SheetFacts, _ signatures: [SheetFacts.Signature], name: String) -> [Finding] {
        var findings: [Finding] = []
        for signature in signatures {
            let who = [signature.field, signature.signer].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " · ")
            if signature.verdict == .broken {
                findings.append(SheetCode.signatureBroken.finding(file: name, detail: who))
            } else if signature.coverage == .partial {
                findings.append(SheetCode.signatureCoverage.finding(file: name, detail: who))
            } else if signature.verdict == .notVerified {
                findings.append(SheetCode.signatureNotVerified.finding(file: name, detail: who + Self.changes(under: signature, facts)))
            }
        }
        // Appends behind the last whole signature; behind partial ones alone there is nothing to be compared with.
        guard let last = facts.revisions?.last, last.verdict == .unsigned, signatures.contains(where: { $0.revision != nil }) else { return findings }
        let changed = last.changedPages ?? [0]
        if changed.isEmpty {
            findings.append(SheetCode.unsignedAppend.finding(file: name))
        } else {
            let pages = changed == [0] ? "?" : changed.prefix(20).map(String.init).joined(separator: ", ")
            findings.append(SheetCode.changedAfterSignature.finding(file: name, detail: "p. \(pages)"))
        }
        return findings
    }
}
