/// Public holidays and make-up workdays of mainland China, 2015 to 2026, as the State Council's notices decided them.
///
/// The same rows as `Schemas/calendar/china.csv`, which a test compares: the binary must know them without the repository beside it.
/// Only days that differ from their weekday are listed.
public enum ChinaCalendar {
    /// The rows as a table, byte for byte the file.
    public static let table = [CalendarTable.header, from2015, from2021].joined(separator: "\n") + "\n"
}

extension WorkingCalendar {
    /// The shipped calendar of mainland China.
    ///
    /// Should the embedded table ever be unreadable, the calendar covers no year and refuses every question; a test reads it.
    public static let china: WorkingCalendar = {
        do throws(CalendarFault) {
            return try WorkingCalendar(CalendarTable.entries(ChinaCalendar.table))
        } catch {
            return WorkingCalendar()
        }
    }()

    private init() {
        self.exceptions = [:]
        self.years = []
        self.zone = .china
    }
}
