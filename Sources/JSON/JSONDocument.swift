/// A parsed text: the source bytes and the tape over them, both fixed for life.
///
/// Views (`JSONValue`) share the document, so that looking at a value copies nothing.
public final class JSONDocument: Sendable {
    /// The text as it came.
    public let bytes: [UInt8]
    /// The tape: entry 0 is the value, each container's children follow it.
    public let nodes: ContiguousArray<JSONNode>
    private let origin: JSONPosition

    /// Parses one complete text strictly (RFC 8259, RFC 7493).
    /// - Parameters:
    ///   - bytes: the text in UTF-8.
    ///   - limits: the bounds to keep to.
    ///   - origin: where the text stands in a larger one, for the places in errors.
    /// - Throws: `JSONError` with the first fault and its place.
    /// - Complexity: O(*n*) in the number of bytes, and O(*k* log *k*) for an object with *k* names.
    public init(
        parsing bytes: [UInt8],
        limits: JSONLimits = JSONLimits(),
        origin: JSONPosition = JSONPosition()
    ) throws(JSONError) {
        do throws(JSONScanner.Fault) {
            nodes = try JSONScanner.scan(bytes, limits: limits)
        } catch {
            let read = Array(bytes.prefix(max(error.offset, 0)))
            throw JSONError(error.code, error.message, at: origin.advanced(over: read.span))
        }
        self.bytes = bytes
        self.origin = origin
    }

    /// Parses text that is at hand as a string.
    /// - Parameter text: the text.
    /// - Throws: `JSONError` with the first fault and its place.
    public convenience init(_ text: String) throws(JSONError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// The value that the text holds.
    public var root: JSONValue { JSONValue(document: self, index: 0) }

    /// The value at an entry of the tape.
    /// - Parameter index: the entry; out of range is read as entry 0.
    /// - Returns: a view of it.
    public func value(at index: Int) -> JSONValue {
        JSONValue(document: self, index: nodes.indices.contains(index) ? index : 0)
    }

    /// The place of a byte of the source.
    func position(of offset: UInt32) -> JSONPosition {
        let read = Array(bytes.prefix(Int(offset)))
        return origin.advanced(over: read.span)
    }
}
