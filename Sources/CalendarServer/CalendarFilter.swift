internal import Calendars
internal import LabelXML
internal import Work

/// Which instances a `calendar-query` asks for (RFC 4791, 9.7): by their time and by some of their properties.
///
/// What cannot be looked at is refused, and never passed over: a program would take the answer for another one.
struct CalendarFilter {
    /// Why a filter is not used: the rule of RFC 4791 (7.8) and a sentence.
    struct Fault: Error {
        let rule: String
        let sentence: String

        static let unsupported = Fault(
            rule: "supported-filter",
            sentence: "the filter asks for what is not looked at here"
        )
        static let invalid = Fault(rule: "valid-filter", sentence: "the filter is none")
    }

    /// What a text has to be like.
    private struct Match {
        let property: String
        /// Nil: the property is there; with `isAbsent`, it is not.
        var text: String?
        var isAbsent = false
        var isExact = false
        var isNegated = false

        func holds(_ event: FeedEvent) -> Bool {
            let value = Self.value(property, event)
            guard let text else { return (value == nil) == isAbsent }
            guard let value else { return false }
            let holds = isExact ? value.contains(text) : value.lowercased().contains(text.lowercased())
            return holds != isNegated
        }

        static func value(_ property: String, _ event: FeedEvent) -> String? {
            switch property {
            case "UID": event.uid
            case "SUMMARY": event.summary
            case "LOCATION": event.place.isEmpty ? nil : event.place
            case "STATUS": event.isCancelled ? "CANCELLED" : nil
            default: nil
            }
        }
    }

    private static let properties = ["UID", "SUMMARY", "LOCATION", "STATUS"]
    private var isEmpty = false
    private var from = Int64.min
    private var until = Int64.max
    private var matches: [Match] = []

    init(_ root: XMLElement) throws(Fault) {
        guard let filter = Self.inside(root, "filter").first, let calendar = Self.inside(filter, "comp-filter").first
        else { throw .invalid }
        guard calendar["name"] == "VCALENDAR" else {
            isEmpty = true
            return
        }
        for component in calendar.children where component.namespace == DAVAnswer.caldav {
            switch component.name {
            case "comp-filter": try take(component)
            case "is-not-defined": isEmpty = true
            default: throw .unsupported
            }
        }
    }

    private static func inside(_ element: XMLElement, _ name: String) -> [XMLElement] {
        element.children.filter { $0.name == name && $0.namespace == DAVAnswer.caldav }
    }

    private mutating func take(_ component: XMLElement) throws(Fault) {
        let isAbsent = !Self.inside(component, "is-not-defined").isEmpty
        guard component["name"] == "VEVENT" else {
            // There is nothing but events.
            if !isAbsent { isEmpty = true }
            return
        }
        if isAbsent { isEmpty = true }
        for part in component.children where part.namespace == DAVAnswer.caldav {
            switch part.name {
            case "time-range":
                if let start = part["start"] { from = max(from, try Self.instant(start)) }
                if let end = part["end"] { until = min(until, try Self.instant(end)) }
            case "prop-filter": matches.append(try Self.match(part))
            case "is-not-defined": break
            // An event of this calendar has no alarm and no other component.
            case "comp-filter": if Self.inside(part, "is-not-defined").isEmpty { isEmpty = true }
            default: throw .unsupported
            }
        }
    }

    private static func match(_ part: XMLElement) throws(Fault) -> Match {
        guard let name = part["name"]?.uppercased(), properties.contains(name) else { throw .unsupported }
        var match = Match(property: name)
        for inner in part.children where inner.namespace == DAVAnswer.caldav {
            switch inner.name {
            case "is-not-defined": match.isAbsent = true
            case "text-match":
                match.text = inner.text
                match.isExact = inner["collation"] == "i;octet"
                match.isNegated = inner["negate-condition"] == "yes"
            default: throw .unsupported
            }
        }
        return match
    }

    /// An instant as iCalendar has it (`20270328T000000Z`), in seconds of UTC.
    private static func instant(_ text: String) throws(Fault) -> Int64 {
        let digits = text.filter(\.isNumber)
        guard text.utf8.count == 16, text.hasSuffix("Z"), digits.utf8.count == 14, let number = Int(digits),
            let day = CivilDay(number / 10_000_000_000, number / 100_000_000 % 100, number / 1_000_000 % 100)
        else { throw .invalid }
        let (hour, minute, second) = (number / 10_000 % 100, number / 100 % 100, number % 100)
        guard hour < 24, minute < 60, second <= 60 else { throw .invalid }
        return day.moment / 1_000_000 + Int64(hour * 3_600 + minute * 60 + second)
    }

    /// Whether an instance is asked for.
    func matches(_ event: FeedEvent) -> Bool {
        !isEmpty && event.isWithin(from, until) && matches.allSatisfy { $0.holds(event) }
    }
}
