/// One element of a list that is read piece by piece, or a text that came out whole.
public struct JSONListElement: Sendable {
    /// The element's text, without the space around it; its inside is not yet checked.
    public var bytes: [UInt8]
    /// Where the element starts in the whole text; for `JSONDocument(parsing:limits:origin:)`.
    public var origin: JSONPosition
    /// The element's number in the list, from 0.
    public var index: Int
}

/// What stood around the list, once everything has been read.
public enum JSONListRemainder: Sendable {
    /// The text is an object with the list: its other members in order, and the number of elements handed over.
    case object(members: JSONTree, count: Int)
    /// The text is something else, and comes out in one piece; its inside is not yet checked.
    case whole(JSONListElement)
}
