internal import Agreements

/// The options and operands that a verb was called with.
struct Arguments: Sendable {
    /// What is no option, in order.
    private(set) var operands: [String] = []
    private var values: [String: [String]] = [:]

    /// Whether an option is given.
    func has(_ option: String) -> Bool { values[option] != nil }

    /// The value of an option, or nil.
    func value(_ option: String) -> String? { values[option]?.last }

    /// All values of an option that may be repeated.
    func values(_ option: String) -> [String] { values[option] ?? [] }

    /// Reads the words behind a verb.
    ///
    /// `--name value` and `--name=value` are the same; `--` ends the options; `-` alone is an operand.
    /// - Parameters:
    ///   - words: the words.
    ///   - verb: the verb that says which options there are.
    /// - Throws: `CommandFailure` for an option that is unknown, repeated, or lacks its value.
    init(_ words: ArraySlice<String>, for verb: Verb) throws(CommandFailure) {
        var rest = words
        var takesOptions = true
        while let word = rest.popFirst() {
            guard takesOptions, word.hasPrefix("-"), word != "-" else {
                operands.append(word)
                continue
            }
            if word == "--" {
                takesOptions = false
                continue
            }
            try take(word, &rest, verb)
        }
    }

    private mutating func take(_ word: String, _ rest: inout ArraySlice<String>, _ verb: Verb) throws(CommandFailure)
    {
        let parts = word.drop { $0 == "-" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts.first ?? "")
        if word.hasPrefix("--"), name == "help" {
            values["help"] = [""]
            return
        }
        guard word.hasPrefix("--"), let option = verb.options.first(where: { $0.name == name }) else {
            throw CommandFailure("unknown option `\(word)`", help: Arguments.hint(name, verb))
        }
        guard option.isRepeatable || values[name] == nil else {
            throw CommandFailure("the option `--\(name)` is given twice")
        }
        guard let value = option.value else {
            guard parts.count == 1 else { throw CommandFailure("the option `--\(name)` takes no value") }
            values[name] = [""]
            return
        }
        guard let given = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
            throw CommandFailure("the option `--\(name)` needs a value: `--\(name) \(value)`")
        }
        values[name, default: []].append(given)
    }

    private static func hint(_ name: String, _ verb: Verb) -> String {
        if let near = Suggestion.nearest(to: name, in: verb.options.map(\.name) + ["help"]) {
            return "did you mean `--\(near)`?"
        }
        return "`entente \(verb.name) --help` lists the options"
    }
}
