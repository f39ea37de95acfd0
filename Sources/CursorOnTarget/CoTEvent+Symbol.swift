public import Symbols

extension CoTEvent {
    /// The symbol of what the event is about: played, where its marks say so.
    ///
    /// Nil where 2525C has no symbol for its type.
    public var symbol: Symbol? {
        let kind = marks.kind
        guard let letters = Symbol.letters(target: type, isExercise: kind == .exercise),
            let symbol = try? Symbol(letters)
        else { return nil }
        guard kind == .simulation else { return symbol }
        // Letters have none for a simulation.
        guard let digits = symbol.digits else { return nil }
        return try? Symbol(digits.prefix(2) + "2" + digits.dropFirst(3))
    }
}
