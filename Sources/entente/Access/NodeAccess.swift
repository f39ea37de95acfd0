import Configuration
internal import Exchange
import Glibc
import Installation
import JSON
internal import Releasing
import Store

/// What the verbs that work on a node share: which node, and how answers are printed.
enum NodeAccess {
    /// The option that names the node's folder.
    static let option = Verb.Option.value("node", "DIR", "the node's folder (default: $ENTENTE_NODE, else ./node)")
    /// The option that asks for JSON.
    static let json = Verb.Option.flag("json", "print json, one line an item")

    /// The node's folder.
    static func folder(_ arguments: Arguments) -> NodeFolder {
        let fromEnvironment = unsafe getenv("ENTENTE_NODE").map { unsafe String(cString: $0) }
        return NodeFolder(arguments.value("node") ?? fromEnvironment ?? "node")
    }

    /// Opens the node that the options name.
    /// - Parameters:
    ///   - arguments: the options.
    ///   - migrating: gets what is done when the store is one of an earlier release.
    /// - Returns: the node.
    /// - Throws: `CommandFailure` if none is set up there, or it cannot be opened.
    static func open(
        _ arguments: Arguments,
        migrating: @escaping @Sendable (MigrationProgress, NodeConfiguration) -> Void = { say($0, $1) }
    ) throws(CommandFailure) -> Node {
        let folder = folder(arguments)
        guard folder.isSetUp else {
            throw CommandFailure(
                "there is no node in `\(folder.path)`",
                help: "`entente init --node \(folder.path) --name NAME` sets one up"
            )
        }
        return try attempt { () throws(NodeError) in try Node(folder: folder, migrating: migrating) }
    }

    /// Says on standard error how the store of an earlier release is brought to the schema of this one.
    @Sendable
    private static func say(_ progress: MigrationProgress, _ configuration: NodeConfiguration) {
        switch progress {
        case .backup(let path, let schema):
            Output.error("the store has schema \(schema); a copy of it, the way back, is `\(path)`\n")
        case .schema(let number): Output.error("the store has schema \(number)\n")
        case .holdings(let percent): Output.error("index of the holdings: \(percent) %\n")
        }
    }

    /// Does something with a node, with its failure as the tool's.
    static func attempt<Value>(_ body: () throws(NodeError) -> Value) throws(CommandFailure) -> Value {
        do throws(NodeError) {
            return try body()
        } catch {
            throw CommandFailure(error.description)
        }
    }

    /// Does something with the store, with its failure as the tool's.
    static func stored<Value>(_ body: () throws(StoreError) -> Value) throws(CommandFailure) -> Value {
        do throws(StoreError) {
            return try body()
        } catch {
            throw CommandFailure(error.description)
        }
    }

    /// The short name of a partner that somebody calls by any name of its party.
    /// - Throws: `CommandFailure` if several are called so.
    static func partner(_ name: String, _ node: Node) throws(CommandFailure) -> String {
        try attempt { () throws(NodeError) in try node.partner(called: name) }
    }

    /// The short names of partners.
    /// - Throws: `CommandFailure` if several are called so.
    static func partners(_ names: [String], _ node: Node) throws(CommandFailure) -> [String] {
        let known = try attempt { () throws(NodeError) in try node.partnerNames() }
        return try names.map { name throws(CommandFailure) in
            try attempt { () throws(NodeError) in try known.shortName(of: name) }
        }
    }

    /// Prints one line of JSON.
    static func print(_ json: JSONTree) {
        Output.write(json.bytes() + [UInt8(ascii: "\n")])
    }

    /// A moment for people and programs: RFC 3339 in UTC.
    static func time(_ microseconds: Int64?) -> String? {
        microseconds.map { Moment.text($0) }
    }

    /// The only operand.
    /// - Throws: `CommandFailure` if there is another number of them.
    static func operand(_ arguments: Arguments, _ name: String) throws(CommandFailure) -> String {
        guard arguments.operands.count == 1, let operand = arguments.operands.first else {
            throw CommandFailure("exactly one \(name) is needed")
        }
        return operand
    }
}
