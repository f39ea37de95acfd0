/// Why a text is no code of a symbol.
public struct SymbolFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The place of the character that is wrong, counted from 1; nil for the whole.
    public let place: Int?
    /// What is wrong, in words.
    public let message: String

    init(place: Int? = nil, _ message: String) { (self.place, self.message) = (place, message) }

    /// The place and the words.
    public var description: String { (place.map { "place \($0): " } ?? "") + message }
}

/// What is to be said of a code that is read.
public struct SymbolFinding: Sendable, Hashable, CustomStringConvertible {
    /// What kind of thing it is; the raw values are what programs read.
    public enum Code: String, Sendable, CaseIterable {
        /// The symbol set is none of those that have frames.
        case setNotDrawn = "set-not-drawn"
        /// The entity is not in the table.
        case entityUnknown = "entity-unknown"
        /// The entity is known and has no icon here: its name stands in the frame.
        case iconNotDrawn = "icon-not-drawn"
        /// A modifier of the icon is told in words.
        case modifierNotDrawn = "modifier-not-drawn"
        /// A status, headquarters or amplifier digit that the standard has not.
        case amplifierUnknown = "amplifier-unknown"
        /// A restriction of 2525E, which is not drawn.
        case restriction
        /// Something of a code cannot be said in the other form.
        case notConvertible = "not-convertible"
    }

    /// What kind of thing it is.
    public let code: Code
    /// What it is about.
    public let about: String

    init(_ code: Code, _ about: String) { (self.code, self.about) = (code, about) }

    /// The kind and what it is about.
    public var description: String { "\(code.rawValue): \(about)" }
}
