internal import CIcal

/// A component of libical, for as long as the calendar that it is part of.
@safe
struct CalendarPart {
    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) { unsafe self.handle = unsafe handle }

    /// What it is: a calendar, an event, the description of a zone.
    var kind: icalcomponent_kind { unsafe icalcomponent_isa(handle) }

    /// It as it is written.
    var text: String {
        guard let text = unsafe icalcomponent_as_ical_string_r(handle) else { return "" }
        defer { unsafe icalmemory_free_buffer(text) }
        return unsafe String(cString: text)
    }

    /// Its properties, in the order of the file.
    var properties: [CalendarProperty] {
        var found: [CalendarProperty] = []
        var next = unsafe icalcomponent_get_first_property(handle, ICAL_ANY_PROPERTY)
        while let property = unsafe next {
            found.append(unsafe CalendarProperty(property))
            unsafe next = icalcomponent_get_next_property(handle, ICAL_ANY_PROPERTY)
        }
        return found
    }

    /// The components in it, in the order of the file.
    var parts: [CalendarPart] {
        var found: [CalendarPart] = []
        var next = unsafe icalcomponent_get_first_component(handle, ICAL_ANY_COMPONENT)
        while let part = unsafe next {
            found.append(unsafe CalendarPart(part))
            unsafe next = icalcomponent_get_next_component(handle, ICAL_ANY_COMPONENT)
        }
        return found
    }
}

/// A property of libical, for as long as the calendar that it is part of.
@safe
struct CalendarProperty {
    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) { unsafe self.handle = unsafe handle }

    /// Which property it is.
    var kind: icalproperty_kind { unsafe icalproperty_isa(handle) }

    /// What stands behind the colon, as it is written.
    var value: String {
        guard let text = unsafe icalproperty_get_value_as_string_r(handle) else { return "" }
        defer { unsafe icalmemory_free_buffer(text) }
        return unsafe String(cString: text)
    }

    /// A text with its signs in place of their escapes.
    var text: String {
        guard let value = unsafe icalproperty_get_value(handle), let text = unsafe icalvalue_get_text(value) else {
            return ""
        }
        return unsafe String(cString: text)
    }

    var number: Int { unsafe Int(icalproperty_get_sequence(handle)) }
    var isCancelled: Bool { unsafe icalproperty_get_status(handle) == ICAL_STATUS_CANCELLED }
    var duration: CalendarDuration { unsafe CalendarDuration(icalproperty_get_duration(handle)) }

    /// Seconds east of UTC, before or after a change of the clocks.
    var offset: Int32 {
        kind == ICAL_TZOFFSETFROM_PROPERTY
            ? unsafe icalproperty_get_tzoffsetfrom(handle) : unsafe icalproperty_get_tzoffsetto(handle)
    }

    /// What libical says that it could not read; nil for a text that is empty, which is a valid one (RFC 5545, 3.3.11).
    var fault: CalendarNote? {
        let said = value
        return said.hasPrefix("No value for ") ? nil : CalendarNote(.unread, said)
    }

    /// A parameter, without the quotes around it.
    func parameter(_ kind: icalparameter_kind) -> String? {
        guard let parameter = unsafe icalproperty_get_first_parameter(handle, kind),
            let text = unsafe icalparameter_as_ical_string_r(parameter)
        else { return nil }
        defer { unsafe icalmemory_free_buffer(text) }
        let line = unsafe String(cString: text)
        guard let sign = line.firstIndex(of: "=") else { return nil }
        let value = line[line.index(after: sign)...]
        let isQuoted = value.count > 1 && value.first == "\"" && value.last == "\""
        return String(isQuoted ? value.dropFirst().dropLast() : value)
    }

    /// A time, in the zone that the property names; nil where it is none.
    var time: CalendarTime? {
        guard let value = unsafe icalproperty_get_value(handle) else { return nil }
        switch unsafe icalvalue_isa(value) {
        case ICAL_DATE_VALUE: return unsafe CalendarTime(icalvalue_get_date(value), nil)
        case ICAL_DATETIME_VALUE: return unsafe CalendarTime(icalvalue_get_datetime(value), zone)
        case ICAL_DATETIMEDATE_VALUE: return unsafe CalendarTime(icalvalue_get_datetimedate(value), zone)
        case ICAL_DATETIMEPERIOD_VALUE: return unsafe CalendarTime(icalvalue_get_datetimeperiod(value).time, zone)
        default: return nil
        }
    }

    private var zone: String? { parameter(ICAL_TZID_PARAMETER) }

    /// A date that is added to a rule: a time, or a period of its own.
    var added: AddedDate? {
        if let time { return .time(time) }
        guard let value = unsafe icalproperty_get_value(handle) else { return nil }
        let period: icalperiodtype
        switch unsafe icalvalue_isa(value) {
        case ICAL_PERIOD_VALUE: unsafe period = icalvalue_get_period(value)
        case ICAL_DATETIMEPERIOD_VALUE: unsafe period = icalvalue_get_datetimeperiod(value).period
        default: return nil
        }
        guard let start = unsafe CalendarTime(period.start, zone) else { return nil }
        if let end = unsafe CalendarTime(period.end, zone) { return .period(start, .until(end)) }
        return .period(start, .duration(CalendarDuration(unsafe period.duration)))
    }
}

extension CivilTime {
    /// A time of libical.
    init(_ time: icaltimetype) {
        unsafe self.init(
            Int(time.year),
            Int(time.month),
            Int(time.day),
            Int(time.hour),
            Int(time.minute),
            Int(time.second)
        )
    }
}

extension CalendarTime {
    /// A time of libical in a zone by its name; nil where it is none.
    init?(_ time: icaltimetype, _ zone: String?) {
        guard unsafe icaltime_is_null_time(time) == 0 else { return nil }
        let civil = unsafe CivilTime(time)
        if unsafe time.is_date != 0 {
            self = .day(civil)
        } else if unsafe icaltime_is_utc(time) != 0 {
            self = .utc(civil.seconds)
        } else {
            self = zone.map { .zoned(civil, $0) } ?? .floating(civil)
        }
    }
}

extension CalendarDuration {
    /// A length of libical.
    init(_ duration: icaldurationtype) {
        let sign = duration.is_neg != 0 ? -1 : 1
        days = sign * (Int(duration.days) + 7 * Int(duration.weeks))
        seconds = sign * (Int(duration.hours) * 3_600 + Int(duration.minutes) * 60 + Int(duration.seconds))
    }
}
