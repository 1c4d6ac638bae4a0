import JointReview

extension SampleCase {
    /// The clauses that the sample's comments cite, as a table for the clause library: nothing but where they stand, and whether somebody has looked them up.
    public static var clauseLibrary: String {
        var rows: [String: Bool] = [:]
        for base in comments.flatMap(\.bases) {
            guard case .clause(let code, let edition, let clause) = base.basis else { continue }
            let row = "\(code),\(edition),\(clause)"
            rows[row] = (rows[row] ?? true) && !base.toBeChecked
        }
        let lines = rows.sorted { $0.key < $1.key }.map {
            "\($0.key),\($0.value ? LegalBasis.Status.checked.rawValue : LegalBasis.Status.toBeChecked.rawValue)"
        }
        return (["code,edition,clause,status"] + lines).joined(separator: "\n") + "\n"
    }
}
