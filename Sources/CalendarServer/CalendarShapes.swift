internal import Calls
internal import ConsoleServer

/// Shapes of answers about calendars.
extension APIService {
    static let calendarRules = Shape.record([
        "levels": .texts.noted("up to which levels entries leave"),
        "above": .choices(CalendarRules.Above.allCases.map(\.rawValue)).noted("what becomes of what is above"),
        "titles": .flag.noted("whether titles, series and places leave"),
    ])

    static let workingDaysTable = Shape.record([
        "seat": .text, "years": .list(.number), "source": .text,
        "loaded": .flag.noted("whether an administrator did"),
    ])
}
