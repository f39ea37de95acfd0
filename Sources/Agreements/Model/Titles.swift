internal import JSON

/// A title or name in one language.
public struct Title: Sendable, Hashable {
    /// A language tag (RFC 5646) such as `ja`.
    public var language: String
    /// The title in that language.
    public var text: String

    /// A title.
    /// - Parameters:
    ///   - language: a language tag.
    ///   - text: the title.
    public init(language: String, text: String) {
        self.language = language
        self.text = text
    }
}

extension [Title] {
    /// The title in a language, else in English, else the first, else nil.
    /// - Parameter language: a language tag.
    /// - Returns: a title.
    public func text(in language: String) -> String? {
        (first { $0.language == language } ?? first { $0.language == "en" } ?? first)?.text
    }

    /// Language tags with texts.
    var json: JSONTree? { isEmpty ? nil : .object(map { JSONMember($0.language, .string($0.text)) }) }
}

/// Where a fact was read.
public struct Source: Sendable, Hashable {
    /// The name of the source.
    public var text: String
    /// Its address, if it has one.
    public var address: String?

    /// A source.
    /// - Parameters:
    ///   - text: the name of the source.
    ///   - address: its address.
    public init(text: String, address: String? = nil) {
        self.text = text
        self.address = address
    }

    var json: JSONTree { .members(["text": .string(text), "at": address.map { .string($0) }]) }
}
