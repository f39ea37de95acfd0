public import Labels

extension AgreementTables {
    /// The label that a text means: a scheme or party, then a level, such as `EU SECRET UE/EU SECRET`.
    ///
    /// A text that names no scheme is kept as it is, so that the decision refuses it by name.
    /// - Parameter text: the text.
    /// - Returns: a label.
    public func label(_ text: String) -> Label {
        let words = text.split(separator: " ").map(String.init)
        for length in stride(from: min(words.count - 1, 6), to: 0, by: -1) {
            let name = words.prefix(length).joined(separator: " ")
            let level = words.dropFirst(length).joined(separator: " ")
            if let number = scheme(name) {
                // A spelling may begin with the name of the scheme: `EU SECRET`.
                if self.level(level, in: number) == nil, self.level(text, in: number) != nil {
                    return Label(policy: set.schemes[number].name, classification: text)
                }
                // A party's other schemes are tried where the one of its own name has no such level.
                if self.level(level, in: number) == nil, let party = party(name),
                    let other = self.scheme(of: party, with: level)
                {
                    return Label(policy: set.schemes[other].name, classification: level)
                }
                return Label(policy: set.schemes[number].name, classification: level)
            }
            if let party = party(name), let number = self.scheme(of: party, with: level) {
                return Label(policy: set.schemes[number].name, classification: level)
            }
        }
        return Label(policy: words.first ?? text, classification: words.dropFirst().joined(separator: " "))
    }

    /// The only scheme of a party that has a level; nil if none or several have.
    private func scheme(of party: Int, with level: String) -> Int? {
        let found = set.schemes.indices.filter {
            set.schemes[$0].party == set.parties[party].name && self.level(level, in: $0) != nil
        }
        return found.count == 1 ? found.first : nil
    }
}
