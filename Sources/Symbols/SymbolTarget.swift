extension Symbol {
    /// The code of 15 characters of a type of Cursor-on-Target; nil for types that are none of things (`a-…`), of
    /// other affiliations, or with parts that 2525C has not.
    ///
    /// `a-f-S-C-L-F-F` is `SFSPCLFF-------`: atoms behind the dimension are the letters of the function (Event.xsd,
    /// `type`). In an exercise the affiliation is told with its context: `d` is no letter of Cursor-on-Target.
    /// - Parameters:
    ///   - target: the type.
    ///   - isExercise: whether the event says that it is played.
    /// - Returns: the code.
    public static func letters(target: String, isExercise: Bool) -> String? {
        let atoms = target.split(separator: "-", omittingEmptySubsequences: false)
        guard atoms.count >= 3, atoms.count <= 9, atoms[0] == "a", let dimension = atoms[2].first,
            atoms[2].count == 1,
            "PAGSUF".contains(dimension), let given = atoms[1].first, atoms[1].count == 1,
            let (identity, context) = SymbolIdentity.of(letter: Character(given.uppercased())),
            "pufanshjk".contains(given)
        else { return nil }
        let function = atoms.dropFirst(3).joined()
        let isFunction = atoms.dropFirst(3).allSatisfy { atom in
            atom.count == 1 && atom.allSatisfy { ("A"..."Z").contains($0) || ("0"..."9").contains($0) }
        }
        guard isFunction, let letter = identity.letter(in: isExercise ? .exercise : context) else { return nil }
        let padded = function + String(repeating: "-", count: 6 - function.count)
        let isPlace = dimension == "G" && function.hasPrefix("I")
        return "S\(letter)\(dimension)P\(padded)\(isPlace ? "H-" : "--")---"
    }

    /// The type of Cursor-on-Target that says the same, without its context, which the marks of the event say; nil
    /// where a symbol has no code of 15 characters, or is of a simulation.
    public var target: String? {
        guard let letters, let known = identity.letter(in: .reality) else { return nil }
        let characters = Array(letters)
        guard characters[0] == "S", characters[2] != "-" else { return nil }
        let function = characters[4..<10].filter { $0 != "-" }
        let affiliation: Character =
            switch (context, identity) {
            case (.exercise, .suspect): "j"
            case (.exercise, .hostile): "k"
            default: Character(known.lowercased())
            }
        return (["a", affiliation, characters[2]] + function).map(String.init).joined(separator: "-")
    }
}
