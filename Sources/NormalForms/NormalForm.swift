/// A value as it is compared, never as it is stored: two values are the same if kind and text are.
public struct NormalForm: Sendable {
    /// What is to be said about how it was made.
    public enum Note: Sendable, Hashable {
        /// Bits of the host were set beside the length of a network, and are cleared.
        case hostBitsCleared
        /// Tools that go by IDNA 2003 ask for another name.
        case otherByIDNA2003(String)
    }

    /// What it names.
    public let kind: ValueKind
    /// The normal form.
    public let text: String
    /// What is to be said about it.
    public let notes: [Note]
    /// The addresses that it stands for, if it is an address or a network.
    public let range: NetworkRange?

    init(_ kind: ValueKind, _ text: String, notes: [Note] = [], range: NetworkRange? = nil) {
        (self.kind, self.text, self.notes, self.range) = (kind, text, notes, range)
    }
}

extension NormalForm {
    /// A host name that is in its normal form already, such as the end of one.
    package init(name: String) { self.init(.hostName, name) }

    /// A network or an address.
    package init(_ range: NetworkRange) { self.init(range.kind, range.text, range: range) }
}

extension NormalForm: Hashable {
    /// Whether two values are the same, whatever is to be said about them.
    public static func == (one: NormalForm, other: NormalForm) -> Bool {
        one.kind == other.kind && one.text == other.text
    }

    /// By kind and text.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(text)
    }
}
