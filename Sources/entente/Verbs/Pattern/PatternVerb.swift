import JSON
import STIXPatterns

/// `entente pattern`: whether patterns are right, whether two ask for the same, what one asks for.
enum PatternVerb {
    static let verb = Verb(
        name: "pattern",
        summary: "check STIX patterns, write them in one spelling, compare them, say what one asks for",
        synopsis: "ACTION PATTERN… [--json]",
        description: """
            Patterns are those of STIX 2.1, section 9.

              check      says what is wrong in each, and where
              canonical  prints each in one spelling for all that ask for the same: parts in order, none twice, `IN` for
                         several values, one form of numbers and times
              equivalent says whether two ask for the same
              explain    prints what each asks for

            Exit status: 0 done; 1 (check) if one is wrong, (equivalent) if they differ; 2 if it could not be done.
            """,
        options: [.flag("json", "print the answer as json lines")],
        examples: [
            "entente pattern check \"[file:name = 'a']\"",
            "entente pattern equivalent \"[file:size IN (1, 2)]\" \"[file:size = 2 OR file:size = 1]\"",
        ],
        run: run
    )

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        let patterns = Array(arguments.operands.dropFirst())
        let actions = ["check", "canonical", "equivalent", "explain"]
        guard let action = arguments.operands.first, actions.contains(action), !patterns.isEmpty else {
            throw CommandFailure(
                "an action and a pattern are needed",
                help: "the actions are check, canonical, equivalent, explain"
            )
        }
        let isJSON = arguments.has("json")
        switch action {
        case "check": return check(patterns, isJSON)
        case "equivalent": return try equivalent(patterns, isJSON)
        default:
            for pattern in patterns {
                let tree = try tree(pattern)
                let lines = action == "canonical" ? [tree.canonical] : explained(tree)
                if isJSON {
                    let told: JSONTree = action == "canonical" ? .string(lines[0]) : .strings(lines)
                    line(["pattern": .string(pattern), action == "canonical" ? "canonical" : "asks": told])
                } else {
                    Output.print(lines.joined(separator: "\n") + "\n")
                }
            }
            return .yes
        }
    }

    private static func check(_ patterns: [String], _ isJSON: Bool) -> ExitStatus {
        var isRight = true
        for pattern in patterns {
            let bytes = Array(pattern.utf8)
            let judged = STIXPattern.judgement(of: bytes.span)
            isRight = isRight && judged.problem == nil
            let told = judged.problem ?? judged.advice
            if isJSON {
                line([
                    "pattern": .string(pattern), "right": .bool(judged.problem == nil),
                    "message": told.map { .string($0.message) }, "offset": told.map { .integer($0.offset) },
                    "section": told.map { .string($0.section) },
                ])
            } else {
                Output.print(told.map { "\($0) (STIX 2.1, \($0.section))\n" } ?? "right\n")
            }
        }
        return isRight ? .yes : .no
    }

    private static func equivalent(_ patterns: [String], _ isJSON: Bool) throws(CommandFailure) -> ExitStatus {
        guard patterns.count == 2 else { throw CommandFailure("`pattern equivalent` takes two patterns") }
        let texts = try patterns.map { pattern throws(CommandFailure) in try tree(pattern).canonical }
        let isSame = texts[0].utf8.elementsEqual(texts[1].utf8)
        if isJSON {
            line(["equivalent": .bool(isSame), "canonical": .strings(texts)])
        } else {
            Output.print(isSame ? "equivalent\n" : "different\n")
        }
        return isSame ? .yes : .no
    }

    /// What each part asks for, then how the parts belong together.
    private static func explained(_ tree: PatternTree) -> [String] {
        let parts = tree.tests.indices.map { place in
            let alone = PatternTree(observation: .test(place), tests: tree.tests)
            return "\(place + 1). an object that meets \(alone.canonical)"
        }
        return parts + (tree.tests.count > 1 || tree.observation != .test(0) ? ["together: \(tree.canonical)"] : [])
    }

    private static func tree(_ pattern: String) throws(CommandFailure) -> PatternTree {
        do throws(PatternProblem) { return try STIXPattern.tree(of: pattern) } catch {
            throw CommandFailure("\(error) (STIX 2.1, \(error.section))")
        }
    }

    private static func line(_ members: KeyValuePairs<String, JSONTree?>) {
        Output.write(JSONTree.members(members).bytes() + Array("\n".utf8))
    }
}
