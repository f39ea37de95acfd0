internal import CTAKProtocol

/// Makes messages of the TAK protocol, with libprotobuf-c.
///
/// What the messages point to is kept here until they are packed.
@safe
final class CoTMessageWriter {
    private var kept: [UnsafeMutableRawPointer] = unsafe []

    private init() {}

    deinit {
        while let one = unsafe kept.popLast() { unsafe one.deallocate() }
    }

    /// Writes a message.
    /// - Parameters:
    ///   - event: the event.
    ///   - isShort: whether it ends at field 15, for receivers that know no more.
    /// - Returns: the message, without a frame.
    static func bytes(_ event: CoTEvent, isShort: Bool) -> [UInt8] {
        let writer = CoTMessageWriter()
        let message = unsafe writer.message(event, isShort: isShort)
        let count = unsafe entente__tak__message__get_packed_size(message)
        return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = unsafe entente__tak__message__pack(message, buffer.baseAddress)
        }
    }

    private func message(_ event: CoTEvent, isShort: Bool) -> UnsafeMutablePointer<Entente__Tak__Message> {
        let message = unsafe new(entente__tak__message__init)
        let made = unsafe new(entente__tak__event__init)
        unsafe message.pointee.event = made
        if let control = event.control {
            let one = unsafe new(entente__tak__control__init)
            if let lowest = control.lowest {
                unsafe (one.pointee.has_lowest_version, one.pointee.lowest_version) = (1, lowest)
            }
            if let highest = control.highest {
                unsafe (one.pointee.has_highest_version, one.pointee.highest_version) = (1, highest)
            }
            unsafe (one.pointee.has_contact_uid, one.pointee.contact_uid) = text(control.contact)
            unsafe message.pointee.control = one
        }
        unsafe (made.pointee.has_uid, made.pointee.uid) = text(event.uid)
        unsafe (made.pointee.has_type, made.pointee.type) = text(event.type)
        unsafe (made.pointee.has_how, made.pointee.how) = text(event.how)
        unsafe (made.pointee.has_access, made.pointee.access) = text(event.access)
        unsafe (made.pointee.has_qos, made.pointee.qos) = text(event.qos)
        unsafe (made.pointee.has_opex, made.pointee.opex) = text(event.opex)
        if !isShort {
            unsafe (made.pointee.has_caveat, made.pointee.caveat) = text(event.caveat)
            unsafe (made.pointee.has_releasable_to, made.pointee.releasable_to) = text(event.releasableTo)
        }
        unsafe (made.pointee.has_time, made.pointee.time) = time(event.time)
        unsafe (made.pointee.has_start, made.pointee.start) = time(event.start)
        unsafe (made.pointee.has_stale, made.pointee.stale) = time(event.stale)
        let point = event.point
        unsafe (made.pointee.has_latitude, made.pointee.latitude) = (1, point.latitude)
        unsafe (made.pointee.has_longitude, made.pointee.longitude) = (1, point.longitude)
        unsafe (made.pointee.has_height, made.pointee.height) = (1, point.height ?? CoTPoint.unknown)
        unsafe (made.pointee.has_circular_error, made.pointee.circular_error) =
            (1, point.circularError ?? CoTPoint.unknown)
        unsafe (made.pointee.has_linear_error, made.pointee.linear_error) = (1, point.linearError ?? CoTPoint.unknown)
        if !event.detail.isEmpty { unsafe made.pointee.detail = detail(event.detail) }
        return unsafe message
    }

    /// The first element of each name gets its message; what the message cannot say whole, stands there as XML too.
    private func detail(_ elements: [CoTElement]) -> UnsafeMutablePointer<Entente__Tak__Detail> {
        let detail = unsafe new(entente__tak__detail__init)
        var rest: [UInt8] = []
        var taken: Set<String> = []
        for element in elements {
            let isTyped = element.namespace.isEmpty && CoTElement.typed.contains(element.name)
            // Of several elements of a name all stand there as XML: what is there counts before a message.
            let isAlone = elements.count { $0.name == element.name && $0.namespace.isEmpty } == 1
            var isWhole = false
            if isTyped, taken.insert(element.name).inserted { isWhole = unsafe fill(detail, element) && isAlone }
            if !isWhole { rest += element.xml }
        }
        if !rest.isEmpty { unsafe (detail.pointee.has_rest, detail.pointee.rest) = data(rest) }
        return unsafe detail
    }

    /// Makes the message of an element.
    /// - Returns: whether it says all that the element does.
    private func fill(_ detail: UnsafeMutablePointer<Entente__Tak__Detail>, _ element: CoTElement) -> Bool {
        func all(_ names: Set<String>) -> Bool {
            element.isPlain && element.attributes.allSatisfy { names.contains($0.name) }
        }
        switch element.name {
        case "contact":
            let one = unsafe new(entente__tak__contact__init)
            unsafe (one.pointee.has_endpoint, one.pointee.endpoint) = text(element["endpoint"])
            unsafe (one.pointee.has_callsign, one.pointee.callsign) = text(element["callsign"])
            unsafe detail.pointee.contact = one
            return all(["endpoint", "callsign"])
        case "__group":
            let one = unsafe new(entente__tak__group__init)
            unsafe (one.pointee.has_name, one.pointee.name) = text(element["name"])
            unsafe (one.pointee.has_role, one.pointee.role) = text(element["role"])
            unsafe detail.pointee.group = one
            return all(["name", "role"])
        case "precisionlocation":
            let one = unsafe new(entente__tak__precision__init)
            unsafe (one.pointee.has_point_source, one.pointee.point_source) = text(element["geopointsrc"])
            unsafe (one.pointee.has_height_source, one.pointee.height_source) = text(element["altsrc"])
            unsafe detail.pointee.precision = one
            return all(["geopointsrc", "altsrc"])
        case "takv":
            let one = unsafe new(entente__tak__device__init)
            unsafe (one.pointee.has_device, one.pointee.device) = text(element["device"])
            unsafe (one.pointee.has_platform, one.pointee.platform) = text(element["platform"])
            unsafe (one.pointee.has_system, one.pointee.system) = text(element["os"])
            unsafe (one.pointee.has_version, one.pointee.version) = text(element["version"])
            unsafe detail.pointee.device = one
            return all(["device", "platform", "os", "version"])
        case "status":
            guard let text = element["battery"], let battery = UInt32(text) else { return false }
            let one = unsafe new(entente__tak__status__init)
            unsafe (one.pointee.has_battery, one.pointee.battery) = (1, battery)
            unsafe detail.pointee.status = one
            return all(["battery"])
        default:
            let (speed, course) = (element["speed"], element["course"])
            let one = unsafe new(entente__tak__track__init)
            if let number = speed.flatMap({ CoTNumber.read($0) }) {
                unsafe (one.pointee.has_speed, one.pointee.speed) = (1, number)
            }
            if let number = course.flatMap({ CoTNumber.read($0) }) {
                unsafe (one.pointee.has_course, one.pointee.course) = (1, number)
            }
            unsafe detail.pointee.track = one
            let isSaid =
                unsafe (one.pointee.has_speed != 0) == (speed != nil)
                && (one.pointee.has_course != 0) == (course != nil)
            return isSaid && all(["speed", "course"])
        }
    }

    private func new<Message>(_ start: (UnsafeMutablePointer<Message>?) -> Void) -> UnsafeMutablePointer<Message> {
        let one = UnsafeMutablePointer<Message>.allocate(capacity: 1)
        unsafe start(one)
        unsafe kept.append(UnsafeMutableRawPointer(one))
        return unsafe one
    }

    private func text(_ text: String?) -> (protobuf_c_boolean, ProtobufCBinaryData) {
        guard let text else { return unsafe (0, ProtobufCBinaryData()) }
        return unsafe data(Array(text.utf8))
    }

    private func data(_ bytes: [UInt8]) -> (protobuf_c_boolean, ProtobufCBinaryData) {
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, bytes.count))
        for (place, byte) in bytes.enumerated() { unsafe copy[place] = byte }
        unsafe kept.append(UnsafeMutableRawPointer(copy))
        return unsafe (1, ProtobufCBinaryData(len: bytes.count, data: copy))
    }

    private func time(_ time: Int64?) -> (protobuf_c_boolean, UInt64) {
        guard let time, time >= 0 else { return (0, 0) }
        return (1, UInt64(time / 1_000))
    }
}
