/// The text table of calendar rows: `day,workday,kind,name,source` with a header line, UTF-8, no quoting.
public enum CalendarTable {
    /// The header line.
    public static let header = "day,workday,kind,name,source"

    /// Reads all rows of a table; blank lines are skipped.
    public static func entries(_ text: String) throws(CalendarFault) -> [CalendarEntry] {
        var entries: [CalendarEntry] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() where !line.isEmpty {
            if index == 0 {
                guard line == header else { throw .unreadable(line: 1, "expected the header \(header)") }
                continue
            }
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard fields.count == 5, let day = CalendarDay(fields[0]), let kind = CalendarEntry.Kind(rawValue: fields[2]) else {
                throw .unreadable(line: index + 1, String(line))
            }
            guard let isWorkday = Bool(fields[1]), !fields[3].isEmpty, !fields[4].isEmpty else {
                throw .unreadable(line: index + 1, String(line))
            }
            entries.append(CalendarEntry(day: day, isWorkday: isWorkday, kind: kind, name: fields[3], source: fields[4]))
        }
        return entries
    }

    /// Writes rows as a table that `entries` reads back.
    public static func text(_ entries: [CalendarEntry]) -> String {
        let lines = entries.map { "\($0.day),\($0.isWorkday),\($0.kind.rawValue),\($0.name),\($0.source)" }
        return ([header] + lines).joined(separator: "\n") + "\n"
    }
}
