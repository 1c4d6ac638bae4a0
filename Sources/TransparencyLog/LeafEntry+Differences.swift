extension LeafEntry {
    /// The members in which two entries differ, in the order in which they are written.
    public func differences(from other: LeafEntry) -> [Member] {
        func same<Value: Equatable>(_ path: KeyPath<LeafEntry, Value>) -> Bool { self[keyPath: path] == other[keyPath: path] }
        return Member.allCases.filter { member in
            switch member {
            case .act: !same(\.act)
            case .actor: !same(\.actor)
            case .at: !same(\.at)
            case .case: !same(\.caseID)
            case .detail: !same(\.detail)
            case .eff: !same(\.effective)
            case .from: !same(\.from)
            case .id: !same(\.id)
            case .kind: !same(\.objectKind)
            case .log: !same(\.log)
            case .obj: !same(\.objectID)
            case .org: !same(\.organisation)
            case .pprev: !same(\.previous)
            case .proj: !same(\.project)
            case .pseq: !same(\.sequence)
            case .req: !same(\.request)
            case .res: !same(\.result)
            case .role: !same(\.role)
            case .sha256: !same(\.sha256)
            case .size: !same(\.size)
            case .sm3: !same(\.sm3)
            case .to: !same(\.to)
            case .v: false
            }
        }
    }
}
