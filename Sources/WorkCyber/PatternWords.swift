internal import Calls
internal import JSON
internal import STIXPatterns

/// What a pattern asks for, in lines that a page says in the reader's words: from the outside in, each with its level.
enum PatternWords {
    /// So many lines of a pattern at most.
    private static let most = 200

    static let line = Shape.record([
        "level": .number,
        "kind": .choice("test", "object", "choice", "together", "either", "followed", "more"),
        "within?": .real.noted("seconds"), "times?": .number, "from?": .text, "until?": .text, "type?": .text,
        "path?": .texts, "operation?": .text, "negated?": .flag, "values?": .texts,
    ])

    /// The lines; none of a pattern that is wrong.
    static func lines(_ pattern: String) -> JSONTree {
        guard let tree = try? STIXPattern.tree(of: pattern) else { return .array([]) }
        var lines: [JSONTree] = []
        add(tree.observation, tree.tests, level: 0, [], &lines)
        let told = lines.count > most ? lines.prefix(most) + [line(0, "more", [])] : lines[...]
        return .array(Array(told))
    }

    private static func add(
        _ node: PatternObservation,
        _ tests: [PatternComparison],
        level: Int,
        _ qualifiers: [JSONMember],
        _ lines: inout [JSONTree]
    ) {
        guard lines.count <= most else { return }
        func all(_ kind: String, _ parts: [PatternObservation]) {
            lines.append(line(level, kind, qualifiers))
            for part in parts { add(part, tests, level: level + 1, [], &lines) }
        }
        switch node {
        case .test(let place): add(tests[place], level: level, qualifiers, &lines)
        case .all(let parts): all("together", parts)
        case .any(let parts): all("either", parts)
        case .followed(let parts): all("followed", parts)
        case .qualified(let inner, let qualifier):
            let more = members(qualifier)
            // Two of one kind stand around each other.
            guard !more.contains(where: { one in qualifiers.contains { $0.name == one.name } }) else {
                lines.append(line(level, "together", qualifiers))
                return add(inner, tests, level: level + 1, more, &lines)
            }
            add(inner, tests, level: level, qualifiers + more, &lines)
        }
    }

    private static func add(
        _ node: PatternComparison,
        level: Int,
        _ qualifiers: [JSONMember],
        _ lines: inout [JSONTree]
    ) {
        guard lines.count <= most else { return }
        func all(_ kind: String, _ parts: [PatternComparison]) {
            lines.append(line(level, kind, qualifiers))
            for part in parts { add(part, level: level + 1, [], &lines) }
        }
        switch node {
        case .all(let parts): all("object", parts)
        case .any(let parts): all("choice", parts)
        case .test(let test):
            let (operation, values) = told(test.operation)
            let names = test.path.steps.compactMap { step -> JSONTree? in
                if case .key(let name) = step { .string(name) } else { nil }
            }
            lines.append(
                line(
                    level,
                    "test",
                    qualifiers + [
                        JSONMember("type", .string(test.path.type)), JSONMember("path", .array(names)),
                        JSONMember("operation", .string(operation)), JSONMember("negated", .bool(test.isNegated)),
                        JSONMember("values", .strings(values)),
                    ]
                )
            )
        }
    }

    private static func line(_ level: Int, _ kind: String, _ members: [JSONMember]) -> JSONTree {
        .object([JSONMember("level", .integer(level)), JSONMember("kind", .string(kind))] + members)
    }

    private static func members(_ qualifier: PatternQualifier) -> [JSONMember] {
        switch qualifier {
        case .within(let seconds): [JSONMember("within", .number(PatternConstant.number(seconds).spelling))]
        case .repeats(let count): [JSONMember("times", .integer(count))]
        case .between(let start, let stop):
            [JSONMember("from", .string(start.text)), JSONMember("until", .string(stop.text))]
        }
    }

    private static func told(_ operation: PatternOperation) -> (String, [String]) {
        switch operation {
        case .exists: ("exists", [])
        case .equal(let constant): ("equal", [text(constant)])
        case .unequal(let constant): ("unequal", [text(constant)])
        case .ordered(.less, let constant): ("less", [text(constant)])
        case .ordered(.atMost, let constant): ("at-most", [text(constant)])
        case .ordered(.greater, let constant): ("greater", [text(constant)])
        case .ordered(.atLeast, let constant): ("at-least", [text(constant)])
        case .isIn(let constants): ("in", constants.map(text))
        case .like(let text): ("like", [text])
        case .matches(let text): ("matches", [text])
        case .isSubset(let text): ("subset", [text])
        case .isSuperset(let text): ("superset", [text])
        }
    }

    /// A constant as people read it.
    private static func text(_ constant: PatternConstant) -> String {
        switch constant {
        case .text(let text): text
        case .timestamp(let moment): moment.text
        default: constant.spelling
        }
    }
}
