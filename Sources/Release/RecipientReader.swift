public import JSON
internal import STIX

/// What is known of the software by which a recipient reads what it is given; it never widens what goes.
///
/// 1. misp-stix takes an object's own texts and its banner: `language-content` is a type that it does not know, and of granular markings it
///    makes nothing. So what such a recipient is given says it in the object itself, or not at all.
/// 2. Who ignores markings of portions gets no portion that is marked higher than the object: behind an AMBER+STRICT banner the RED
///    portion would be read as AMBER+STRICT.
/// 3. Who does not read `language-content` can ask for a language: where a translation may go as well, its texts take the place of the
///    object's in a rendition (`Renderer+Language`).
public struct RecipientReader: Sendable, Hashable {
    /// Whether markings of portions are passed over.
    public var ignoresPortions = false
    /// The language that is wanted in the object itself, where `language-content` is not read (RFC 5646).
    public var language: String?

    /// Software that reads what STIX 2.1 says.
    public init() {}

    /// What a record or a question says of it; nil if it says what is not understood.
    /// - Parameter json: `portions`, which is `ignored`, and `language`, a tag; at least one of them.
    public init?(_ json: JSONValue) {
        guard json.kind == .object, json["portions"] != nil || json["language"] != nil else { return nil }
        if let portions = json["portions"] {
            guard portions.isString("ignored") else { return nil }
            ignoresPortions = true
        }
        if let language = json["language"] {
            guard let tag = language.string, STIXLanguage.isTag(tag) else { return nil }
            self.language = tag
        }
    }

    /// Software of which nothing certain is known: whatever keeps more back holds.
    public static var unreadable: RecipientReader {
        var reader = RecipientReader()
        reader.ignoresPortions = true
        return reader
    }

    /// What holds where several programs of one recipient read: what any of them passes over, and the language that was recorded last.
    /// - Parameter later: what was recorded later.
    public mutating func add(_ later: RecipientReader) {
        ignoresPortions = ignoresPortions || later.ignoresPortions
        language = later.language ?? language
    }
}
