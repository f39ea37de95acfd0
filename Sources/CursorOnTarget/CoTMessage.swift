internal import CTAKProtocol

/// Messages of the TAK protocol, with libprotobuf-c.
enum CoTMessage {
    /// Reads a message.
    /// - Parameters:
    ///   - bytes: the message, without its frame.
    ///   - parser: who reads what stands in it as XML.
    /// - Returns: the event.
    /// - Throws: `CoTFault`.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>, _ parser: CoTParser) throws(CoTFault) -> CoTEvent {
        guard let message = unsafe entente__tak__message__unpack(nil, bytes.count, bytes.baseAddress) else {
            throw CoTFault(.malformed, "", "it is no message of the TAK protocol")
        }
        defer { unsafe entente__tak__message__free_unpacked(message, nil) }
        guard let given = unsafe message.pointee.event else {
            throw CoTFault(.missing, "event", "the message has no event")
        }
        var event = CoTEvent()
        if let detail = unsafe given.pointee.detail { unsafe try read(detail, parser, into: &event) }
        unsafe try read(given.pointee, into: &event)
        if let control = unsafe message.pointee.control {
            event.control = unsafe CoTControl(
                lowest: control.pointee.has_lowest_version == 0 ? nil : control.pointee.lowest_version,
                highest: control.pointee.has_highest_version == 0 ? nil : control.pointee.highest_version,
                contact: try text(control.pointee.contact_uid, control.pointee.has_contact_uid, "contactUid")
            )
        }
        unsafe noteUnknown(message.pointee.base, "message", &event)
        if event.uid.isEmpty { throw CoTFault(.missing, "uid", "an event must have it") }
        if event.type.isEmpty { throw CoTFault(.missing, "type", "an event must have it") }
        return event
    }

    private static func read(_ given: Entente__Tak__Event, into event: inout CoTEvent) throws(CoTFault) {
        event.uid = unsafe try text(given.uid, given.has_uid, "uid") ?? ""
        event.type = unsafe try text(given.type, given.has_type, "type") ?? ""
        event.how = unsafe try text(given.how, given.has_how, "how")
        event.access = unsafe try text(given.access, given.has_access, "access")
        event.qos = unsafe try text(given.qos, given.has_qos, "qos")
        event.opex = unsafe try text(given.opex, given.has_opex, "opex")
        event.caveat = unsafe try text(given.caveat, given.has_caveat, "caveat")
        event.releasableTo = unsafe try text(given.releasable_to, given.has_releasable_to, "releasableTo")
        event.time = unsafe try time(given.time, given.has_time, "time")
        event.start = unsafe try time(given.start, given.has_start, "start")
        event.stale = unsafe try time(given.stale, given.has_stale, "stale")
        let numbers = unsafe [
            ("lat", given.latitude), ("lon", given.longitude), ("hae", given.height), ("ce", given.circular_error),
            ("le", given.linear_error),
        ]
        for (name, number) in numbers {
            guard number.isFinite else { throw CoTFault(.value, name, "it is no number") }
            if let wrong = event.point.set(name, number) { throw wrong }
        }
        unsafe noteUnknown(given.base, "event", &event)
    }

    private static func read(
        _ detail: UnsafeMutablePointer<Entente__Tak__Detail>,
        _ parser: CoTParser,
        into event: inout CoTEvent
    ) throws(CoTFault) {
        let given = unsafe detail.pointee
        let rest = unsafe given.rest
        if unsafe given.has_rest != 0, unsafe rest.len > 0 {
            let inside = unsafe UnsafeBufferPointer(start: UnsafePointer(rest.data), count: rest.len)
            event = unsafe try CoTMessage.rest(inside, parser)
        }
        // What stands there as XML has more to say than its message, and counts.
        let known = Set(event.detail.filter(\.namespace.isEmpty).map(\.name))
        var typed: [CoTElement] = []
        for (name, attributes) in unsafe try messages(given) where !known.contains(name) {
            typed.append(
                CoTElement(name, attributes.compactMap { name, value in value.map { CoTAttribute(name, $0) } })
            )
        }
        event.detail = typed + event.detail
        unsafe noteUnknown(given.base, "detail", &event)
    }

    /// The elements that stand in a message as XML.
    private static func rest(_ inside: UnsafeBufferPointer<UInt8>, _ parser: CoTParser) throws(CoTFault) -> CoTEvent {
        var whole: [UInt8] = []
        whole.reserveCapacity(inside.count + 40)
        whole += "<event><detail>".utf8
        unsafe whole.append(contentsOf: inside)
        whole += "</detail></event>".utf8
        let read: Result<CoTEvent, CoTFault> = unsafe whole.withUnsafeBufferPointer { buffer in
            do throws(CoTFault) {
                let scan = unsafe try CoTScan(buffer, from: 0)
                guard scan.end == buffer.count else {
                    throw CoTFault(.malformed, "xmlDetail", "it is not well-formed")
                }
                return .success(
                    unsafe try parser.read(buffer, 0..<scan.end, children: scan.children, isEvent: false)
                )
            } catch {
                return .failure(error)
            }
        }
        return try read.get()
    }

    private typealias Attributes = [(String, String?)]

    private static func messages(_ detail: Entente__Tak__Detail) throws(CoTFault) -> [(String, Attributes)] {
        var found: [(String, Attributes)] = []
        if let one = unsafe detail.contact?.pointee {
            found.append(
                unsafe (
                    "contact",
                    [
                        ("endpoint", try text(one.endpoint, one.has_endpoint, "endpoint")),
                        ("callsign", try text(one.callsign, one.has_callsign, "callsign")),
                    ]
                )
            )
        }
        if let one = unsafe detail.group?.pointee {
            found.append(
                unsafe (
                    "__group",
                    [
                        ("name", try text(one.name, one.has_name, "name")),
                        ("role", try text(one.role, one.has_role, "role")),
                    ]
                )
            )
        }
        if let one = unsafe detail.precision?.pointee {
            found.append(
                unsafe (
                    "precisionlocation",
                    [
                        ("geopointsrc", try text(one.point_source, one.has_point_source, "geopointsrc")),
                        ("altsrc", try text(one.height_source, one.has_height_source, "altsrc")),
                    ]
                )
            )
        }
        return found + (unsafe try otherMessages(detail))
    }

    private static func otherMessages(_ detail: Entente__Tak__Detail) throws(CoTFault) -> [(String, Attributes)] {
        var found: [(String, Attributes)] = []
        if let one = unsafe detail.status?.pointee {
            found.append(("status", [("battery", unsafe one.has_battery == 0 ? nil : String(one.battery))]))
        }
        if let one = unsafe detail.device?.pointee {
            found.append(
                unsafe (
                    "takv",
                    [
                        ("device", try text(one.device, one.has_device, "device")),
                        ("platform", try text(one.platform, one.has_platform, "platform")),
                        ("os", try text(one.system, one.has_system, "os")),
                        ("version", try text(one.version, one.has_version, "version")),
                    ]
                )
            )
        }
        if let one = unsafe detail.track?.pointee {
            found.append(
                unsafe (
                    "track",
                    [
                        ("speed", try number(one.speed, one.has_speed, "speed")),
                        ("course", try number(one.course, one.has_course, "course")),
                    ]
                )
            )
        }
        return found
    }

    private static func text(_ data: ProtobufCBinaryData, _ has: protobuf_c_boolean, _ field: String) throws(CoTFault)
        -> String?
    {
        guard has != 0, let start = unsafe data.data else { return nil }
        let bytes = unsafe UnsafeBufferPointer(start: start, count: data.len)
        guard let text = unsafe String(validating: bytes, as: UTF8.self), CoTWriter.isExpressible(text) else {
            throw CoTFault(.value, field, "it is no text in UTF-8 that XML has a place for")
        }
        return text
    }

    private static func number(_ number: Double, _ has: protobuf_c_boolean, _ field: String) throws(CoTFault)
        -> String?
    {
        guard has != 0 else { return nil }
        guard number.isFinite else { throw CoTFault(.value, field, "it is no number") }
        return CoTNumber.text(number)
    }

    private static func time(_ time: UInt64, _ has: protobuf_c_boolean, _ field: String) throws(CoTFault) -> Int64? {
        guard has != 0 else { return nil }
        guard time < 253_402_300_800_000 else { throw CoTFault(.value, field, "it is beyond the year 9999") }
        return Int64(time) * 1_000
    }

    /// Fields that the messages have not are told.
    private static func noteUnknown(_ base: ProtobufCMessage, _ name: String, _ event: inout CoTEvent) {
        for index in 0..<min(16, unsafe Int(base.n_unknown_fields)) {
            event.unread.append(unsafe "\(name), field \(base.unknown_fields[index].tag)")
        }
    }
}
