import Archive
import JointReview
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
                member.kept = try await OffPool.run {
                    try store.keep { write in try archive.read(entry) { try write($0) } }
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
        _ members: [Member], _ opened: OpenedPackage, _ store: some MemberStore, _ progress: @escaping @Sendable (IntakeProgress) -> Void
    ) async throws -> [Member] {
        let done = Atomic<Int>(0)
        return try await each(members) { before in
            var member = before
            if let kept = member.kept, member.name != opened.layout.manifest?.name, !opened.layout.clutter.contains(member.name) {
                let (facts, findings) = await reader.read(path: store.path(of: kept), name: member.name, limits: limits.sheet)
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
