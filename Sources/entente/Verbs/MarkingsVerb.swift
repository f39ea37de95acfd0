import JSON
import STIX

/// `entente markings`: reads and changes the markings of one object.
enum MarkingsVerb {
    static let verb = Verb(
        name: "markings",
        summary: "read and change the markings of an object",
        synopsis: "get|is-marked|add|remove|set|clear FILE [--selector S]… [--marking M]…",
        description: """
            Without --selector, the work is on the whole object (`object_marking_refs`); with it, on those portions
            (`granular_markings`). A marking is the id of a marking definition or, for portions, a language tag. A FILE
            of `-` is standard input.

              get        prints the markings, one a line
              is-marked  answers by the exit status: with any marking, or with those of --marking (any of them for
                         the whole object, all of them for portions)
              add        adds markings; the others print the changed object, too
              remove     removes those markings
              set        puts those markings in the place of what is there
              clear      removes all markings

            `modified` is not changed unless --modified gives a timestamp; a changed object that is shared needs a
            later one (stix 2.1, 3.6).

            Exit status: 0 done (is-marked: yes), 1 no (is-marked), or the request cannot be met by this object, 2 if
            the file cannot be read or is no object.
            """,
        options: [
            .value("selector", "S", "a portion, such as `description` or `labels.[0]`", isRepeatable: true),
            .value("marking", "M", "a marking definition or language", isRepeatable: true),
            .flag("inherited", "count markings of what is around the portions and of the whole object"),
            .flag("descendants", "count markings of what is inside the portions"),
            .value("modified", "TIMESTAMP", "set `modified` of the changed object"),
            .flag("json", "print the answer of get and is-marked as json"),
            .flag("pretty", "print the changed object over several lines"),
        ],
        examples: [
            "entente markings get object.json --selector description --inherited",
            "entente markings add object.json --marking marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da",
        ],
        run: run
    )

    private static let actions = ["get", "is-marked", "add", "remove", "set", "clear"]

    @Sendable
    private static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard arguments.operands.count == 2, actions.contains(arguments.operands[0]) else {
            throw CommandFailure(
                "an action and one file are needed",
                help: "the actions are " + actions.map { "`\($0)`" }.joined(separator: ", ")
            )
        }
        let (action, path) = (arguments.operands[0], arguments.operands[1])
        let object = try read(path)
        let markings = arguments.values("marking")
        if markings.isEmpty, ["add", "remove", "set"].contains(action) {
            throw CommandFailure("`\(action)` needs at least one `--marking M`")
        }
        if let modified = arguments.value("modified"), STIXTimestamp(modified) == nil {
            throw CommandFailure(
                "`\(modified)` is no timestamp",
                help: "write for example `2026-01-20T12:31:12.123Z`"
            )
        }
        do throws(Markings.Fault) {
            switch action {
            case "get": return try get(object, arguments)
            case "is-marked": return try isMarked(object, markings, arguments)
            default: try change(object, action, markings, arguments)
            }
            return .yes
        } catch {
            Output.error("\(path): \(error)\n")
            return .no
        }
    }

    private static func read(_ path: String) throws(CommandFailure) -> JSONTree {
        let bytes = try Input(path: path).all()
        let root: JSONValue
        do throws(JSONError) {
            root = try JSONDocument(parsing: bytes).root
        } catch {
            throw CommandFailure("`\(path)`: \(error)")
        }
        guard root.kind == .object else { throw CommandFailure("`\(path)` holds no object") }
        return JSONTree(root)
    }

    private static func selectors(_ arguments: Arguments) -> [String]? {
        arguments.has("selector") ? arguments.values("selector") : nil
    }

    private static func reach(_ arguments: Arguments) -> Markings.Reach {
        var reach: Markings.Reach = []
        if arguments.has("inherited") {
            reach.insert(.inherited)
        }
        if arguments.has("descendants") {
            reach.insert(.descendants)
        }
        return reach
    }

    private static func get(_ object: JSONTree, _ arguments: Arguments) throws(Markings.Fault) -> ExitStatus {
        let found = try Markings.markings(of: object, selectors: selectors(arguments), reach: reach(arguments))
        if arguments.has("json") {
            Output.write(JSONTree.strings(found).bytes() + [UInt8(ascii: "\n")])
        } else {
            Output.print(found.map { $0 + "\n" }.joined())
        }
        return .yes
    }

    private static func isMarked(
        _ object: JSONTree,
        _ markings: [String],
        _ arguments: Arguments
    ) throws(Markings.Fault) -> ExitStatus {
        let answer = try Markings.isMarked(
            object,
            with: markings,
            selectors: selectors(arguments),
            reach: reach(arguments)
        )
        if arguments.has("json") {
            Output.print("{\"marked\":\(answer)}\n")
        }
        return answer ? .yes : .no
    }

    private static func change(
        _ object: JSONTree,
        _ action: String,
        _ markings: [String],
        _ arguments: Arguments
    ) throws(Markings.Fault) {
        let selectors = selectors(arguments)
        var changed =
            switch action {
            case "add": try Markings.adding(markings, to: object, selectors: selectors)
            case "remove": try Markings.removing(markings, from: object, selectors: selectors)
            case "set": try Markings.setting(markings, on: object, selectors: selectors)
            default: try Markings.clearing(object, selectors: selectors)
            }
        if let modified = arguments.value("modified") {
            changed["modified"] = .string(modified)
        }
        Output.write((arguments.has("pretty") ? changed.prettyBytes() : changed.bytes()) + [UInt8(ascii: "\n")])
    }
}
