import Installation
import JSON

/// What a verb that works on a node does under one of its words, such as `list` or `ask ITEM`.
struct NodeAction: Sendable {
    /// The word behind the verb.
    let word: String
    /// What the operand behind the word is called; nil if there is none.
    let operand: String?
    private let run: @Sendable (Node, String, Arguments) throws(CommandFailure) -> ExitStatus

    /// A word with nothing behind it.
    init(_ word: String, _ run: @escaping @Sendable (Node, Arguments) throws(CommandFailure) -> ExitStatus) {
        (self.word, operand) = (word, nil)
        self.run = { node, _, arguments throws(CommandFailure) in try run(node, arguments) }
    }

    /// A word with one operand.
    init(
        _ word: String,
        _ operand: String,
        _ run: @escaping @Sendable (Node, String, Arguments) throws(CommandFailure) -> ExitStatus
    ) {
        (self.word, self.operand, self.run) = (word, operand, run)
    }

    /// The work of a verb that has these actions: opens the node, and does the one that the command line names.
    static func choice(
        of actions: [NodeAction]
    ) -> @Sendable (Arguments) throws(CommandFailure) -> ExitStatus {
        { arguments throws(CommandFailure) in
            let node = try NodeAccess.open(arguments)
            defer { node.close() }
            let words = arguments.operands
            for action in actions where action.word == words.first {
                switch (action.operand, words.count) {
                case (nil, 1): return try action.run(node, "", arguments)
                case (_?, 2): return try action.run(node, words[1], arguments)
                default: continue
                }
            }
            let usages = actions.map { "`\($0.word)\($0.operand.map { " " + $0 } ?? "")`" }
            let last = usages.last ?? ""
            let first = usages.dropLast().joined(separator: ", ")
            throw CommandFailure(first.isEmpty ? "\(last) is needed" : "\(first) or \(last) is needed")
        }
    }
}

extension NodeAccess {
    /// Prints one line an item, for programs with `--json`, else for people.
    static func show<Item>(
        _ items: [Item],
        _ arguments: Arguments,
        json: (Item) -> JSONTree,
        text: (Item) -> String
    ) {
        for item in items {
            if arguments.has("json") { print(json(item)) } else { Output.print(text(item) + "\n") }
        }
    }
}
