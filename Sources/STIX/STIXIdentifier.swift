/// An identifier `type--UUID` (STIX 2.1, 2.9).
///
/// 1. The type is the object's type name: lowercase letters, digits and hyphens (3.1).
/// 2. The UUID follows RFC 4122: its variant bits, and a version from 1 to 5.
///
/// Hexadecimal digits are compared as they are spelled, because references match their target exactly (3.3).
public struct STIXIdentifier: Sendable, Hashable, CustomStringConvertible {
    /// The whole identifier as it was spelled.
    public let description: String
    /// The number of bytes of the type name.
    private let typeLength: Int

    /// The type name.
    public var type: String { String(description.utf8.prefix(typeLength)) ?? "" }

    /// The UUID as it was spelled.
    public var uuid: String { String(description.utf8.suffix(36)) ?? "" }

    /// The version of the UUID, 1 to 5.
    public let uuidVersion: Int

    /// Reads an identifier.
    /// - Parameter text: the identifier; nil comes out if it breaks the rules above.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        self.init(bytes: bytes)
    }

    /// Reads an identifier from bytes.
    /// - Parameter bytes: UTF-8; nil comes out if it breaks the rules above.
    public init?(bytes: [UInt8]) {
        guard let layout = STIXIdentifierLayout(bytes.span) else { return nil }
        description = String(decoding: bytes, as: UTF8.self)
        typeLength = layout.typeLength
        uuidVersion = layout.uuidVersion
    }

    /// An identifier from its parts.
    /// - Parameters:
    ///   - type: the type name; nil comes out if it is no type name.
    ///   - uuid: the 16 bytes of a UUID with its version and variant set; nil comes out for anything else.
    public init?(type: String, uuid: [UInt8]) {
        guard uuid.count == 16 else { return nil }
        self.init(type + "--" + STIXIdentifier.spelling(of: uuid))
    }

    /// The lowercase spelling of a UUID.
    static func spelling(of uuid: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for (place, byte) in uuid.enumerated() {
            if place == 4 || place == 6 || place == 8 || place == 10 {
                text.append(UInt8(ascii: "-"))
            }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// What the bytes of an identifier say, without a copy of them.
struct STIXIdentifierLayout {
    /// The number of bytes of the type name.
    let typeLength: Int
    /// The version of the UUID, 1 to 5.
    let uuidVersion: Int

    /// Reads an identifier; nil if it breaks the rules of `STIXIdentifier`.
    init?(_ text: Span<UInt8>) {
        let length = text.count - 38
        guard length >= 1, text[length] == UInt8(ascii: "-"), text[length + 1] == UInt8(ascii: "-"),
            STIXName.isTypeName(text, 0..<length)
        else { return nil }
        let uuid = text.extracting(length + 2..<length + 38)
        guard uuid[8] == UInt8(ascii: "-"), uuid[13] == UInt8(ascii: "-"), uuid[18] == UInt8(ascii: "-"),
            uuid[23] == UInt8(ascii: "-"), STIXName.isHex(uuid, 0..<8), STIXName.isHex(uuid, 9..<13),
            STIXName.isHex(uuid, 14..<18), STIXName.isHex(uuid, 19..<23), STIXName.isHex(uuid, 24..<36)
        else { return nil }
        let version = text[length + 16]
        let variant = text[length + 21] | 0x20
        guard version >= UInt8(ascii: "1"), version <= UInt8(ascii: "5") else { return nil }
        switch variant {
        case UInt8(ascii: "8") | 0x20, UInt8(ascii: "9") | 0x20, UInt8(ascii: "a"), UInt8(ascii: "b"): break
        default: return nil
        }
        typeLength = length
        uuidVersion = Int(version - UInt8(ascii: "0"))
    }
}
