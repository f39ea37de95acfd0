/// A sentence of the agreement language: fixed words with places for names, days, numbers and texts.
///
/// `{text}` is a quoted text; `{list}` are names between commas and `and`; `{rest}` is all that follows;
/// `{party}`, `{other}` and `{third}` are one name of one or more words; any other place is one word or quoted text. Fixed words are compared without regard to case.
struct Phrase: Sendable {
    enum Element: Sendable, Hashable {
        case word(String)
        case comma
        case place(String)
    }

    /// The sentence as it is documented.
    let pattern: String
    let elements: [Element]

    init(_ pattern: String) {
        self.pattern = pattern
        elements = pattern.split(separator: " ").map { part in
            if part == "," { return .comma }
            guard part.hasPrefix("{") else { return .word(part.lowercased()) }
            return .place(String(part.dropFirst().dropLast()))
        }
    }

    /// What stood in the places.
    typealias Captures = [String: [AccordToken]]

    /// What stands in the places if the tokens are this sentence, else nil.
    func match(_ tokens: ArraySlice<AccordToken>) -> Captures? {
        var captures: Captures = [:]
        return match(elements[...], tokens, &captures) ? captures : nil
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

    private func match(
        _ pattern: ArraySlice<Element>,
        _ tokens: ArraySlice<AccordToken>,
        _ captures: inout Captures
    ) -> Bool {
        guard let element = pattern.first else { return tokens.isEmpty }
        if case .place(let name) = element, Self.long.contains(name) {
            guard !tokens.isEmpty else { return false }
            // The shortest stretch that lets the remaining words fit.
            for end in (tokens.startIndex + 1)...tokens.endIndex {
                var inner = captures
                inner[name] = Array(tokens[tokens.startIndex..<end])
                if match(pattern.dropFirst(), tokens[end...], &inner) {
                    captures = inner
                    return true
                }
            }
            return false
        }
        guard let token = tokens.first, Self.fits(element, token) else { return false }
        if case .place(let name) = element {
            captures[name, default: []].append(token)
        }
        return match(pattern.dropFirst(), tokens.dropFirst(), &captures)
    }

    private static func fits(_ element: Element, _ token: AccordToken) -> Bool {
        switch element {
        case .word(let word): token.kind == .word && token.text.lowercased() == word
        case .comma: token.kind == .comma
        case .place("text"): token.kind == .quoted
        case .place: token.kind == .word || token.kind == .quoted
        }
    }
}
