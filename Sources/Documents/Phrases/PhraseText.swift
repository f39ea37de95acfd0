/// A text as its phrases: what is compared and merged as a whole.
struct PhraseText {
    let units: [UInt16]
    /// Where each phrase ends; its last is the length of the text.
    let ends: [Int]

    /// A text, by the words of its language and what is held whole.
    /// - Throws: `DocumentFault` where it is longer than is compared.
    init(_ text: String, language: String) throws(DocumentFault) {
        units = Array(text.utf16)
        guard units.count <= DocumentLimits.units else {
            throw DocumentFault(.tooLarge, "a text is longer than \(DocumentLimits.units) characters")
        }
        ends = Self.held(WordBreaks.bounds(units, language: language), HeldWords(units).ranges())
    }

    /// Ends of words without those within what is held, and with the ends of what is held.
    private static func held(_ bounds: [Int], _ ranges: [Range<Int>]) -> [Int] {
        var ends: [Int] = []
        ends.reserveCapacity(bounds.count)
        func add(_ end: Int) { if end > ends.last ?? 0 { ends.append(end) } }
        var next = bounds.startIndex
        for range in ranges {
            while next < bounds.endIndex, bounds[next] <= range.lowerBound {
                add(bounds[next])
                next += 1
            }
            add(range.lowerBound)
            add(range.upperBound)
            while next < bounds.endIndex, bounds[next] <= range.upperBound { next += 1 }
        }
        for end in bounds[next...] { add(end) }
        return ends
    }

    var count: Int { ends.count }

    /// Where a phrase lies.
    func range(_ phrase: Int) -> Range<Int> { (phrase == 0 ? 0 : ends[phrase - 1])..<ends[phrase] }

    /// The text of some phrases.
    func text(_ phrases: Range<Int>) -> String {
        guard !phrases.isEmpty else { return "" }
        return String(
            decoding: units[range(phrases.lowerBound).lowerBound..<ends[phrases.upperBound - 1]],
            as: UTF16.self
        )
    }

    /// How many UTF-16 units some phrases have.
    func length(_ phrases: Range<Int>) -> Int {
        phrases.isEmpty ? 0 : ends[phrases.upperBound - 1] - range(phrases.lowerBound).lowerBound
    }
}

/// Numbers for phrases: the same for the same letters, and for nothing else.
///
/// Letters that look alike and are coded in another way are different phrases: nobody's text becomes another's.
struct PhraseNumbers {
    private var known: [ArraySlice<UInt16>: Int32] = [:]

    /// The number of each phrase of a text.
    mutating func numbers(of text: PhraseText) -> [Int32] {
        (0..<text.count).map { phrase in
            let letters = text.units[text.range(phrase)]
            if let number = known[letters] { return number }
            let number = Int32(known.count)
            known[letters] = number
            return number
        }
    }
}
