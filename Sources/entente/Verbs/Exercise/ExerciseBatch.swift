import JSON

/// Answers of `entente exercise`, a line each.
enum ExerciseBatch {
    static func line(_ tree: JSONTree) { Output.write(tree.bytes() + [UInt8(ascii: "\n")]) }

    /// Answers the cases on standard input, each with one line.
    static func answer(_ answer: (JSONValue) -> (JSONTree, ExitStatus)) throws(CommandFailure) -> ExitStatus {
        var lines = InputLines(try Input(path: "-"))
        var worst = ExitStatus.yes
        while let given = try lines.next() {
            do throws(JSONError) {
                let (tree, status) = answer(try JSONDocument(parsing: given).root)
                line(tree)
                if status.rawValue > worst.rawValue { worst = status }
            } catch {
                line(.members(["code": .string("json"), "error": .string("\(error)")]))
                worst = .failed
            }
        }
        return worst
    }
}
