/// What makes a request unanswerable by its head alone, whoever sends it and whatever it asks for.
public enum HTTPHeadFault: Sendable, Equatable {
    /// The head does not say in one way only how long the body is (RFC 9112, 6.1 and 6.3).
    case unclearLength
    /// There is more than one `Host`, or it is no host with a port or without (RFC 9112, 3.2).
    case host
    /// The body is packed (RFC 9110, 8.4); this server takes bodies as they are.
    case packed

    /// The status of the answer.
    public var status: Int { self == .packed ? 415 : 400 }

    /// A stable word.
    public var code: String {
        switch self {
        case .unclearLength: "unclear-length"
        case .host: "host"
        case .packed: "content-encoding"
        }
    }

    /// The fields that the answer has beside its content: what would be taken (RFC 9110, 12.5.3).
    public var fields: [HTTPField] { self == .packed ? [HTTPField("Accept-Encoding", "identity")] : [] }

    /// The first fault of a head.
    init?(_ request: HTTPRequest) {
        if !request.hasClearLength {
            self = .unclearLength
        } else if !Self.isClear(hosts: request.fields.filter { $0.name == "host" }.map(\.value)) {
            self = .host
        } else if Self.isPacked(request.fields.filter { $0.name == "content-encoding" }.map(\.value)) {
            self = .packed
        } else {
            return nil
        }
    }

    /// None at all is what HTTP/1.0 sends; the library refuses it in HTTP/1.1.
    private static func isClear(hosts: [String]) -> Bool {
        guard let host = hosts.first else { return true }
        return hosts.count == 1 && HTTPHost(host) != nil
    }

    private static func isPacked(_ values: [String]) -> Bool {
        values.flatMap { $0.split(separator: ",") }.contains { coding in
            let name = coding.filter { $0 != " " && $0 != "\t" }.lowercased()
            return !name.isEmpty && name != "identity"
        }
    }
}

/// The value of a `Host` field (RFC 9110, 7.2; RFC 3986, 3.2.2): `uri-host [":" port]`.
public struct HTTPHost: Sendable, Equatable {
    /// The host in lower case: a name, an IPv4 address, or an IPv6 address in brackets.
    public let name: String
    /// The port, or nil if none is named.
    public let port: UInt16?

    /// Reads the value.
    /// - Parameter text: the value; nil comes out if it is no host, or the port no number up to 65535.
    public init?(_ text: String) {
        // A name of 255 and a port.
        guard text.utf8.count <= 255 + 6 else { return nil }
        let bytes = Array(text.utf8)
        let end: Int
        if bytes.first == UInt8(ascii: "[") {
            guard let close = bytes.firstIndex(of: UInt8(ascii: "]")), close > 1 else { return nil }
            let inside = bytes[1..<close]
            guard inside.allSatisfy({ Self.isHex($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }) else {
                return nil
            }
            end = close + 1
        } else {
            end = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.count
            guard end > 0, end <= 255, bytes[..<end].allSatisfy(Self.isNamePart) else { return nil }
        }
        name = String(decoding: bytes[..<end], as: UTF8.self).lowercased()
        guard end < bytes.count else {
            port = nil
            return
        }
        let digits = bytes[(end + 1)...]
        guard bytes[end] == UInt8(ascii: ":"), digits.count <= 5, digits.allSatisfy(Self.isDigit) else { return nil }
        // An empty port is the scheme's own (RFC 3986, 3.2.3).
        guard !digits.isEmpty else {
            port = nil
            return
        }
        guard let number = UInt16(String(decoding: digits, as: UTF8.self)) else { return nil }
        port = number
    }

    /// As it stands in an address.
    public var text: String { port.map { "\(name):\($0)" } ?? name }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    private static func isHex(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- UInt8(ascii: "a") < 6 }

    /// Unreserved characters: no name of a host in use has others.
    private static func isNamePart(_ byte: UInt8) -> Bool {
        isDigit(byte) || (byte | 0x20) &- UInt8(ascii: "a") < 26 || "-._~".utf8.contains(byte)
    }
}
