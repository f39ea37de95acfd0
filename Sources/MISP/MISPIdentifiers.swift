internal import JSON
internal import STIX

/// Deterministic identifiers of what is made of an event: the same event gives the same objects, whoever takes it in.
///
/// UUID version 5 over the party that wrote it (the creator organisation), the type and the UUID in MISP.
struct MISPIdentifiers {
    /// The namespace, 16 bytes.
    private static let namespace: [UInt8] = [
        0x6F, 0x1C, 0x3B, 0x52, 0x9A, 0x0D, 0x4E, 0x71, 0x8C, 0x25, 0x5D, 0x90, 0x1F, 0xE7, 0x44, 0xB3,
    ]
    private let prefix: [UInt8]
    private let sha1: ([UInt8]) -> [UInt8]

    init(party: String, sha1: @escaping ([UInt8]) -> [UInt8]) {
        prefix = Self.namespace + Array("\(party)|".utf8)
        self.sha1 = sha1
    }

    /// The identifier of an object of a type.
    func identifier(_ type: String, _ uuid: String) -> String {
        var content = prefix
        content.append(contentsOf: type.utf8)
        content.append(UInt8(ascii: "|"))
        content.append(contentsOf: uuid.utf8)
        return type + "--" + Self.uuid5(sha1(content))
    }

    /// A UUID alone, for what has none in MISP.
    func uuid(_ text: String) -> String { String(identifier("uuid", text).suffix(36)) }

    private static func uuid5(_ digest: [UInt8]) -> String {
        var bytes = Array(digest.prefix(16))
        guard bytes.count == 16 else { return "" }
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        return MISPUUID.spelling(bytes)
    }
}

/// UUIDs as texts.
enum MISPUUID {
    private static let digits = Array("0123456789abcdef".utf8)

    static func spelling(_ bytes: [UInt8]) -> String {
        unsafe String(unsafeUninitializedCapacity: 36) { buffer in
            var place = 0
            for (index, byte) in bytes.prefix(16).enumerated() {
                if index == 4 || index == 6 || index == 8 || index == 10 {
                    unsafe buffer[place] = UInt8(ascii: "-")
                    place += 1
                }
                unsafe buffer[place] = digits[Int(byte >> 4)]
                unsafe buffer[place + 1] = digits[Int(byte & 15)]
                place += 2
            }
            return place
        }
    }

    /// Whether a text is a UUID, of whatever version.
    static func isGood(_ text: String) -> Bool {
        guard text.utf8.count == 36 else { return false }
        for (place, byte) in text.utf8.enumerated() {
            switch place {
            case 8, 13, 18, 23: if byte != UInt8(ascii: "-") { return false }
            default:
                guard (48...57).contains(byte) || (97...102).contains(byte | 0x20) else { return false }
            }
        }
        return true
    }
}
