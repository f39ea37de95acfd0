/// How a verb ended.
enum ExitStatus: Int32, Sendable {
    /// Done, and the answer is yes.
    case yes = 0
    /// Done, and the answer is no.
    case no = 1
    /// Could not be done; the reason is on standard error.
    case failed = 2
}

/// Why a verb could not be done.
struct CommandFailure: Error, CustomStringConvertible {
    var description: String
    /// What to write instead, on a line of its own.
    var help: String?

    init(_ description: String, help: String? = nil) {
        self.description = description
        self.help = help
    }
}

/// One verb of the command line, as data: what it is called, what it takes, what it does.
struct Verb: Sendable {
    /// The word on the command line.
    let name: String
    /// One line for the list of verbs.
    let summary: String
    /// What stands behind the verb, such as `FILE…`.
    let synopsis: String
    /// The text of `--help`: what it does, how it answers, when it fails.
    let description: String
    /// The options it takes, beside `--help`.
    let options: [Option]
    /// Lines for the section of examples.
    let examples: [String]
    /// Verbs that the first operand chooses from, each with options of its own; their names begin with this one's.
    var parts: [Verb] = []
    /// The work.
    let run: @Sendable (Arguments) throws(CommandFailure) -> ExitStatus

    /// An option of a verb.
    struct Option: Sendable {
        /// The name without hyphens.
        let name: String
        /// What the value is called; nil for an option without a value.
        let value: String?
        /// Whether it may be given several times.
        let isRepeatable: Bool
        /// One line that says what it does.
        let summary: String

        /// An option without a value.
        static func flag(_ name: String, _ summary: String) -> Option {
            Option(name: name, value: nil, isRepeatable: false, summary: summary)
        }

        /// An option with a value.
        static func value(_ name: String, _ value: String, _ summary: String, isRepeatable: Bool = false) -> Option {
            Option(name: name, value: value, isRepeatable: isRepeatable, summary: summary)
        }
    }

    /// The text of `--help`.
    var help: String {
        var text =
            "entente \(name) - \(summary)\n\nusage: entente \(name) \(synopsis)\n\n\(description)\n\noptions:\n"
        let all = options + [.flag("help", "show this text")]
        let width = all.map { Verb.spelling($0).count }.max() ?? 0
        for option in all {
            let spelling = Verb.spelling(option)
            text += "  \(spelling)\(String(repeating: " ", count: width - spelling.count))  \(option.summary)\n"
        }
        text += "\nexamples:\n"
        for example in examples {
            text += "  \(example)\n"
        }
        return text
    }

    /// The part that a word names.
    func part(_ word: String) -> Verb? { parts.first { $0.name == "\(name) \(word)" } }

    private static func spelling(_ option: Option) -> String {
        "--\(option.name)" + (option.value.map { " \($0)" } ?? "")
    }
}
