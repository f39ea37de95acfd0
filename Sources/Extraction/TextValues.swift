public import NormalForms

/// Values in texts that people write: found, made unable to be followed, and made able again.
///
/// Time is in proportion to the text, whatever it says.
public struct TextValues: Sendable {
    private let forms: NormalForms

    /// Values in texts.
    /// - Parameter forms: the normal forms that they are given.
    public init(_ forms: NormalForms) { self.forms = forms }

    /// The values of a text, in its order.
    /// - Parameters:
    ///   - text: the text in UTF-8. What isn't UTF-8 ends words.
    ///   - take: takes each value.
    public func find(in text: [UInt8], _ take: (FoundValue) -> Void) {
        let narrow = Refanging.narrow(text)
        let read = Refanging.read(narrow.bytes)
        var finder = ValueFinder(read.bytes, forms) { read.isChanged(in: $0) }
        while let (form, range) = finder.next() {
            let place = read.written(range)
            take(
                FoundValue(
                    form: form,
                    place: narrow.isChanged ? narrow.written(place) : place,
                    isDefanged: read.isChanged(in: range),
                    read: range
                )
            )
        }
    }

    /// A text with its values as they can be followed; what isn't defanged stays as it is.
    /// - Parameter text: the text in UTF-8.
    /// - Returns: the text; of this one it gives the same again.
    public static func fanged(_ text: [UInt8]) -> [UInt8] { Refanging.read(text).bytes }

    /// A text with its addresses, networks, names, URLs and e-mail addresses as they can't be followed by mistake.
    /// - Parameter text: the text in UTF-8.
    /// - Returns: the text; of this one it gives the same again.
    public func defanged(_ text: [UInt8]) -> [UInt8] {
        let narrow = Refanging.narrow(text)
        let read = Refanging.read(narrow.bytes)
        var out = Defanging(text)
        var finder = ValueFinder(read.bytes, forms) { read.isChanged(in: $0) }
        while let (form, range) = finder.next() {
            guard let parts = Defanging.parts(of: form.kind, read.bytes, range) else { continue }
            for (part, changes) in parts where !part.isEmpty {
                let place = read.written(part)
                out.change(narrow.isChanged ? narrow.written(place) : place, changes)
            }
        }
        return out.finished()
    }
}
