internal import FoundationEssentials
internal import JSON
internal import STIXPatterns

/// A value of an object as comparisons read it.
enum ObservedValue {
    case json(JSONValue)
    /// A property whose name says that it holds bytes: `payload_bin`, `key_hex` (STIX 2.1, 2.1 and 2.7).
    case bytes([UInt8])

    /// A value by the name of its property; nil if that promises bytes and there are none.
    init?(_ value: JSONValue, named name: String) {
        if name.hasSuffix("_hex"), let text = value.string {
            guard let bytes = Bytes.hex(text) else { return nil }
            self = .bytes(bytes)
        } else if name.hasSuffix("_bin"), let text = value.string {
            guard let bytes = Bytes.base64(text) else { return nil }
            self = .bytes(bytes)
        } else {
            self = .json(value)
        }
    }

    /// Its text; nil for anything else.
    var text: String? {
        if case .json(let value) = self { return value.string }
        return nil
    }
}

/// A value at the end of a path, with the forms in which it is compared, each made once.
final class FoundValue {
    /// The place of the object that it is of.
    let place: Int
    let value: ObservedValue
    /// Whether it is an element of a list of which the path does not say that it is one.
    let isElement: Bool
    /// The text itself; nil for what is none.
    private(set) lazy var text: String? = value.text
    private var composed: (text: String, scalars: [Unicode.Scalar], bytes: [UInt8])?

    init(_ place: Int, _ value: ObservedValue, isElement: Bool) {
        (self.place, self.value, self.isElement) = (place, value, isElement)
    }

    /// The text in form NFC, letter by letter and byte by byte; of bytes what UTF-8 makes of them.
    func normal(_ tools: any PatternTools) -> (text: String, scalars: [Unicode.Scalar], bytes: [UInt8])? {
        if let composed { return composed }
        let own: String
        switch value {
        case .bytes(let bytes): own = String(decoding: bytes, as: UTF8.self)
        case .json:
            guard let text else { return nil }
            own = text
        }
        let text = tools.composed(own)
        let made = (text, Array(text.unicodeScalars), Array(text.utf8))
        composed = made
        return made
    }
}

/// Bytes as patterns and objects write them.
enum Bytes {
    static func hex(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for place in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digit(digits[place]), let low = digit(digits[place + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70, 97...102: (byte | 0x20) - 87
        default: nil
        }
    }

    static func base64(_ text: String) -> [UInt8]? { Data(base64Encoded: text).map { Array($0) } }

    /// The bytes of a text whose code points are all below U+0100 (9.6.4); nil for another one.
    static func latin(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            guard scalar.value < 256 else { return nil }
            bytes.append(UInt8(scalar.value))
        }
        return bytes
    }
}
