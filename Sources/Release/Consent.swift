public import Labels

/// An originator's answer to the question whether an item may go to somebody else (R06).
///
/// Silence is no (R26).
public struct Consent: Sendable, Hashable {
    /// The name under which it is kept, such as the reference of the letter.
    public var reference: String
    /// The party that answers, by its number in the tables.
    public var originator: Int
    /// The party that may get the item.
    public var recipient: Int
    /// The item, by the identifier of the object.
    public var item: String
    /// The purpose that it is limited to; nil for none.
    public var purpose: String?
    /// The first day on which it holds.
    public var from: Day
    /// The last day on which it holds.
    public var until: Day
    /// Yes or no.
    public var isGranted: Bool
    /// Whether it was given in writing.
    public var isWritten: Bool
    /// The level that the recipient must give it, where the originator says so; a level's number.
    public var level: Int?

    /// A consent.
    /// - Parameters:
    ///   - reference: the name under which it is kept.
    ///   - originator: the party that answers.
    ///   - recipient: the party that may get the item.
    ///   - item: the identifier of the object.
    ///   - purpose: the purpose that it is limited to.
    ///   - from: the first day.
    ///   - until: the last day.
    ///   - isGranted: yes or no.
    ///   - isWritten: whether it was given in writing.
    ///   - level: the level that the recipient must give it.
    public init(
        reference: String,
        originator: Int,
        recipient: Int,
        item: String,
        purpose: String? = nil,
        from: Day = .first,
        until: Day = .last,
        isGranted: Bool = true,
        isWritten: Bool = true,
        level: Int? = nil
    ) {
        (self.reference, self.originator, self.recipient, self.item) = (reference, originator, recipient, item)
        (self.purpose, self.from, self.until) = (purpose, from, until)
        (self.isGranted, self.isWritten, self.level) = (isGranted, isWritten, level)
    }
}
