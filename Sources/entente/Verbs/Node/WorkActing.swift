import Calls
import Configuration
internal import Desk
internal import Installation
import JSON
internal import Release
internal import Releasing
import Work
import Workspaces

/// What the verb of a workspace does: its acts and its named questions, for whoever has the node's folder.
struct WorkActing: Sendable {
    private let verb: String
    private let workspaces: [Workspace]
    private let asking: [String: String]
    private let beside: [String: @Sendable (JSONTree, Arguments, Node) throws(CommandFailure) -> ExitStatus]
    private let place: @Sendable (String, inout JSONTree) -> (workspace: String, act: String)
    private let shown: @Sendable (_ workspace: String, _ act: String) -> String

    /// The acts of some workspaces.
    /// - Parameters:
    ///   - verb: what it is called on the command line.
    ///   - names: the workspaces.
    ///   - asking: what people call questions, where it is not the question's own name.
    ///   - beside: what else can be asked of them, by its name.
    ///   - place: the workspace and the name of an act by what people call it, with what that name says already.
    ///   - shown: what people call an act.
    init(
        _ verb: String,
        of names: [String],
        asking: [String: String] = [:],
        beside: [String: @Sendable (JSONTree, Arguments, Node) throws(CommandFailure) -> ExitStatus] = [:],
        place: @escaping @Sendable (String, inout JSONTree) -> (workspace: String, act: String),
        shown: @escaping @Sendable (_ workspace: String, _ act: String) -> String
    ) {
        (self.verb, self.asking, self.beside) = (verb, asking, beside)
        (self.place, self.shown) = (place, shown)
        workspaces = Workspaces.all.filter { names.contains($0.name) }
    }

    /// The acts of one workspace, by its name and theirs.
    /// - Parameters:
    ///   - name: the workspace.
    ///   - beside: what else can be asked of it, by its name.
    init(
        _ name: String,
        beside: [String: @Sendable (JSONTree, Arguments, Node) throws(CommandFailure) -> ExitStatus] = [:]
    ) {
        self.init(name, of: [name], asking: ["list": ""], beside: beside) { act, _ in
            (name, act)
        } shown: { _, act in
            act
        }
    }

    /// Does what the operands say.
    @Sendable
    func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
        guard let name = arguments.operands.first else { return list() }
        let body = try fields(arguments)
        let node = try NodeAccess.open(arguments)
        defer { node.close() }
        // A word that is both is a question until somebody signs.
        let isSigned = !(arguments.value("officer") ?? "").isEmpty && act(name, body) != nil
        if !isSigned, let question = questions[name] {
            var query: [String: String] = [:]
            for member in body.members ?? [] {
                if case .string(let text) = member.value { query[member.name] = text }
            }
            let answer = try NodeAccess.attempt { () throws(NodeError) in try node.answer(question, query) }
            Output.write(answer.prettyBytes() + Array("\n".utf8))
            return .yes
        }
        if let other = beside[name] { return try other(body, arguments, node) }
        guard let (act, given) = act(name, body) else {
            throw CommandFailure("there is no act `\(name)`", help: "`entente \(verb)` lists them")
        }
        guard let officer = arguments.value("officer"), !officer.isEmpty else {
            throw CommandFailure("`--officer NAME` is needed", help: "the log says that root acted for that name")
        }
        let document = try parsed(given.bytes())
        let actor = Actor.host(for: officer)
        let written = try NodeAccess.attempt { () throws(NodeError) in
            try node.act(act, document.root, by: actor)
        }
        for one in written { Output.print("\(one.id) \(one.version)\n") }
        return try give(written, actor, node)
    }

    /// Gives to each party what was written for it: of one act some may be for one of them alone.
    private func give(_ written: [OperatorWritten], _ actor: Actor, _ node: Node) throws(CommandFailure)
        -> ExitStatus
    {
        var isGiven = true
        for recipient in Set(written.flatMap(\.recipients)).sorted() {
            let sent = written.filter { $0.recipients.contains(recipient) }
            let parties = try NodeAccess.partners([recipient], node)
            var order = ReleaseOrder(parties: parties, ids: sent.map(\.id), named: [], officer: "")
            order.versions = Dictionary(sent.map { ($0.id, $0.version) }) { first, _ in first }
            let results = try NodeAccess.attempt { [order] () throws(NodeError) in
                try node.release(try node.allowed(order, for: actor))
            }
            for result in results where !result.decision.outcome.lets {
                Output.error("\(result.id) may not be given to \(result.party)\n")
                isGiven = false
            }
        }
        return isGiven ? .yes : .no
    }

    private var questions: [String: WorkQuestion] {
        var found: [String: WorkQuestion] = [:]
        for workspace in workspaces {
            for question in workspace.questions where !question.name.isEmpty { found[question.name] = question }
            for (shown, name) in asking { found[shown] = workspace.questions.first { $0.name == name } }
        }
        return found
    }

    /// An act by the name that people use for it, with what the name says already.
    private func act(_ name: String, _ body: JSONTree) -> (WorkAct, JSONTree)? {
        var body = body
        let (workspace, real) = place(name, &body)
        return workspaces.first { $0.name == workspace }?.acts.first { $0.name == real }.map { ($0, body) }
    }

    private func list() -> ExitStatus {
        for workspace in workspaces {
            for act in workspace.acts {
                Output.print("\(shown(workspace.name, act.name))\n    \(act.summary)\n")
            }
        }
        return .yes
    }

    /// The fields that are given as operands and as a file.
    private func fields(_ arguments: Arguments) throws(CommandFailure) -> JSONTree {
        var body = JSONTree.object([])
        if let file = arguments.value("body") {
            body = JSONTree(try parsed(try read(file)).root)
        }
        for operand in arguments.operands.dropFirst() {
            guard let equals = operand.firstIndex(of: "="), equals != operand.startIndex else {
                throw CommandFailure("`\(operand)` is no FIELD=VALUE")
            }
            var name = String(operand[..<equals])
            let text = String(operand[operand.index(after: equals)...])
            if name.hasSuffix(":") {
                name.removeLast()
                body[name] = JSONTree(try parsed(Array(text.utf8)).root)
            } else if name.hasSuffix("[]") {
                name.removeLast(2)
                body[name] = .array((body[name]?.elements ?? []) + [.string(text)])
            } else if let dot = name.firstIndex(of: ".") {
                let field = String(name[..<dot])
                var texts = body[field] ?? .object([])
                texts[String(name[name.index(after: dot)...])] = .string(text)
                body[field] = texts
            } else {
                body[name] = .string(text)
            }
        }
        return body
    }

    private func read(_ file: String) throws(CommandFailure) -> [UInt8] {
        do throws(Files.Failure) { return try Files.read(file, limit: 4 << 20, isNamed: true) } catch {
            throw CommandFailure(error.description)
        }
    }

    private func parsed(_ bytes: [UInt8]) throws(CommandFailure) -> JSONDocument {
        do throws(JSONError) { return try JSONDocument(parsing: bytes) } catch {
            throw CommandFailure("\(error)")
        }
    }
}
