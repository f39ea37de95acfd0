public import NormalForms

/// A value that was found in a text.
public struct FoundValue: Sendable {
    /// Its normal form.
    public let form: NormalForm
    /// Where it is written: bytes of UTF-8 from the begin of the text.
    public let place: Range<Int>
    /// Whether it was written so that it can't be followed.
    public let isDefanged: Bool

    /// Where it stands in the text as it is read.
    let read: Range<Int>
}
