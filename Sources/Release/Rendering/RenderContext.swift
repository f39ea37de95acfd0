public import JSON
public import Labels

/// What rendering needs to know of the world: one release act to one recipient.
public struct RenderContext {
    /// What was given to the recipient before under a rendition's identifier.
    public struct Given: Sendable, Hashable {
        /// When the rendition was first released: `created` of every version of it.
        public var created: Int64
        /// When it was last released.
        public var modified: Int64

        /// What was given before.
        /// - Parameters:
        ///   - created: microseconds since 1970.
        ///   - modified: microseconds since 1970.
        public init(created: Int64, modified: Int64) {
            (self.created, self.modified) = (created, modified)
        }
    }

    /// Decides about markings of an object or of a portion of it; the place is the number of objects added before.
    public var decide: (_ markings: MarkingReading, _ object: JSONValue, _ place: Int) -> Decision
    /// What a marking definition means; nil for one that is not known.
    public var meaning: (_ marking: String) -> MarkingMeaning?
    /// Whether the recipient has an object already under its own identifier: its own ones, and what was given whole.
    public var isKnown: (_ id: String) -> Bool
    /// What was given of a source before as a rendition.
    public var given: (_ source: String) -> Given?
    /// Whether anything is held under an identifier.
    public var isHeld: (_ id: String) -> Bool
    /// Whether identifiers of what is not held may go with the object at a place, as the officer or the act has it.
    public var givesAbsent: (_ place: Int) -> Bool = { _ in false }
    /// The article by which they may go with what rests on some agreements, as those say; nil where none does.
    public var absentRule: (_ bases: Set<Int>) -> AbsentRule? = { _ in nil }
    /// How the object at a place is told if it is an own sighting, on some agreements; nil for what others saw.
    public var sighting: (_ object: JSONValue, _ place: Int, _ bases: Set<Int>) -> SightingTerms? = { _, _, _ in nil }
    /// What is known of the software by which the recipient reads.
    public var reader = RecipientReader()
    /// The place of the `language-content` whose texts are to stand in the object at a place, and the wanted language; nil for none.
    public var translation: (_ place: Int) -> (place: Int, language: String)? = { _ in nil }
    /// The place of a level in its scheme's ladder, higher for higher levels; nil for an unknown one.
    public var rank: (Label) -> Int? = { _ in nil }
    /// The identity that creates renditions: the releasing party's.
    public var creator: String?
    /// The recipient's name; two recipients get different identifiers.
    public var recipient: String
    /// When the act is made: microseconds since 1970.
    public var now: Int64
    /// HMAC-SHA-256 with the node's own key.
    public var authenticate: (_ message: [UInt8]) -> [UInt8]
    /// SHA-256.
    public var digest: (_ message: [UInt8]) -> [UInt8]

    /// What rendering needs to know.
    /// - Parameters:
    ///   - recipient: the recipient's name.
    ///   - creator: the releasing party's identity.
    ///   - now: when the act is made, microseconds since 1970.
    ///   - decide: decides about markings of an object or of a portion of it.
    ///   - meaning: what a marking definition means.
    ///   - isKnown: whether the recipient has an object already under its own identifier.
    ///   - given: what was given of a source before.
    ///   - isHeld: whether anything is held under an identifier.
    ///   - authenticate: HMAC-SHA-256 with the node's own key.
    ///   - digest: SHA-256.
    public init(
        recipient: String,
        creator: String?,
        now: Int64,
        decide: @escaping (MarkingReading, JSONValue, Int) -> Decision,
        meaning: @escaping (String) -> MarkingMeaning?,
        isKnown: @escaping (String) -> Bool,
        given: @escaping (String) -> Given?,
        isHeld: @escaping (String) -> Bool,
        authenticate: @escaping ([UInt8]) -> [UInt8],
        digest: @escaping ([UInt8]) -> [UInt8]
    ) {
        (self.recipient, self.creator, self.now) = (recipient, creator, now)
        (self.decide, self.meaning, self.isKnown, self.given, self.isHeld) = (decide, meaning, isKnown, given, isHeld)
        (self.authenticate, self.digest) = (authenticate, digest)
    }

    /// The identifier of the rendition of a source for this recipient: nobody without the key can tell the source,
    /// and two recipients cannot compare what they hold.
    /// - Parameters:
    ///   - source: the source's identifier.
    ///   - type: its type.
    /// - Returns: an identifier with a UUID of version 4.
    public func renditionID(of source: String, type: String) -> String {
        var bytes = Array(authenticate(Array("rendition\u{0}\(recipient)\u{0}\(source)".utf8)).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        var text = ""
        for (place, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(place) { text += "-" }
            let digits = String(byte, radix: 16)
            text += digits.utf8.count == 1 ? "0" + digits : digits
        }
        return "\(type)--\(text)"
    }

    /// The commitment to a source: its digest with a salt that only the node can make again.
    func commitment(to source: [UInt8], id: String, modified: Int64) -> String {
        let salt = authenticate(Array("salt\u{0}\(recipient)\u{0}\(id)\u{0}\(modified)".utf8))
        return digest(salt + source).map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
