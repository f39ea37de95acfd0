/// Writes XML.
struct CoTWriter {
    private(set) var bytes: [UInt8] = []

    mutating func raw(_ text: String) { bytes += text.utf8 }

    mutating func raw(_ more: [UInt8]) { bytes += more }

    mutating func attribute(_ name: String, _ value: String) {
        raw(" \(name)=\"")
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "&"): raw("&amp;")
            case UInt8(ascii: "<"): raw("&lt;")
            case UInt8(ascii: ">"): raw("&gt;")
            case UInt8(ascii: "\""): raw("&quot;")
            // A plain one would be read as a space.
            case 0x09, 0x0A, 0x0D: raw("&#\(byte);")
            default: bytes.append(byte)
            }
        }
        raw("\"")
    }

    /// An element of attributes alone.
    mutating func element(namespace: String = "", _ name: String, _ attributes: [CoTAttribute]) {
        raw("<\(name)")
        if !namespace.isEmpty { attribute("xmlns", namespace) }
        for one in attributes { attribute(one.name, one.value) }
        raw("/>")
    }

    /// A whole event with its declaration, and a line feed behind it.
    static func xml(_ event: CoTEvent) -> [UInt8] {
        var writer = CoTWriter()
        writer.bytes.reserveCapacity(1_024)
        writer.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<event")
        func time(_ value: Int64?) -> String? { value.map { CoTTime.text($0) } }
        let attributes: KeyValuePairs<String, String?> = [
            "version": event.version, "uid": event.uid, "type": event.type, "how": event.how,
            "time": time(event.time),
            "start": time(event.start), "stale": time(event.stale), "access": event.access, "qos": event.qos,
            "opex": event.opex, "caveat": event.caveat, "releasableTo": event.releasableTo,
        ]
        for (name, value) in attributes {
            if let value { writer.attribute(name, value) }
        }
        for other in event.others { writer.attribute(other.name, other.value) }
        writer.raw(">")
        let point = event.point
        func number(_ value: Double?) -> String { CoTNumber.text(value ?? CoTPoint.unknown) }
        writer.element(
            "point",
            [
                CoTAttribute("lat", number(point.latitude)), CoTAttribute("lon", number(point.longitude)),
                CoTAttribute("hae", number(point.height)), CoTAttribute("ce", number(point.circularError)),
                CoTAttribute("le", number(point.linearError)),
            ]
        )
        writer.raw("<detail>")
        for element in event.detail { writer.raw(element.xml) }
        writer.raw("</detail></event>\n")
        return writer.bytes
    }

    /// Whether XML has a place for each character of a text.
    static func isExpressible(_ text: String) -> Bool {
        // Most texts are plain, and looked through byte by byte.
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x80 }) { return true }
        return text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
            default: false
            }
        }
    }
}
