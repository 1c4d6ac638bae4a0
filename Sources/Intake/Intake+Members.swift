import Archive
import JointReview
import Locks
import Sheets
import Synchronization

extension Intake {
    /// Unpacks every file once, `limits.workers` at a time. A broken member becomes its findings, and the others go on.
    func unpack(_ opened: OpenedPackage, into store: some MemberStore, _ progress: @escaping @Sendable (IntakeProgress) -> Void) async throws
        -> [Member]
    {
        guard let archive = opened.archive else { return [] }
        let total = archive.entries.reduce(0) { $0 + Int64(clamping: $1.size) }
        let done = Atomic<Int64>(0)
        return try await each(archive.entries) { entry in
            var member = Member(entry)
            guard !entry.isDirectory else { return member }
            member.findings = forbidden(entry.name)
            do {
                member.kept = try await OffPool.run { isCancelled in
                    try store.keep { write in
                        try archive.read(entry) { bytes in
                            if isCancelled() { throw CancellationError() }
                            try write(bytes)
                        }
                    }
                }
            } catch let fault as ZipFault {
                member.findings.append(Finding(fault, packageName: entry.name))
            }
            progress(.unpacked(done.add(Int64(clamping: entry.size), ordering: .relaxed).newValue, of: total))
            return member
        }
    }

    /// Opens every unpacked file in a confined process, but for the manifest, which has its own reader.
    func inspect(
        _ members: [Member], _ opened: OpenedPackage, _ store: some MemberStore, _ pace: ReadingPace,
        _ progress: @escaping @Sendable (IntakeProgress) -> Void
    ) async throws -> [Member] {
        let time = PackageTime(limits, files: members.count)
        let done = Atomic<Int>(0)
        return try await each(members) { before in
            var member = before
            if let kept = member.kept, member.name != opened.layout.manifest?.name, !opened.layout.clutter.contains(member.name) {
                try await pace.next()
                try Task.checkCancellation()
                let (facts, findings) = await read(&member, at: store.path(of: kept), time)
                try Task.checkCancellation()
                member.facts = facts
                let isForbidden = !member.findings.isEmpty
                member.findings += isForbidden ? [] : findings
                if !isForbidden, rules.refusesPrograms, facts?.kind.isProgram == true {
                    member.findings = [IntakeCode.forbiddenType.finding(file: member.name, detail: facts?.kind.rawValue ?? "")]
                }
            }
            progress(.inspected(done.add(1, ordering: .relaxed).newValue, of: members.count))
            return member
        }
    }

    /// Reads a file while the package has time, else leaves it unopened.
    private func read(_ member: inout Member, at path: String, _ time: PackageTime) async -> (SheetFacts?, [Finding]) {
        guard !time.isSpent else {
            member.isUnopened = true
            return (SheetReader.unopened(path: path, name: member.name), [])
        }
        let start = ContinuousClock.now
        let (facts, findings) = await reader.read(path: path, name: member.name, limits: limits.sheet)
        time.spend(start.duration(to: .now), timedOut: findings.contains { $0.code == SheetCode.timeout.rawValue })
        return (facts, findings)
    }

    private func forbidden(_ name: String) -> [Finding] {
        let fileExtension = FileKind.fileExtension(of: name)
        guard rules.forbiddenExtensions.contains(fileExtension) else { return [] }
        return [IntakeCode.forbiddenType.finding(file: name, detail: ".\(fileExtension)")]
    }

    /// Maps in order, at most `limits.workers` at a time; each worker takes the next when it has finished one.
    private func each<Element: Sendable, Made: Sendable>(_ elements: [Element], _ body: @escaping @Sendable (Element) async throws -> Made)
        async throws
        -> [Made]
    {
        try await withThrowingTaskGroup(of: (Int, Made).self) { group in
            var made = [Made?](repeating: nil, count: elements.count)
            var next = 0
            while next < min(limits.workers, elements.count) {
                let place = next
                group.addTask { (place, try await body(elements[place])) }
                next += 1
            }
            while let (place, value) = try await group.next() {
                made[place] = value
                guard next < elements.count else { continue }
                let following = next
                group.addTask { (following, try await body(elements[following])) }
                next += 1
            }
            return made.compactMap { $0 }
        }
    }
}
