public import JSON
public import STIX

/// An envelope (TAXII 2.1, 3.7) as a client gets it, with the dates that stand beside it (5.4).
public struct TAXIIEnvelope: Sendable {
    /// The objects as they came; their insides are not yet checked.
    public let elements: [JSONListElement]
    /// Whether the server says that there is more.
    public let more: Bool
    /// Where to go on, or nil.
    public let next: String?
    /// `X-TAXII-Date-Added-First`, or nil where it is missing or no timestamp.
    public let firstAdded: STIXTimestamp?
    /// `X-TAXII-Date-Added-Last`, likewise.
    public let lastAdded: STIXTimestamp?

    /// Reads an envelope.
    /// - Parameters:
    ///   - body: the body of the answer.
    ///   - firstAdded: the field `X-TAXII-Date-Added-First`.
    ///   - lastAdded: the field `X-TAXII-Date-Added-Last`.
    /// - Throws: `JSONError` if the body is no JSON object.
    public init(_ body: [UInt8], firstAdded: String?, lastAdded: String?) throws(JSONError) {
        var reader = JSONListReader(list: "objects")
        var elements: [JSONListElement] = []
        try reader.read(body, into: &elements)
        let around: JSONTree
        switch try reader.finish() {
        case .whole(let text): around = JSONTree(try JSONDocument(parsing: text.bytes).root)
        case .object(let members, _): around = members
        }
        guard around.members != nil else {
            throw JSONError(.syntax, "an envelope is an object", at: JSONPosition())
        }
        self.elements = elements
        more = around["more"] == .bool(true)
        next = around["next"]?.string
        self.firstAdded = firstAdded.flatMap { STIXTimestamp($0) }
        self.lastAdded = lastAdded.flatMap { STIXTimestamp($0) }
    }
}
