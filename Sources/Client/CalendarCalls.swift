public import Wire

extension LianshenClient {
    /// The working-day calendar of a year; of the present one without it.
    public func calendar(year: Int? = nil) async throws -> CalendarBody {
        try await send(.get("/v1/calendar", year.map { [("year", String($0))] } ?? []))
    }

    /// Writes the days of a notice.
    public func writeCalendar(_ body: NewCalendarBody, key: String? = nil) async throws -> CalendarBody {
        try await send(.post("/v1/calendar", body, key: key))
    }
}
