internal import CIcal

/// Who calls an object of a calendar, and who is asked.
struct CalendarPeople: Sendable {
    /// The address of who calls it, in small letters; nil where nobody is named.
    var organizer: String?
    /// Who is asked, with the answer, in the order of the file.
    var attendees: [(address: String, answer: String)] = []

    init() {}

    /// Those of a component.
    init(_ part: CalendarPart) {
        for property in part.properties {
            switch property.kind {
            case ICAL_ORGANIZER_PROPERTY: organizer = Self.address(property.value)
            case ICAL_ATTENDEE_PROPERTY:
                let answer = property.parameter(ICAL_PARTSTAT_PARAMETER)?.uppercased() ?? "NEEDS-ACTION"
                attendees.append((Self.address(property.value), answer))
            default: break
            }
        }
    }

    /// Addresses are compared in small letters: programs write the same one in several ways.
    private static func address(_ text: String) -> String {
        // Nearly all are of visible letters of ASCII, of which no table has to be asked.
        let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        return (isPlain ? text : text.filter { !$0.isWhitespace }).lowercased()
    }
}
