/// The parameters of a query, decoded, in order.
public struct TAXIIQuery: Sendable {
    /// Names and values.
    public let parameters: [(name: String, value: String)]

    /// Reads a query.
    /// - Parameter query: the text behind the question mark, or nil.
    /// - Throws: `TAXIIError` with status 400 for escapes or UTF-8 that are broken.
    public init(_ query: String?) throws(TAXIIError) {
        var found: [(name: String, value: String)] = []
        for part in (query ?? "").split(separator: "&") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(pair[0]), let value = Self.decoded(pair.dropFirst().first ?? "") else {
                throw .parameter(String(part.prefix(80)), "broken percent-encoding")
            }
            found.append((name, value))
        }
        parameters = found
    }

    /// The only value of a parameter, or nil if it is absent.
    /// - Parameter name: the parameter.
    /// - Returns: the value.
    /// - Throws: `TAXIIError` with status 400 if the parameter occurs more than once (3.4).
    public func single(_ name: String) throws(TAXIIError) -> String? {
        let values = parameters.filter { $0.name == name }
        guard values.count <= 1 else { throw .parameter(name, "may stand only once (TAXII 2.1, 3.4)") }
        return values.first?.value
    }

    /// Text with its percent-encoding resolved, or nil if that is broken or no UTF-8.
    static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8.makeIterator()
        while let byte = rest.next() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.next(), let low = rest.next(),
                let value = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16),
                high != UInt8(ascii: "+"), high != UInt8(ascii: "-")
            else { return nil }
            bytes.append(value)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
