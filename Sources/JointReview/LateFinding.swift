/// What was told about a package before, and which bytes lay in it.
public struct ToldPackage: Hashable, Sendable, Codable {
    /// Name of the package's file; findings about the whole package stand there.
    public var name: String
    /// SHA-256 of the package.
    public var sha256: String
    /// SHA-256 of each of its files, by name.
    public var digests: [String: String]
    /// Everything that was told about it.
    public var told: [Finding]
    /// The version of the rules by which it was judged; nil where none were in force, and in what was kept by older versions.
    public var rules: CheckedPackage.Rules?

    /// A package with what was told about it.
    public init(name: String, sha256: String, digests: [String: String], told: [Finding], rules: CheckedPackage.Rules? = nil) {
        (self.name, self.sha256, self.digests, self.told, self.rules) = (name, sha256, digests, told, rules)
    }

    /// The names under which some bytes lay in it; for the bytes of the package itself, the package's own name.
    fileprivate func names(of digest: String) -> Set<String> {
        var names = Set(digests.filter { $0.value == digest }.keys)
        if digest == sha256 { names.insert(name) }
        return names
    }
}

extension [Finding] {
    /// The findings of a package, late ones marked: the same bytes were there with an earlier notice, which did not tell them.
    ///
    /// A notice that comes in pieces is what applicants resent most, and 一次性告知 forbids it; the mark makes it visible and countable. Places are
    /// compared by the bytes, not by the name: a file that was only renamed was visible before. What concerns a file that is missing has no bytes,
    /// and is late only in a package that came again as a whole. What a rule finds is late only where that version of the rules was in force with an
    /// earlier notice: nobody could tell of a rule that there was not.
    public func markingLate(in package: ToldPackage, after earlier: [ToldPackage]) -> [Finding] {
        guard !earlier.isEmpty else { return self }
        return map { finding in
            let bytes = finding.file == package.name ? package.sha256 : package.digests[finding.file]
            let wasThere = earlier.compactMap { before -> (ToldPackage, Set<String>)? in
                if let bytes {
                    let names = before.names(of: bytes)
                    return names.isEmpty ? nil : (before, names)
                }
                return before.sha256 == package.sha256 ? (before, [finding.file]) : nil
            }
            guard !wasThere.isEmpty else { return finding }
            let wasTold = wasThere.contains { before, names in before.told.contains { $0.isTheSame(as: finding, in: names) } }
            let couldBeTold = RuleCode(rawValue: finding.code) == nil || wasThere.contains { $0.0.rules == package.rules }
            return wasTold || !couldBeTold ? finding : finding.markedLate()
        }
    }
}

extension Finding {
    /// Whether both say the same of the same place; the file's name may have changed.
    fileprivate func isTheSame(as other: Finding, in names: Set<String>) -> Bool {
        code == other.code && names.contains(file) && sheet.map(SheetNumber.plain) == other.sheet.map(SheetNumber.plain) && line == other.line
    }
}
