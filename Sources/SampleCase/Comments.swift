import JointReview

extension SampleCase {
    /// Every comment of the story in the order of the disciplines; regions are taken from the drawings themselves.
    public static let comments: [SampleComment] = located(planningNotes + fireNotes + civilDefenceNotes + meteorologyNotes + structuralNotes)

    /// Plots each commented sheet once and reads where it marked the features.
    private static func located(_ notes: [Note]) -> [SampleComment] {
        var marks: [String: [String: (page: Int, rect: Rect)]] = [:]
        return notes.compactMap { note in
            let key = "\(note.sheet)#\(note.round)"
            if marks[key] == nil, let sheet = Drawings.all.first(where: { $0.number == note.sheet }) {
                marks[key] = sheet.plot(round: note.round).marks
            }
            // A note whose feature is not drawn has no place and is left out; a test counts them.
            guard let mark = marks[key]?[note.id] else { return nil }
            let rect = mark.rect
            return SampleComment(
                id: note.id, round: note.round, discipline: note.discipline, specialty: note.specialty, severity: note.severity, bases: note.bases,
                sheet: note.sheet, region: Region(page: mark.page, x: rect.x, y: rect.y, width: rect.width, height: rect.height), text: note.text,
                demand: note.demand, duplicates: note.duplicates, lateReason: note.lateReason)
        }
    }
}

/// A comment before its place on the sheet is known.
struct Note: Sendable {
    var id: String
    var round = 1
    var discipline: Discipline
    var specialty: String
    var severity = Severity.generalClause
    var bases: [SampleBasis] = []
    var sheet: String
    var text: Bilingual
    var demand: SampleDemand?
    var duplicates: String?
    var lateReason: String?
}

/// A clause that is believed right.
func known(_ code: String, _ edition: String, _ clause: String) -> SampleBasis {
    SampleBasis(basis: .clause(code: code, edition: edition, clause: clause), toBeChecked: false)
}

/// A clause that somebody still has to look up.
func unchecked(_ code: String, _ edition: String, _ clause: String) -> SampleBasis {
    SampleBasis(basis: .clause(code: code, edition: edition, clause: clause), toBeChecked: true)
}

/// An article of an approval document of the sample.
func approval(_ number: String, _ article: String) -> SampleBasis {
    SampleBasis(basis: .approvalDocument(number: number, article: article), toBeChecked: false)
}
