internal import CIcal

/// Reads a calendar with libical, and keeps what Entente looks at.
///
/// 1. What libical could not read is told, each with its name (`X-LIC-ERROR`).
/// 2. A zone is looked for in the description that stands beside the object in the same file, so that no file changes
///    what another
///    one means.
struct CalendarReader {
    /// What a file has.
    struct File: Sendable {
        var calendars: [Calendar] = []
    }

    /// One VCALENDAR.
    struct Calendar: Sendable {
        var objects: [CalendarObject] = []
        /// The zones that are described in it, by their names.
        var zones: [String: ZoneDescription] = [:]
        var notes: [CalendarNote] = []
        /// What is to be done with it (RFC 5546); nil for one that is kept, which has none (RFC 4791, 4.1).
        var method: String?
    }

    private let hasPeople: Bool
    private var file = File()
    private var count = 0
    /// The zones that were read, by their descriptions.
    private var zones: [String: ZoneDescription] = [:]

    /// Reads a file.
    /// - Parameters:
    ///   - bytes: the file, in UTF-8.
    ///   - hasPeople: whether it is looked who calls and who is asked.
    /// - Returns: what it has.
    /// - Throws: `CalendarFault` for what is none, or more than is read.
    static func read(_ bytes: [UInt8], hasPeople: Bool = false) throws(CalendarFault) -> File {
        guard bytes.count <= CalendarLimits.bytes else { throw .tooLarge(CalendarLimits.bytes) }
        let bytes = folded(bytes)
        guard !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil else { throw .notText }
        icalerror_set_errors_are_fatal(0)
        var reader = CalendarReader(hasPeople: hasPeople)
        if let outline = CalendarOutline(bytes) {
            try reader.take(outline, of: bytes)
        } else {
            try reader.parsed(bytes) { reader, root throws(CalendarFault) in try reader.take(root) }
        }
        guard !reader.file.calendars.isEmpty else { throw .noCalendar }
        return reader.file
    }

    /// Gives lines to libical, and what it makes of them to somebody, as long as that is there.
    private mutating func parsed(
        _ lines: consuming [UInt8],
        _ body: (inout CalendarReader, CalendarPart) throws(CalendarFault) -> Void
    ) throws(CalendarFault) {
        // The end of a text, as C has it.
        lines.append(0)
        let parsed = unsafe lines.withUnsafeBytes { lines in
            unsafe icalparser_parse_string(lines.bindMemory(to: CChar.self).baseAddress)
        }
        guard let root = unsafe parsed else { throw .noCalendar }
        defer { unsafe icalcomponent_free(root) }
        try body(&self, unsafe CalendarPart(root))
    }

    /// Reads a file whose objects are known by their places, one after the other.
    private mutating func take(_ outline: CalendarOutline, of bytes: [UInt8]) throws(CalendarFault) {
        for one in outline.calendars {
            var calendar = Calendar()
            try parsed(one.shell.flatMap { bytes[$0] }) { reader, shell throws(CalendarFault) in
                reader.takeProperties(of: shell, &calendar)
            }
            for part in one.parts {
                try parsed(Array(bytes[part])) { reader, part throws(CalendarFault) in
                    try reader.take(part, &calendar)
                }
            }
            file.calendars.append(calendar)
        }
    }

    /// Folds lines that are very long (RFC 5545, 3.1); nearly always the file as it is.
    private static func folded(_ bytes: [UInt8]) -> [UInt8] {
        guard hasLongLine(bytes) else { return bytes }
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        var output: [UInt8] = []
        for (place, line) in lines.enumerated() {
            if place > 0 { output.append(UInt8(ascii: "\n")) }
            var room = CalendarLimits.line
            for byte in line {
                // Not within a character.
                if room <= 0, byte & 0xC0 != 0x80, byte != UInt8(ascii: "\r") {
                    output += [13, 10, 32]
                    room = CalendarLimits.line
                }
                output.append(byte)
                room -= 1
            }
        }
        return output
    }

    private static func hasLongLine(_ bytes: [UInt8]) -> Bool {
        var begin = 0
        while bytes.count - begin > CalendarLimits.line {
            guard let end = bytes[begin...].firstIndex(of: UInt8(ascii: "\n")) else { return true }
            if end - begin > CalendarLimits.line { return true }
            begin = end + 1
        }
        return false
    }

    private init(hasPeople: Bool) { self.hasPeople = hasPeople }

    private mutating func take(_ part: CalendarPart) throws(CalendarFault) {
        switch part.kind {
        case ICAL_VCALENDAR_COMPONENT: try takeCalendar(part)
        // Several calendars in one file.
        case ICAL_XROOT_COMPONENT: for inner in part.parts { try take(inner) }
        default: break
        }
    }

    private mutating func takeCalendar(_ part: CalendarPart) throws(CalendarFault) {
        var calendar = Calendar()
        takeProperties(of: part, &calendar)
        for inner in part.parts { try take(inner, &calendar) }
        file.calendars.append(calendar)
    }

    private func takeProperties(of part: CalendarPart, _ calendar: inout Calendar) {
        for property in part.properties {
            switch property.kind {
            case ICAL_XLICERROR_PROPERTY: if let fault = property.fault { calendar.notes.append(fault) }
            case ICAL_METHOD_PROPERTY: calendar.method = property.value.uppercased()
            default: break
            }
        }
    }

    /// Takes what is in a calendar.
    private mutating func take(_ inner: CalendarPart, _ calendar: inout Calendar) throws(CalendarFault) {
        switch inner.kind {
        case ICAL_VTIMEZONE_COMPONENT:
            let zone = try zone(inner)
            calendar.zones[zone.name] = zone
        // Events, tasks and journal entries (RFC 5545, 3.6.1 to 3.6.3), by libical's names.
        case ICAL_VEVENT_COMPONENT, ICAL_VTODO_COMPONENT, ICAL_VJOURNAL_COMPONENT:
            guard count < CalendarLimits.objects else { throw .tooMany(CalendarLimits.objects) }
            var object = Self.object(inner, place: count)
            if hasPeople { object.people = CalendarPeople(inner) }
            calendar.objects.append(object)
            count += 1
        default: break
        }
    }

    /// What a description says; one that stands in many calendars of a file is worked out once.
    private mutating func zone(_ part: CalendarPart) throws(CalendarFault) -> ZoneDescription {
        let text = part.text
        if let known = zones[text] { return known }
        guard zones.count < CalendarLimits.zones else { throw .tooManyZones(CalendarLimits.zones) }
        let zone = try ZoneDescription(part)
        zones[text] = zone
        return zone
    }

    private static func object(_ part: CalendarPart, place: Int) -> CalendarObject {
        var object = CalendarObject(place: place)
        for property in part.properties { take(property, into: &object) }
        if object.uid.isEmpty { object.notes.append(CalendarNote(.missing, "UID")) }
        if object.start == nil, part.kind == ICAL_VEVENT_COMPONENT {
            object.notes.append(CalendarNote(.missing, "DTSTART"))
        }
        return object
    }

    private static func take(_ property: CalendarProperty, into object: inout CalendarObject) {
        switch property.kind {
        case ICAL_UID_PROPERTY: object.uid = property.value
        case ICAL_SUMMARY_PROPERTY: object.summary = property.text
        case ICAL_DTSTART_PROPERTY: object.start = property.time
        case ICAL_DTEND_PROPERTY, ICAL_DUE_PROPERTY: if let end = property.time { object.length = .until(end) }
        case ICAL_DURATION_PROPERTY: object.length = .duration(property.duration)
        case ICAL_RRULE_PROPERTY: object.rules.append(property.value)
        case ICAL_RDATE_PROPERTY: if let added = property.added { object.added.append(added) }
        case ICAL_EXDATE_PROPERTY: if let time = property.time { object.excluded.append(time) }
        case ICAL_RECURRENCEID_PROPERTY:
            object.recurrence = property.time
            object.changesLater = property.parameter(ICAL_RANGE_PARAMETER) == "THISANDFUTURE"
        case ICAL_SEQUENCE_PROPERTY: object.sequence = property.number
        case ICAL_DTSTAMP_PROPERTY: if case .utc(let instant)? = property.time { object.stamp = instant }
        case ICAL_STATUS_PROPERTY: object.isCancelled = property.isCancelled
        case ICAL_XLICERROR_PROPERTY: if let fault = property.fault { object.notes.append(fault) }
        default: break
        }
    }
}
