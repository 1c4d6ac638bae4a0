import Foundation
import JointReview

/// What a file name says about its drawing, by the habits of the trade: `建施-06 三层平面(A版).pdf`.
struct SheetName {
    /// Number as written; the whole stem when there is no number in it.
    var number: String
    /// Title as written; the whole stem when nothing else is left.
    var title: String
    /// Revision as written; empty when the name does not say which it is.
    var revision = ""
    /// Whether a number was found, and not made up from the stem.
    var hasNumber: Bool
    /// Whether the number is digits alone, by which files are put in order: a title block knows better.
    var isCounted = false

    // An expression is compiled where it stands, every time: a list of 20,000 sheets took 25 s. Nothing ever changes these three, which is what the
    // compiler cannot see.
    nonisolated(unsafe) private static let revised = #/[ _\-]?[（(\[]?(?:版本|[Rr]ev\.?)? ?([A-H])版?[）)\]]?$/#
    // `\d` would take 二 in 二层 for a digit.
    nonisolated(unsafe) private static let numbered =
        #/^(\p{Han}{1,5}|[A-Za-z]{1,3})(?:[-_ \u2010-\u2015\u2212－])?([0-9０-９]{1,6}[A-Za-z]?(?:[-.][0-9]{1,3})?)(?:[ _、.．\-—]+(.*))?$/#
    nonisolated(unsafe) private static let counted = #/^([0-9]{1,4})(?:[ _、.．\-—]+)([^0-9].*)$/#

    /// What a title block says.
    init(number: String, title: String, revision: String) {
        self.number = number
        self.title = title
        self.revision = revision
        hasNumber = true
    }

    init(path: String) {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        var stem = file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
        stem = stem.precomposedStringWithCanonicalMapping.trimmingCharacters(in: .whitespaces)
        if let match = stem.firstMatch(of: Self.revised),
            match.0.contains("版") || match.0.lowercased().contains("rev")
        {
            revision = String(match.1)
            stem.removeSubrange(match.range)
        }
        if let match = stem.wholeMatch(of: Self.numbered) {
            number = "\(match.1)-\(match.2)"
            title = match.3.map(String.init) ?? stem
            hasNumber = true
        } else if let match = stem.wholeMatch(of: Self.counted) {
            number = String(match.1)
            title = String(match.2)
            (hasNumber, isCounted) = (true, true)
        } else {
            number = stem
            title = stem
            hasNumber = false
        }
        title = title.trimmingCharacters(in: .whitespaces)
        if title.isEmpty { title = stem }
    }
}
