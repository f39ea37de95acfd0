/// What was found wrong or doubtful; no more of it is kept than people can work through.
struct Findings: Sendable {
    /// What was found, in the order in which it was found.
    private(set) var list: [Diagnostic] = []
    /// Whether some were left out.
    private(set) var isCut = false
    private var errors = 0
    private var suggestions = 0

    /// Whether so many faults are known that looking for more is of no use.
    var isFull: Bool { errors >= AccordLimits.findings }

    mutating func add(_ diagnostic: Diagnostic) {
        let isError = diagnostic.severity == .error
        guard (isError ? errors : list.count - errors) < AccordLimits.findings else {
            isCut = true
            return
        }
        if isError { errors += 1 }
        list.append(diagnostic)
    }

    mutating func add(_ others: Findings) {
        for diagnostic in others.list { add(diagnostic) }
        isCut = isCut || others.isCut
    }

    /// The nearest of some words; only for the first faults, because each look goes through all the words.
    mutating func suggestion(for word: String, in candidates: @autoclosure () -> some Sequence<String>) -> String? {
        guard suggestions < AccordLimits.suggestions else { return nil }
        suggestions += 1
        return Suggestion.nearest(to: word, in: candidates())
    }
}
