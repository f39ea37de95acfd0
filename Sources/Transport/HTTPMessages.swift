/// A request that arrived complete.
public struct HTTPRequest: Sendable {
    /// The method, as sent.
    public var method: String
    /// The path, not decoded.
    public var path: String
    /// The query without its question mark, not decoded; nil if there is none.
    public var query: String?
    /// The fields in the order of arrival, names in lower case.
    public var fields: [HTTPField]
    /// The body.
    public var body: [UInt8]
    /// The client's TLS certificate in DER, or nil if none was shown.
    public var peerCertificate: [UInt8]?
    /// The address that the connection comes from, as text; empty if it has none.
    public var address: String

    /// A request.
    public init(
        method: String,
        path: String,
        query: String? = nil,
        fields: [HTTPField] = [],
        body: [UInt8] = [],
        peerCertificate: [UInt8]? = nil,
        address: String = ""
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.fields = fields
        self.body = body
        self.peerCertificate = peerCertificate
        self.address = address
    }

    /// Whether the head says in one way only how long the body is (RFC 9112, 6.1 and 6.3).
    ///
    /// A proxy in front might read an unclear head differently, and take part of the body for another request.
    var hasClearLength: Bool {
        let lengths = fields.filter { $0.name == "content-length" }.map(\.value)
        let codings = fields.filter { $0.name == "transfer-encoding" }.map { $0.value.lowercased() }
        if codings.isEmpty {
            return lengths.isEmpty
                || lengths.count == 1 && lengths.allSatisfy { $0.allSatisfy(\.isNumber) && !$0.isEmpty }
        }
        return codings == ["chunked"] && lengths.isEmpty
    }

    /// The values of a field joined by commas (RFC 9110, 5.3), or nil if it is absent.
    /// - Parameter name: the name in lower case.
    /// - Returns: the joined value.
    public func field(_ name: String) -> String? {
        let values = fields.filter { $0.name == name }.map(\.value)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }
}

/// A name and a value of a message's head.
public struct HTTPField: Sendable, Equatable {
    /// The name.
    public var name: String
    /// The value.
    public var value: String

    /// A field.
    /// - Parameters:
    ///   - name: the name.
    ///   - value: the value.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// A response.
public struct HTTPResponse: Sendable {
    /// The status code.
    public var status: Int
    /// The fields; length and date are added by the server.
    public var fields: [HTTPField]
    /// The body.
    public var body: HTTPBody

    /// A response with bytes of its own.
    /// - Parameters:
    ///   - status: the status code.
    ///   - fields: the fields.
    ///   - body: the body.
    public init(status: Int, fields: [HTTPField] = [], body: HTTPBody = HTTPBody([])) {
        self.status = status
        self.fields = fields
        self.body = body
    }
}
