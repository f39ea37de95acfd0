/// A sentence of the agreement language: fixed words with places for names, days, numbers and texts.
///
/// `{text}` is a quoted text; `{list}` are names between commas and `and`; `{rest}` is all that follows;
/// `{party}`, `{other}` and `{third}` are one name of one or more words; any other place is one word or quoted text.
/// Fixed words are compared without regard to case.
struct Phrase: Sendable {
    enum Element: Sendable, Hashable {
        case word(String)
        case comma
        case place(String)
    }

    /// A place of several words, with what must stand behind it.
    private struct Stretch {
        let place: String
        var closing: [Element] = []
    }

    /// The sentence as it is documented.
    let pattern: String
    let elements: [Element]
    /// What stands before the first place of several words.
    private let opening: [Element]
    private let stretches: [Stretch]

    init(_ pattern: String) {
        self.pattern = pattern
        elements = pattern.split(separator: " ").map { part in
            if part == "," { return .comma }
            guard part.hasPrefix("{") else { return .word(part.lowercased()) }
            return .place(String(part.dropFirst().dropLast()))
        }
        var opening: [Element] = []
        var stretches: [Stretch] = []
        for element in elements {
            if case .place(let name) = element, Self.long.contains(name) {
                stretches.append(Stretch(place: name))
            } else if let last = stretches.indices.last {
                stretches[last].closing.append(element)
            } else {
                opening.append(element)
            }
        }
        (self.opening, self.stretches) = (opening, stretches)
    }

    /// What stood in the places.
    typealias Captures = [String: [AccordToken]]

    /// What stands in the places if the tokens are this sentence, else nil.
    ///
    /// A place of several words takes the shortest stretch behind which the next fixed words stand: what follows has
    /// the most room then, so nothing that fits is missed and no token is looked at twice for one place.
    /// - Complexity: linear in the tokens.
    func match(_ tokens: ArraySlice<AccordToken>) -> Captures? {
        guard Self.fit(opening, tokens) else { return nil }
        var found: [(place: String, tokens: Range<Int>)] = []
        var place = tokens.startIndex + opening.count
        for (number, stretch) in stretches.enumerated() {
            var end = place + 1
            if number == stretches.count - 1 {
                end = tokens.endIndex - stretch.closing.count
                guard end > place, Self.fit(stretch.closing, tokens[end...]) else { return nil }
            } else {
                while end < tokens.endIndex, !Self.fit(stretch.closing, tokens[end...]) { end += 1 }
                guard end < tokens.endIndex else { return nil }
            }
            found.append((stretch.place, place..<end))
            place = end + stretch.closing.count
        }
        guard place == tokens.endIndex else { return nil }
        return captures(tokens, found)
    }

    private func captures(_ tokens: ArraySlice<AccordToken>, _ found: [(place: String, tokens: Range<Int>)])
        -> Captures
    {
        var captures: Captures = [:]
        func note(_ elements: [Element], at start: Int) {
            for (step, element) in elements.enumerated() {
                if case .place(let name) = element { captures[name, default: []].append(tokens[start + step]) }
            }
        }
        note(opening, at: tokens.startIndex)
        for (stretch, found) in zip(stretches, found) {
            captures[found.place] = Array(tokens[found.tokens])
            note(stretch.closing, at: found.tokens.upperBound)
        }
        return captures
    }

    /// How many elements from the start fit, for the message if the whole does not; 0 if no fixed word is among them.
    func prefix(of tokens: ArraySlice<AccordToken>) -> Int {
        var count = 0
        var hasWord = false
        for (element, token) in zip(elements, tokens) {
            guard Self.fits(element, token) else { break }
            if case .word = element { hasWord = true }
            count += 1
        }
        return hasWord ? count : 0
    }

    /// Places that take several words.
    private static let long: Set<String> = ["list", "rest", "party", "other", "third"]

    /// Whether the tokens begin with these elements.
    private static func fit(_ elements: [Element], _ tokens: ArraySlice<AccordToken>) -> Bool {
        guard elements.count <= tokens.count else { return false }
        var place = tokens.startIndex
        for element in elements {
            guard fits(element, tokens[place]) else { return false }
            place += 1
        }
        return true
    }

    private static func fits(_ element: Element, _ token: AccordToken) -> Bool {
        switch element {
        case .word(let word): token.kind == .word && token.folded == word
        case .comma: token.kind == .comma
        case .place("text"): token.kind == .quoted
        case .place: token.kind == .word || token.kind == .quoted
        }
    }
}
