/// The number of a paragraph.
public struct ShownNumber: Sendable, Hashable {
    /// As it is shown: `第四条`, `2.1`, `(g)`.
    public let shown: String
    /// Its value; of one with several steps the last.
    public let value: Int
    /// An identifier that is the same in each language (`art_4__para_2`); nil where the number has no value.
    public internal(set) var id: String?
    /// Whether it stands in the text itself, and no list counts it.
    public let isTyped: Bool
}
